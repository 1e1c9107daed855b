//! How a workbook was understood, for programs: `vtvl.reading/1`, described in
//! `docs/vtvl.reading-1.schema.json`.

use std::io::Write;

use serde::Serialize;

use super::ReportError;
use super::grid::CellsOf;
use super::grid::SheetGrid;
use super::write_json;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dossier::ColumnReading;
use crate::dossier::ColumnSource;
use crate::dossier::Dossier;
use crate::dossier::FormReading;
use crate::dossier::Remark;
use crate::dossier::RowMark;
use crate::dossier::RowRun;
use crate::dossier::SheetReading;
use crate::dossier::TemplateMark;

/// `vtvl.reading/1`. Rows are counted from 1, as spreadsheets do; confidence goes from 0 to 100.
#[derive(Serialize)]
struct ReadingJson<'a> {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<TemplateJson<'a>>,
    sheets: Vec<SheetJson<'a>>,
    remarks: Vec<RemarkJson<'a>>,
}

#[derive(Serialize)]
struct TemplateJson<'a> {
    #[serde(flatten)]
    mark: &'a TemplateMark,
    unfilled: bool,
    cell: &'a Addr,
}

#[derive(Serialize)]
struct SheetJson<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    visibility: Visibility,
    filled_rows: usize,
    reason: String,
    tables: Vec<TableJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grid: Option<SheetGrid<'a>>,
}

#[derive(Serialize)]
struct TableJson<'a> {
    form: &'a str,
    used: bool,
    confidence: u8,
    header: [u64; 2],
    columns: Vec<ColumnJson<'a>>,
    labels: Vec<LabelJson<'a>>,
    sections: Vec<TextJson<'a>>,
    totals: &'a [Addr],
    skipped: Vec<TextJson<'a>>,
    rows: Vec<RunJson>,
    entries: usize,
}

#[derive(Serialize)]
struct ColumnJson<'a> {
    cell: &'a Addr,
    heading: &'a str,
    field: Option<&'a str>,
    source: ColumnSource,
    confidence: u8,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    cell: &'a Addr,
    value: &'a str,
    field: Option<&'a str>,
    confidence: u8,
}

#[derive(Serialize)]
struct TextJson<'a> {
    cell: &'a Addr,
    text: String,
}

#[derive(Serialize)]
struct RunJson {
    first: u64,
    last: u64,
    kind: RowMark,
}

#[derive(Serialize)]
struct RemarkJson<'a> {
    code: &'static str,
    sentence: &'a str,
    cells: &'a [Addr],
    /// Whether data was passed over or not understood.
    lost: bool,
}

/// Writes how a workbook was understood as `vtvl.reading/1`; with the cells themselves where they
/// are given, and then without line breaks.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_reading_json(
    dossier: &Dossier,
    remarks: &[Remark],
    cells: Option<CellsOf<'_>>,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut grids = cells
        .as_ref()
        .map(CellsOf::grids)
        .unwrap_or_default()
        .into_iter();
    let reading = ReadingJson {
        schema: "vtvl.reading/1",
        template: dossier.template.as_ref().map(|(mark, cell)| TemplateJson {
            mark,
            unfilled: dossier.unfilled,
            cell,
        }),
        sheets: dossier
            .sheets
            .iter()
            .map(|sheet| sheet_json(sheet, grids.next()))
            .collect(),
        remarks: remarks.iter().map(remark_json).collect(),
    };
    if cells.is_none() {
        return write_json(&reading, out);
    }
    // With all cells a reading is for a page, and large.
    serde_json::to_writer(&mut *out, &reading)?;
    Ok(out.write_all(b"\n")?)
}

fn sheet_json<'a>(sheet: &'a SheetReading, grid: Option<SheetGrid<'a>>) -> SheetJson<'a> {
    SheetJson {
        name: &sheet.at.sheet.name,
        file: sheet.at.sheet.file.as_deref(),
        visibility: sheet.visibility,
        filled_rows: sheet.rows,
        reason: sheet.reason.to_string(),
        tables: sheet
            .form
            .iter()
            .chain(&sheet.more)
            .map(table_json)
            .collect(),
        grid,
    }
}

fn table_json(form: &FormReading) -> TableJson<'_> {
    TableJson {
        form: &form.form,
        used: form.entity.is_some(),
        confidence: form.confidence,
        header: [u64::from(form.header.0) + 1, u64::from(form.header.1) + 1],
        columns: form.columns.iter().map(column_json).collect(),
        labels: form.labels.iter().map(label_json).collect(),
        sections: form.sections.iter().map(text_json).collect(),
        totals: &form.totals,
        skipped: form.skipped.iter().map(text_json).collect(),
        rows: form.rows.iter().map(run_json).collect(),
        entries: form.entries,
    }
}

fn remark_json(remark: &Remark) -> RemarkJson<'_> {
    RemarkJson {
        code: remark.code.key(),
        sentence: &remark.sentence,
        cells: &remark.cells,
        lost: remark.code.is_about_lost_data(),
    }
}

fn text_json<T: ToString>((cell, text): &(Addr, T)) -> TextJson<'_> {
    TextJson {
        cell,
        text: text.to_string(),
    }
}

fn column_json(column: &ColumnReading) -> ColumnJson<'_> {
    ColumnJson {
        cell: &column.at,
        heading: &column.heading,
        field: column.field.as_deref(),
        source: column.source,
        confidence: column.confidence,
    }
}

fn label_json(label: &ColumnReading) -> LabelJson<'_> {
    LabelJson {
        cell: &label.at,
        value: &label.heading,
        field: label.field.as_deref(),
        confidence: label.confidence,
    }
}

fn run_json(run: &RowRun) -> RunJson {
    RunJson {
        first: u64::from(run.first) + 1,
        last: u64::from(run.last) + 1,
        kind: run.mark,
    }
}
