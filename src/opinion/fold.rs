//! Floods folded, causes named, everything in total order.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Finding;
use super::Instance;
use super::WaivedBy;
use super::ranges::ranges;
use super::ranges::unique;
use crate::cells::Addr;
use crate::law::Outcome;
use crate::law::Ruleset;

/// The same finding on more subjects than this becomes one entry.
const FOLD_ABOVE: usize = 3;

/// How many subjects a folded sentence names.
const NAMED: usize = 3;

/// A finding with the entries that it is about.
pub(super) type Placed = (Finding, Vec<Addr>);

/// Names causes, folds what repeats and puts all in total order (section, rule, outcome, sheet, row, column).
pub(super) fn fold(findings: Vec<(Finding, Option<Addr>)>, ruleset: &Ruleset<'_>) -> Vec<Placed> {
    let mut findings = findings;
    name_causes(&mut findings, ruleset);
    findings.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    let mut groups: Vec<Vec<(Finding, Option<Addr>)>> = Vec::new();
    for found in findings {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| belongs(&first.0, &found.0)) => group.push(found),
            _ => groups.push(vec![found]),
        }
    }
    let mut folded: Vec<Placed> = Vec::new();
    for group in groups {
        if group.len() > FOLD_ABOVE {
            folded.extend(one(group));
        } else {
            folded.extend(group.into_iter().map(|(finding, at)| (finding, at.into_iter().collect())));
        }
    }
    folded
}

type Order<'a> = (crate::law::Section, &'a str, Outcome, Option<WaivedBy>, Option<&'a String>, Option<&'a Addr>);

fn order(finding: &Finding) -> Order<'_> {
    let Finding { section, rule, outcome, waiver, follows, cells, .. } = finding;
    (*section, rule, *outcome, *waiver, follows.as_ref(), cells.first())
}

fn belongs(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule && a.outcome == b.outcome && a.waiver == b.waiver && a.follows == b.follows
}

/// What only follows: data that is missing exactly where another finding already stands, and what a
/// page itself declares to follow on the same cells.
fn name_causes(findings: &mut [(Finding, Option<Addr>)], ruleset: &Ruleset<'_>) {
    let mut causes: BTreeMap<Addr, Vec<String>> = BTreeMap::new();
    for (finding, _) in findings.iter() {
        if matches!(finding.outcome, Outcome::Violation | Outcome::Explain) {
            for cell in &finding.cells {
                causes.entry(cell.clone()).or_default().push(finding.rule.clone());
            }
        }
    }
    // What is waived stands for itself: it neither causes nor follows.
    for (finding, _) in findings.iter_mut().filter(|(finding, _)| finding.waiver.is_none()) {
        let declared = ruleset.law.rules.get(&finding.rule).map_or(&[][..], |rule| rule.follows.as_slice());
        let here = |cell: &Addr| causes.get(cell).into_iter().flatten().filter(|rule| **rule != finding.rule);
        let is_declared = |rule: &&String| declared.contains(rule);
        finding.follows = if finding.outcome == Outcome::Missing {
            let all_caused = finding.cells.iter().all(|cell| here(cell).next().is_some());
            finding.cells.first().filter(|_| all_caused).and_then(|cell| here(cell).next().cloned())
        } else {
            finding.cells.iter().find_map(|cell| here(cell).find(is_declared).cloned())
        };
    }
}

/// Many findings as one, with every subject kept.
fn one(group: Vec<(Finding, Option<Addr>)>) -> Option<Placed> {
    let places: Vec<Addr> = group.iter().filter_map(|(_, at)| at.clone()).collect();
    let cells = unique(group.iter().flat_map(|(finding, _)| finding.cells.clone()));
    let names: Vec<String> = group.iter().map(|(finding, _)| finding.subject.called.clone()).collect();
    let instances: Vec<Instance> = group
        .iter()
        .map(|(finding, _)| Instance {
            subject: finding.subject.clone(),
            sentence: finding.sentence.clone(),
            cells: finding.cells.clone(),
            evidence: finding.evidence.clone(),
        })
        .collect();
    let remedies: BTreeSet<&str> = group.iter().map(|(finding, _)| finding.remedy.as_str()).collect();
    let same_remedy = remedies.len() == 1;
    let (mut folded, _) = group.into_iter().next()?;
    let kind = folded.subject.label.as_str();
    let rest = names.len().saturating_sub(NAMED);
    let what = match folded.outcome {
        Outcome::Missing => "chưa đủ dữ liệu để kiểm tra",
        Outcome::Violation => "không đúng quy định ở",
        Outcome::Explain => "cần giải trình ở",
        Outcome::Waived => "đã miễn trừ ở",
        _ => "lưu ý ở",
    };
    let listed = names.into_iter().take(NAMED).collect::<Vec<_>>().join("; ");
    folded.sentence =
        format!("{}: {what} {} {kind}, gồm {listed} và {rest} {kind} khác.", folded.title, instances.len());
    if !same_remedy {
        "Rà soát, sửa từng trường hợp theo danh sách kèm theo.".clone_into(&mut folded.remedy);
    }
    folded.ranges = ranges(&cells);
    folded.cells = cells;
    folded.evidence = Vec::new();
    folded.instances = instances;
    Some((folded, places))
}
