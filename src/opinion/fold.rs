//! Floods folded, causes named, everything in total order.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Consequence;
use super::Finding;
use super::Instance;
use super::RuleLine;
use super::WaivedBy;
use super::doubts::Doubts;
use super::grounds::Root;
use super::judged::JudgedFinding;
use super::ranges::ranges;
use super::ranges::unique;
use crate::cells::Addr;
use crate::dictionary::fold::capital;
use crate::law::Outcome;
use crate::law::Ruleset;
use crate::law::Section;

/// The same finding on more subjects than this becomes one entry.
const FOLD_ABOVE: usize = 3;

/// How many subjects a folded sentence names.
const NAMED: usize = 3;

/// What is done about a file whose formulas were never computed.
const UNCOMPUTED: &str = "Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi gửi lại.";

/// A finding with the entries that it is about and the values that decided it.
#[derive(Debug)]
pub(super) struct PlacedFinding {
    pub(super) finding: Finding,
    pub(super) entries: Vec<Addr>,
    pub(super) roots: BTreeSet<Root>,
}

/// Names causes, folds what repeats and what rests on the same doubt, and puts all in total order
/// (section, rule, outcome, sheet, row, column).
pub(super) fn fold(
    mut found: Vec<JudgedFinding>,
    ruleset: &Ruleset<'_>,
    doubts: &Doubts<'_>,
) -> Vec<PlacedFinding> {
    name_causes(&mut found, ruleset);
    found.sort_by(|a, b| in_groups(a).cmp(&in_groups(b)));
    let (doubtful, sure): (Vec<JudgedFinding>, Vec<JudgedFinding>) = found
        .into_iter()
        .partition(|found| found.finding.outcome == Outcome::Doubtful);
    let mut groups: Vec<Vec<JudgedFinding>> = Vec::new();
    for found in sure {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| belongs(first, &found)) => {
                group.push(found);
            }
            _ => groups.push(vec![found]),
        }
    }
    let mut folded: Vec<PlacedFinding> = Vec::new();
    for group in groups {
        // A file never computed is one fault, however few its formulas.
        let never_computed = group.len() > 1 && group.first().is_some_and(|found| found.uncomputed);
        if group.len() > FOLD_ABOVE && said_once(&group) {
            folded.extend(at_once(group));
        } else if group.len() > FOLD_ABOVE || never_computed {
            folded.extend(one(group));
        } else {
            folded.extend(group.into_iter().map(|found| PlacedFinding {
                finding: found.finding,
                entries: found.at.into_iter().collect(),
                roots: found.roots,
            }));
        }
    }
    let mut by_doubt: BTreeMap<Option<usize>, Vec<JudgedFinding>> = BTreeMap::new();
    for found in doubtful {
        by_doubt
            .entry(found.under.first().copied())
            .or_default()
            .push(found);
    }
    folded.extend(
        by_doubt
            .into_values()
            .filter_map(|group| perhaps_misread(group, doubts)),
    );
    folded.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
    folded
}

/// Whatever rests on one doubt as one entry: the cells of the doubt first.
fn perhaps_misread(group: Vec<JudgedFinding>, doubts: &Doubts<'_>) -> Option<PlacedFinding> {
    let under: BTreeSet<usize> = group
        .iter()
        .flat_map(|found| found.under.iter().copied())
        .collect();
    let under: Vec<usize> = under.into_iter().collect();
    let entries: Vec<Addr> = group.iter().filter_map(|found| found.at.clone()).collect();
    let findings: Vec<&Finding> = group.iter().map(|found| &found.finding).collect();
    let line = doubts.tell(&under, &findings)?;
    let sentence = doubts.sentence(&line, &under, &findings);
    let cells = unique(
        line.cells
            .iter()
            .cloned()
            .chain(findings.iter().flat_map(|finding| finding.cells.clone())),
    );
    let of_several = line.rules.len() > 1;
    let instances: Vec<Instance> = findings
        .iter()
        .map(|finding| instance(finding, of_several))
        .collect();
    let mut told = group.into_iter().next()?.finding;
    told.title = capital(&line.what);
    if instances.len() > 1 {
        told.instances = instances;
        told.evidence = Vec::new();
    }
    told.sentence = sentence;
    told.remedy.clone_from(&line.overrule);
    told.ranges = ranges(&cells);
    told.cells = cells;
    told.doubt = Some(line);
    Some(PlacedFinding {
        finding: told,
        entries,
        roots: BTreeSet::new(),
    })
}

fn instance(finding: &Finding, names_rule: bool) -> Instance {
    Instance {
        rule: names_rule.then(|| RuleLine {
            id: finding.rule.clone(),
            title: finding.title.clone(),
        }),
        subject: finding.subject.clone(),
        sentence: finding.sentence.clone(),
        cells: finding.cells.clone(),
        evidence: finding.evidence.clone(),
        explained: finding.explained.clone(),
    }
}

/// What findings that stand together share.
type FoldGroup<'a> = (
    Section,
    &'a str,
    Outcome,
    Option<WaivedBy>,
    Option<&'a String>,
);

fn group_of(finding: &Finding) -> FoldGroup<'_> {
    (
        finding.section,
        &finding.rule,
        finding.outcome,
        finding.waiver,
        finding.follows.as_ref(),
    )
}

fn order(finding: &Finding) -> (FoldGroup<'_>, Option<&Addr>) {
    (group_of(finding), finding.cells.first())
}

/// The order in which what belongs together stands together.
fn in_groups(found: &JudgedFinding) -> (FoldGroup<'_>, bool, Option<&Addr>) {
    let (group, cell) = order(&found.finding);
    (group, found.uncomputed, cell)
}

fn belongs(a: &JudgedFinding, b: &JudgedFinding) -> bool {
    a.uncomputed == b.uncomputed && group_of(&a.finding) == group_of(&b.finding)
}

/// What only follows: data whose want decided another finding too, and what a page itself declares
/// to follow where the same value decided both. That two findings point at one place makes neither
/// a cause.
fn name_causes(found: &mut [JudgedFinding], ruleset: &Ruleset<'_>) {
    let mut causes: BTreeMap<Root, Vec<String>> = BTreeMap::new();
    for JudgedFinding { finding, roots, .. } in found.iter() {
        if matches!(finding.outcome, Outcome::Violation | Outcome::Explain) {
            for root in roots {
                causes
                    .entry(root.clone())
                    .or_default()
                    .push(finding.rule.clone());
            }
        }
    }
    let wanting = wanting(found);
    // What is waived stands for itself, and what is doubtful for its doubt: neither causes or
    // follows.
    let follower =
        |found: &&mut JudgedFinding| found.finding.waiver.is_none() && found.under.is_empty();
    for JudgedFinding { finding, roots, .. } in found.iter_mut().filter(follower) {
        let declared = ruleset
            .law
            .rules
            .get(&finding.rule)
            .map_or(&[][..], |rule| rule.follows.as_slice());
        let caused_by = |root: &Root| {
            causes
                .get(root)
                .into_iter()
                .flatten()
                .filter(|rule| **rule != finding.rule)
        };
        let is_declared = |rule: &&String| declared.contains(rule);
        finding.follows = if finding.outcome == Outcome::Missing {
            let all_caused = roots.iter().all(|root| caused_by(root).next().is_some());
            let caused = roots
                .first()
                .filter(|_| all_caused)
                .and_then(|root| caused_by(root).next());
            caused
                .cloned()
                .or_else(|| same_want(roots, &finding.rule, &wanting))
        } else {
            roots
                .iter()
                .find_map(|root| caused_by(root).find(is_declared).cloned())
        };
    }
}

/// Of each datum that is not there, the rule that misses it and more than any other of its kind:
/// its finding asks for it.
fn wanting(found: &[JudgedFinding]) -> BTreeMap<Root, String> {
    let missing = || {
        found
            .iter()
            .filter(|found| found.finding.outcome == Outcome::Missing && found.under.is_empty())
    };
    let mut size: BTreeMap<&str, usize> = BTreeMap::new();
    missing().for_each(|found| *size.entry(&found.finding.rule).or_default() += 1);
    let mut wanting: BTreeMap<Root, &str> = BTreeMap::new();
    for found in missing().filter(|found| found.roots.len() == 1) {
        let rule = found.finding.rule.as_str();
        for root in &found.roots {
            let known = wanting.entry(root.clone()).or_insert(rule);
            if size.get(rule) > size.get(known) {
                *known = rule;
            }
        }
    }
    wanting
        .into_iter()
        .map(|(root, rule)| (root, rule.to_owned()))
        .collect()
}

/// The rule whose finding asks for all that this one misses, where that is another.
fn same_want(
    roots: &BTreeSet<Root>,
    own: &str,
    wanting: &BTreeMap<Root, String>,
) -> Option<String> {
    let first = roots
        .first()
        .and_then(|root| wanting.get(root))
        .filter(|rule| *rule != own)?;
    roots
        .iter()
        .all(|root| wanting.get(root) == Some(first))
        .then(|| first.clone())
}

/// The same words about one thing that stands in several rows, as a position does that several
/// units have: one matter.
fn said_once(group: &[JudgedFinding]) -> bool {
    let same = |two: &[JudgedFinding]| {
        let [a, b] = [&two[0].finding, &two[1].finding];
        a.sentence == b.sentence && a.subject.called == b.subject.called && a.remedy == b.remedy
    };
    group.windows(2).all(same)
        && group
            .iter()
            .all(|found| !found.uncomputed && found.finding.consequences.is_empty())
}

/// The entries that findings are about, and the values that decided them.
fn grounds(group: &[JudgedFinding]) -> (Vec<Addr>, BTreeSet<Root>) {
    let entries = group.iter().filter_map(|found| found.at.clone()).collect();
    (
        entries,
        group
            .iter()
            .flat_map(|found| found.roots.iter().cloned())
            .collect(),
    )
}

/// Such findings with all their cells.
fn at_once(group: Vec<JudgedFinding>) -> Option<PlacedFinding> {
    let (entries, roots) = grounds(&group);
    let cells = unique(group.iter().flat_map(|found| found.finding.cells.clone()));
    let mut finding = group.into_iter().next()?.finding;
    finding.ranges = ranges(&cells);
    finding.cells = cells;
    Some(PlacedFinding {
        finding,
        entries,
        roots,
    })
}

/// What follows from findings, once a rule.
fn consequences(findings: &[&Finding]) -> Vec<Consequence> {
    let mut consequences: Vec<Consequence> = Vec::new();
    for consequence in findings.iter().flat_map(|finding| &finding.consequences) {
        if consequences
            .iter()
            .all(|known| known.rule != consequence.rule)
        {
            consequences.push(consequence.clone());
        }
    }
    consequences
}

/// How many of findings have consequences, and which those are; empty without any.
fn conditional(findings: &[&Finding], consequences: &[Consequence]) -> String {
    let number = findings
        .iter()
        .filter(|finding| !finding.consequences.is_empty())
        .count();
    let Some(first) = findings.first().filter(|_| number > 0) else {
        return String::new();
    };
    let provisions: Vec<&str> = consequences
        .iter()
        .map(|told| told.citation.text.as_str())
        .collect();
    format!(
        " Trong đó {number} {} không đúng quy định nếu một trong hai số là đúng ({}).",
        first.subject.label,
        provisions.join("; ")
    )
}

/// What is said of the subjects of these names by a finding of one of them.
fn of_many(finding: &Finding, names: &[String]) -> String {
    let kind = finding.subject.label.as_str();
    let what = match finding.outcome {
        Outcome::Missing => "chưa đủ dữ liệu để kiểm tra",
        Outcome::Violation => "chưa bảo đảm yêu cầu",
        Outcome::Explain => "cần giải trình về yêu cầu",
        Outcome::Waived => "đã được miễn trừ yêu cầu",
        _ => "cần lưu ý về yêu cầu",
    };
    let rest = names.len().saturating_sub(NAMED);
    let listed = names
        .iter()
        .take(NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("; ");
    format!(
        "{} {kind} {what} “{}”, gồm {listed} và {rest} {kind} khác.",
        names.len(),
        finding.title
    )
}

/// Many findings as one, with every subject kept.
fn one(group: Vec<JudgedFinding>) -> Option<PlacedFinding> {
    let (entries, roots) = grounds(&group);
    let findings: Vec<&Finding> = group.iter().map(|found| &found.finding).collect();
    let cells = unique(findings.iter().flat_map(|finding| finding.cells.clone()));
    let names: Vec<String> = findings
        .iter()
        .map(|finding| finding.subject.called.clone())
        .collect();
    let instances: Vec<Instance> = findings
        .iter()
        .map(|finding| instance(finding, false))
        .collect();
    let consequences = consequences(&findings);
    let conditional = conditional(&findings, &consequences);
    let remedies: BTreeSet<&str> = findings
        .iter()
        .map(|finding| finding.remedy.as_str())
        .collect();
    let same_remedy = remedies.len() == 1;
    let JudgedFinding {
        finding: mut folded,
        uncomputed,
        ..
    } = group.into_iter().next()?;
    folded.sentence = of_many(&folded, &names);
    if !same_remedy {
        "Rà soát, sửa từng trường hợp theo danh sách kèm theo.".clone_into(&mut folded.remedy);
    }
    if uncomputed {
        // One fault of the file, not one of each cell.
        folded.sentence = format!(
            "Tệp chưa được tính: {} ô là công thức chưa có kết quả.",
            instances.len()
        );
        UNCOMPUTED.clone_into(&mut folded.remedy);
    }
    folded.sentence.push_str(&conditional);
    folded.consequences = consequences;
    folded.ranges = ranges(&cells);
    folded.cells = cells;
    folded.evidence = Vec::new();
    folded.explained = None;
    folded.instances = instances;
    Some(PlacedFinding {
        finding: folded,
        entries,
        roots,
    })
}
