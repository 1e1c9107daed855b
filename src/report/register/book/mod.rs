//! Tổng hợp as a workbook: sums that are formulas over a table of dossiers, which names the cells
//! of each.

mod rows;

use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::column_number_to_name;

use super::Consolidation;
use super::phrases;
use super::tables::named;
use super::tables::of_whole;
use super::whole;
use crate::register::GroupTotal;
use crate::register::RankTotal;
use crate::register::TotalLine;
use crate::report::sheet_page::SheetFormats;
use crate::report::sheet_page::SheetPage;
use crate::report::sheet_page::properties;
use crate::report::words;

/// The sheet of what only the whole can be judged by: not there when no rule does.
const WHOLE: &str = "Toàn địa phương";
/// The sheets whose rows the sums are taken over.
const DOSSIERS: &str = "Các hồ sơ";
const GROUPS: &str = "Nhóm theo hồ sơ";
const RANKS: &str = "Ngạch theo hồ sơ";

/// Writes the rows of a sheet.
type Filling = fn(&mut SheetPage<'_>, &Consolidation<'_>) -> Result<(), XlsxError>;

/// The sheets in their order.
const SHEETS: [(&str, Filling); 8] = [
    ("Tổng hợp", summary),
    ("Nhóm và ngạch", structure),
    (WHOLE, findings_of_whole),
    ("Nội dung phổ biến", common),
    ("Khác thường", unusual),
    (DOSSIERS, rows::dossiers),
    (GROUPS, rows::groups),
    (RANKS, rows::ranks),
];

pub(super) fn bytes(consolidation: &Consolidation<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = SheetFormats::new();
    let is_there = |(name, _): &(&str, Filling)| *name != WHOLE || consolidation.whole.is_some();
    for (name, fill) in SHEETS.into_iter().filter(is_there) {
        fill(
            &mut SheetPage::streamed(&mut book, name, &formats)?,
            consolidation,
        )?;
    }
    whole::sheets(
        &mut book,
        &formats,
        consolidation.register,
        consolidation.forms,
    )?;
    // Not marked as a paper of ours: its table of the whole may be mended by hand and judged again.
    book.set_properties(&properties("Tổng hợp đề án vị trí việc làm")?);
    book.save_to_buffer()
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
        let keys = cells_of(DOSSIERS, key, rows);
        let dossiers = as_number(line.dossiers.len());
        page.sum(2, &format!("COUNTIF({keys},$A{row})"), dossiers)?;
        for (col, column, sum) in columns(line) {
            match sum {
                Some(sum) => {
                    page.sum(col, &sum_over(DOSSIERS, rows, (key, column), row), sum)?;
                }
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
    [
        (3, "I", Some(as_number(line.units))),
        (4, "J", Some(as_number(line.positions))),
        (5, "K", phrases::stated(line.assigned)),
        (6, "M", phrases::stated(line.proposed)),
        (8, "P", phrases::stated(line.approved)),
        (9, "Q", phrases::stated(line.present)),
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
fn structure(page: &mut SheetPage<'_>, consolidation: &Consolidation<'_>) -> Result<(), XlsxError> {
    page.widths(&[6, 40, 16, 44, 12, 12, 12])?;
    group_table(page, &consolidation.totals.by_group)?;
    page.next()?;
    rank_table(page, &consolidation.totals.by_rank)
}

fn group_table(page: &mut SheetPage<'_>, groups: &[GroupTotal]) -> Result<(), XlsxError> {
    let rows: usize = groups.iter().map(|group| group.rows).sum();
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
    for (number, group) in (1i64..).zip(groups) {
        let of = |column: &str, row: u32| sum_over(GROUPS, rows, ("A", column), row);
        page.number(0, Some(number))?;
        page.texts_from(1, &[&group.staff, "", &group.group])?;
        page.count(4, group.dossiers.len())?;
        page.sum(5, &of("F", page.row + 1), as_number(group.positions))?;
        page.sum(6, &of("G", page.row + 1), group.people)?;
        page.next()?;
    }
    Ok(())
}

fn rank_table(page: &mut SheetPage<'_>, ranks: &[RankTotal]) -> Result<(), XlsxError> {
    let rows: usize = ranks.iter().map(|rank| rank.rows).sum();
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
    for (number, rank) in (1i64..).zip(ranks) {
        page.number(0, Some(number))?;
        page.texts_from(1, &[&rank.staff, &rank.code, &rank.name])?;
        page.count(4, rank.dossiers.len())?;
        page.text(5, "")?;
        let sum = sum_over(RANKS, rows, ("A", "G"), page.row + 1);
        page.sum(6, &sum, rank.people)?;
        page.next()?;
    }
    Ok(())
}

/// The sum of a column of a sheet with so many rows, over those whose key is the number of a row
/// here.
fn sum_over(sheet: &str, rows: usize, (key, column): (&str, &str), row: u32) -> String {
    let (keys, values) = (cells_of(sheet, key, rows), cells_of(sheet, column, rows));
    format!("SUMIF({keys},$A{row},{values})")
}

/// The cells of a column below the heading.
fn cells_of(sheet: &str, column: &str, rows: usize) -> String {
    format!("'{sheet}'!${column}$2:${column}${}", rows + 1)
}

fn findings_of_whole(
    page: &mut SheetPage<'_>,
    consolidation: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    let Some(whole) = consolidation.whole else {
        return Ok(());
    };
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
        page.count(3, found.dossiers.len())?;
        page.count(4, found.cases)?;
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
