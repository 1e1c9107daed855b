//! From judgements to the appraisal that reports lay out.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::APPRAISAL_SCHEMA;
use super::ActLine;
use super::ActStatus;
use super::Appraisal;
use super::Conclusion;
use super::Counts;
use super::FileLine;
use super::Finding;
use super::Governed;
use super::LawUsed;
use super::Program;
use super::Recommendation;
use super::RemarkLine;
use super::Scope;
use super::SectionResult;
use super::Waivers;
use super::carried;
use super::carried::carried;
use super::doubts::Doubts;
use super::excerpt::excerpts;
use super::figures;
use super::fold;
use super::formulas;
use super::input;
use super::judge::Judged;
use super::judge::JudgedFinding;
use super::judge::judge_all;
use super::provisions::act_scope;
use super::provisions::in_force;
use super::provisions::questions;
use super::provisions::unknown;
use super::ranges::ranges;
use super::texts::texts;
use super::units;
use super::unread::unread;
use super::verdict::is_met;
use super::waivers::Applied;
use super::weight;
use crate::cells::Addr;
use crate::cells::Workbook;
use crate::dictionary::Forms;
use crate::dictionary::fold::capital;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::law::Act;
use crate::law::CheckKind;
use crate::law::Figure;
use crate::law::Law;
use crate::law::Outcome;
use crate::law::Presence;
use crate::law::RuleSet;
use crate::law::Ruleset;
use crate::law::Section;
use crate::law::Source;
use crate::law::day;
use crate::measure;
use crate::measure::Facts;

/// What was read: the dossier, and the files it came from.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// The files, at least one.
    pub files: &'a [FileLine],
    /// The workbook that they were opened as.
    pub workbook: &'a Workbook,
    /// What was understood.
    pub dossier: &'a Dossier,
    /// What could not be read.
    pub remarks: &'a [Remark],
    /// The forms by which it was read.
    pub forms: &'a Forms,
    /// What an authority has waived.
    pub waivers: Option<&'a Waivers>,
}

/// Judges a submission by the law that governs it.
#[must_use]
pub fn appraise(submission: &Submission<'_>, governed: &Governed<'_>) -> Appraisal {
    let ruleset = &governed.ruleset;
    let dossier = submission.dossier;
    let facts = measure::take(dossier, ruleset);
    let doubts = Doubts::of(dossier);
    let mut judged = judge_all(&facts, ruleset, &doubts);
    let waived = submission.waivers.map_or_else(Applied::default, |w| {
        w.apply(&mut judged, ruleset.law, ruleset.day)
    });
    told(submission, governed, (&facts, &doubts), judged, waived)
}

/// What was judged and waived, as the reports lay it out.
fn told(
    submission: &Submission<'_>,
    governed: &Governed<'_>,
    (facts, doubts): (&Facts<'_>, &Doubts<'_>),
    judged: Judged,
    waived: Applied,
) -> Appraisal {
    let (ruleset, dossier) = (&governed.ruleset, submission.dossier);
    let (due, due_by) = (judged.due, judged.due_by.clone());
    let reasons = unmet_needs(&judged, facts, ruleset, doubts);
    let scope = scope(&judged, ruleset);
    let applied = applied(&judged, ruleset);
    let Judged {
        counts,
        by_section,
        findings,
        absent,
        unit_limits,
        ..
    } = judged;
    let placed = numbered(findings, ruleset, doubts);
    let (by_place, flagged) = places(&placed);
    let findings = pictured(placed, submission, ruleset);
    let carried = carried(dossier, submission.forms, facts, ruleset, doubts);
    let figures = figures::figures(dossier, submission.forms, &unit_limits, &flagged);
    let proposed = figure(Figure::Proposed, facts, ruleset);
    let mut agency = figures::agency(dossier, submission.forms, proposed, &figures);
    agency.workload = carried::workload(facts, ruleset, doubts);
    (agency.due_on, agency.due_time) = due.unzip();
    agency.due_by = cited(&findings, due_by.as_deref());
    let remarks = remarks(submission, &absent, doubts, waived.remarks);
    let (recommendation, conclusion) = concluded(ruleset, reasons, &findings, &counts);
    Appraisal {
        schema: APPRAISAL_SCHEMA,
        program: Program {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        input: input::input(submission),
        law: law_used(governed, warning(ruleset), &applied),
        recommendation,
        conclusion,
        counts,
        sections: sections(&findings, &by_section),
        unread: unread(&remarks, &findings),
        findings,
        remarks,
        components: figures::components(dossier),
        positions: figures::positions(dossier, submission.forms, &by_place),
        figures,
        questions: questions(ruleset, &agency.kind),
        scope: Scope {
            unknown: unknown(ruleset, &agency.kind),
            ..scope
        },
        agency,
        waivers: waived.lines,
        carried,
        texts: texts(dossier),
    }
}

/// The findings folded, by weight.
fn numbered(
    findings: Vec<JudgedFinding>,
    ruleset: &Ruleset<'_>,
    doubts: &Doubts<'_>,
) -> Vec<fold::PlacedFinding> {
    let mut placed = fold::fold(findings, ruleset, doubts);
    weight::number(&mut placed, |finding| asks_of_formulas(finding, ruleset));
    placed
}

/// The provision by which a finding of a rule is made, else empty.
fn cited(findings: &[Finding], rule: Option<&str>) -> String {
    let finding = findings.iter().find(|finding| rule == Some(&finding.rule));
    finding
        .map(|finding| finding.citation.text.clone())
        .unwrap_or_default()
}

/// The recommendation, and it in words; `reasons` are those for which the dossier is not complete
/// enough.
fn concluded(
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

/// The findings with the units that they concern and the cells around those that they name.
fn pictured(
    placed: Vec<fold::PlacedFinding>,
    submission: &Submission<'_>,
    ruleset: &Ruleset<'_>,
) -> Vec<Finding> {
    let units = units::by_place(submission.dossier, &placed);
    let pictured = |fold::PlacedFinding {
                        mut finding,
                        entries,
                        roots,
                    }: fold::PlacedFinding| {
        if !asks_of_formulas(&finding, ruleset) {
            formulas::spare(&mut finding, &roots, submission.workbook);
        }
        finding.units = units::of(&entries, &units);
        finding.excerpts = excerpts(
            submission.workbook,
            submission.dossier,
            submission.forms,
            &finding.cells,
        );
        finding
    };
    placed.into_iter().map(pictured).collect()
}

/// Whether a finding is about a formula itself.
fn asks_of_formulas(finding: &Finding, ruleset: &Ruleset<'_>) -> bool {
    let rule = ruleset.law.rules.get(&finding.rule);
    rule.is_some_and(|rule| {
        rule.checks
            .iter()
            .any(|check| matches!(check.kind, CheckKind::Presence(Presence::Sound)))
    })
}

/// For each entry the findings about it, and the entries with something wrong.
fn places(placed: &[fold::PlacedFinding]) -> (BTreeMap<Addr, Vec<usize>>, Vec<Addr>) {
    let mut by_place: BTreeMap<Addr, Vec<usize>> = BTreeMap::new();
    let mut flagged = Vec::new();
    for (
        index,
        fold::PlacedFinding {
            finding, entries, ..
        },
    ) in placed.iter().enumerate()
    {
        for entry in entries {
            by_place.entry(entry.clone()).or_default().push(index);
            if matches!(finding.outcome, Outcome::Violation | Outcome::Explain) {
                flagged.push(entry.clone());
            }
        }
    }
    (by_place, flagged)
}

/// Why the dossier cannot be appraised as a whole.
fn unmet_needs(
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

/// A figure of the papers, as the rulebook counts it, and the cells it was counted from.
fn figure(wanted: Figure, facts: &Facts<'_>, ruleset: &Ruleset<'_>) -> Option<(i64, Vec<String>)> {
    let known = ruleset
        .law
        .facts
        .values()
        .find(|fact| fact.figure == Some(wanted))?;
    let fact = facts.of_dossier(&known.key);
    Some((fact.number()?.to_i64()?, ranges(&fact.trace)))
}

/// That the act which governs on the day is not in the rulebook, or not all of it: no lack of the
/// dossier.
fn ungoverned(ruleset: &Ruleset<'_>) -> Option<String> {
    let governing = ruleset.profile.governing_on(ruleset.day)?;
    governing.ungoverned(ruleset.day, ruleset.law.has_rules_of(&governing.act))
}

/// What to say first when the rules of the profile are not those that govern.
fn warning(ruleset: &Ruleset<'_>) -> Option<String> {
    ruleset.profile.governing_on(ruleset.day)?.told(ruleset.day)
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

/// The numbers of the acts of which a rule was judged on some subject.
fn applied<'a>(judged: &Judged, ruleset: &Ruleset<'a>) -> BTreeSet<&'a str> {
    let is_judged = |outcome: Outcome| {
        !matches!(
            outcome,
            Outcome::NotApplicable | Outcome::Missing | Outcome::Doubtful | Outcome::Manual
        )
    };
    let law: &'a Law = ruleset.law;
    let rules = ruleset.rules.iter().filter(|rule| {
        judged
            .by_rule
            .get(&rule.id)
            .is_some_and(|counts| counts.any(is_judged))
    });
    rules
        .filter_map(|rule| law.sets.get(&rule.set)?.number.as_deref())
        .collect()
}

fn law_used(governed: &Governed<'_>, warning: Option<String>, applied: &BTreeSet<&str>) -> LawUsed {
    let ruleset = &governed.ruleset;
    let law = ruleset.law;
    LawUsed {
        as_of: ruleset.day,
        as_of_source: governed.day_source.clone(),
        profile: ruleset.profile.key.clone(),
        profile_title: ruleset.title(),
        profile_source: governed.profile_source.clone(),
        digest: law.digest.clone(),
        origin: law.origin.clone(),
        reviewed_on: law.reviewed_on(),
        acts: acts(ruleset)
            .into_iter()
            .map(|act| act_line(act, ruleset.day, applied))
            .collect(),
        warning,
    }
}

/// The act that governs, then those of the profile's sets that had come into force, each once.
fn acts<'a>(ruleset: &Ruleset<'a>) -> Vec<&'a Act> {
    let law: &'a Law = ruleset.law;
    let governing = ruleset
        .profile
        .governing_on(ruleset.day)
        .and_then(|governing| law.act(&governing.act));
    let sets = sets(ruleset).filter_map(|set| law.act(set.number.as_ref()?));
    let mut acts: IndexMap<&str, &Act> = IndexMap::new();
    let begun = |act: &&Act| act.from.is_none_or(|from| from <= ruleset.day);
    for act in governing.into_iter().chain(sets.filter(begun)) {
        acts.entry(act.number.as_str()).or_insert(act);
    }
    acts.into_values().collect()
}

/// The sets whose provisions people are asked about: of a whole province only what is counted is
/// judged.
pub(super) fn provisions_of<'a>(ruleset: &Ruleset<'a>) -> impl Iterator<Item = &'a RuleSet> {
    let of_whole = ruleset.profile.of_whole;
    sets(ruleset).filter(move |_| !of_whole)
}

pub(super) fn sets<'a>(ruleset: &Ruleset<'a>) -> impl Iterator<Item = &'a RuleSet> {
    let (law, variant): (&'a Law, _) = (ruleset.law, ruleset.variant);
    let applies =
        move |key: &&String| !variant.is_some_and(|variant| variant.without.contains(key));
    ruleset
        .profile
        .sets
        .iter()
        .filter(applies)
        .filter_map(move |key| law.sets.get(key))
}

fn act_line(act: &Act, on: Date, applied: &BTreeSet<&str>) -> ActLine {
    let (status, sentence) = match (act.from, act.until) {
        (Some(from), _) if on < from => (
            ActStatus::NotYet,
            format!("chưa có hiệu lực (từ {})", day(from)),
        ),
        (_, Some(until)) if on >= until => {
            let part = if act.partial {
                "phần vị trí việc làm "
            } else {
                ""
            };
            let by = act
                .replaced_by
                .as_ref()
                .map(|by| format!(", thay bằng {by}"))
                .unwrap_or_default();
            (
                ActStatus::Ended,
                format!("{part}hết hiệu lực từ {}{by}", day(until)),
            )
        }
        (_, Some(until)) => {
            let by = act
                .replaced_by
                .as_ref()
                .map(|by| format!(", sau đó theo {by}"))
                .unwrap_or_default();
            (
                ActStatus::InForce,
                format!("có hiệu lực; đến trước ngày {}{by}", day(until)),
            )
        }
        _ => (ActStatus::InForce, "có hiệu lực".to_owned()),
    };
    let title = if act.title.is_empty() {
        act.name()
    } else {
        format!("{}: {}", act.name(), act.title)
    };
    ActLine {
        number: act.number.clone(),
        title,
        signed: act.signed,
        issuer: act.issuer.clone(),
        status,
        from: act.from,
        until: act.until,
        replaced_by: act.replaced_by.clone(),
        applied: applied.contains(act.number.as_str()),
        sentence,
    }
}

fn sections(findings: &[Finding], by_section: &BTreeMap<Section, Counts>) -> Vec<SectionResult> {
    let section = |section: Section| {
        let counts = by_section.get(&section).copied().unwrap_or_default();
        let here = |manual: bool| {
            let wanted = move |(_, f): &(usize, &Finding)| {
                f.section == section && (f.outcome == Outcome::Manual) == manual
            };
            findings
                .iter()
                .enumerate()
                .filter(wanted)
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        };
        SectionResult {
            section,
            title: section.title(),
            counts,
            findings: here(false),
            questions: here(true),
            summary: section_summary(&counts),
        }
    };
    Section::ALL.into_iter().map(section).collect()
}

pub(super) fn section_summary(counts: &Counts) -> String {
    let judged = counts.pass + counts.violation + counts.explain + counts.note + counts.waived;
    let times = |number: usize| format!("{} lượt", measure::grouped(&number.to_string()));
    let listed = |parts: &[(usize, Outcome)]| {
        let some = parts.iter().filter(|(number, _)| *number > 0);
        some.map(|(number, what)| format!("{} {}", times(*number), what.label()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let wrong = [
        (counts.violation, Outcome::Violation),
        (counts.explain, Outcome::Explain),
    ];
    let open = [
        (counts.doubtful, Outcome::Doubtful),
        (counts.missing, Outcome::Missing),
        (counts.waived, Outcome::Waived),
    ];
    match (judged, counts.violation + counts.explain, counts.missing) {
        (0, 0, _) if counts.doubtful > 0 => format!("Chưa kết luận được: {}.", listed(&open)),
        (0, 0, 0) => {
            "Không có quy định nào của phần này áp dụng cho hồ sơ tại ngày xét.".to_owned()
        }
        (0, 0, missing) => format!(
            "Chưa kiểm tra được: {} kiểm tra thiếu dữ liệu.",
            times(missing)
        ),
        (judged, 0, _) => {
            let rest = listed(&open);
            let mark = if rest.is_empty() { "" } else { "; " };
            let fine = "không có nội dung sai quy định hoặc phải giải trình";
            format!("Đã kiểm tra {}, {fine}{mark}{rest}.", times(judged))
        }
        (judged, ..) => format!(
            "Đã kiểm tra {}: {}.",
            times(judged),
            listed(&[wrong.as_slice(), &open].concat())
        ),
    }
}

/// The reader's remarks, then one for each table whose absence left rules unjudged, then those on
/// waivers.
fn remarks(
    submission: &Submission<'_>,
    absent: &BTreeMap<crate::dictionary::Entity, std::collections::BTreeSet<String>>,
    doubts: &Doubts<'_>,
    waived: Vec<RemarkLine>,
) -> Vec<RemarkLine> {
    let read = submission.remarks.iter().map(|remark| RemarkLine {
        code: remark.code.key(),
        sentence: remark.sentence.clone(),
        cells: remark.cells.clone(),
        lost: remark.code.is_about_lost_data(),
    });
    let missing = absent.iter().map(|(entity, rules)| {
        let form = submission
            .forms
            .of(*entity)
            .map_or_else(|| entity.to_string(), |form| form.sheet.clone());
        let unjudged = format!("{} quy tắc chưa kiểm tra được hết", rules.len());
        if let Some(doubt) = doubts.of_absent(*entity) {
            let label = capital(Outcome::Doubtful.label());
            let what = &doubt.what;
            return RemarkLine {
                code: "doubtful-form",
                sentence: format!(
                    "{label}: {what}, nên chưa biết có biểu “{form}” hay không; {unjudged}. {}",
                    doubt.overrule
                ),
                cells: doubt.cells.clone(),
                lost: true,
            };
        }
        // A heading without a row under it.
        let (sentence, cells) = match submission.dossier.tables.get(entity) {
            Some(table) => (
                format!("Biểu “{form}” chưa có dòng nào nên {unjudged}."),
                vec![table.at.clone()],
            ),
            None => (
                format!("Hồ sơ không có biểu “{form}” nên {unjudged}."),
                Vec::new(),
            ),
        };
        RemarkLine {
            code: "missing-form",
            sentence,
            cells,
            lost: false,
        }
    });
    let mut remarks: Vec<RemarkLine> = read.chain(missing).chain(waived).collect();
    // What was not read is told first: whatever comes after may be for want of it.
    remarks.sort_by_key(|remark| !remark.lost);
    remarks
}

fn scope(judged: &Judged, ruleset: &Ruleset<'_>) -> Scope {
    let mut scope = Scope {
        rules: ruleset.rules.len(),
        ..Scope::default()
    };
    for rule in &ruleset.rules {
        let Some(counts) = judged.by_rule.get(&rule.id) else {
            continue;
        };
        let only_inapplicable = !counts.any(|outcome| outcome != Outcome::NotApplicable);
        if only_inapplicable {
            scope.not_applicable.push(rule.id.clone());
        } else {
            if counts.any(|o| {
                !matches!(
                    o,
                    Outcome::NotApplicable | Outcome::Missing | Outcome::Doubtful
                )
            }) {
                scope.judged += 1;
            }
            if rule.source == Source::Recalled {
                scope.recalled.push(rule.id.clone());
            }
        }
        if counts.missing > 0 {
            scope.missing.push(rule.id.clone());
        }
        if counts.doubtful > 0 {
            scope.doubtful.push(rule.id.clone());
        }
        let made = Outcome::ALL
            .into_iter()
            .filter(|outcome| counts.of(*outcome) > 0);
        let by_label = made
            .map(|outcome| (outcome.label().to_owned(), counts.of(outcome)))
            .collect();
        scope.outcomes.insert(rule.id.clone(), by_label);
    }
    scope.acts = provisions_of(ruleset)
        .filter(|set| in_force(set, ruleset))
        .filter_map(act_scope)
        .collect();
    scope
}
