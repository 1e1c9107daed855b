//! The comparison on a terminal: the two days, the matters by what they are on both, the sum of it
//! last.

use std::io::Write;

use anstyle::AnsiColor;
use anstyle::Style;

use super::view::AgainstView;
use super::view::Day;
use super::view::LawMatter;
use super::view::MatterGroup;
use crate::opinion::TwoLaws;
use crate::report::ReportError;
use crate::report::TextOptions;
use crate::report::page::FAINT;
use crate::report::page::TextPage;
use crate::report::page::style;
use crate::report::words;

/// How many matters of one kind are shown unless all are asked for.
const SHOWN: usize = 20;

/// Writes the comparison for a terminal.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_against(
    laws: &TwoLaws,
    options: &TextOptions,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let view = AgainstView::of(laws);
    let mut page = TextPage::new(*options);
    if !options.quiet {
        page.heading(&view.title);
        view.days.iter().for_each(|day| one_day(&mut page, day));
        view.groups
            .iter()
            .for_each(|of_one_kind| group(&mut page, of_one_kind));
        page.blank();
    }
    let colour = if view.calm {
        AnsiColor::Green
    } else {
        AnsiColor::Yellow
    };
    let label = if options.quiet { "" } else { "=> " };
    page.paragraph(label, colour.on_default().bold(), &view.sentence);
    Ok(out.write_all(page.text.as_bytes())?)
}

fn one_day(page: &mut TextPage, day: &Day) {
    page.paragraph(
        " - ",
        FAINT,
        &format!("Ngày {}: {}", day.day, day.conclusion),
    );
    if !day.warning.is_empty() {
        page.paragraph(
            "   Chú ý: ",
            AnsiColor::Yellow.on_default().bold(),
            &day.warning,
        );
    }
    if !day.acts.is_empty() {
        page.paragraph(
            "   ",
            FAINT,
            &format!("Chỉ có hiệu lực ngày này: {}.", day.acts.join("; ")),
        );
    }
}

fn group(page: &mut TextPage, group: &MatterGroup) {
    let all = group.matters.len();
    page.heading(&format!("{} ({})", group.heading, words::count(all)));
    let shown = page.shown(all, SHOWN);
    for (nth, matter) in (1..).zip(&group.matters[..shown]) {
        one(page, nth, matter);
    }
    page.rest("   ", all - shown, "nội dung");
}

fn one(page: &mut TextPage, nth: usize, matter: &LawMatter) {
    let place = if matter.place.is_empty() {
        String::new()
    } else {
        format!(", {}", words::cells(&matter.place))
    };
    let style = matter.outcome.map_or(FAINT, style);
    page.paragraph(
        &format!("{nth:>3}. "),
        style,
        &format!("{}{place}", matter.called),
    );
    for says in &matter.says {
        let sentence = if says.sentence.is_empty() {
            String::new()
        } else {
            format!(". {}", says.sentence)
        };
        page.paragraph(
            &format!("     {}: ", says.when),
            Style::new().bold(),
            &format!("{}{sentence}", says.label),
        );
        if !says.citation.is_empty() {
            page.paragraph("       Căn cứ: ", FAINT, &says.citation);
        }
    }
}
