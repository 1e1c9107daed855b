//! Tổng hợp as a workbook: sums that are formulas over a table of dossiers, which names the cells
//! of each.

use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::column_number_to_name;

use super::Consolidation;
use super::phrases;
use super::tables::is_one;
use super::tables::named;
use super::tables::of_whole;
use crate::opinion::Appraisal;
use crate::opinion::GroupLine;
use crate::opinion::RankLine;
use crate::opinion::Recommendation;
use crate::register::PeopleSum;
use crate::register::RegisterLine;
use crate::register::TotalLine;
use crate::register::Totals;
use crate::report::clean;
use crate::report::sheet_page::SheetFormats;
use crate::report::sheet_page::SheetPage;
use crate::report::words;

/// The sheets whose rows the sums are taken over.
const DOSSIERS: &str = "Các hồ sơ";
const GROUPS: &str = "Nhóm theo hồ sơ";
const RANKS: &str = "Ngạch theo hồ sơ";

pub(super) fn bytes(consolidation: &Consolidation<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = SheetFormats::new();
    let totals = &consolidation.totals;
    summary(
        &mut SheetPage::streamed(&mut book, "Tổng hợp", &formats)?,
        consolidation,
    )?;
    structure(
        &mut SheetPage::streamed(&mut book, "Nhóm và ngạch", &formats)?,
        totals,
    )?;
    if let Some(whole) = consolidation.whole {
        findings_of_whole(
            &mut SheetPage::streamed(&mut book, "Toàn địa phương", &formats)?,
            whole,
        )?;
    }
    common(
        &mut SheetPage::streamed(&mut book, "Nội dung phổ biến", &formats)?,
        consolidation,
    )?;
    unusual(
        &mut SheetPage::streamed(&mut book, "Khác thường", &formats)?,
        consolidation,
    )?;
    dossiers(
        &mut SheetPage::streamed(&mut book, DOSSIERS, &formats)?,
        consolidation,
    )?;
    groups(
        &mut SheetPage::streamed(&mut book, GROUPS, &formats)?,
        consolidation,
    )?;
    ranks(
        &mut SheetPage::streamed(&mut book, RANKS, &formats)?,
        consolidation,
    )?;
    super::whole::sheets(
        &mut book,
        &formats,
        consolidation.register,
        consolidation.forms,
    )?;
    // Not marked as a paper of ours: its table of the whole may be mended by hand and judged again.
    described(&mut book, "Tổng hợp đề án vị trí việc làm")?;
    book.save_to_buffer()
}

/// Puts in what a workbook says of itself. No clock: the same results give the same bytes.
pub(super) fn described(book: &mut Workbook, title: &str) -> Result<(), XlsxError> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(clean::plain(title))
        .set_creation_datetime(&created);
    book.set_properties(&properties);
    Ok(())
}

const TOTAL_HEADS: [&str; 13] = [
    "Số",
    "Tên",
    "Số hồ sơ",
    "Số đơn vị",
    "Số vị trí",
    "Được giao",
    "Đề nghị",
    "Chênh lệch",
    "Thẩm định",
    "Hiện có",
    "Đề nghị phê duyệt được",
    "Nội dung phải xử lý",
    "Chưa có số của",
];

fn summary(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    page.widths(&[6, 60, 10, 10, 10, 12, 12, 12, 12, 12, 14, 14, 34])?;
    page.title("Tổng hợp đề án vị trí việc làm")?;
    let mut notes = vec![format!(
        "Tính đến ngày {}. {}",
        words::day(register.on),
        phrases::sentence(consolidation)
    )];
    notes.extend(phrases::editions(register));
    let left_out = phrases::left_out(register);
    if !left_out.is_empty() {
        notes.push(format!("Không tính vào tổng: {}.", left_out.join("; ")));
    }
    notes.push(
        "Mỗi tổng là công thức cộng các dòng của trang “Các hồ sơ”; trang ấy ghi ô của từng số trong tệp của cơ quan trình. \
         Hồ sơ chưa ghi số thì để trống, không tính là 0. Số đề nghị không kể lao động hợp đồng; số theo nhóm, theo ngạch \
         là số người trong danh mục, kể cả hợp đồng."
            .to_owned(),
    );
    for note in notes {
        page.text_over(&note, 12)?;
    }
    page.next()?;
    let rows = totals.all.dossiers.len();
    total_table(
        page,
        "Theo loại cơ quan, đơn vị",
        &totals.by_kind,
        ("D", rows),
    )?;
    page.next()?;
    total_table(page, "Theo cơ quan quản lý", &totals.by_body, ("F", rows))
}

/// A table of sums; each row adds up the rows of the dossiers that bear its number in a column.
fn total_table(
    page: &mut SheetPage<'_>,
    title: &str,
    lines: &[TotalLine],
    (key, rows): (&str, usize),
) -> Result<(), XlsxError> {
    page.title(title)?;
    page.heads(&TOTAL_HEADS)?;
    let first = page.row + 1;
    for (number, line) in (1i64..).zip(lines) {
        let row = page.row + 1;
        page.number(0, Some(number))?;
        page.text(1, phrases::label(&line.label))?;
        let over = |column: &str| format!("'{DOSSIERS}'!${column}$2:${column}${}", rows + 1);
        page.sum(
            2,
            &format!("COUNTIF({},$A{row})", over(key)),
            as_number(line.dossiers.len()),
        )?;
        for (col, column, sum) in columns(line) {
            match sum {
                Some(sum) => page.sum(
                    col,
                    &format!("SUMIF({},$A{row},{})", over(key), over(column)),
                    sum,
                )?,
                None => page.text(col, UNSAID)?,
            }
        }
        match phrases::difference(line) {
            Some(difference) => page.sum(7, &format!("G{row}-F{row}"), difference)?,
            None => page.text(7, "–")?,
        }
        page.text(12, &phrases::lacking(line))?;
        page.next()?;
    }
    all(page, first, lines)
}

/// In place of a sum that no dossier has a number for.
const UNSAID: &str = "chưa ghi";

/// The columns that are summed: where they stand here, where in the table of dossiers, and their
/// sum.
fn columns(line: &TotalLine) -> [(u16, &'static str, Option<i64>); 8] {
    let people = |sum: PeopleSum| (sum.stated > 0).then_some(sum.people);
    [
        (3, "I", Some(as_number(line.units))),
        (4, "J", Some(as_number(line.positions))),
        (5, "K", people(line.assigned)),
        (6, "M", people(line.proposed)),
        (8, "P", people(line.approved)),
        (9, "Q", people(line.present)),
        (10, "T", Some(as_number(line.fit))),
        (11, "S", Some(as_number(line.open))),
    ]
}

/// The row under a table: its sums are those of the rows.
fn all(page: &mut SheetPage<'_>, first: u32, lines: &[TotalLine]) -> Result<(), XlsxError> {
    page.text(0, "")?;
    page.label(1, "Cộng")?;
    let last = page.row;
    let dossiers: usize = lines.iter().map(|line| line.dossiers.len()).sum();
    let mut sums = vec![(2, as_number(dossiers))];
    for (nth, (col, ..)) in columns(&TotalLine::default()).into_iter().enumerate() {
        sums.push((
            col,
            lines.iter().filter_map(|line| columns(line)[nth].2).sum(),
        ));
    }
    sums.push((7, lines.iter().filter_map(phrases::difference).sum()));
    for (col, sum) in sums {
        let letter = column_number_to_name(col);
        if last < first {
            page.number(col, Some(0))?;
        } else {
            page.sum(col, &format!("SUM({letter}{first}:{letter}{last})"), sum)?;
        }
    }
    page.text(12, "")?;
    page.next()
}

fn as_number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Nhóm và ngạch: sums over the rows of each dossier.
fn structure(page: &mut SheetPage<'_>, totals: &Totals) -> Result<(), XlsxError> {
    page.widths(&[6, 40, 16, 44, 12, 12, 12])?;
    let rows: usize = totals.by_group.iter().map(|group| group.rows).sum();
    let over = |sheet: &str, column: &str, rows: usize| {
        format!("'{sheet}'!${column}$2:${column}${}", rows + 1)
    };
    page.title("Theo nhóm vị trí việc làm")?;
    page.heads(&[
        "Số",
        "Đối tượng",
        "",
        "Nhóm",
        "Số hồ sơ",
        "Số vị trí",
        "Số người trong danh mục",
    ])?;
    for (number, group) in (1i64..).zip(&totals.by_group) {
        let row = page.row + 1;
        page.number(0, Some(number))?;
        page.texts_from(1, &[&group.staff, "", &group.group])?;
        let of = |column: &str| {
            format!(
                "SUMIF({},$A{row},{})",
                over(GROUPS, "A", rows),
                over(GROUPS, column, rows)
            )
        };
        page.number(4, Some(as_number(group.dossiers.len())))?;
        page.sum(5, &of("F"), as_number(group.positions))?;
        page.sum(6, &of("G"), group.people)?;
        page.next()?;
    }
    page.next()?;
    let rows: usize = totals.by_rank.iter().map(|rank| rank.rows).sum();
    page.title("Theo ngạch, chức danh nghề nghiệp")?;
    page.heads(&[
        "Số",
        "Đối tượng",
        "Mã số",
        "Ngạch, chức danh",
        "Số hồ sơ",
        "",
        "Số người trong danh mục",
    ])?;
    for (number, rank) in (1i64..).zip(&totals.by_rank) {
        let row = page.row + 1;
        page.number(0, Some(number))?;
        page.texts_from(1, &[&rank.staff, &rank.code, &rank.name])?;
        page.number(4, Some(as_number(rank.dossiers.len())))?;
        page.text(5, "")?;
        let sum = format!(
            "SUMIF({},$A{row},{})",
            over(RANKS, "A", rows),
            over(RANKS, "G", rows)
        );
        page.sum(6, &sum, rank.people)?;
        page.next()?;
    }
    Ok(())
}

fn findings_of_whole(page: &mut SheetPage<'_>, whole: &Appraisal) -> Result<(), XlsxError> {
    page.widths(&[20, 80, 60, 60, 40])?;
    page.title(&phrases::of_whole(whole))?;
    page.heads(&["Loại", "Nội dung", "Căn cứ", "Đề nghị", "Ô"])?;
    for finding in of_whole(whole) {
        page.kind(0, finding.outcome, finding.nature)?;
        let places = words::places(&finding.ranges);
        let citation = words::capital(&finding.citation.text);
        page.texts_from(1, &[&finding.sentence, &citation, &finding.remedy, &places])?;
        page.next()?;
    }
    Ok(())
}

fn common(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    let register = consolidation.register;
    page.widths(&[6, 22, 70, 10, 10, 70, 40])?;
    page.only_table(&[
        "STT",
        "Loại",
        "Nội dung",
        "Số hồ sơ",
        "Số trường hợp",
        "Ở hồ sơ",
        "Quy tắc",
    ])?;
    for (number, found) in (1i64..).zip(&consolidation.common) {
        page.number(0, Some(number))?;
        page.kind(1, found.outcome, found.nature)?;
        let rule = &register.rules[found.rule];
        page.text(2, &rule.title)?;
        page.number(3, Some(as_number(found.dossiers.len())))?;
        page.number(4, Some(as_number(found.cases)))?;
        page.text(5, &named(register, &found.dossiers))?;
        page.text(6, &rule.id)?;
        page.next()?;
    }
    page.filter(7)
}

fn unusual(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    let register = consolidation.register;
    page.widths(&[6, 60, 100])?;
    page.only_table(&[
        "STT",
        "Hồ sơ",
        "Vì sao đáng xem (không phải là sai quy định)",
    ])?;
    for (number, outlier) in (1i64..).zip(&consolidation.outliers) {
        page.number(0, Some(number))?;
        page.text(1, &named(register, &outlier.dossiers))?;
        page.text(2, &phrases::outlier(outlier))?;
        page.next()?;
    }
    page.filter(3)
}

const DOSSIER_HEADS: [&str; 21] = [
    "STT",
    "Hồ sơ",
    "Cơ quan, đơn vị",
    "Số loại",
    "Loại",
    "Số cơ quan quản lý",
    "Cơ quan quản lý",
    "Đối tượng",
    "Số đơn vị",
    "Số vị trí",
    "Được giao",
    "Ô của số được giao",
    "Đề nghị",
    "Số người trong danh mục, kể cả hợp đồng",
    "Ô của số trong danh mục",
    "Thẩm định",
    "Hiện có",
    "Ô của số hiện có",
    "Phải xử lý",
    "Phê duyệt được",
    "Kết luận",
];

/// Hồ sơ: what every sum goes back to.
fn dossiers(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    page.widths(&[
        6, 34, 40, 8, 20, 8, 34, 28, 8, 8, 10, 24, 10, 12, 34, 10, 10, 24, 10, 10, 34,
    ])?;
    page.only_table(&DOSSIER_HEADS)?;
    for (number, (place, line)) in (1i64..).zip(register.standing()) {
        let numbered = |lines: &[TotalLine]| {
            lines
                .iter()
                .position(|total| total.dossiers.binary_search(&place).is_ok())
                .map(|nth| as_number(nth + 1))
        };
        page.number(0, Some(number))?;
        page.link(1, &line.place.name, &line.place.files)?;
        page.text(2, line.name())?;
        page.number(3, numbered(&totals.by_kind))?;
        page.text(4, &line.agency.kind_label)?;
        page.number(5, numbered(&totals.by_body))?;
        page.texts_from(6, &[&line.agency.superior, &line.staff])?;
        people(page, line)?;
        page.number(18, Some(as_number(line.findings.open())))?;
        page.number(
            19,
            Some(i64::from(line.recommendation == Recommendation::Approve)),
        )?;
        page.text(20, &line.conclusion)?;
        page.next()?;
    }
    page.filter(DOSSIER_HEADS.len())
}

fn people(page: &mut SheetPage<'_>, line: &RegisterLine) -> Result<(), XlsxError> {
    let (agency, ranges) = (&line.agency, &line.agency.ranges);
    page.number(8, Some(as_number(line.units)))?;
    page.number(9, Some(as_number(line.positions)))?;
    page.number(10, agency.assigned)?;
    page.text(11, &words::places(&ranges.assigned))?;
    page.number(12, agency.proposed)?;
    page.number(13, line.listed)?;
    page.text(14, &words::places(&ranges.proposed))?;
    page.number(15, line.approved)?;
    page.number(16, agency.present)?;
    page.text(17, &words::places(&ranges.present))
}

fn groups(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    page.widths(&[8, 34, 40, 28, 40, 10, 10, 60])?;
    page.only_table(&[
        "Số nhóm",
        "Hồ sơ",
        "Cơ quan, đơn vị",
        "Đối tượng",
        "Nhóm",
        "Số vị trí",
        "Số người",
        "Ô của số người",
    ])?;
    for (number, total) in (1i64..).zip(&totals.by_group) {
        for place in &total.dossiers {
            let line = &register.lines[*place];
            let is_same = |group: &&GroupLine| is_one(&group.group, &total.group);
            for group in line.groups.iter().filter(is_same) {
                page.number(0, Some(number))?;
                page.texts_from(
                    1,
                    &[&line.place.name, line.name(), &line.staff, &group.group],
                )?;
                page.number(5, Some(as_number(group.positions)))?;
                page.number(6, Some(group.people))?;
                page.text(7, &words::places(&group.ranges))?;
                page.next()?;
            }
        }
    }
    page.filter(8)
}

fn ranks(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    page.widths(&[8, 34, 40, 28, 16, 40, 10, 60])?;
    page.only_table(&[
        "Số ngạch",
        "Hồ sơ",
        "Cơ quan, đơn vị",
        "Đối tượng",
        "Mã số",
        "Ngạch, chức danh",
        "Số người",
        "Ô của số người",
    ])?;
    for (number, total) in (1i64..).zip(&totals.by_rank) {
        for place in &total.dossiers {
            let line = &register.lines[*place];
            let is_same = |rank: &&RankLine| {
                is_one(&rank.code, &total.code) && is_one(&rank.name, &total.name)
            };
            for rank in line.ranks.iter().filter(is_same) {
                page.number(0, Some(number))?;
                page.texts_from(
                    1,
                    &[
                        &line.place.name,
                        line.name(),
                        &line.staff,
                        &rank.code,
                        &rank.name,
                    ],
                )?;
                page.number(6, Some(rank.people))?;
                page.text(7, &words::places(&rank.ranges))?;
                page.next()?;
            }
        }
    }
    page.filter(8)
}
