//! `vtvl read`: how the workbook was understood.

use std::io;
use std::io::Write;

use super::Exit;
use super::Failure;
use super::args::Global;
use super::args::Read;
use super::clean;
use super::files;
use crate::Engine;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dossier::Dossier;
use crate::dossier::FormReading;
use crate::dossier::Remark;
use crate::dossier::SheetReading;
use crate::dossier::fold;
use crate::opinion;

/// How many skipped rows and unknown columns are named before the rest is only counted.
const NAMED: usize = 8;

pub(super) fn run(read: &Read, global: &Global) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let submitted = files::submission(&read.files, &engine.limits)?;
    let (dossier, remarks) =
        engine.read(&submitted, &global.manner()).map_err(|error| files::told(&submitted, &error))?;
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = tell(&mut text, &dossier, &remarks, &engine, global);
    let text = clean(&String::from_utf8_lossy(&text));
    let _ = anstream::stdout().write_all(text.as_bytes());
    Ok(Exit::Fine)
}

fn tell(
    out: &mut dyn Write,
    dossier: &Dossier,
    remarks: &[Remark],
    engine: &Engine,
    global: &Global,
) -> io::Result<()> {
    if !global.quiet {
        for sheet in &dossier.sheets {
            one_sheet(out, sheet, engine, global.verbose)?;
        }
    }
    summary(out, dossier, engine)?;
    if !remarks.is_empty() {
        writeln!(out, "\nGhi nhận khi đọc")?;
        for remark in remarks {
            writeln!(out, "  - {}{}", remark.sentence, places(&remark.cells))?;
        }
    }
    Ok(())
}

fn places(cells: &[Addr]) -> String {
    match cells {
        [] => String::new(),
        [one] => format!(" ({one})"),
        [first, rest @ ..] => format!(" ({first} và {} ô khác)", rest.len()),
    }
}

fn one_sheet(out: &mut dyn Write, sheet: &SheetReading, engine: &Engine, verbose: bool) -> io::Result<()> {
    let hidden = match sheet.visibility {
        Visibility::Visible => "",
        Visibility::Hidden => " (trang ẩn)",
        Visibility::VeryHidden => " (trang ẩn sâu)",
    };
    writeln!(out, "Trang “{}”{hidden}: {} dòng có dữ liệu", fold::squeeze(&sheet.at.sheet.title()), sheet.rows)?;
    let Some(form) = &sheet.form else {
        return writeln!(out, "  không nhận ra là biểu nào: {}\n", sheet.reason);
    };
    let title = engine.forms.form(&form.form).map_or(form.form.as_str(), |form| form.sheet.as_str());
    writeln!(out, "  biểu “{title}”, độ chắc chắn {} %: {}", form.confidence, sheet.reason)?;
    if form.entity.is_some() {
        details(out, form, engine, verbose)?;
    }
    writeln!(out)
}

fn details(out: &mut dyn Write, form: &FormReading, engine: &Engine, verbose: bool) -> io::Result<()> {
    let (first, last) = (form.header.0 + 1, form.header.1 + 1);
    let header = if first == last { format!("dòng {first}") } else { format!("dòng {first}–{last}") };
    writeln!(out, "  tiêu đề cột ở {header}; đọc được {} mục", form.entries)?;
    for column in &form.columns {
        let label =
            |field: &String| form.entity.and_then(|entity| engine.forms.label(entity, field)).unwrap_or_default();
        let heading = fold::squeeze(&column.heading);
        match &column.field {
            Some(field) if verbose || fold::key(label(field)) != fold::key(&heading) => {
                writeln!(
                    out,
                    "    cột {}: “{heading}” → {} ({} %)",
                    column.at.local(),
                    label(field),
                    column.confidence
                )?;
            }
            Some(_) => {}
            None => writeln!(out, "    cột {}: “{heading}” → chưa rõ là trường nào", column.at.local())?,
        }
    }
    for (at, text) in &form.sections {
        writeln!(out, "    mục {}: {}", at.local(), fold::squeeze(text))?;
    }
    if !form.totals.is_empty() {
        let totals: Vec<String> = form.totals.iter().map(Addr::local).collect();
        writeln!(out, "    dòng tổng: {}", totals.join(", "))?;
    }
    let shown = if verbose { form.skipped.len() } else { NAMED };
    for (at, reason) in form.skipped.iter().take(shown) {
        writeln!(out, "    bỏ qua dòng {}: {reason}", u64::from(at.row) + 1)?;
    }
    match form.skipped.len().saturating_sub(shown) {
        0 => Ok(()),
        rest => writeln!(out, "    và {rest} dòng khác được bỏ qua (xem bằng -v)"),
    }
}

fn summary(out: &mut dyn Write, dossier: &Dossier, engine: &Engine) -> io::Result<()> {
    let figures = opinion::overview(dossier, &engine.forms);
    if figures.positions == 0 {
        return Ok(());
    }
    let people = figures.people.map_or_else(|| "chưa rõ số người".to_owned(), |people| format!("{people} người"));
    let blank = match figures.blank_people {
        0 => String::new(),
        n => format!(" ({n} vị trí không ghi số người)"),
    };
    writeln!(out, "Tóm tắt: {} vị trí việc làm, {people}{blank}", figures.positions)?;
    for group in &figures.groups {
        writeln!(out, "  {}: {} vị trí, {} người", group.group, group.positions, group.people)?;
    }
    Ok(())
}
