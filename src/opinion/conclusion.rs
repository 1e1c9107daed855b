//! What an appraisal comes to: the recommendation, why it is not more, and both in a sentence.

use super::Appraisal;
use super::Conclusion;
use super::Counts;
use super::Finding;
use super::Recommendation;
use super::conditions::is_met;
use super::doubts::Doubts;
use super::judge::Judged;
use crate::law::Outcome;
use crate::law::Ruleset;
use crate::measure::Facts;

/// The recommendation, and it in words; `reasons` are those for which the dossier is not complete
/// enough.
pub(super) fn concluded(
    ruleset: &Ruleset<'_>,
    mut reasons: Vec<String>,
    findings: &[Finding],
    counts: &Counts,
) -> (Recommendation, Conclusion) {
    let ungoverned = ungoverned(ruleset);
    reasons.extend(ungoverned.iter().cloned());
    let caveat = ruleset.profile.caveat.clone();
    let is_open = caveat.is_some() && reasons.is_empty();
    let recommendation = if is_open {
        Recommendation::Undecided
    } else {
        recommend(counts, &reasons)
    };
    reasons.extend(caveat);
    let sentence = conclusion(recommendation, findings, counts, &reasons);
    (
        recommendation,
        Conclusion {
            sentence,
            reasons,
            ungoverned,
        },
    )
}

/// Why the dossier cannot be appraised as a whole.
pub(super) fn unmet_needs(
    judged: &Judged,
    facts: &Facts<'_>,
    ruleset: &Ruleset<'_>,
    doubts: &Doubts<'_>,
) -> Vec<String> {
    let fails = |rule: &String| {
        judged
            .by_rule
            .get(rule)
            .is_some_and(|counts| counts.violation > 0)
    };
    let get = |key: &str| facts.of_dossier(key);
    let unmet = ruleset
        .profile
        .needs
        .iter()
        .filter(|need| match (&need.condition, &need.rule) {
            (Some(condition), _) => {
                !is_met(condition, &get(&condition.fact))
                    && !doubts.is_under(&condition.fact, ruleset, &get)
            }
            (None, Some(rule)) => fails(rule),
            (None, None) => false,
        });
    unmet.map(|need| need.says.clone()).collect()
}

/// That the act which governs on the day is not in the rulebook, or not all of it: no lack of the
/// dossier.
fn ungoverned(ruleset: &Ruleset<'_>) -> Option<String> {
    let governing = ruleset.profile.governing_on(ruleset.day)?;
    governing.ungoverned(ruleset.day, ruleset.law.has_rules_of(&governing.act))
}

fn recommend(counts: &Counts, reasons: &[String]) -> Recommendation {
    if !reasons.is_empty() {
        Recommendation::Incomplete
    } else if counts.violation + counts.explain + counts.missing > 0 {
        Recommendation::Revise
    } else if counts.doubtful > 0 {
        Recommendation::Undecided
    } else {
        Recommendation::Approve
    }
}

/// Concludes anew over the findings that an appraisal has left.
pub(super) fn conclude(left: &mut Appraisal) {
    left.recommendation = recommend(&left.counts, &left.conclusion.reasons);
    left.conclusion.sentence = conclusion(
        left.recommendation,
        &left.findings,
        &left.counts,
        &left.conclusion.reasons,
    );
}

const NOTHING_FOUND: &str = "không phát hiện nội dung nào phải sửa";

/// The recommendation, why it is not more, and what was found.
fn conclusion(
    recommendation: Recommendation,
    findings: &[Finding],
    counts: &Counts,
    reasons: &[String],
) -> String {
    // What only follows from another finding goes away with it: it is no further thing to do.
    let causes = || findings.iter().filter(|finding| finding.follows.is_none());
    let count = |outcome: Outcome| match causes()
        .filter(|finding| finding.outcome == outcome)
        .count()
    {
        0 => None,
        n => Some(format!("{n} nội dung {}", outcome.label())),
    };
    let listed = [
        Outcome::Violation,
        Outcome::Explain,
        Outcome::Doubtful,
        Outcome::Missing,
        Outcome::Note,
        Outcome::Waived,
    ];
    let parts: Vec<String> = listed.into_iter().filter_map(count).collect();
    let found = match (recommendation, parts.is_empty()) {
        (Recommendation::Approve, true) => NOTHING_FOUND.to_owned(),
        (Recommendation::Approve, false) => {
            format!(
                "không có nội dung sai quy định hoặc phải giải trình; {}",
                parts.join(", ")
            )
        }
        // Where no result is a conclusion.
        (Recommendation::Undecided, true) if counts.doubtful == 0 => NOTHING_FOUND.to_owned(),
        // Only rules without a table of theirs, which have no findings.
        (Recommendation::Undecided, true) => format!(
            "{} lượt kiểm tra {}",
            counts.doubtful,
            Outcome::Doubtful.label()
        ),
        _ => parts.join(", "),
    };
    let clauses: Vec<&str> = reasons
        .iter()
        .map(String::as_str)
        .chain([found.as_str()])
        .filter(|c| !c.is_empty())
        .collect();
    format!("{}: {}.", recommendation.label(), clauses.join("; "))
}
