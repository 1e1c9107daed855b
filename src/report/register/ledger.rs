//! Sổ theo dõi as a workbook.

use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use super::Consolidation;
use super::phrases;
use crate::cells::OWN_REPORT;
use crate::register::Register;
use crate::register::RegisterLine;
use crate::report::sheet_page::SheetFormats;
use crate::report::sheet_page::SheetPage;
use crate::report::sheet_page::properties;
use crate::report::words;

const HEADS: [&str; 27] = [
    "STT",
    "Còn lại",
    "Số ngày còn lại",
    "Cơ quan, đơn vị",
    "Loại",
    "Cơ quan quản lý",
    "Lần trình",
    "Ngày trình",
    "Ngày nhận đủ hồ sơ",
    "Hạn thẩm định",
    "Được giao",
    "Đề nghị",
    "Thẩm định",
    "Hiện có",
    "Sai quy định",
    "Số liệu chưa khớp",
    "Cần giải trình",
    "Thiếu dữ liệu",
    "Chưa chắc đọc đúng",
    "Lưu ý",
    "Kết luận",
    "Đang chờ",
    "So với lần trước",
    "Ngày xét",
    "Hồ sơ",
    "Kết quả",
    "Văn bản",
];

const WIDTHS: [u32; 27] = [
    6, 15, 9, 40, 20, 34, 8, 12, 12, 12, 9, 9, 9, 9, 8, 8, 8, 8, 8, 8, 26, 34, 26, 12, 34, 12, 12,
];

/// The size of paper as Excel counts them: the register has too many columns for A4.
const A3: u8 = 8;

pub(super) fn bytes(consolidation: &Consolidation<'_>) -> Result<Vec<u8>, XlsxError> {
    let register = consolidation.register;
    let mut book = Workbook::new();
    let formats = SheetFormats::new();
    lines(
        &mut SheetPage::streamed(&mut book, "Sổ theo dõi", &formats)?,
        register,
    )?;
    rounds(
        &mut SheetPage::streamed(&mut book, "Các lần trình", &formats)?,
        register,
    )?;
    if !register.unreadable.is_empty() {
        unreadable(
            &mut SheetPage::streamed(&mut book, "Không xét được", &formats)?,
            register,
        )?;
    }
    about(
        &mut SheetPage::streamed(&mut book, "Ghi chú", &formats)?,
        consolidation,
    )?;
    book.set_properties(&properties("Sổ theo dõi thẩm định đề án vị trí việc làm")?);
    // The name by which it is known as ours when it comes back among the files of a submission.
    book.define_name(OWN_REPORT, "='Ghi chú'!$A$1")?;
    book.save_to_buffer()
}

fn lines(page: &mut SheetPage<'_>, register: &Register) -> Result<(), XlsxError> {
    page.sheet.set_paper_size(A3);
    page.widths(&WIDTHS)?;
    page.only_table(&HEADS)?;
    // The agency stays in sight beside its urgency.
    page.sheet.set_freeze_panes(1, 4)?;
    for (nth, place) in (1i64..).zip(register.by_urgency()) {
        if !page.has_room() {
            break;
        }
        page.number(0, Some(nth))?;
        line(page, register, place)?;
        page.next()?;
    }
    page.filter(HEADS.len())
}

fn line(page: &mut SheetPage<'_>, register: &Register, place: usize) -> Result<(), XlsxError> {
    let line = &register.lines[place];
    let urgency = register.urgency(place);
    let agency = &line.agency;
    page.tinted(1, &phrases::days_left(urgency), phrases::tone(urgency))?;
    page.number(2, urgency.days_left.map(i64::from))?;
    page.text(3, line.name())?;
    page.text(4, &agency.kind_label)?;
    page.text(5, &agency.superior)?;
    let round = &register.rounds[place];
    page.text(6, &format!("{}/{}", round.round, round.of))?;
    for (col, day) in [
        (7, agency.submitted_on),
        (8, line.received),
        (9, line.due_on),
    ] {
        page.day(col, day)?;
    }
    for (col, number) in [
        (10, agency.assigned),
        (11, agency.proposed),
        (12, line.approved),
        (13, agency.present),
    ] {
        page.number(col, number)?;
    }
    findings(page, line)?;
    page.tinted(
        20,
        line.recommendation.label(),
        Some(phrases::tone_of(line.recommendation)),
    )?;
    page.text(21, &phrases::awaited(urgency.awaited))?;
    page.text(22, &phrases::since(round))?;
    page.day(23, Some(line.as_of))?;
    page.link(24, &line.place.name, &line.place.files)?;
    page.link(
        25,
        if line.place.result.is_empty() {
            ""
        } else {
            "kết quả"
        },
        &line.place.result,
    )?;
    page.link(
        26,
        if line.place.papers.is_empty() {
            ""
        } else {
            "văn bản"
        },
        &line.place.papers,
    )
}

fn findings(page: &mut SheetPage<'_>, line: &RegisterLine) -> Result<(), XlsxError> {
    let found = &line.findings;
    let numbers = [
        found.law,
        found.data,
        found.explain,
        found.missing,
        found.doubtful,
        found.note,
    ];
    for (col, number) in (14u16..).zip(numbers) {
        page.count(col, number)?;
    }
    Ok(())
}

const ROUND_HEADS: [&str; 10] = [
    "Cơ quan, đơn vị",
    "Lần trình",
    "Ngày trình",
    "Hồ sơ",
    "Phải xử lý",
    "So với lần trước",
    "Đã sửa",
    "Còn nguyên",
    "Mới phát sinh",
    "Tái diễn",
];

/// Các lần trình: the agencies that came more than once, round by round.
fn rounds(page: &mut SheetPage<'_>, register: &Register) -> Result<(), XlsxError> {
    page.widths(&[40, 8, 12, 34, 9, 28, 44, 44, 44, 44])?;
    page.only_table(&ROUND_HEADS)?;
    let mut places: Vec<usize> = (0..register.lines.len())
        .filter(|place| register.rounds[*place].of > 1 && register.rounds[*place].same_as.is_none())
        .collect();
    places.sort_by_key(|place| {
        (
            register.lines[*place].submitter(),
            register.rounds[*place].round,
        )
    });
    for place in places {
        let (line, round) = (&register.lines[place], &register.rounds[place]);
        page.text(0, line.name())?;
        page.text(1, &format!("{}/{}", round.round, round.of))?;
        page.day(2, line.agency.submitted_on)?;
        page.link(3, &line.place.name, &line.place.files)?;
        page.count(4, line.findings.open())?;
        if let Some(change) = &round.change {
            page.text(5, &phrases::since(round))?;
            let parts = [&change.mended, &change.left, &change.new, &change.returned];
            for (col, rules) in (6u16..).zip(parts) {
                page.text(col, &phrases::titles(rules, register))?;
            }
        }
        page.next()?;
    }
    page.filter(ROUND_HEADS.len())
}

fn unreadable(page: &mut SheetPage<'_>, register: &Register) -> Result<(), XlsxError> {
    page.widths(&[60, 100])?;
    page.only_table(&["Hồ sơ", "Vì sao không xét được, phải làm gì"])?;
    for bad in &register.unreadable {
        page.texts(&[&bad.dossier, &bad.sentence])?;
        page.next()?;
    }
    page.filter(2)
}

fn about(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    let register = consolidation.register;
    page.widths(&[34, 100])?;
    page.title("Sổ theo dõi thẩm định đề án vị trí việc làm")?;
    let mut pairs = vec![
        ("Tính đến ngày", words::day(register.on)),
        ("Kết quả", phrases::sentence(consolidation)),
        (
            "Cách xếp",
            "Hồ sơ đến hạn trước đứng trước; hồ sơ của lần trình trước và hồ sơ trùng tệp đứng cuối. Số ngày còn lại là \
             ngày lịch, tính đến hạn thẩm định; có ngày nhận đủ hồ sơ trong bảng thẩm định thì hạn tính từ ngày đó."
                .to_owned(),
        ),
        (
            "Số nội dung",
            "Mỗi nguyên nhân đếm một lần, hệ quả của nó không đếm; nội dung người thẩm định đã bỏ hoặc đã chấp nhận giải \
             trình không còn trong số này."
                .to_owned(),
        ),
    ];
    pairs.extend(
        phrases::editions(register)
            .into_iter()
            .map(|told| ("Lưu ý", told)),
    );
    for (label, text) in pairs {
        page.label(0, label)?;
        page.text(1, &text)?;
        page.next()?;
    }
    Ok(())
}
