//! How a workbook was understood, for people: text of 80 columns.

mod tables;

use std::io::Write;

use anstyle::AnsiColor;
use anstyle::Style;
use indexmap::IndexMap;

use super::ReportError;
use super::page::FAINT;
use super::page::TextOptions;
use super::page::TextPage;
use super::picture;
use super::words;
use crate::cells::Addr;
use crate::cells::Sheet;
use crate::cells::Workbook;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::dossier::SheetReading;
use crate::opinion;
use tables::ShownLayouts;
use tables::sheet_lines;

/// How many names of unused sheets stand in a line.
const NAMES: usize = 4;
/// What to do when something was not understood as it is meant.
const OVERRULE: &str = "ghi cách hiểu ra tệp bằng --save-map ban-do.toml, sửa tệp đó rồi chạy lại với --map ban-do.toml.";
/// From this confidence on nothing needs a second look.
const SURE: u8 = 85;

const HEAD: Style = Style::new().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default();

/// Writes how a workbook was understood, with a picture of its sheets when the workbook is given.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_reading(
    dossier: &Dossier,
    remarks: &[Remark],
    forms: &Forms,
    picture: Option<&Workbook>,
    options: &TextOptions,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut page = TextPage::new(*options);
    if let Some((mark, at)) = &dossier.template {
        page.paragraph("", HEAD, &format!("{mark} ({at})"));
    }
    if !options.quiet {
        page.paragraph("", Style::new(), &opening(dossier));
        used(&mut page, dossier, forms, picture);
        unused(&mut page, dossier, forms);
        if let Some(workbook) = picture {
            other_forms(&mut page, dossier, workbook);
            page.blank();
            page.paragraph("Ký hiệu: ", FAINT, picture::LEGEND);
        }
    }
    summary(&mut page, dossier, forms);
    if !remarks.is_empty() {
        page.heading("Ghi nhận khi đọc");
    }
    for remark in remarks {
        let (option, place) = (
            words::overruling_option(remark.code.key()),
            places(&remark.cells),
        );
        let told = format!("{}{option}{place}", remark.sentence);
        page.paragraph(" - ", DOUBT, &told);
    }
    if !options.quiet {
        page.blank();
        page.paragraph("Hiểu chưa đúng? ", FAINT, OVERRULE);
    }
    Ok(out.write_all(page.text.as_bytes())?)
}

/// How much was understood, in one sentence.
fn opening(dossier: &Dossier) -> String {
    let tables = |sheet: &SheetReading| {
        sheet
            .form
            .iter()
            .chain(&sheet.more)
            .any(|form| form.entity.is_some())
    };
    let used = dossier.sheets.iter().filter(|sheet| tables(sheet)).count();
    let forms = dossier
        .sheets
        .iter()
        .flat_map(|sheet| sheet.form.iter().chain(&sheet.more));
    let unsure = forms
        .filter(|form| form.entity.is_some() && form.confidence < SURE)
        .count();
    let doubt = match unsure {
        0 => String::new(),
        n => format!(", {n} bảng chưa chắc chắn (dưới {SURE}%), nên xem lại"),
    };
    format!(
        "Hồ sơ có {} trang, {used} trang là biểu của đề án{doubt}.",
        dossier.sheets.len()
    )
}

/// The sheets that are forms of the proposal, each with its picture.
fn used(page: &mut TextPage, dossier: &Dossier, forms: &Forms, picture: Option<&Workbook>) {
    let is_used = |sheet: &&SheetReading| {
        let form = sheet.form.as_ref();
        form.is_some_and(|form| form.entity.is_some())
    };
    let mut shown = ShownLayouts::default();
    for (nth, sheet) in (1..).zip(dossier.sheets.iter().filter(is_used)) {
        sheet_lines(page, nth, sheet, forms, &mut shown);
        if let Some(cells) = picture.and_then(|workbook| cells_of(workbook, sheet)) {
            picture::draw(page, cells, sheet);
        }
    }
}

/// Pictures of the sheets that are forms of another kind.
fn other_forms(page: &mut TextPage, dossier: &Dossier, workbook: &Workbook) {
    for sheet in &dossier.sheets {
        let is_other = sheet.form.as_ref().is_some_and(|f| f.entity.is_none());
        if let Some(cells) = cells_of(workbook, sheet).filter(|_| is_other) {
            let title = fold::squeeze(&sheet.at.sheet.title());
            page.blank();
            page.paragraph("   ", FAINT, &format!("Trang “{title}”"));
            picture::draw(page, cells, sheet);
        }
    }
}

fn cells_of<'w>(workbook: &'w Workbook, sheet: &SheetReading) -> Option<&'w Sheet> {
    workbook.sheets.get(sheet.at.sheet.index)
}

fn places(cells: &[Addr]) -> String {
    match cells {
        [] => String::new(),
        [one] => format!(" ({one})"),
        [first, rest @ ..] => format!(" ({first} và {} ô khác)", rest.len()),
    }
}

/// Sheets that were not used, together where the reason is the same.
fn unused(page: &mut TextPage, dossier: &Dossier, forms: &Forms) {
    let mut by_reason: IndexMap<String, Vec<String>> = IndexMap::new();
    for sheet in &dossier.sheets {
        let reason = match &sheet.form {
            Some(form) if form.entity.is_some() => continue,
            Some(form) => {
                let title = forms
                    .form(&form.form)
                    .map_or(form.form.as_str(), |form| form.sheet.as_str());
                let rows = span(form.header.0, form.header.1);
                let sure = form.confidence;
                format!(
                    "là “{title}” (tiêu đề cột ở dòng {rows}, chắc chắn {sure}%), không phải biểu của đề án"
                )
            }
            None => words::lower(&sheet.reason.to_string()),
        };
        by_reason
            .entry(reason)
            .or_default()
            .push(format!("“{}”", fold::squeeze(&sheet.at.sheet.title())));
    }
    if by_reason.is_empty() {
        return;
    }
    page.heading("Trang không dùng đến");
    for (reason, names) in &by_reason {
        let shown = page.shown(names.len(), NAMES);
        let more = match names.len() - shown {
            0 => String::new(),
            more => format!(" và {more} trang khác"),
        };
        let names = names[..shown].join(", ");
        page.paragraph(" - ", FAINT, &format!("{names}{more}: {reason}"));
    }
}

fn summary(page: &mut TextPage, dossier: &Dossier, forms: &Forms) {
    let figures = opinion::overview(dossier, forms);
    if figures.positions == 0 {
        return;
    }
    let people = figures.people.map_or_else(
        || "chưa rõ số người".to_owned(),
        |people| format!("{people} người"),
    );
    let blank = match figures.blank_people {
        0 => String::new(),
        n => format!(" ({n} vị trí không ghi số người)"),
    };
    page.heading("Tóm tắt");
    page.paragraph(
        "",
        Style::new(),
        &format!("{} vị trí việc làm, {people}{blank}", figures.positions),
    );
    for group in &figures.groups {
        page.paragraph(
            " - ",
            FAINT,
            &format!(
                "{}: {} vị trí, {} người",
                group.group, group.positions, group.people
            ),
        );
    }
}

fn span(first: u32, last: u32) -> String {
    let (first, last) = (u64::from(first) + 1, u64::from(last) + 1);
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}
