//! Two appraisals held against each other, finding by finding.

use std::collections::BTreeMap;

use super::Appraisal;
use super::Finding;
use crate::law::Outcome;

/// What became of a finding from one appraisal to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the later appraisal has it.
    Appeared,
    /// Only the earlier appraisal has it.
    Vanished,
}

/// A finding that only one of two appraisals has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Which one has it.
    pub change: Change,
    /// Id of the rule.
    pub rule: String,
    /// What it says.
    pub outcome: Outcome,
    /// The subject as people call it.
    pub subject: String,
    /// The sentence.
    pub sentence: String,
}

/// What a finding is told by: the same rule says the same of the same subject.
type Key = (String, Outcome, String);

/// The findings that appear or vanish from one appraisal to another; folded ones count one by one.
#[must_use]
pub fn compare(old: &Appraisal, new: &Appraisal) -> Vec<Difference> {
    let (old, new) = (by_key(old), by_key(new));
    let only = |change, these: &BTreeMap<Key, String>, those: &BTreeMap<Key, String>| {
        let missing = these.iter().filter(|(key, _)| !those.contains_key(*key));
        let difference = |((rule, outcome, subject), sentence): (&Key, &String)| Difference {
            change,
            rule: rule.clone(),
            outcome: *outcome,
            subject: subject.clone(),
            sentence: sentence.clone(),
        };
        missing.map(difference).collect::<Vec<_>>()
    };
    let mut differences = only(Change::Vanished, &old, &new);
    differences.extend(only(Change::Appeared, &new, &old));
    differences.sort();
    differences
}

fn by_key(appraisal: &Appraisal) -> BTreeMap<Key, String> {
    let one = |finding: &Finding| -> Vec<(Key, String)> {
        let key = |subject: &str| (finding.rule.clone(), finding.outcome, subject.to_owned());
        if finding.instances.is_empty() {
            return vec![(key(&finding.subject.called), finding.sentence.clone())];
        }
        let instances = finding.instances.iter();
        instances.map(|instance| (key(&instance.subject.called), instance.sentence.clone())).collect()
    };
    appraisal.findings.iter().flat_map(one).collect()
}
