//! Dữ liệu toàn tỉnh: the table by which a whole province is judged. It is a sheet of a form like
//! any other, so that the reader reads it back, an office may mend it by hand, and findings about
//! it point at its cells.

use jiff::civil::Date;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use super::ConsolidatedFile;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::opinion::Appraisal;
use crate::opinion::Asked;
use crate::pipeline;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;
use crate::register::Register;
use crate::register::RegisterLine;
use crate::report::ReportError;
use crate::report::sheet_page::SheetFormats;
use crate::report::sheet_page::SheetPage;
use crate::report::words;

/// The columns that tell where the numbers come from.
const TRACE_HEADS: [&str; 6] = [
    "STT",
    "Cơ quan, đơn vị",
    "Hồ sơ",
    "Số liệu",
    "Giá trị",
    "Ô trong hồ sơ, hoặc vì sao chưa có",
];

/// Why the whole could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum WholeFault {
    /// Its table cannot be put together.
    #[error(transparent)]
    Table(#[from] ReportError),
    /// The table is not read as one.
    #[error("dữ liệu toàn tỉnh: {0}")]
    Unjudged(#[from] pipeline::Error),
}

/// What the rules say that only the whole can be judged by, on a day: its table is read and judged
/// like any workbook. None where no dossier carries anything to it.
///
/// # Errors
/// [`WholeFault`] when the table cannot be put together or judged.
pub fn judged(
    register: &Register,
    engine: &Engine,
    day: Date,
) -> Result<Option<Appraisal>, WholeFault> {
    let Some(profile) = engine.law.whole_profile() else {
        return Ok(None);
    };
    let Some(bytes) = bytes(register, &engine.forms).map_err(ReportError::from)? else {
        return Ok(None);
    };
    let asked = Asked {
        day: Some(day),
        profile: Some(profile.key.clone()),
        waivers: None,
    };
    let table = [Submitted::new(ConsolidatedFile::Book.name(), bytes)];
    Ok(Some(engine.appraise(
        &table,
        &ReadingManner::default(),
        &asked,
    )?))
}

/// The table alone, as a workbook; none where no dossier carries anything to it.
fn bytes(register: &Register, forms: &Forms) -> Result<Option<Vec<u8>>, XlsxError> {
    let Some(form) = form_of(register, forms) else {
        return Ok(None);
    };
    let mut book = Workbook::new();
    table(
        &mut SheetPage::streamed(&mut book, &form.sheet, &SheetFormats::new())?,
        form,
        register,
    )?;
    book.save_to_buffer().map(Some)
}

/// The table and where its numbers come from, as sheets of another workbook.
pub(super) fn sheets(
    book: &mut Workbook,
    formats: &SheetFormats,
    register: &Register,
    forms: &Forms,
) -> Result<(), XlsxError> {
    let Some(form) = form_of(register, forms) else {
        return Ok(());
    };
    table(
        &mut SheetPage::streamed(book, &form.sheet, formats)?,
        form,
        register,
    )?;
    trace(
        &mut SheetPage::streamed(book, "Nguồn dữ liệu toàn tỉnh", formats)?,
        register,
    )
}

/// The form of the table, where some dossier carries something to it.
fn form_of<'f>(register: &Register, forms: &'f Forms) -> Option<&'f Form> {
    let form = forms.of(Entity::Body)?;
    rows(register).next().map(|_| form)
}

fn rows(register: &Register) -> impl Iterator<Item = &RegisterLine> {
    register
        .standing()
        .map(|(_, line)| line)
        .filter(|line| !line.carried.is_empty())
}

fn table(page: &mut SheetPage<'_>, form: &Form, register: &Register) -> Result<(), XlsxError> {
    let widths: Vec<u32> = form.fields.iter().map(width).collect();
    page.widths(&widths)?;
    let heads: Vec<&str> = form
        .fields
        .iter()
        .map(|field| field.label.as_str())
        .collect();
    page.only_table(&heads)?;
    for (number, line) in (1i64..).zip(rows(register)) {
        for (col, field) in (0u16..).zip(&form.fields) {
            value(page, col, field, number, line)?;
        }
        page.next()?;
    }
    Ok(())
}

fn width(field: &Field) -> u32 {
    let is_long = field.plays(Role::Name) || field.plays(Role::Superior);
    if is_long { 40 } else { 16 }
}

fn value(
    page: &mut SheetPage<'_>,
    col: u16,
    field: &Field,
    number: i64,
    line: &RegisterLine,
) -> Result<(), XlsxError> {
    if let Some(fact) = &field.carries {
        let carried = line.carried.iter().find(|carried| carried.fact == **fact);
        return match carried.and_then(|carried| carried.value) {
            Some(value) => page.decimal(col, value),
            None => Ok(()),
        };
    }
    if field.plays(Role::Number) {
        return page.number(col, Some(number));
    }
    if field.plays(Role::Day) {
        return page.day(col, line.agency.submitted_on);
    }
    let texts = [
        (Role::Name, line.agency.name.as_str()),
        (Role::Superior, &line.agency.superior),
        (Role::Kind, &line.agency.kind_label),
    ];
    let text = texts
        .iter()
        .find(|(role, _)| field.plays(*role))
        .map_or("", |(_, text)| text);
    page.text(col, text)
}

fn trace(page: &mut SheetPage<'_>, register: &Register) -> Result<(), XlsxError> {
    page.widths(&[6, 40, 40, 50, 10, 60])?;
    page.only_table(&TRACE_HEADS)?;
    for (number, line) in (1i64..).zip(rows(register)) {
        for carried in &line.carried {
            page.number(0, Some(number))?;
            page.texts_from(1, &[line.name(), &line.place.name, &carried.label])?;
            match carried.value {
                Some(value) => page.decimal(4, value)?,
                None => page.text(4, "")?,
            }
            let why = carried.missing.iter().map(|why| words::capital(why));
            let told: Vec<String> = why
                .chain([words::places(&carried.ranges)])
                .filter(|part| !part.is_empty())
                .collect();
            page.text(5, &told.join(": "))?;
            page.next()?;
        }
    }
    page.filter(TRACE_HEADS.len())
}
