//! The tables of a sheet as they were understood: form, rows, columns, what holds for all rows.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use comfy_table::ContentArrangement;
use comfy_table::Table;
use comfy_table::presets;

use super::DOUBT;
use super::HEAD;
use super::SURE;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dictionary::Field;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dossier::ColumnReading;
use crate::dossier::ColumnSource;
use crate::dossier::FormReading;
use crate::dossier::RowMark;
use crate::dossier::RowRun;
use crate::dossier::SheetReading;
use crate::dossier::SkipReason;
use crate::report::clean;
use crate::report::page::FAINT;
use crate::report::page::TextPage;
use crate::report::words;

/// How many sections and skipped rows are named before the rest is only counted.
const NAMED: usize = 6;
/// So many values above a table name what it is about: code and name of the position.
const NAMING: usize = 2;
/// So many letters of a value above a table are shown.
const LABEL_CHARS: usize = 60;
/// Columns that a table is moved to the right.
const INDENT: usize = 3;

/// Layouts that were shown already, each with the place of its table: a hundred sheets of one
/// layout are shown once.
#[derive(Default)]
pub(super) struct ShownLayouts {
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

/// A sheet with its tables.
pub(super) fn sheet_lines(
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
                format!("{sure}: {}", words::lower(&sheet.reason.to_string()))
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
    let shown = page.shown(form.sections.len(), NAMED);
    for (at, text) in &form.sections[..shown] {
        page.paragraph(&format!("   Mục ở {}: ", at.local()), FAINT, text);
    }
    rest(page, form.sections.len() - shown, "mục");
    // Where the next table begins need not be told.
    let told = |(_, reason): &&(Addr, SkipReason)| last || *reason != SkipReason::BelowTable;
    let skipped: Vec<&(Addr, SkipReason)> = form.skipped.iter().filter(told).collect();
    let shown = page.shown(skipped.len(), NAMED);
    for (at, reason) in &skipped[..shown] {
        let row = words::capital(&sheet.at.sheet.row_called(at.row));
        page.paragraph(&format!("   {row}: "), FAINT, &reason.to_string());
    }
    rest(page, skipped.len() - shown, "dòng");
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

fn rest(page: &mut TextPage, rest: usize, what: &str) {
    if rest > 0 {
        let told = format!("và {rest} {what} khác (thêm -v để xem)");
        page.paragraph("   ", FAINT, &told);
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
