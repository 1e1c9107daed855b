//! The findings of two appraisals held against each other: one rule, one subject, one line.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use super::Fate;
use super::FindingChange;
use super::ToldFinding;
use crate::cells::Addr;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Evidence;
use crate::opinion::Finding;
use crate::opinion::FindingSubject;
use crate::opinion::ranges::ranges;

/// One finding about one subject.
pub(super) struct SubjectFinding<'a> {
    pub(super) finding: &'a Finding,
    /// Its rule and the title of it: of what rests on a doubtful reading each has its own.
    pub(super) rule: &'a str,
    pub(super) title: &'a str,
    pub(super) subject: &'a FindingSubject,
    pub(super) sentence: &'a str,
    pub(super) cells: &'a [Addr],
    evidence: &'a [Evidence],
}

impl SubjectFinding<'_> {
    fn is_doubtful(&self) -> bool {
        self.finding.outcome == Outcome::Doubtful
    }
}

/// The findings one subject at a time; what is only a question is no finding.
pub(super) fn singles(appraisal: &Appraisal) -> Vec<SubjectFinding<'_>> {
    let mut found = Vec::new();
    for finding in &appraisal.findings {
        if finding.instances.is_empty() {
            found.push(SubjectFinding {
                finding,
                rule: &finding.rule,
                title: &finding.title,
                subject: &finding.subject,
                sentence: &finding.sentence,
                cells: &finding.cells,
                evidence: &finding.evidence,
            });
        }
        found.extend(finding.instances.iter().map(|instance| {
            SubjectFinding {
                finding,
                rule: instance
                    .rule
                    .as_ref()
                    .map_or(&finding.rule, |rule| &rule.id),
                title: instance
                    .rule
                    .as_ref()
                    .map_or(&finding.title, |rule| &rule.title),
                subject: &instance.subject,
                sentence: &instance.sentence,
                cells: &instance.cells,
                evidence: &instance.evidence,
            }
        }));
    }
    found
}

/// A finding of the one appraisal and that of the other, one of them at least.
pub(super) type FindingPair<'a> = (Option<SubjectFinding<'a>>, Option<SubjectFinding<'a>>);

/// Matches findings by rule and subject: those of the later appraisal in order, then what only the
/// earlier has.
pub(super) fn matched<'a>(
    old: &'a Appraisal,
    new: &'a Appraisal,
    old_id: &dyn Fn(&SubjectFinding<'a>) -> String,
    new_id: &dyn Fn(&SubjectFinding<'a>) -> String,
) -> Vec<FindingPair<'a>> {
    let mut earlier: BTreeMap<(String, String), VecDeque<(usize, SubjectFinding<'a>)>> =
        BTreeMap::new();
    for (place, single) in singles(old).into_iter().enumerate() {
        let key = (single.rule.to_owned(), old_id(&single));
        earlier.entry(key).or_default().push_back((place, single));
    }
    let mut found: Vec<FindingPair<'a>> = Vec::new();
    for single in singles(new) {
        let key = (single.rule.to_owned(), new_id(&single));
        let before = earlier.get_mut(&key).and_then(VecDeque::pop_front);
        found.push((before.map(|(_, before)| before), Some(single)));
    }
    let mut left: Vec<(usize, SubjectFinding<'a>)> = earlier.into_values().flatten().collect();
    left.sort_by_key(|(place, _)| *place);
    found.extend(left.into_iter().map(|(_, single)| (Some(single), None)));
    found
}

/// What is known of an earlier finding.
pub(super) struct Still<'a> {
    /// Whether its subject is still there.
    pub(super) subject: &'a dyn Fn(&SubjectFinding<'_>) -> bool,
    /// Whether it would still be there under the former limits.
    pub(super) under_former_limits: &'a dyn Fn(&SubjectFinding<'_>) -> bool,
}

/// What became of the findings, each with the answer of the agency.
pub(super) fn changes(
    found: Vec<FindingPair<'_>>,
    answers: Vec<String>,
    new: &Appraisal,
    still: &Still<'_>,
) -> Vec<FindingChange> {
    let change = |((old, new_one), answer): (FindingPair<'_>, String)| {
        let any = new_one.as_ref().or(old.as_ref())?;
        if any.finding.outcome == Outcome::Manual {
            return None;
        }
        let fate = match (&old, &new_one) {
            (None, _) => Fate::New,
            (Some(old), Some(new)) if says_the_same(old, new) => Fate::Same,
            (Some(old), Some(new)) if new.is_doubtful() && !old.is_doubtful() => Fate::NotJudged,
            (Some(_), Some(_)) => Fate::Changed,
            (Some(old), None) => gone(old, new, still),
        };
        let told = |single: SubjectFinding<'_>| ToldFinding {
            number: single.finding.number,
            nature: single.finding.nature,
            outcome: single.finding.outcome,
            subject: single.subject.clone(),
            sentence: single.sentence.to_owned(),
            remedy: single.finding.remedy.clone(),
            cells: single.cells.to_vec(),
            ranges: ranges(single.cells),
            follows: single.finding.follows.clone(),
        };
        Some(FindingChange {
            fate,
            rule: any.rule.to_owned(),
            title: any.title.to_owned(),
            citation: any.finding.citation.text.clone(),
            old: old.map(told),
            new: new_one.map(told),
            answer,
        })
    };
    found.into_iter().zip(answers).filter_map(change).collect()
}

/// The same outcome on the same figures; where the cells are does not matter.
fn says_the_same(old: &SubjectFinding<'_>, new: &SubjectFinding<'_>) -> bool {
    let figures = |single: &SubjectFinding<'_>| {
        let lines = single.evidence.iter();
        lines
            .map(|line| (line.fact.clone(), line.value.clone(), line.limit.clone()))
            .collect::<Vec<_>>()
    };
    old.finding.outcome == new.finding.outcome && figures(old) == figures(new)
}

/// Why an earlier finding is no longer there: never "repaired" when the rule was not judged.
fn gone(old: &SubjectFinding<'_>, new: &Appraisal, still: &Still<'_>) -> Fate {
    let rule = old.rule;
    let outcomes = new.scope.outcomes.get(rule);
    let judged =
        |outcome: Outcome| outcomes.is_some_and(|outcomes| outcomes.contains_key(outcome.label()));
    if !(still.subject)(old) {
        return Fate::SubjectDropped;
    }
    if (still.under_former_limits)(old) {
        return Fate::LimitMoved;
    }
    if outcomes.is_none() || new.scope.not_applicable.iter().any(|other| other == rule) {
        return Fate::NotApplicable;
    }
    // Listed when single cells are missing; only counted when the whole table is.
    let listed = new
        .findings
        .iter()
        .any(|finding| finding.rule == rule && finding.outcome == Outcome::Missing);
    if judged(Outcome::Missing) && !listed {
        Fate::NotJudged
    } else {
        Fate::Fixed
    }
}
