//! The sheets of the findings workbook.

use rust_xlsxwriter::XlsxError;

use crate::cells::Addr;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Instance;
use crate::opinion::runs;
use crate::report::sheet_page::SheetPage;
use crate::report::view::AppraisalView;
use crate::report::words;

/// Kết luận: what the report says first, and what was not read.
pub(super) fn conclusion(
    page: &mut SheetPage<'_>,
    appraisal: &Appraisal,
    view: &AppraisalView,
) -> Result<(), XlsxError> {
    page.widths(&[34, 100])?;
    page.title(&view.title)?;
    let pair = |page: &mut SheetPage<'_>, label: &str, value: &str| {
        page.label(0, label)?;
        page.text(1, value)?;
        page.next()?;
        Ok::<(), XlsxError>(())
    };
    if let Some(warning) = &appraisal.law.warning {
        pair(page, "Chú ý", warning)?;
    }
    pair(page, "Kết luận", &appraisal.conclusion.sentence)?;
    for reason in &appraisal.conclusion.reasons {
        pair(page, "Lý do", &words::capital(reason))?;
    }
    for information in &view.information {
        pair(page, information.label, &information.value)?;
    }
    if !view.unread.is_empty() {
        page.next()?;
        page.heads(&["Chưa đọc được, không dùng đến", "Nội dung"])?;
        for remark in &view.unread {
            page.texts(&[&remark.place, &remark.sentence])?;
            page.next()?;
        }
    }
    if !view.remarks.is_empty() {
        page.next()?;
        page.heads(&["Ghi nhận khi đọc tệp", "Nội dung"])?;
    }
    for remark in &view.remarks {
        page.texts(&[&remark.place, &remark.sentence])?;
        page.next()?;
    }
    Ok(())
}

const FINDINGS: [&str; 8] = [
    "Số",
    "Loại",
    "Nội dung",
    "Trang và ô",
    "Căn cứ",
    "Cần làm",
    "Nguyên nhân",
    "Đối tượng",
];

/// Nội dung thẩm định: one row a finding, of a folded one a row a subject, every row with all it
/// says, so that it can be filtered. Questions have a sheet of their own.
pub(super) fn findings(page: &mut SheetPage<'_>, appraisal: &Appraisal) -> Result<(), XlsxError> {
    page.widths(&[6, 18, 62, 34, 36, 46, 14, 28])?;
    page.only_table(&FINDINGS)?;
    for finding in appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome != Outcome::Manual)
    {
        let whole = (
            finding.sentence.as_str(),
            place(&finding.cells),
            finding.subject.called.as_str(),
        );
        let alone = finding.instances.is_empty().then_some(whole);
        for (sentence, place, subject) in finding.instances.iter().map(case).chain(alone) {
            if !page.has_room() {
                page.text(
                    2,
                    "Danh sách dài quá giới hạn của một trang; xem đầy đủ trong báo cáo thẩm định.",
                )?;
                page.next()?;
                return page.filter(FINDINGS.len());
            }
            page.count(0, finding.number)?;
            page.kind(1, finding.outcome, finding.nature)?;
            page.text(2, &words::capital(sentence))?;
            page.text(3, &place)?;
            page.text(4, &words::capital(&finding.citation.text))?;
            page.text(5, &words::capital(&finding.remedy))?;
            page.text(
                6,
                &finding
                    .cause
                    .map(|cause| format!("Theo số {cause}"))
                    .unwrap_or_default(),
            )?;
            page.text(7, &words::capital(subject))?;
            page.next()?;
        }
    }
    page.filter(FINDINGS.len())
}

/// What a case says, where, and about whom.
fn case(instance: &Instance) -> (&str, String, &str) {
    (
        &instance.sentence,
        place(&instance.cells),
        &instance.subject.called,
    )
}

/// The most ranges that a cell names before it only counts the rest.
const RANGES: usize = 10;

/// Sheets and cells; no quotation mark before a name, which spreadsheets take for a sign that a
/// text begins.
fn place(cells: &[Addr]) -> String {
    let runs = runs(cells);
    let mut out = String::new();
    let mut sheet = String::new();
    for (first, last) in runs.iter().take(RANGES) {
        let (title, cells) = (first.sheet.title(), first.local_through(last));
        match (out.is_empty(), title == sheet) {
            (false, true) => out.push_str(", "),
            (false, false) => out.extend(["; ", &title, ": "]),
            (true, _) => out.extend([&title, ": "]),
        }
        out.push_str(&cells);
        sheet = title;
    }
    if runs.len() > RANGES {
        out.extend([" và ", &words::count(runs.len() - RANGES), " vùng ô khác"]);
    }
    out
}

/// Số liệu: the figures, one table after the other.
pub(super) fn figures(page: &mut SheetPage<'_>, appraisal: &Appraisal) -> Result<(), XlsxError> {
    let (agency, figures) = (&appraisal.agency, &appraisal.figures);
    page.widths(&[44, 22, 16, 16, 16, 20, 20])?;
    page.title("Biên chế, số người")?;
    page.heads(&["Chỉ tiêu", "Số người"])?;
    let lines = [
        ("Được giao", agency.assigned),
        ("Đề nghị", agency.proposed),
        ("Có mặt", agency.present),
        ("Cộng theo danh mục vị trí việc làm", figures.people),
    ];
    for (label, number) in lines {
        page.text(0, label)?;
        page.number(1, number)?;
        page.next()?;
    }
    page.next()?;
    page.title("Theo nhóm vị trí việc làm")?;
    page.heads(&["Nhóm", "Số vị trí", "Số người", "Tỷ lệ"])?;
    for group in &figures.groups {
        page.text(0, &group.group)?;
        page.count(1, group.positions)?;
        page.number(2, Some(group.people))?;
        page.share(3, group.share)?;
        page.next()?;
    }
    page.next()?;
    page.title("Theo ngạch, chức danh nghề nghiệp")?;
    page.heads(&["Ngạch, chức danh", "Mã số", "Số người", "Tỷ lệ"])?;
    for rank in &figures.ranks {
        page.texts(&[&rank.name, &rank.code])?;
        page.number(2, Some(rank.people))?;
        page.share(3, rank.share)?;
        page.next()?;
    }
    page.next()?;
    units(page, appraisal)
}

/// The units with what they propose and what the law allows them.
fn units(page: &mut SheetPage<'_>, appraisal: &Appraisal) -> Result<(), XlsxError> {
    page.title("Theo đơn vị")?;
    page.heads(&[
        "Đơn vị",
        "Loại",
        "Số người đề nghị",
        "Số cấp trưởng",
        "Số cấp phó",
        "Số người tối thiểu",
        "Số cấp phó tối đa",
    ])?;
    for unit in &appraisal.figures.units {
        // A circle of units may be deep; the name still has to fit.
        page.text(
            0,
            &format!("{}{}", "– ".repeat(unit.depth.min(4)), unit.name),
        )?;
        page.text(1, &unit.kind)?;
        let texts = [
            unit.people.as_str(),
            &unit.heads,
            &unit.deputies,
            unit.least_people.as_deref().unwrap_or_default(),
            unit.most_deputies.as_deref().unwrap_or_default(),
        ];
        for (col, text) in (2u16..).zip(texts) {
            page.figure(col, text)?;
        }
        page.next()?;
    }
    Ok(())
}

const POSITIONS: [&str; 9] = [
    "Mã VTVL",
    "Tên vị trí việc làm",
    "Nhóm",
    "Đơn vị",
    "Ngạch, chức danh",
    "Số người đề xuất",
    "Số người hiện có",
    "Nội dung liên quan",
    "Ô",
];

/// Vị trí: the positions one by one, with the findings about each.
pub(super) fn positions(page: &mut SheetPage<'_>, view: &AppraisalView) -> Result<(), XlsxError> {
    page.widths(&[14, 46, 30, 34, 30, 12, 12, 22, 28])?;
    page.only_table(&POSITIONS)?;
    for position in &view.positions {
        if !page.has_room() {
            break;
        }
        page.texts(&[
            &position.code,
            &position.name,
            &position.group,
            &position.unit,
            &position.rank,
        ])?;
        for (col, text) in [(5, &position.proposed), (6, &position.present)] {
            page.figure(col, text)?;
        }
        let places: Vec<&str> = position
            .findings
            .iter()
            .map(|place| place.label.as_str())
            .collect();
        page.text(7, &places.join(", "))?;
        page.text(8, &position.cell)?;
        page.next()?;
    }
    page.filter(POSITIONS.len())
}

const QUESTIONS: [&str; 6] = ["Số", "Câu hỏi", "Gợi ý", "Căn cứ", "Ô", "Trả lời"];

/// Câu hỏi: what only the appraiser can answer, with room for the answer.
pub(super) fn questions(page: &mut SheetPage<'_>, view: &AppraisalView) -> Result<(), XlsxError> {
    page.widths(&[12, 60, 44, 40, 28, 44])?;
    page.only_table(&QUESTIONS)?;
    for question in &view.questions {
        page.texts(&[
            &question.reference.label,
            &question.question,
            &question.hint,
            &question.citation,
            &question.place,
            "",
        ])?;
        page.next()?;
    }
    page.filter(QUESTIONS.len())
}
