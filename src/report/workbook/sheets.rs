//! The sheets of the findings workbook.

use rust_xlsxwriter::XlsxError;

use super::Page;
use crate::cells::Addr;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Evidence;
use crate::opinion::Finding;
use crate::opinion::runs;
use crate::report::entries::Labels;
use crate::report::view::View;
use crate::report::words;

/// Kết luận: what the report says first, and what is needed to run it again.
pub(super) fn conclusion(page: &mut Page<'_>, appraisal: &Appraisal, view: &View) -> Result<(), XlsxError> {
    page.widths(&[34, 100])?;
    page.title(&view.title)?;
    let pair = |page: &mut Page<'_>, label: &str, value: &str| {
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
    page.next()?;
    page.heads(&["Kết quả", "Số lượt kiểm tra"])?;
    let counts = &appraisal.counts;
    for outcome in Outcome::ALL {
        page.level(0, outcome)?;
        page.number(1, i64::try_from(counts.of(outcome)).ok())?;
        page.next()?;
    }
    page.next()?;
    page.heads(&["Ghi nhận khi đọc tệp", "Nội dung"])?;
    for remark in &view.remarks {
        page.texts(&[&remark.place, &remark.sentence])?;
        page.next()?;
    }
    page.next()?;
    page.heads(&["Để lập lại báo cáo này", ""])?;
    for line in &view.foot {
        page.label(0, line.label)?;
        page.text(1, &line.value)?;
        page.next()?;
    }
    Ok(())
}

const FINDINGS: [&str; 12] = [
    "Số",
    "Mục trong báo cáo",
    "Mức độ",
    "Phần",
    "Trang",
    "Ô",
    "Nhận định",
    "Căn cứ",
    "Kiến nghị",
    "Bằng chứng",
    "Đối tượng",
    "Quy tắc",
];

/// Phát hiện: one row a finding and range of cells, every row with all it says, so that it can be filtered.
pub(super) fn findings(page: &mut Page<'_>, appraisal: &Appraisal) -> Result<(), XlsxError> {
    page.widths(&[6, 11, 16, 20, 22, 13, 60, 36, 46, 40, 28, 30])?;
    page.only_table(&FINDINGS)?;
    let labels = Labels::of(appraisal);
    for (at, finding) in appraisal.findings.iter().enumerate() {
        let label = labels.at(at).map(|place| place.label).unwrap_or_default();
        for (run, sentence, evidence, subject) in places(finding) {
            if !page.has_room() {
                page.text(6, "Danh sách dài quá giới hạn của một trang; xem đầy đủ trong báo cáo JSON.")?;
                page.next()?;
                return page.filter(FINDINGS.len());
            }
            let number = i64::try_from(finding.number).ok();
            page.number(0, number)?;
            page.text(1, &label)?;
            page.level(2, finding.outcome)?;
            page.text(3, finding.section.title())?;
            page.text(4, &run.0.sheet.title())?;
            page.text(5, &cells(&run))?;
            page.text(6, &words::capital(sentence))?;
            page.text(7, &words::capital(&finding.citation.text))?;
            page.text(8, &words::capital(&finding.remedy))?;
            page.text(9, &proof(evidence))?;
            page.text(10, &words::capital(subject))?;
            page.text(11, &finding.rule)?;
            page.next()?;
        }
    }
    page.filter(FINDINGS.len())
}

type Place<'a> = ((Addr, Addr), &'a str, &'a [Evidence], &'a str);

/// The places of a finding; of a folded one those of its subjects.
fn places(finding: &Finding) -> Vec<Place<'_>> {
    if finding.instances.is_empty() {
        let place =
            |run| (run, finding.sentence.as_str(), finding.evidence.as_slice(), finding.subject.called.as_str());
        return runs(&finding.cells).into_iter().map(place).collect();
    }
    let mut places = Vec::new();
    for instance in &finding.instances {
        for run in runs(&instance.cells) {
            let subject = instance.subject.called.as_str();
            places.push((run, instance.sentence.as_str(), instance.evidence.as_slice(), subject));
        }
    }
    places
}

fn cells((first, last): &(Addr, Addr)) -> String {
    first.local_through(last)
}

fn proof(evidence: &[Evidence]) -> String {
    let line = |evidence: &Evidence| {
        let limit = evidence.limit.as_ref().map(|limit| format!(" ({limit})")).unwrap_or_default();
        format!("{}: {}{limit}", evidence.fact, evidence.value)
    };
    evidence.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Số liệu: the figures, one table after the other.
pub(super) fn figures(page: &mut Page<'_>, appraisal: &Appraisal) -> Result<(), XlsxError> {
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
        page.number(1, i64::try_from(group.positions).ok())?;
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
fn units(page: &mut Page<'_>, appraisal: &Appraisal) -> Result<(), XlsxError> {
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
        page.text(0, &format!("{}{}", "– ".repeat(unit.depth.min(4)), unit.name))?;
        page.text(1, &unit.kind)?;
        let texts = [
            unit.people.as_str(),
            &unit.heads,
            &unit.deputies,
            unit.least_people.as_deref().unwrap_or_default(),
            unit.most_deputies.as_deref().unwrap_or_default(),
        ];
        for (col, text) in (2u16..).zip(texts) {
            match text.parse::<i64>() {
                Ok(number) => page.number(col, Some(number))?,
                Err(_) => page.text(col, text)?,
            }
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
    "Nhận xét ở mục",
    "Ô",
];

/// Vị trí: the positions one by one, with the findings about each.
pub(super) fn positions(page: &mut Page<'_>, view: &View) -> Result<(), XlsxError> {
    page.widths(&[14, 46, 30, 34, 30, 12, 12, 22, 28])?;
    page.only_table(&POSITIONS)?;
    for position in &view.positions {
        if !page.has_room() {
            break;
        }
        page.texts(&[&position.code, &position.name, &position.group, &position.unit, &position.rank])?;
        for (col, text) in [(5, &position.proposed), (6, &position.present)] {
            match text.parse::<i64>() {
                Ok(number) => page.number(col, Some(number))?,
                Err(_) => page.text(col, text)?,
            }
        }
        let places: Vec<&str> = position.findings.iter().map(|place| place.label.as_str()).collect();
        page.text(7, &places.join(", "))?;
        page.text(8, &position.cell)?;
        page.next()?;
    }
    page.filter(POSITIONS.len())
}

const QUESTIONS: [&str; 6] = ["Mục trong báo cáo", "Câu hỏi", "Gợi ý", "Căn cứ", "Ô", "Trả lời"];

/// Câu hỏi: what only the appraiser can answer, with room for the answer.
pub(super) fn questions(page: &mut Page<'_>, view: &View) -> Result<(), XlsxError> {
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
