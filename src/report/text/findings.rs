//! The findings on a terminal: by weight under what they are, each with what only follows from it.

use anstyle::Style;

use crate::cells::Addr;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Evidence;
use crate::opinion::Finding;
use crate::report::entries;
use crate::report::page::FAINT;
use crate::report::page::TextPage;
use crate::report::page::style;
use crate::report::words;

/// How much of a folded finding is shown unless all is asked for.
const INSTANCES: usize = 5;

/// How many facts of a proof are shown unless all is asked for; the first is what was held against
/// the limit.
const PROOFS: usize = 4;

/// Findings that only follow from another are told one by one up to so many.
const ECHOES: usize = 2;

/// All findings that are no questions.
pub(super) fn findings(page: &mut TextPage, appraisal: &Appraisal) {
    let told = |finding: &&Finding| finding.outcome != Outcome::Manual && finding.cause.is_none();
    let mut heading = "";
    for found in appraisal.findings.iter().filter(told) {
        let kind = words::kind(found);
        if kind == heading {
            page.blank();
        } else {
            page.heading(kind);
            heading = kind;
        }
        if found.outcome == Outcome::Doubtful {
            perhaps_misread(page, found);
            continue;
        }
        finding(page, found);
        if found.waiver.is_some() {
            page.paragraph("     Miễn trừ: ", FAINT, &entries::waiver(appraisal, found));
        }
        echoes(page, appraisal, found);
    }
}

/// What goes away with a finding: told one by one as long as they are few, else how many.
fn echoes(page: &mut TextPage, appraisal: &Appraisal, cause: &Finding) {
    let follows =
        |echo: &&Finding| echo.cause == Some(cause.number) && echo.outcome != Outcome::Manual;
    let all: Vec<&Finding> = appraisal.findings.iter().filter(follows).collect();
    if all.len() > ECHOES && !page.options.verbose {
        let number = words::count(all.len());
        let line =
            format!("{number} nội dung khác; sửa xong nội dung này thì hết (thêm -v để xem hết).");
        return page.paragraph("     Kéo theo: ", FAINT, &line);
    }
    for echo in all {
        page.paragraph(
            "     Kéo theo: ",
            FAINT,
            &format!("{} ({})", echo.sentence, words::places(&echo.ranges)),
        );
    }
}

/// The sheet of a finding with its quotes, as ranges name it.
fn own_sheet(finding: &Finding) -> String {
    let first = finding
        .cells
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    words::split(&first).0.to_owned()
}

/// Ranges as people name them, those of the own sheet first and without its name.
fn places(ranges: &[String], own: &str) -> String {
    let (here, elsewhere): (Vec<&String>, Vec<&String>) = ranges
        .iter()
        .partition(|range| words::split(range).0 == own);
    let ranges: Vec<String> = here.into_iter().chain(elsewhere).cloned().collect();
    let places = words::places(&ranges);
    places
        .strip_prefix(own)
        .and_then(|rest| rest.strip_prefix('!'))
        .unwrap_or(&places)
        .to_owned()
}

fn finding(page: &mut TextPage, finding: &Finding) {
    let own = own_sheet(finding);
    let place = words::place_of(finding);
    let place = if finding.ranges.is_empty() {
        place
    } else {
        words::capital(&words::cells(&place))
    };
    page.paragraph(
        &format!("{:>3}. ", finding.number),
        style(finding.outcome),
        &place,
    );
    page.paragraph("     ", Style::new(), &finding.sentence);
    instances(page, finding, &own);
    if let Some(explained) = &finding.explained {
        page.paragraph("     ", Style::new(), &format!("{}.", explained.told()));
    }
    page.paragraph("     Căn cứ:  ", FAINT, &words::cited(&finding.citation));
    page.paragraph("     Cần làm: ", FAINT, &finding.remedy);
    let shown = page.shown(finding.evidence.len(), PROOFS);
    // That the cell of the finding says what it says is no proof: the sentence says it.
    let proves = |evidence: &&Evidence| {
        page.options.verbose || evidence.limit.is_some() || evidence.ranges != finding.ranges
    };
    let proofs: Vec<String> = finding
        .evidence
        .iter()
        .filter(proves)
        .take(shown)
        .map(|evidence| proof(evidence, &own))
        .collect();
    if !proofs.is_empty() {
        page.paragraph("     Số liệu: ", FAINT, &proofs.join("; "));
    }
    if page.options.verbose {
        page.paragraph("     Quy tắc: ", FAINT, &finding.rule);
    }
}

/// What rests on a reading that may be wrong: the reading and how to overrule it; the findings when
/// asked for.
fn perhaps_misread(page: &mut TextPage, finding: &Finding) {
    let cells = finding.doubt.as_ref().map_or(&[][..], |doubt| &doubt.cells);
    let place = words::cells(&words::places_of(cells));
    page.paragraph(
        &format!("{:>3}. ", finding.number),
        style(finding.outcome),
        &place,
    );
    page.paragraph("     ", Style::new(), &finding.sentence);
    page.paragraph("     Cần làm: ", FAINT, &finding.remedy);
    if page.options.verbose {
        for instance in &finding.instances {
            let rule = instance
                .rule
                .as_ref()
                .map_or(&finding.rule, |rule| &rule.id);
            page.paragraph("     - ", FAINT, &format!("{} ({rule})", instance.sentence));
        }
    }
}

/// One line of proof; ranges of the sheet under whose heading it stands are named without it.
fn proof(evidence: &Evidence, own: &str) -> String {
    let limit = evidence
        .limit
        .as_ref()
        .map(|limit| format!(", mức {limit}"))
        .unwrap_or_default();
    let places = places(&evidence.ranges, own);
    let place = if places.is_empty() {
        String::new()
    } else {
        format!(" [{places}]")
    };
    format!("{} = {}{limit}{place}", evidence.fact, evidence.value)
}

fn instances(page: &mut TextPage, finding: &Finding, own: &str) {
    // Cases that all point at one place (a column that is not there) differ in nothing but their
    // names.
    let most = if finding.cells.len() == 1 {
        1
    } else {
        INSTANCES
    };
    let shown = page.shown(finding.instances.len(), most);
    for instance in finding.instances.iter().take(shown) {
        let place = instance
            .cells
            .first()
            .map(Addr::called_here)
            .unwrap_or_default();
        page.paragraph("     - ", FAINT, &format!("{place}: {}", instance.sentence));
        if page.options.verbose {
            for evidence in &instance.evidence {
                page.paragraph("         ", FAINT, &proof(evidence, own));
            }
        }
    }
    page.rest("     ", finding.instances.len() - shown, "trường hợp");
}
