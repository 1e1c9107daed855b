//! A rule: a page of the rulebook, compiled.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::civil::Date;
use validator::Validate;

use super::Citation;
use super::Level;
use super::Nature;
use super::Section;
use super::Source;
use super::act::RuleSet;
use super::act::line_of;
use super::case::CaseTable;
use super::case::Cases;
use super::check::Check;
use super::check::Condition;
use super::front::ChangeFront;
use super::front::CheckFront;
use super::front::Front;
use super::front::OneOrMany;
use super::limit;
use super::limit::DatedValue;
use super::page;
use super::timeline::Period;
use crate::book::Book;
use crate::book::Fault;

/// Quy tắc: one rule of the law.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `<set>/<slug>`: file name, anchor and test name.
    pub id: String,
    /// Folder of the rule.
    pub set: String,
    /// Path of its page in the rulebook.
    pub file: String,
    /// Title of the page.
    pub title: String,
    /// Provision of the act; none where only `cites` applies.
    pub provision: Option<String>,
    /// The act whose numbering the provision has, when the set's act amends it.
    pub of_act: Option<String>,
    /// How grave it is.
    pub level: Level,
    /// What a finding of it speaks of.
    pub nature: Nature,
    /// Section of the report.
    pub section: Section,
    /// When it is in force.
    pub in_force: Period,
    /// Key of the subject.
    pub each: String,
    /// What must hold for it to apply.
    pub when: Vec<Condition>,
    /// The checks; all must hold.
    pub checks: Vec<Check>,
    /// A stricter check that is tried first.
    pub worse: Option<(Level, Check)>,
    /// Changes of level.
    pub changes: Vec<LevelChange>,
    /// What differs in a profile.
    pub variants: Vec<Variant>,
    /// Facts whose cells are shown first.
    pub point: Vec<String>,
    /// The profiles to which it is restricted; empty for all.
    pub profiles: Vec<String>,
    /// Provisions that make it matter, by profile and time.
    pub cites: Vec<Cite>,
    /// Rules whose findings cause findings of this one.
    pub follows: Vec<String>,
    /// The day of the last review.
    pub reviewed_on: Date,
    /// How its text is known.
    pub source: Source,
    /// The dated values by key.
    pub values: IndexMap<String, DatedValue>,
    /// Nhận định, a template.
    pub statement: String,
    /// Căn cứ: what the provision says.
    pub basis: String,
    /// Kiến nghị, a template.
    pub remedy: String,
    pub(super) cases: Cases,
    /// Lines of the page's parts, for faults: statement, remedy.
    pub(super) lines: [usize; 2],
}

/// Thay đổi mức độ: a level for a time or under conditions.
#[derive(Debug, Clone)]
pub struct LevelChange {
    /// When.
    pub period: Period,
    /// Under which conditions.
    pub when: Vec<Condition>,
    /// The level.
    pub level: Level,
    /// Why.
    pub because: Option<String>,
}

/// What differs in a profile.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The profile.
    pub profile: String,
    /// The first day on which the rule is no longer for it, if it ends earlier than for others.
    pub until: Option<Date>,
    /// Its own conditions, if they differ.
    pub when: Option<Vec<Condition>>,
    /// Its own checks, if they differ.
    pub checks: Option<Vec<Check>>,
}

/// A provision that makes a rule matter.
#[derive(Debug, Clone)]
pub struct Cite {
    /// The profile; none for all.
    pub profile: Option<String>,
    /// Number of the act.
    pub act: String,
    /// The provision.
    pub provision: String,
    /// When.
    pub period: Period,
    /// How this provision is known, where that is not how the page is.
    pub source: Option<Source>,
}

impl Rule {
    /// Compiles a page.
    pub(super) fn compile(book: &Book, file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let page = page::cut(file, text)?;
        let front: Front = book
            .toml(file, &page.front.text, page.front.line)
            .map_err(|fault| vec![fault])?;
        let at =
            |needle: &str| page.front.line + line_of(&page.front.text, needle).saturating_sub(1);
        if let Err(errors) = front.validate() {
            return Err(vec![Fault::at(file, at("level"), messages(&errors))]);
        }
        let cases = Cases::of(file, page.cases);
        let law = Compiled::of(&front).map_err(|found| {
            found
                .into_iter()
                .map(|(key, text)| Fault::at(file, at(&key), text))
                .collect::<Vec<_>>()
        })?;
        let id = file.strip_suffix(".md").unwrap_or(file).to_owned();
        Ok(Self {
            set: id.split('/').next().unwrap_or_default().to_owned(),
            id,
            file: file.to_owned(),
            title: page.title.text,
            statement: page.statement.text.trim().to_owned(),
            basis: page.basis.text.trim().to_owned(),
            remedy: page.remedy.text.trim().to_owned(),
            cases,
            lines: [page.statement.line, page.remedy.line],
            values: law.values,
            checks: law.checks,
            when: law.when,
            worse: law.worse,
            changes: law.changes,
            variants: law.variants,
            cites: front.cites.iter().map(Cite::from).collect(),
            provision: front.provision,
            of_act: front.of_act,
            level: front.level,
            nature: front.nature,
            section: front.section,
            in_force: front.in_force,
            each: front.each,
            point: front.point,
            profiles: front.profiles,
            follows: front.follows,
            reviewed_on: front.reviewed.on,
            source: front.reviewed.source,
        })
    }

    /// The case table.
    #[must_use]
    pub fn cases(&self) -> &CaseTable {
        self.cases.table()
    }

    /// The conditions in a profile.
    #[must_use]
    pub fn when_in(&self, profile: &str) -> &[Condition] {
        self.variant(profile)
            .and_then(|v| v.when.as_deref())
            .unwrap_or(&self.when)
    }

    /// The checks in a profile.
    #[must_use]
    pub fn checks_in(&self, profile: &str) -> &[Check] {
        self.variant(profile)
            .and_then(|v| v.checks.as_deref())
            .unwrap_or(&self.checks)
    }

    /// When it is in force for a profile.
    #[must_use]
    pub fn in_force_for(&self, profile: &str) -> Period {
        let until = self.variant(profile).and_then(|variant| variant.until);
        Period {
            until: until.or(self.in_force.until),
            ..self.in_force
        }
    }

    fn variant(&self, profile: &str) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|variant| variant.profile == profile)
    }

    /// The facts that decide the rule: of checks, conditions and limits.
    #[must_use]
    pub fn deciding_facts(&self) -> BTreeSet<String> {
        let mut found = Vec::new();
        let variant_checks = self.variants.iter().flat_map(|v| v.checks.iter().flatten());
        for check in self
            .checks
            .iter()
            .chain(self.worse.iter().map(|(_, check)| check))
            .chain(variant_checks)
        {
            check.facts(&mut found);
        }
        let variant_when = self.variants.iter().flat_map(|v| v.when.iter().flatten());
        let changes = self.changes.iter().flat_map(|change| &change.when);
        found.extend(
            self.when
                .iter()
                .chain(variant_when)
                .chain(changes)
                .map(|condition| condition.fact.clone()),
        );
        for value in self.values.values() {
            found.extend(value.facts());
        }
        found.extend(self.point.iter().cloned());
        found.into_iter().collect()
    }

    /// The provision that a finding cites in a profile on a date; `set_by` is the amending act that
    /// set the deciding value, if any.
    #[must_use]
    pub fn citation(
        &self,
        set: Option<&RuleSet>,
        profile: &str,
        day: Date,
        set_by: Option<&(String, String)>,
    ) -> Citation {
        let fits = |cite: &&Cite| {
            cite.profile.as_deref().is_none_or(|p| p == profile) && cite.period.contains(day)
        };
        if let Some(cite) = self.cites.iter().find(fits) {
            let citation = self.cited(Some(cite.act.clone()), cite.provision.clone(), None, set_by);
            return Citation {
                reviewed: cite.source.unwrap_or(self.source),
                ..citation
            };
        }
        let number = set.and_then(|set| set.number.clone());
        match (&self.provision, number) {
            (Some(provision), Some(number)) => self.cited(
                Some(number),
                provision.clone(),
                self.of_act.as_deref(),
                set_by,
            ),
            (provision, number) => {
                let general = set.and_then(|set| set.citation.clone());
                let provision = provision
                    .clone()
                    .or(general)
                    .unwrap_or_else(|| self.title.clone());
                self.cited(number, provision, None, set_by)
            }
        }
    }

    fn cited(
        &self,
        act: Option<String>,
        provision: String,
        of_act: Option<&str>,
        set_by: Option<&(String, String)>,
    ) -> Citation {
        let mut text = match (&act, of_act) {
            (Some(act), Some(of)) => {
                format!(
                    "{provision} Nghị định số {of} (được sửa đổi, bổ sung bởi Nghị định số {act})"
                )
            }
            (Some(act), None) => format!("{provision} {}", act_phrase(act)),
            (None, _) => provision.clone(),
        };
        if let Some((act, at)) = set_by {
            text = format!("{text}; mức áp dụng theo {at} {}", act_phrase(act));
        }
        Citation {
            act,
            provision,
            text,
            reviewed: self.source,
        }
    }
}

/// The parts of a front matter that have to be compiled.
#[derive(Default)]
struct Compiled {
    values: IndexMap<String, DatedValue>,
    checks: Vec<Check>,
    when: Vec<Condition>,
    worse: Option<(Level, Check)>,
    changes: Vec<LevelChange>,
    variants: Vec<Variant>,
}

impl Compiled {
    /// Compiles all parts; each fault comes with the key by which its line is found.
    fn of(front: &Front) -> Result<Self, Vec<(String, String)>> {
        let mut faults = Vec::new();
        let mut law = Self::default();
        for (key, value) in &front.value {
            if let Some(value) = keep(key, limit::compile(key, value), &mut faults) {
                law.values.insert(key.clone(), value);
            }
        }
        let is_value = |name: &str| front.value.contains_key(name);
        law.checks = keep(
            "check",
            compile_checks(&front.check, &is_value),
            &mut faults,
        )
        .unwrap_or_default();
        law.when = keep("when", conditions(&front.when), &mut faults).unwrap_or_default();
        if let Some(worse) = &front.worse {
            let check = keep(
                "worse",
                Check::compile(&worse.check, &is_value),
                &mut faults,
            );
            law.worse = check.map(|check| (worse.level, check));
        }
        law.changes =
            keep("change", compile_changes(&front.change), &mut faults).unwrap_or_default();
        law.variants =
            keep("variant", compile_variants(front, &is_value), &mut faults).unwrap_or_default();
        if faults.is_empty() {
            Ok(law)
        } else {
            Err(faults)
        }
    }
}

/// The compiled part, or its fault put aside.
fn keep<T>(key: &str, part: Result<T, String>, faults: &mut Vec<(String, String)>) -> Option<T> {
    part.map_err(|message| faults.push((key.to_owned(), message)))
        .ok()
}

/// An act as a citation names it, by the ending of its number.
fn act_phrase(number: &str) -> String {
    let kind = match number.rsplit('/').next().unwrap_or_default() {
        "NĐ-CP" => "Nghị định số ",
        "NQ-CP" => "Nghị quyết số ",
        ending if ending.starts_with("TT-") || ending.starts_with("TTLT-") => "Thông tư số ",
        ending if ending.starts_with("QH") => "Luật số ",
        _ => "văn bản số ",
    };
    format!("{kind}{number}")
}

impl From<&super::front::CiteFront> for Cite {
    fn from(front: &super::front::CiteFront) -> Self {
        Self {
            profile: front.profile.clone(),
            act: front.act.clone(),
            provision: front.provision.clone(),
            period: Period {
                from: front.from,
                until: front.until,
            },
            source: front.source,
        }
    }
}

fn compile_checks(
    checks: &OneOrMany<CheckFront>,
    is_value: &dyn Fn(&str) -> bool,
) -> Result<Vec<Check>, String> {
    let checks: Vec<Check> = checks
        .clone()
        .into_vec()
        .iter()
        .map(|check| Check::compile(check, is_value))
        .collect::<Result<_, _>>()?;
    if checks.is_empty() {
        Err("quy tắc không có kiểm tra nào".to_owned())
    } else {
        Ok(checks)
    }
}

fn conditions(fronts: &[super::front::ConditionFront]) -> Result<Vec<Condition>, String> {
    fronts.iter().map(Condition::compile).collect()
}

fn compile_changes(fronts: &[ChangeFront]) -> Result<Vec<LevelChange>, String> {
    let change = |front: &ChangeFront| {
        Ok(LevelChange {
            period: Period {
                from: front.from,
                until: front.until,
            },
            when: conditions(&front.when)?,
            level: front.level,
            because: front.because.clone(),
        })
    };
    fronts.iter().map(change).collect()
}

fn compile_variants(
    front: &Front,
    is_value: &dyn Fn(&str) -> bool,
) -> Result<Vec<Variant>, String> {
    let variant = |variant: &super::front::VariantFront| {
        Ok(Variant {
            profile: variant.profile.clone(),
            until: variant.until,
            when: variant.when.as_deref().map(conditions).transpose()?,
            checks: variant
                .check
                .as_ref()
                .map(|checks| compile_checks(checks, is_value))
                .transpose()?,
        })
    };
    front.variant.iter().map(variant).collect()
}

/// The messages of the validator, without the names of Rust fields.
fn messages(errors: &validator::ValidationErrors) -> String {
    let text = errors.to_string();
    text.lines()
        .map(|line| line.rsplit(": ").next().unwrap_or(line))
        .collect::<Vec<_>>()
        .join("; ")
}
