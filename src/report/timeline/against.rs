//! One submission under the laws of two days, for a terminal and as a key of the appraisal's JSON.

use std::io::Write;

use anstyle::AnsiColor;
use anstyle::Style;
use serde::Serialize;

use crate::law::Source;
use crate::opinion::Appraisal;
use crate::opinion::Held;
use crate::opinion::LawChange;
use crate::opinion::LawDay;
use crate::opinion::LawFate;
use crate::opinion::LawState;
use crate::opinion::TwoLaws;
use crate::report::ReportError;
use crate::report::TextOptions;
use crate::report::page::FAINT;
use crate::report::page::Page;
use crate::report::text::style;
use crate::report::words;

/// How many matters of one kind are shown unless all are asked for.
const SHOWN: usize = 20;

/// An appraisal with what another day's law says of the same dossier.
#[derive(Serialize)]
struct WithAgainst<'a> {
    #[serde(flatten)]
    appraisal: &'a Appraisal,
    against: &'a TwoLaws,
}

/// Writes an appraisal as JSON with the comparison under the key `against`; every other key is as without it.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_json_against(appraisal: &Appraisal, laws: &TwoLaws, out: &mut dyn Write) -> Result<(), ReportError> {
    serde_json::to_writer_pretty(&mut *out, &WithAgainst { appraisal, against: laws })?;
    Ok(out.write_all(b"\n")?)
}

/// Writes the comparison for a terminal.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_against(laws: &TwoLaws, options: &TextOptions, out: &mut dyn Write) -> Result<(), ReportError> {
    let mut page = Page::new(*options);
    let days = [&laws.as_of, &laws.against];
    if !options.quiet {
        let [first, second] = days.map(|day| words::day(day.day));
        page.heading(&format!("So quy định ngày {first} với quy định ngày {second}"));
        days.iter().for_each(|day| one_day(&mut page, day));
        for fate in LawFate::ALL {
            group(&mut page, laws, fate);
        }
        page.blank();
    }
    let wrong = laws.summary.only_against + laws.summary.only_as_of + laws.summary.both;
    let colour = match (wrong, laws.summary.unsure) {
        (0, 0) if days.iter().all(|day| day.ungoverned.is_none()) => AnsiColor::Green,
        _ => AnsiColor::Yellow,
    };
    let label = if options.quiet { "" } else { "=> " };
    page.paragraph(label, colour.on_default().bold(), &laws.summary.sentence);
    Ok(out.write_all(page.text.as_bytes())?)
}

fn one_day(page: &mut Page, day: &LawDay) {
    page.paragraph(" - ", FAINT, &format!("Ngày {}: {}", words::day(day.day), day.conclusion));
    if let Some(warning) = &day.warning {
        page.paragraph("   Chú ý: ", AnsiColor::Yellow.on_default().bold(), warning);
    }
    if !day.acts.is_empty() {
        page.paragraph("   ", FAINT, &format!("Chỉ có hiệu lực ngày này: {}.", acts(day)));
    }
}

/// The acts that are in force on this day and not on the other.
pub(super) fn acts(day: &LawDay) -> String {
    day.acts.iter().map(words::act_name).collect::<Vec<_>>().join("; ")
}

fn group(page: &mut Page, laws: &TwoLaws, fate: LawFate) {
    let all: Vec<&LawChange> = laws.findings.iter().filter(|change| change.fate == fate).collect();
    if all.is_empty() {
        return;
    }
    let heading = fate.heading(laws.as_of.day, laws.against.day);
    page.heading(&format!("{heading} ({})", words::count(all.len())));
    let shown = if page.options.verbose { all.len() } else { all.len().min(SHOWN) };
    for (nth, change) in (1..).zip(&all[..shown]) {
        one(page, laws, nth, change);
    }
    if all.len() > shown {
        let rest = words::count(all.len() - shown);
        page.paragraph("   ", FAINT, &format!("… và {rest} nội dung khác (thêm -v để xem hết)"));
    }
}

fn one(page: &mut Page, laws: &TwoLaws, nth: usize, change: &LawChange) {
    let place = place(change);
    let worst = [&change.as_of, &change.against].into_iter().filter(|held| held.state == LawState::Fails);
    let style = worst.filter_map(|held| held.outcome).min().map_or(FAINT, style);
    page.paragraph(&format!("{nth:>3}. "), style, &place);
    let held = if change.is_same() {
        vec![("Cả hai ngày".to_owned(), &change.as_of)]
    } else {
        vec![(words::day(laws.as_of.day), &change.as_of), (words::day(laws.against.day), &change.against)]
    };
    for (when, held) in held {
        page.paragraph(&format!("     {when}: "), Style::new().bold(), &said(held));
        let citation = citation(held);
        if !citation.is_empty() {
            page.paragraph("       Căn cứ: ", FAINT, &citation);
        }
    }
}

/// What a matter is about and where it stands.
pub(super) fn place(change: &LawChange) -> String {
    let called = words::capital(&change.subject.called);
    if change.ranges.is_empty() {
        return called;
    }
    format!("{called}, {}", words::cells(&words::places(&change.ranges)))
}

/// What the law of a day says of a matter.
pub(super) fn said(held: &Held) -> String {
    let label = held.outcome.map_or_else(|| held.state.label(), crate::law::Outcome::label);
    if held.sentence.is_empty() { label.to_owned() } else { format!("{label}. {}", held.sentence) }
}

/// Its provision, with how the text is known where that is not from the text itself.
pub(super) fn citation(held: &Held) -> String {
    match &held.citation {
        None => String::new(),
        Some(citation) if citation.act.is_none() || citation.reviewed == Source::Text => citation.text.clone(),
        Some(citation) => format!("{} ({})", citation.text, citation.reviewed.label()),
    }
}
