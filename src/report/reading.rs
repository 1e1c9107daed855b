//! How a workbook was understood, for people: text of 80 columns.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Write;

use anstyle::AnsiColor;
use anstyle::Style;
use comfy_table::ContentArrangement;
use comfy_table::Table;
use comfy_table::presets;
use indexmap::IndexMap;

use super::ReportError;
use super::TextOptions;
use super::clean;
use super::page::FAINT;
use super::page::TextPage;
use super::picture;
use super::text::option;
use super::words;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::dictionary::Field;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dossier::ColumnReading;
use crate::dossier::ColumnSource;
use crate::dossier::Dossier;
use crate::dossier::FormReading;
use crate::dossier::Remark;
use crate::dossier::RowMark;
use crate::dossier::RowRun;
use crate::dossier::SheetReading;
use crate::dossier::SkipReason;
use crate::opinion;

/// How many sections and skipped rows are named before the rest is only counted.
const NAMED: usize = 6;
/// How many names of unused sheets stand in a line.
const NAMES: usize = 4;
/// So many values above a table name what it is about: code and name of the position.
const NAMING: usize = 2;
/// So many letters of a value above a table are shown.
const LABEL_CHARS: usize = 60;
/// Columns that a table is moved to the right.
const INDENT: usize = 3;
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
        let used = |sheet: &&SheetReading| {
            sheet
                .form
                .as_ref()
                .is_some_and(|form| form.entity.is_some())
        };
        page.paragraph("", Style::new(), &opening(dossier));
        let mut shown = ShownLayouts::default();
        for (nth, sheet) in dossier.sheets.iter().filter(used).enumerate() {
            sheet_lines(&mut page, nth + 1, sheet, forms, &mut shown);
            if let Some(sheet) = picture
                .and_then(|workbook| workbook.sheets.get(sheet.at.sheet.index).zip(Some(sheet)))
            {
                picture::draw(&mut page, sheet.0, sheet.1);
            }
        }
        unused(&mut page, dossier, forms);
        if let Some(workbook) = picture {
            for sheet in dossier
                .sheets
                .iter()
                .filter(|sheet| sheet.form.as_ref().is_some_and(|f| f.entity.is_none()))
            {
                other(&mut page, workbook, sheet);
            }
            page.blank();
            page.paragraph("Ký hiệu: ", FAINT, picture::LEGEND);
        }
    }
    summary(&mut page, dossier, forms);
    if !remarks.is_empty() {
        page.heading("Ghi nhận khi đọc");
        for remark in remarks {
            page.paragraph(
                " - ",
                DOUBT,
                &format!(
                    "{}{}{}",
                    remark.sentence,
                    option(remark.code.key()),
                    places(&remark.cells)
                ),
            );
        }
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

/// A picture of a sheet that is another form.
fn other(page: &mut TextPage, workbook: &Workbook, sheet: &SheetReading) {
    if let Some(cells) = workbook.sheets.get(sheet.at.sheet.index) {
        page.blank();
        page.paragraph(
            "   ",
            FAINT,
            &format!("Trang “{}”", fold::squeeze(&sheet.at.sheet.title())),
        );
        picture::draw(page, cells, sheet);
    }
}

fn places(cells: &[Addr]) -> String {
    match cells {
        [] => String::new(),
        [one] => format!(" ({one})"),
        [first, rest @ ..] => format!(" ({first} và {} ô khác)", rest.len()),
    }
}

/// Layouts that were shown already, each with the place of its table: a hundred sheets of one
/// layout are shown once.
#[derive(Default)]
struct ShownLayouts {
    layouts: HashMap<String, String>,
}

impl ShownLayouts {
    /// Where this layout was shown before; else it is noted as shown here.
    fn before(&mut self, sheet: &SheetReading, form: &FormReading) -> Option<String> {
        let column =
            |c: &ColumnReading| format!("{}\n{}\n{:?}", c.at.col, fold::key(&c.heading), c.field);
        let layout: Vec<String> = form.columns.iter().map(column).collect();
        let layout = format!("{}\n{}", form.form, layout.join("\n"));
        match self.layouts.entry(layout) {
            Entry::Occupied(known) => Some(known.get().clone()),
            Entry::Vacant(free) => {
                let row = sheet.at.sheet.row_called(form.header.0);
                free.insert(format!(
                    "{row} của trang “{}”",
                    fold::squeeze(&sheet.at.sheet.title())
                ));
                None
            }
        }
    }
}

fn sheet_lines(
    page: &mut TextPage,
    nth: usize,
    sheet: &SheetReading,
    forms: &Forms,
    known: &mut ShownLayouts,
) {
    let hidden = match sheet.visibility {
        Visibility::Visible => "",
        Visibility::Hidden => ", trang ẩn",
        Visibility::VeryHidden => ", trang ẩn sâu",
    };
    let name = fold::squeeze(&sheet.at.sheet.title());
    page.heading(&format!("{nth}. Trang “{name}”{hidden}"));
    let tables = 1 + sheet.more.len();
    for (place, form) in sheet.form.iter().chain(&sheet.more).enumerate() {
        let title = forms
            .form(&form.form)
            .map_or(form.form.as_str(), |form| form.sheet.as_str());
        let style = if form.confidence >= SURE { HEAD } else { DOUBT };
        let opening = match (tables, &sheet.at.sheet.word) {
            (1, _) => "   Là ".to_owned(),
            // The tables of a document have numbers of their own.
            (_, Some(_)) => "   - ".to_owned(),
            (_, None) => format!("   Bảng {}: ", place + 1),
        };
        if let Some(known) = known.before(sheet, form).filter(|_| !page.options.verbose) {
            page.paragraph(&opening, style, &alike(sheet, form, title, &known, forms));
        } else {
            let sure = format!("biểu “{title}”, chắc chắn {}%", form.confidence);
            let reason = if place == 0 {
                format!("{sure}: {}", lower(&sheet.reason.to_string()))
            } else {
                sure
            };
            page.paragraph(&opening, style, &reason);
            table_lines(page, sheet, form, forms);
        }
        row_lines(page, sheet, form, place + 1 == tables);
    }
}

/// A table whose layout was shown before, in one sentence.
fn alike(
    sheet: &SheetReading,
    form: &FormReading,
    title: &str,
    known: &str,
    forms: &Forms,
) -> String {
    let row = sheet.at.sheet.row_called(form.header.0);
    let entries = words::count(form.entries);
    let mut parts = vec![format!(
        "biểu “{title}” từ {row}, đọc được {entries} mục, các cột như ở {known}"
    )];
    parts.extend(label_texts(form, forms).into_iter().take(NAMING));
    parts.join("; ")
}

fn table_lines(page: &mut TextPage, sheet: &SheetReading, form: &FormReading, forms: &Forms) {
    let called = |run: &RowRun| sheet.at.sheet.rows_called(run.first, run.last);
    let header: Vec<String> = form
        .rows
        .iter()
        .filter(|run| run.mark == RowMark::Header)
        .map(called)
        .collect();
    let mut parts = Vec::new();
    if let Some(first) = header.first() {
        parts.push(format!("tiêu đề cột ở {first}"));
    }
    parts.push(match form.entries {
        0 => "không lấy mục nào".to_owned(),
        entries => format!("đọc được {} mục", words::count(entries)),
    });
    if !form.totals.is_empty() {
        let rows = form.totals.iter().map(|at| match &at.sheet.word {
            Some(_) => at.sheet.row_called(at.row),
            None => (u64::from(at.row) + 1).to_string(),
        });
        parts.push(format!("dòng tổng {}", rows.collect::<Vec<_>>().join(", ")));
    }
    let known = form
        .columns
        .iter()
        .filter(|column| column.field.is_some())
        .count();
    let what = if header.is_empty() { "nhãn" } else { "cột" };
    parts.push(format!("hiểu {known}/{} {what}", form.columns.len()));
    page.paragraph("   ", FAINT, &words::capital(&parts.join("; ")));
    columns(page, form, forms);
    let labels = label_texts(form, forms);
    if !labels.is_empty() {
        page.paragraph("   Lấy cho cả bảng: ", FAINT, &labels.join("; "));
    }
}

/// Sections and rows that were passed over.
fn row_lines(page: &mut TextPage, sheet: &SheetReading, form: &FormReading, last: bool) {
    let shown = if page.options.verbose {
        usize::MAX
    } else {
        NAMED
    };
    for (at, text) in form.sections.iter().take(shown) {
        page.paragraph(&format!("   Mục ở {}: ", at.local()), FAINT, text);
    }
    rest(page, form.sections.len(), shown, "mục");
    // Where the next table begins need not be told.
    let told = |(_, reason): &&(Addr, SkipReason)| last || *reason != SkipReason::BelowTable;
    let skipped: Vec<&(Addr, SkipReason)> = form.skipped.iter().filter(told).collect();
    for (at, reason) in skipped.iter().take(shown) {
        page.paragraph(
            &format!(
                "   {}: ",
                words::capital(&sheet.at.sheet.row_called(at.row))
            ),
            FAINT,
            &reason.to_string(),
        );
    }
    rest(page, skipped.len(), shown, "dòng");
}

/// What stands above the table and holds for its rows, in the order of the form.
fn label_texts(form: &FormReading, forms: &Forms) -> Vec<String> {
    let fields = forms.form(&form.form).map_or(&[][..], |form| &form.fields);
    let label = |field: &Field| {
        let label = form
            .labels
            .iter()
            .find(|label| label.field.as_ref() == Some(&field.key))?;
        Some(format!(
            "{} = “{}” ({})",
            field.label,
            shortened(&label.heading),
            label.at.called_here()
        ))
    };
    fields.iter().filter_map(label).collect()
}

/// A long text by its beginning.
fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(LABEL_CHARS).collect();
    if letters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}

fn rest(page: &mut TextPage, all: usize, shown: usize, what: &str) {
    if let rest @ 1.. = all.saturating_sub(shown) {
        page.paragraph(
            "   ",
            FAINT,
            &format!("và {rest} {what} khác (xem bằng -v)"),
        );
    }
}

/// The columns whose heading is not simply the field's own; all of them when asked for.
fn columns(page: &mut TextPage, form: &FormReading, forms: &Forms) {
    let telling = |column: &&ColumnReading| {
        page.options.verbose || fold::key(&label(form, column, forms)) != fold::key(&column.heading)
    };
    let shown: Vec<&ColumnReading> = form.columns.iter().filter(telling).collect();
    if shown.is_empty() {
        return;
    }
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.options.width.saturating_sub(INDENT)).unwrap_or(u16::MAX));
    table.set_header(["Ô", "Ghi trong tệp", "Hiểu là", "Nhờ", "Chắc"]);
    for column in shown {
        let sure = if column.field.is_some() {
            format!("{}%", column.confidence)
        } else {
            String::new()
        };
        let cells = [
            column.at.local(),
            fold::squeeze(&column.heading),
            label(form, column, forms),
            why(column).to_owned(),
            sure,
        ];
        table.add_row(cells.map(|cell| clean::plain(&cell)));
    }
    for line in table.to_string().lines() {
        let line = format!("{}{line}", " ".repeat(INDENT));
        page.text.push_str(line.trim_end());
        page.text.push('\n');
    }
}

fn label(form: &FormReading, column: &ColumnReading, forms: &Forms) -> String {
    let label = column
        .field
        .as_ref()
        .zip(form.entity)
        .and_then(|(field, entity)| forms.label(entity, field));
    label.unwrap_or("không dùng đến").to_owned()
}

fn why(column: &ColumnReading) -> &'static str {
    match (column.source, &column.field) {
        (ColumnSource::Mapping, _) => "bản đồ đọc",
        (_, None) => "",
        (ColumnSource::Values, _) => "nội dung cột",
        (ColumnSource::Swapped, _) => "nội dung, hai cột đổi chỗ",
        (ColumnSource::Heading, _) if column.confidence >= 99 => "tiêu đề",
        (ColumnSource::Heading, _) => "tiêu đề gần giống",
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
            None => lower(&sheet.reason.to_string()),
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
        let shown = if page.options.verbose {
            names.len()
        } else {
            NAMES
        };
        let more = match names.len().saturating_sub(shown) {
            0 => String::new(),
            more => format!(" và {more} trang khác"),
        };
        let names = names
            .iter()
            .take(shown)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ");
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

fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
