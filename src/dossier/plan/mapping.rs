//! The user's mapping: which sheet is which form, which column which field (`--map`).
//!
//! A file in TOML that `vtvl read --save-map` writes and people change. What it says holds; what it
//! leaves out is found as without it. `bo-qua` stands for “not used”.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use toml::Spanned;

use crate::book::Fault;
use crate::book::in_vietnamese;
use crate::cells::Addr;
use crate::cells::SheetRef;
use crate::cells::Workbook;
use crate::cells::parse_cell;
use crate::cells::parse_column;
use crate::dictionary::Entity;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Layout;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::FormReading;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::SheetReading;

/// What is not used.
const SKIP: &str = "bo-qua";
/// Rows of a header at most, when the user points at it.
const MAX_HEADER: u32 = 10;

/// Bản đồ đọc: how the user wants sheets and columns to be understood.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    sheets: Vec<SheetMap>,
}

/// One table of one sheet, or a sheet that is passed over.
#[derive(Debug, Clone)]
pub(crate) struct SheetMap {
    name: String,
    file: Option<String>,
    pub(crate) target: SheetTarget,
}

/// What a sheet is.
#[derive(Debug, Clone)]
pub(crate) enum SheetTarget {
    /// Not used.
    Skip,
    /// A form.
    Form {
        /// Position of the form.
        form: usize,
        /// First and last header row, from 0.
        rows: (u32, u32),
        /// Field by column, from 0; none for a column that is not used.
        columns: BTreeMap<u32, Option<usize>>,
        /// Cell of the value (row and column from 0) by field, for forms of labels and values.
        cells: BTreeMap<usize, (u32, u32)>,
    },
}

/// Lỗi của bản đồ đọc: what is wrong in the file, one Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MapFault(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    #[serde(default)]
    sheet: Vec<Spanned<MappingEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingEntry {
    name: Option<String>,
    file: Option<String>,
    form: Option<String>,
    header: Option<toml::Value>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    cells: BTreeMap<String, String>,
}

impl SheetMap {
    /// The header rows, from 0.
    pub(crate) fn rows(&self) -> Option<(u32, u32)> {
        match &self.target {
            SheetTarget::Form { rows, .. } => Some(*rows),
            SheetTarget::Skip => None,
        }
    }

    fn is_of(&self, sheet: &SheetRef) -> bool {
        self.name == sheet.name
            && self
                .file
                .as_deref()
                .is_none_or(|file| sheet.file.as_deref() == Some(file))
    }
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// [`MapFault`] when the text is no TOML, or names a form, field, row or column that there is
    /// not.
    pub fn parse(text: &str, forms: &Forms) -> Result<Self, MapFault> {
        let file: MappingFile = toml::from_str(text).map_err(|error| {
            let line = Fault::of_toml("", text, 1, &error).line;
            MapFault(format!("dòng {line}: {}", in_vietnamese(error.message())))
        })?;
        let mut sheets = Vec::new();
        for entry in file.sheet {
            let start = entry.span().start;
            let located =
                |MapFault(told)| MapFault(format!("dòng {}: {told}", line_of(text, start, &told)));
            sheets.push(entry.into_inner().read(forms).map_err(located)?);
        }
        sheets.sort_by_key(SheetMap::rows);
        Ok(Self { sheets })
    }

    /// What is said of a sheet, tables from the top down.
    pub(crate) fn of(&self, sheet: &SheetRef) -> Vec<&SheetMap> {
        self.sheets.iter().filter(|map| map.is_of(sheet)).collect()
    }

    /// Sheets that the workbook does not have.
    pub(crate) fn unused(&self, workbook: &Workbook) -> Vec<Remark> {
        let missing = |map: &&SheetMap| !workbook.sheets.iter().any(|sheet| map.is_of(&sheet.id));
        let mut names: Vec<&str> = self
            .sheets
            .iter()
            .filter(missing)
            .map(|map| map.name.as_str())
            .collect();
        names.dedup();
        let remark = |name: &str| Remark {
            code: RemarkCode::MapUnused,
            sentence: format!(
                "Bản đồ đọc nói đến trang “{name}” nhưng tệp không có trang này; hãy xem lại tên trang"
            ),
            cells: Vec::new(),
        };
        names.into_iter().map(remark).collect()
    }
}

/// The line of what a fault names last in quotation marks that stands in its entry; else that of
/// the entry.
fn line_of(text: &str, start: usize, told: &str) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let inside = rest.split("\n[[sheet]]").next().unwrap_or_default();
    let named = told
        .split('“')
        .skip(1)
        .filter_map(|rest| rest.split_once('”'))
        .map(|(name, _)| name);
    let at = named
        .filter_map(|name| inside.find(name))
        .last()
        .unwrap_or_default();
    Fault::at_offset("", text, start + at, "").line
}

impl MappingEntry {
    fn read(self, forms: &Forms) -> Result<SheetMap, MapFault> {
        let Some(name) = self.name else {
            return Err(MapFault(
                "một mục [[sheet]] thiếu tên trang (name)".to_owned(),
            ));
        };
        let place = format!("trang “{name}”");
        let Some(key) = self.form else {
            return Err(MapFault(format!("{place} thiếu tên biểu (form)")));
        };
        if key == SKIP {
            return Ok(SheetMap {
                name,
                file: self.file,
                target: SheetTarget::Skip,
            });
        }
        let position = position_of(forms, &key, &place)?;
        let form = forms.at(position);
        let rows = match (form.layout, &self.header) {
            (Layout::Pairs, _) => (0, 0),
            (Layout::Table, Some(header)) => header_rows(header).ok_or_else(|| {
                MapFault(format!(
                    "{place}: dòng tiêu đề (header) phải viết như “5” hoặc “5-6”, nhiều nhất {MAX_HEADER} dòng"
                ))
            })?,
            (Layout::Table, None) => return Err(MapFault(format!("{place} thiếu dòng tiêu đề (header)"))),
        };
        let columns = columns_of(&self.columns, form, &place)?;
        let mut cells = BTreeMap::new();
        for (field, cell) in &self.cells {
            let at = parse_cell(cell)
                .ok_or_else(|| MapFault(format!("{place}: “{cell}” không phải là địa chỉ ô")))?;
            cells.insert(field_of(form, field, &place)?, at);
        }
        Ok(SheetMap {
            name,
            file: self.file,
            target: SheetTarget::Form {
                form: position,
                rows,
                columns,
                cells,
            },
        })
    }
}

/// The form of a key.
fn position_of(forms: &Forms, key: &str, place: &str) -> Result<usize, MapFault> {
    let Some(position) = forms
        .iter()
        .position(|form| form.key == key && form.entity.is_some())
    else {
        let keys: Vec<&str> = forms
            .iter()
            .filter(|form| form.is_of_proposal())
            .map(|form| form.key.as_str())
            .collect();
        let keys = keys.join(", ");
        return Err(MapFault(format!(
            "{place}: không có biểu “{key}”; dùng một trong các tên {keys}, hoặc {SKIP}"
        )));
    };
    Ok(position)
}

/// The field of each column; none for a column that is not used.
fn columns_of(
    told: &BTreeMap<String, String>,
    form: &Form,
    place: &str,
) -> Result<BTreeMap<u32, Option<usize>>, MapFault> {
    let mut columns = BTreeMap::new();
    for (letters, field) in told {
        let col = parse_column(letters).ok_or_else(|| {
            MapFault(format!(
                "{place}: “{letters}” không phải là tên cột (A, B, …, XFD)"
            ))
        })?;
        let field = if field == SKIP {
            None
        } else {
            Some(field_of(form, field, place)?)
        };
        if field.is_some() && columns.values().any(|other| *other == field) {
            return Err(MapFault(format!(
                "{place}: hai cột cùng là trường “{}”",
                told[letters]
            )));
        }
        columns.insert(col, field);
    }
    Ok(columns)
}

fn field_of(form: &Form, key: &str, place: &str) -> Result<usize, MapFault> {
    form.position(|field| *field.key == *key).ok_or_else(|| {
        let keys: Vec<&str> = form.fields.iter().map(|field| &*field.key).collect();
        let keys = keys.join(", ");
        MapFault(format!(
            "{place}: biểu “{}” không có trường “{key}”; các trường là {keys}, hoặc {SKIP}",
            form.sheet
        ))
    })
}

/// `5`, `"5"` or `"5-6"`, from 1; given back from 0.
fn header_rows(value: &toml::Value) -> Option<(u32, u32)> {
    let text = match value {
        toml::Value::Integer(row) => row.to_string(),
        toml::Value::String(text) => text.clone(),
        _ => return None,
    };
    let (first, last) = text.split_once('-').unwrap_or((&text, &text));
    let row = |text: &str| {
        text.trim()
            .parse::<u32>()
            .ok()
            .and_then(|row| row.checked_sub(1))
    };
    let (first, last) = (row(first)?, row(last)?);
    (first <= last && last - first < MAX_HEADER && last < (1 << 20)).then_some((first, last))
}

/// How a workbook was understood, as a mapping that gives the same and can be changed.
#[must_use]
pub fn save(dossier: &Dossier, forms: &Forms) -> String {
    let mut text = String::from(
        "# Bản đồ đọc: trang nào là biểu nào, cột nào là trường nào.\n\
         # Sửa rồi chạy lại với --map TỆP-NÀY. Ghi \"bo-qua\" cho trang hoặc cột không dùng.\n",
    );
    for sheet in &dossier.sheets {
        save_sheet(&mut text, sheet, dossier, forms);
    }
    text
}

fn save_sheet(text: &mut String, sheet: &SheetReading, dossier: &Dossier, forms: &Forms) {
    let readings = sheet
        .form
        .iter()
        .chain(&sheet.more)
        .filter(|form| form.entity.is_some());
    let mut any = false;
    for reading in readings {
        any = true;
        let Some(form) = forms.form(&reading.form) else {
            continue;
        };
        head(text, sheet, &reading.form, &form.sheet);
        match form.layout {
            Layout::Table => save_columns(text, reading, form),
            Layout::Pairs => save_cells(text, sheet, dossier, form),
        }
    }
    if !any {
        head(text, sheet, SKIP, &sheet.reason.to_string());
    }
}

fn head(text: &mut String, sheet: &SheetReading, form: &str, comment: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\n[[sheet]]\nname = {}", quoted(&sheet.at.sheet.name));
    if let Some(file) = &sheet.at.sheet.file {
        let _ = writeln!(text, "file = {}", quoted(file));
    }
    let _ = writeln!(text, "form = \"{form}\" # {}", one_line(comment));
}

fn save_columns(text: &mut String, reading: &FormReading, form: &Form) {
    let (first, last) = (reading.header.0 + 1, reading.header.1 + 1);
    let rows = if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    };
    let _ = writeln!(text, "header = \"{rows}\"\n[sheet.columns]");
    for column in &reading.columns {
        let letters: String = column
            .at
            .excel()
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        let field = column.field.as_deref().unwrap_or(SKIP);
        let label = form
            .field(field)
            .map_or("không dùng", |field| field.label.as_str());
        let heading = one_line(&column.heading);
        // Columns of levels side by side are found again by themselves.
        if column.field.is_some()
            && reading
                .columns
                .iter()
                .filter(|other| other.field == column.field)
                .count()
                > 1
        {
            let _ = writeln!(text, "# {letters}: {label} ← “{heading}”");
            continue;
        }
        let _ = writeln!(text, "{letters} = \"{field}\" # {label} ← “{heading}”");
    }
}

fn save_cells(text: &mut String, sheet: &SheetReading, dossier: &Dossier, form: &Form) {
    let _ = writeln!(text, "[sheet.cells]");
    let entry = dossier
        .entries(form.entity.unwrap_or(Entity::Agency))
        .first();
    let here = |at: &Addr| at.sheet.index == sheet.at.sheet.index;
    for field in &form.fields {
        let leaf = entry
            .and_then(|entry| entry.leaf(&field.key))
            .filter(|leaf| here(&leaf.at));
        if let Some(leaf) = leaf {
            let _ = writeln!(
                text,
                "{} = \"{}\" # {}",
                field.key,
                leaf.at.excel(),
                one_line(&field.label)
            );
        }
    }
}

/// A text as TOML quotes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn one_line(text: &str) -> String {
    let text = fold::squeeze(text);
    text.chars().filter(|c| !c.is_control()).collect()
}
