//! What the law said on a date, from `rules/`.
//!
//! [`load`] compiles a rulebook into a [`Law`] or gives every fault with its file and line;
//! [`Law::on`] chooses what applies on a date to a kind of submission: a [`Ruleset`].

mod act;
mod advice;
mod calendar;
mod case;
mod check;
mod citations;
mod conversion;
mod coverage;
mod fact;
mod fact_front;
mod fields;
mod front;
mod glossary;
mod item;
mod kinds;
mod life;
mod limit;
mod lint;
mod list;
mod literal;
mod names;
mod on_blank;
mod outcome;
mod page;
mod profile;
mod reads;
mod rule;
mod selection;
mod sentence;
mod standing;
mod subject;
mod terms;
mod timeline;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::civil::Date;

pub use act::Act;
pub use act::Provision;
pub use act::RuleSet;
pub use act::Shown;
pub use act::Status;
pub use act::act_key;
pub use act::act_keys;
pub use act::compare_provisions;
pub use advice::advice;
pub use calendar::AllowedTime;
pub use calendar::Calendar;
pub use calendar::WorkingDeadline;
pub use case::Case;
pub use case::CaseFact;
pub use case::CaseTable;
pub use check::Check;
pub use check::Condition;
pub use check::Test;
pub use conversion::Conversion;
pub use conversion::LevelRows;
pub use conversion::Leveling;
pub use conversion::Naming;
pub use conversion::NamingList;
pub use coverage::Coverage;
pub use fact::CELL;
pub use fact::DerivedFact;
pub use fact::DocumentPart;
pub use fact::FactDef;
pub use fact::FactDefs;
pub use fact::FactKind;
pub use fact::FieldRef;
pub use fact::Figure;
pub use fact::LevelEnd;
pub use fact::ListedFact;
pub use fact::LookUp;
pub use fact::Operation;
pub use fact::Pick;
pub use fact::Twin;
pub use fact::UnitLimit;
pub use fields::Fields;
pub use fields::Wanted;
pub use glossary::GlossaryTerm;
pub use item::Item;
pub use kinds::CheckKind;
pub use kinds::Choice;
pub use kinds::ChoiceCheck;
pub use kinds::Compared;
pub use kinds::Counted;
pub use kinds::Deadline;
pub use kinds::Kind;
pub use kinds::Operand;
pub use kinds::Order;
pub use kinds::Presence;
pub use kinds::Tolerance;
pub use kinds::Written;
pub use life::Lane;
pub use life::LaneKind;
pub use life::Life;
pub use life::LifeOf;
pub use life::Named;
pub use life::Says;
pub use life::Span;
pub use limit::Dated;
pub use limit::DatedValue;
pub use limit::Limit;
pub use limit::OTHER;
pub use list::List;
pub use names::NameWay;
pub use on_blank::OnBlank;
pub use outcome::Citation;
pub use outcome::Level;
pub use outcome::Nature;
pub use outcome::Outcome;
pub use outcome::Section;
pub use outcome::Source;
pub use profile::Governing;
pub use profile::LevelOverride;
pub use profile::Prerequisite;
pub use profile::Profile;
pub use profile::ProfileVariant;
pub use reads::ANY_FIELD;
pub use reads::Read;
pub use reads::ReadWay;
pub use rule::LevelChange;
pub use rule::Rule;
pub use rule::Variant;
pub use selection::Filter;
pub use selection::FilterTest;
pub use selection::FilterValues;
pub use selection::Selection;
pub(crate) use sentence::AGENCY;
pub(crate) use sentence::DAY;
pub(crate) use sentence::PROFILE;
pub use sentence::Quote;
pub use sentence::SUBJECT;
pub(crate) use sentence::deadline_values;
pub use standing::ActStanding;
pub use standing::ActState;
pub use standing::Standing;
pub use subject::DOSSIER;
pub use subject::SubjectKind;
pub use timeline::Period;
pub use timeline::Timeline;
pub use timeline::day;

use crate::book::Book;
use crate::book::Fault;
use crate::book::Faults;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::Role;
use sentence::Sentences;

/// Pháp luật: a whole rulebook, compiled.
#[derive(Debug)]
pub struct Law {
    /// Digest of the rulebook's files.
    pub digest: String,
    /// Where the rulebook comes from.
    pub origin: String,
    /// Every act that is known, by [`act_key`].
    pub acts: IndexMap<String, Act>,
    /// The folders of rules, by name.
    pub sets: IndexMap<String, RuleSet>,
    /// Every rule, by id, sorted.
    pub rules: IndexMap<String, Rule>,
    /// Every fact, by key.
    pub facts: FactDefs,
    /// Every list, by key.
    pub lists: IndexMap<String, List>,
    /// Which days an office works.
    pub calendar: Calendar,
    /// What is judged one by one, by key.
    pub subjects: IndexMap<String, SubjectKind>,
    /// The terms of the field.
    pub glossary: Vec<GlossaryTerm>,
    /// The profiles of proposals, by key.
    pub profiles: IndexMap<String, Profile>,
    /// The profile of the table of a whole province.
    whole: Option<Profile>,
    /// How proposals of earlier forms are brought into later ones, by name of the file.
    pub conversions: IndexMap<String, Conversion>,
    /// What the fields of a dossier want.
    pub fields: Fields,
    sentences: Sentences,
}

/// What applies on a date to a kind of submission.
#[derive(Debug, Clone)]
pub struct Ruleset<'a> {
    /// The whole rulebook.
    pub law: &'a Law,
    /// The governing date.
    pub day: Date,
    /// The profile.
    pub profile: &'a Profile,
    /// The kind of agency inside the profile, where one fits.
    pub variant: Option<&'a ProfileVariant>,
    /// The rules of the profile, in force or not, by section and id.
    pub rules: Vec<&'a Rule>,
}

/// Compiles a rulebook.
///
/// What only the authors of pages can get wrong (names that lead nowhere, case tables, sentences)
/// is not looked for again in a rulebook that is [vouched for](Book::is_vouched): most of the time
/// of a short run.
///
/// # Errors
/// Every fault that was found, by file and line.
pub fn load(book: &Book, forms: &Forms) -> Result<Law, Faults> {
    let mut faults = Vec::new();
    let (profiles, whole) = profile::load(book, &mut faults);
    let mut law = Law {
        digest: book.digest(),
        origin: book.origin().to_owned(),
        acts: act::load(book, &mut faults),
        sets: act::load_sets(book, &mut faults),
        rules: IndexMap::new(),
        facts: fact_front::load(book, &mut faults),
        lists: list::load(book, &mut faults),
        calendar: Calendar::load(book, &mut faults),
        subjects: subject::load(book, &mut faults),
        glossary: glossary::load(book, &mut faults),
        profiles,
        whole,
        conversions: conversion::load(book, forms, &mut faults),
        fields: Fields::of(forms),
        sentences: Sentences::default(),
    };
    let unit_fields = unit_fields(forms);
    for fact in law.facts.values_mut() {
        fact.amount = terms::is_amount(forms, fact);
        fact.unit_fields.clone_from(&unit_fields);
    }
    law.rules = compile_pages(book, &mut faults);
    law.sentences = Sentences::of(&law);
    if !book.is_vouched() {
        law.sentences.check(&law, &mut faults);
        faults.extend(lint::cross_references(&law, book, forms));
    }
    if faults.is_empty() {
        return Ok(law);
    }
    faults.sort();
    faults.dedup();
    Err(Faults(faults))
}

/// The fields by which a unit is known: what is inside of it is found by them.
fn unit_fields(forms: &Forms) -> Vec<Key> {
    [Role::Code, Role::Name, Role::Superior]
        .into_iter()
        .filter_map(|role| forms.by_role(Entity::Unit, role))
        .map(|field| field.key.clone())
        .collect()
}

/// Every page that has no fault, by the id of its rule.
fn compile_pages(book: &Book, faults: &mut Vec<Fault>) -> IndexMap<String, Rule> {
    let mut rules = IndexMap::new();
    for (file, text) in book.files().filter(|(file, _)| is_page(file)) {
        let rule = match Rule::compile(book, file, text) {
            Ok(rule) => rule,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        let found = if book.is_vouched() {
            Vec::new()
        } else {
            rule.cases.faults()
        };
        if found.is_empty() {
            rules.insert(rule.id.clone(), rule);
        }
        faults.extend(found);
    }
    rules
}

/// A rule page is a Markdown file in a folder of rules.
fn is_page(file: &str) -> bool {
    let is_markdown = std::path::Path::new(file)
        .extension()
        .is_some_and(|ending| ending == "md");
    is_markdown
        && file
            .split_once('/')
            .is_some_and(|(_, name)| !name.contains('/') && name != "README.md")
}

impl Ruleset<'_> {
    /// Whether a rule is in force for the profile on the day.
    #[must_use]
    pub fn has_in_force(&self, rule: &Rule) -> bool {
        rule.in_force_for(&self.profile.key).contains(self.day)
    }

    /// The levels that differ for this kind of agency.
    #[must_use]
    pub fn levels(&self) -> &[LevelOverride] {
        self.variant.map_or(&[], |variant| &variant.levels)
    }

    /// Title of the profile, with the kind of agency where one fits.
    #[must_use]
    pub fn title(&self) -> String {
        match self.variant {
            Some(variant) => format!("{}: {}", self.profile.title, variant.title),
            None => self.profile.title.clone(),
        }
    }
}

impl Law {
    /// What applies on a date to a kind of submission of a kind of agency.
    #[must_use]
    pub fn on<'a>(
        &'a self,
        day: Date,
        profile: &'a Profile,
        variant: Option<&'a ProfileVariant>,
    ) -> Ruleset<'a> {
        let applies = |rule: &&Rule| {
            profile.judges_by(rule)
                && !variant.is_some_and(|variant| variant.without.contains(&rule.set))
        };
        let mut rules: Vec<&Rule> = self.rules.values().filter(applies).collect();
        rules.sort_by(|a, b| (a.section, &a.id).cmp(&(b.section, &b.id)));
        Ruleset {
            law: self,
            day,
            profile,
            variant,
            rules,
        }
    }

    /// The profile by which the table of a whole province is judged, if the rulebook has one.
    #[must_use]
    pub const fn whole_profile(&self) -> Option<&Profile> {
        self.whole.as_ref()
    }

    /// The profile with a key, that of the whole province too.
    #[must_use]
    pub fn profile(&self, key: &str) -> Option<&Profile> {
        self.profiles
            .get(key)
            .or_else(|| self.whole.as_ref().filter(|whole| whole.key == key))
    }

    /// Every profile, that of the whole province last.
    pub(crate) fn all_profiles(&self) -> impl Iterator<Item = &Profile> {
        self.profiles.values().chain(&self.whole)
    }

    /// The act with a number, however written.
    #[must_use]
    pub fn act(&self, number: &str) -> Option<&Act> {
        self.acts.get(&act_key(number))
    }

    /// What an act is called; one that is not known by its number.
    #[must_use]
    pub fn act_name(&self, number: &str) -> String {
        self.act(number)
            .map_or_else(|| number.to_owned(), Act::name)
    }

    /// A fact and all that it rests on, also by way of other entries.
    #[must_use]
    pub fn rests_on<'a>(&'a self, fact: &'a str) -> BTreeSet<&'a str> {
        let (mut open, mut found) = (vec![fact], BTreeSet::new());
        while let Some(key) = open.pop() {
            let def = self.facts.get(key).filter(|_| found.insert(key));
            open.extend(
                def.into_iter()
                    .flat_map(|def| def.operands().into_iter().chain(def.of_entries())),
            );
        }
        found
    }

    /// The facts that a rule judges by and that stand in a second table, each with that table.
    #[must_use]
    pub fn twins<'a>(&'a self, rule: &Rule) -> BTreeMap<&'a str, &'a Twin> {
        let judged_by = rule.deciding_facts();
        let known = judged_by
            .iter()
            .filter_map(|key| self.facts.get_key_value(key));
        let under: BTreeSet<&str> = known.flat_map(|(key, _)| self.rests_on(key)).collect();
        let twin = |key: &'a str| Some((key, self.facts.get(key)?.twin.as_ref()?));
        // The rule that compares the two is not in doubt about them.
        under
            .into_iter()
            .filter_map(twin)
            .filter(|(_, twin)| twin.rule != rule.id)
            .collect()
    }

    /// Whether a rule compares the two places of a fact that stands in two tables.
    #[must_use]
    pub fn is_comparing(&self, rule: &Rule) -> bool {
        self.facts
            .values()
            .any(|fact| fact.twin.as_ref().is_some_and(|twin| twin.rule == rule.id))
    }

    /// The facts that the sentences of a rule name.
    #[must_use]
    pub fn sentence_facts(&self, rule: &Rule) -> Vec<&str> {
        self.sentences
            .variables(rule)
            .filter(|name| self.facts.contains_key(*name))
            .collect()
    }

    /// The statement and the remedy of a rule with the values of one subject.
    #[must_use]
    pub fn sentences(&self, rule: &Rule, values: &IndexMap<String, Quote>) -> (String, String) {
        self.sentences.render(rule, values)
    }

    /// Statement and remedy of a rule for a reader of the rulebook: what stands in them is told by
    /// its name.
    #[must_use]
    pub fn described(&self, rule: &Rule, profile: &str) -> (String, String) {
        sentence::described(self, rule, profile)
    }

    /// The newest day on which a page was reviewed.
    #[must_use]
    pub fn reviewed_on(&self) -> Option<Date> {
        self.rules.values().map(|rule| rule.reviewed_on).max()
    }
}
