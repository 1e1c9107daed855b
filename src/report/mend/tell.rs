//! What was mended, for the terminal and for programs.

use std::io::Write;

use anstyle::Style;
use serde_json::Value as Json;
use serde_json::json;

use super::LeftAlone;
use super::Mended;
use super::Repair;
use super::RepairKind;
use super::many;
use super::place;
use super::visible;
use crate::cells::Addr;
use crate::cells::Value;
use crate::report::ReportError;
use crate::report::TextOptions;
use crate::report::page::FAINT;
use crate::report::page::TextPage;
use crate::report::words;
use crate::report::write_json;

/// Changes of one kind, and cells left alone, that are told unless all is asked for.
const TOLD: usize = 8;
/// Letters of a text that are told.
const LETTERS: usize = 120;
/// The schema of the JSON.
const SCHEMA: &str = "vtvl.mend/1";

/// Writes what was mended for the terminal: by kind, each cell before and after.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_mended(
    mended: &Mended,
    options: &TextOptions,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut page = TextPage::new(*options);
    page.paragraph("", Style::new(), &head(mended));
    if !options.quiet {
        for kind in RepairKind::ALL {
            let of_kind: Vec<&Repair> = mended
                .repairs
                .iter()
                .filter(|repair| repair.kinds.first() == Some(&kind))
                .collect();
            if !of_kind.is_empty() {
                page.heading(&format!("{} ({})", kind.label(), many(of_kind.len())));
                told(&mut page, &of_kind, changed);
            }
        }
        if !mended.left.is_empty() {
            page.heading(&format!("Để nguyên ({})", many(mended.left.len())));
            told(&mut page, &mended.left.iter().collect::<Vec<_>>(), kept);
        }
        if !mended.notes.is_empty() {
            page.blank();
            mended
                .notes
                .iter()
                .for_each(|note| page.paragraph("", Style::new(), note));
        }
    }
    Ok(out.write_all(page.text.as_bytes())?)
}

/// What was found, in one sentence.
fn head(mended: &Mended) -> String {
    if mended.repairs.is_empty() {
        let left = if mended.left.is_empty() {
            ""
        } else {
            "; có chỗ để nguyên"
        };
        return format!("Không có chỗ nào chắc chắn để sửa giúp{left}.");
    }
    let mut sheets: Vec<usize> = mended
        .repairs
        .iter()
        .map(|repair| repair.cell.sheet.index)
        .collect();
    sheets.dedup();
    let sheets = words::count(sheets.len());
    format!(
        "Sửa giúp {} ở {sheets} trang; chỉ sửa cách ghi, không đổi nội dung.",
        many(mended.repairs.len())
    )
}

/// Lines of one kind, all of them when they are asked for.
fn told<T>(page: &mut TextPage, all: &[&T], line: impl Fn(&mut TextPage, &T)) {
    let shown = page.shown(all.len(), TOLD);
    all.iter().take(shown).for_each(|one| line(page, one));
    if all.len() > shown {
        let rest = many(all.len() - shown);
        page.paragraph("  ", FAINT, &format!("và {rest} khác; thêm -v để xem hết"));
    }
}

fn changed(page: &mut TextPage, repair: &Repair) {
    let (before, after) = (
        short(&visible(&repair.before)),
        short(&repair.after.to_string()),
    );
    let after = match kind_of(&repair.after) {
        "number" => format!("số {after}"),
        "date" => format!("ngày {after}"),
        _ => format!("“{after}”"),
    };
    // One kind is said by the heading.
    let plain = repair.kinds.len() == 1 && repair.kinds.first() != Some(&RepairKind::Letters);
    let why = if plain && !repair.why.contains(';') {
        String::new()
    } else {
        format!(" ({})", repair.why)
    };
    page.paragraph(
        "  ",
        FAINT,
        &format!("{}: “{before}” → {after}{why}", called(&repair.cell)),
    );
}

fn kept(page: &mut TextPage, left: &LeftAlone) {
    page.paragraph(
        "  ",
        FAINT,
        &format!(
            "{}: “{}”; {}",
            called(&left.cell),
            short(&visible(&left.text)),
            left.why
        ),
    );
}

fn called(cell: &Addr) -> String {
    format!("{}, ô {}", place(cell, None), cell.excel())
}

fn short(text: &str) -> String {
    let text = text.replace('\n', " ⏎ ");
    if text.chars().count() <= LETTERS {
        text
    } else {
        text.chars().take(LETTERS).chain(['…']).collect()
    }
}

/// Writes what was mended for programs, as `vtvl.mend/1`.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_mended_json(mended: &Mended, out: &mut dyn Write) -> Result<(), ReportError> {
    write_json(&as_json(mended), out)
}

fn as_json(mended: &Mended) -> Json {
    let repair = |repair: &Repair| {
        json!({
            "cell": repair.cell,
            "kinds": repair.kinds.iter().map(|kind| kind.key()).collect::<Vec<_>>(),
            "before": repair.before,
            "shown_before": visible(&repair.before),
            "after": repair.after.to_string(),
            "type": kind_of(&repair.after),
            "why": repair.why,
        })
    };
    let left = |left: &LeftAlone| json!({ "cell": left.cell, "text": left.text, "why": left.why });
    json!({
        "schema": SCHEMA,
        "sheet": if mended.index.is_empty() { Json::Null } else { mended.index.as_str().into() },
        "repairs": mended.repairs.iter().map(repair).collect::<Vec<_>>(),
        "left": mended.left.iter().map(left).collect::<Vec<_>>(),
        "notes": mended.notes,
    })
}

/// What a mended cell holds now.
const fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Whole(_) | Value::Decimal(_) => "number",
        Value::Date(_) => "date",
        _ => "text",
    }
}
