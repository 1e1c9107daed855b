//! The comparison on a terminal: what is left to do first, what changed after it, the conclusion
//! last.

use std::io::Write;

use anstyle::AnsiColor;
use anstyle::Style;

use super::lines::DiffContent;
use super::lines::DiffGroup;
use super::view::DiffFinding;
use super::view::DiffView;
use super::view::Findings;
use crate::opinion::Comparison;
use crate::opinion::Fate;
use crate::report::ReportError;
use crate::report::TextOptions;
use crate::report::page::FAINT;
use crate::report::page::TextPage;
use crate::report::page::style;
use crate::report::words;

/// How many lines of one kind are shown unless all is asked for.
const SHOWN: usize = 20;

/// Writes a comparison for a terminal.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_diff_text(
    comparison: &Comparison,
    options: &TextOptions,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let view = DiffView::of(comparison);
    let mut page = TextPage::new(*options);
    for warning in &view.warnings {
        page.paragraph("CẢNH BÁO: ", AnsiColor::Red.on_default().bold(), warning);
    }
    if !options.quiet {
        page.paragraph("", Style::new().bold(), &view.title);
        for pair in &view.information {
            page.paragraph(&format!("{}: ", pair.label), FAINT, &pair.value);
        }
    }
    for notice in &view.notices {
        page.paragraph("Chú ý: ", AnsiColor::Yellow.on_default().bold(), notice);
    }
    if !options.quiet {
        for group in &view.findings {
            findings(&mut page, group);
        }
        if !view.unbound.is_empty() {
            page.heading("Giải trình của cơ quan chưa khớp với nội dung nào");
            for line in &view.unbound {
                page.paragraph(" - ", FAINT, line);
            }
        }
        changes(&mut page, &view);
        page.heading("Kết luận");
    }
    let good = comparison.summary.new + comparison.summary.limit_moved == 0;
    let colour = if good {
        AnsiColor::Green
    } else {
        AnsiColor::Red
    };
    page.paragraph(
        if options.quiet { "" } else { "=> " },
        colour.on_default().bold(),
        &view.sentence,
    );
    Ok(out.write_all(page.text.as_bytes())?)
}

fn findings(page: &mut TextPage, group: &Findings) {
    page.heading(&format!(
        "Nội dung thẩm định {}",
        words::lower(&group.label)
    ));
    let shown = page.shown(group.entries.len(), SHOWN);
    for entry in group.entries.iter().take(shown) {
        finding(page, entry, group.fate);
    }
    page.rest("   ", group.entries.len() - shown, "mục");
}

fn finding(page: &mut TextPage, entry: &DiffFinding, fate: Option<Fate>) {
    let level = format!("{:>3}. {}, ", entry.number, entry.level);
    page.paragraph(
        &level,
        entry.outcome.map_or(FAINT, style),
        &words::cells(&entry.place),
    );
    page.paragraph("     ", Style::new(), &entry.sentence);
    if !entry.before.is_empty() {
        page.paragraph("     Bản cũ:  ", FAINT, &entry.before);
    }
    if !entry.answer.is_empty() {
        page.paragraph(
            "     Cơ quan giải trình: ",
            Style::new().bold(),
            &entry.answer,
        );
    }
    // What was known before needs no more words; what is new or different does.
    if page.options.verbose || matches!(fate, Some(Fate::New | Fate::Changed | Fate::LimitMoved)) {
        page.paragraph("     Căn cứ:  ", FAINT, &entry.citation);
        if !entry.remedy.is_empty() {
            page.paragraph("     Cần làm: ", FAINT, &entry.remedy);
        }
    }
}

fn changes(page: &mut TextPage, view: &DiffView) {
    if !view.layout.is_empty() {
        page.heading("Trang và cột");
        for line in &view.layout {
            page.paragraph(" - ", FAINT, line);
        }
    }
    if !view.figures.is_empty() {
        page.heading("Số liệu chung");
        for figure in &view.figures {
            page.paragraph(
                " - ",
                FAINT,
                &format!("{}: {} → {}", figure.label, figure.old, figure.new),
            );
        }
    }
    for group in &view.structure {
        structure(page, group);
    }
    for group in &view.content {
        content(page, group);
    }
}

fn structure(page: &mut TextPage, group: &DiffGroup) {
    page.heading(&group.label);
    let shown = page.shown(group.lines.len(), SHOWN);
    for line in group.lines.iter().take(shown) {
        let unasked = if line.unasked {
            "; không nội dung thẩm định nào yêu cầu"
        } else {
            ""
        };
        page.paragraph(
            " - ",
            FAINT,
            &format!("{} [{}]{unasked}", line.text, line.place),
        );
        if !line.note.is_empty() {
            page.paragraph("   ", FAINT, &format!("({})", line.note));
        }
    }
    page.rest("   ", group.lines.len() - shown, "mục");
}

fn content(page: &mut TextPage, group: &DiffContent) {
    page.heading(&format!(
        "Nội dung thay đổi: {} ({})",
        words::lower(group.label),
        words::count(group.rows.len())
    ));
    let shown = page.shown(group.rows.len(), SHOWN);
    for row in group.rows.iter().take(shown) {
        let said = |text: &str| match text {
            "" => "(trống)".to_owned(),
            text => text.to_owned(),
        };
        let text = format!(
            "{}, {}: {} → {} [{}]",
            row.who,
            row.what,
            said(&row.old),
            said(&row.new),
            row.place
        );
        page.paragraph(" - ", FAINT, &text);
    }
    page.rest("   ", group.rows.len() - shown, "mục");
}
