//! The case tables of rule pages, judged by the same code as a submission.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::by_rule::judge;
use super::contested::split;
use super::limits::named_value;
use super::verdict::FactSource;
use super::verdict::Setting;
use crate::dictionary::Entity;
use crate::dictionary::FieldKind;
use crate::dictionary::Forms;
use crate::law::AGENCY;
use crate::law::Case;
use crate::law::CaseFact;
use crate::law::CheckKind;
use crate::law::Compared;
use crate::law::DAY;
use crate::law::DerivedFact;
use crate::law::DocumentPart;
use crate::law::FactDef;
use crate::law::FactKind;
use crate::law::Law;
use crate::law::ListedFact;
use crate::law::Operand;
use crate::law::Order;
use crate::law::Outcome;
use crate::law::PROFILE;
use crate::law::Pick;
use crate::law::Quote;
use crate::law::Rule;
use crate::law::SUBJECT;
use crate::law::Tolerance;
use crate::law::Twin;
use crate::law::Wanted;
use crate::law::day;
use crate::law::deadline_values;
use crate::measure::Datum;
use crate::measure::Fact;
use crate::measure::Missing;

/// What a rule said of one row of its case table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// Id of the rule.
    pub rule: String,
    /// Path of the page in the rulebook.
    pub file: String,
    /// Line of the row.
    pub line: usize,
    /// Tình huống.
    pub name: String,
    /// What the row wants.
    pub expected: Outcome,
    /// What the rule said.
    pub found: Outcome,
}

impl CaseResult {
    /// Whether law and program agree.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.expected == self.found
    }
}

/// Judges every row of every case table, in the order of the rulebook.
#[must_use]
pub fn try_cases(law: &Law, forms: &Forms) -> Vec<CaseResult> {
    law.rules
        .values()
        .flat_map(|rule| try_rule(law, forms, rule))
        .collect()
}

/// Judges every row of the case table of one rule.
#[must_use]
pub fn try_rule(law: &Law, forms: &Forms, rule: &Rule) -> Vec<CaseResult> {
    rule.cases()
        .cases
        .iter()
        .map(|case| try_case(law, forms, rule, case))
        .collect()
}

fn try_case(law: &Law, forms: &Forms, rule: &Rule, case: &Case) -> CaseResult {
    let facts = CaseRow::of(law, forms, case);
    let setting = setting(law, rule, case);
    let found = if facts.split(law, rule, setting) {
        Outcome::Explain
    } else {
        judge(rule, setting, &facts).outcome
    };
    CaseResult {
        rule: rule.id.clone(),
        file: rule.file.clone(),
        line: case.line,
        name: case.name.clone(),
        expected: case.expected,
        found,
    }
}

/// The circumstances of a row.
fn setting<'a>(law: &'a Law, rule: &'a Rule, case: &'a Case) -> Setting<'a> {
    let profile = case
        .profile
        .as_deref()
        .or(rule.profiles.first().map(String::as_str))
        .unwrap_or_default();
    Setting {
        law,
        day: case.day,
        profile,
        levels: &[],
    }
}

/// What a rule says in words of one row of its case table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSentences {
    /// Id of the rule.
    pub rule: String,
    /// What the row wants.
    pub outcome: Outcome,
    /// Nhận định.
    pub statement: String,
    /// Kiến nghị.
    pub remedy: String,
}

/// The sentences of every rule, from the first row of its case table at each listed outcome.
#[must_use]
pub fn case_sentences(law: &Law, forms: &Forms) -> Vec<CaseSentences> {
    let mut found = Vec::new();
    for rule in law.rules.values() {
        let mut said = Vec::new();
        for case in &rule.cases().cases {
            let speaks = case.expected.is_listed() && case.expected != Outcome::Missing;
            let kind = (case.expected, case.profile.as_deref());
            // Where one of two numbers breaks the rule, the rule that compares them speaks.
            if speaks
                && !said.contains(&kind)
                && !CaseRow::of(law, forms, case).split(law, rule, setting(law, rule, case))
            {
                said.push(kind);
                found.push(sentences(law, forms, rule, case));
            }
        }
    }
    found
}

fn sentences(law: &Law, forms: &Forms, rule: &Rule, case: &Case) -> CaseSentences {
    let facts = CaseRow::of(law, forms, case);
    let amount = |key: &str| law.facts.get(key).is_some_and(|def| def.amount);
    let mut values: IndexMap<String, Quote> = facts
        .0
        .iter()
        .map(|(key, fact)| ((*key).to_owned(), fact.in_sentence(amount(key))))
        .collect();
    // A fact that only the sentence names has no column: any value does.
    for key in law.sentence_facts(rule) {
        values.entry(key.to_owned()).or_insert_with(|| "…".into());
    }
    let setting = setting(law, rule, case);
    if !setting.profile.is_empty() {
        values.insert(PROFILE.to_owned(), setting.profile.into());
    }
    let verdict = judge(rule, setting, &facts);
    let named = rule.values.keys().filter_map(|key| {
        Some((
            key.clone(),
            named_value(rule, key, case.day, &facts)?.into(),
        ))
    });
    values.extend(named);
    values.extend(verdict.due.iter().flat_map(|(end, _)| deadline_values(end)));
    let subject = law
        .subjects
        .get(&rule.each)
        .map_or(rule.each.as_str(), |kind| kind.label.as_str());
    for (key, text) in [
        (SUBJECT, subject),
        (AGENCY, "Cơ quan trình"),
        (DAY, &day(case.day)),
    ] {
        values.insert(key.to_owned(), text.into());
    }
    let (statement, remedy) = law.sentences(rule, &values);
    CaseSentences {
        rule: rule.id.clone(),
        outcome: case.expected,
        statement,
        remedy,
    }
}

/// The rules with a numeric limit whose case table does not stand on both sides of it: no row
/// exactly at the limit that passes, or none within one of it that fails.
#[must_use]
pub fn without_near_limit<'a>(law: &'a Law, forms: &Forms) -> Vec<&'a Rule> {
    law.rules
        .values()
        .filter(|rule| has_limit(rule) && !is_near_limit(law, forms, rule))
        .collect()
}

fn has_limit(rule: &Rule) -> bool {
    let is_limit = |operand: &Operand| !matches!(operand, Operand::Fact(_));
    let has_one = |compared: &Compared| {
        compared.order != Order::Equals
            && compared.tolerance == Tolerance::Exact
            && is_limit(&compared.operand)
    };
    rule.checks
        .iter()
        .any(|check| matches!(&check.kind, CheckKind::Compared(compared) if has_one(compared)))
}

fn is_near_limit(law: &Law, forms: &Forms, rule: &Rule) -> bool {
    let (mut at, mut past) = (false, false);
    for case in &rule.cases().cases {
        let facts = CaseRow::of(law, forms, case);
        let profile = case.profile.as_deref().unwrap_or_default();
        let verdict = judge(
            rule,
            Setting {
                law,
                day: case.day,
                profile,
                levels: &[],
            },
            &facts,
        );
        for (fact, limit) in &verdict.tested_limits {
            let Some(apart) = apart(&facts.fact(fact), limit) else {
                continue;
            };
            at |= apart.is_zero() && verdict.outcome == Outcome::Pass;
            past |= !apart.is_zero() && apart <= Decimal::ONE && verdict.outcome != Outcome::Pass;
        }
    }
    at && past
}

/// How far a fact lies from its limit: numbers by their difference, days by the days between them.
fn apart(fact: &Fact, limit: &Datum) -> Option<Decimal> {
    match (&fact.value, limit) {
        (Ok(Datum::Day(day)), Datum::Day(limit)) => {
            Some(Decimal::from((*day - *limit).get_days().abs()))
        }
        (_, Datum::Number(limit)) => Some((fact.number()? - *limit).abs()),
        _ => None,
    }
}

/// The facts of one row; a fact without a column is in no row.
struct CaseRow<'a>(IndexMap<&'a str, Rc<Fact>>);

impl<'a> CaseRow<'a> {
    fn of(law: &Law, forms: &Forms, case: &'a Case) -> Self {
        Self(
            case.facts
                .iter()
                .map(|(key, given)| (key.as_str(), Rc::new(fact(law, forms, key, given))))
                .collect(),
        )
    }
}

impl CaseRow<'_> {
    /// Whether a number and its twin from the other table differ so that only one of them breaks
    /// the rule.
    fn split(&self, law: &Law, rule: &Rule, setting: Setting<'_>) -> bool {
        let number = |key: &str| self.0.get(key).and_then(|fact| fact.number());
        let twins = law.twins(rule);
        let both_told =
            |(key, twin): &(&&str, &&Twin)| number(key).is_some() && number(&twin.fact).is_some();
        let keys: Vec<&str> = twins
            .iter()
            .filter(both_told)
            .map(|(key, _)| *key)
            .collect();
        let reading = |retold: &BTreeSet<&str>| {
            let told = |key: &&str| {
                if retold.contains(key) {
                    twins.get(key).map(|twin| twin.fact.as_str())
                } else {
                    None
                }
            };
            let fact = |key: &&str| self.0.get(told(key).unwrap_or(key)).cloned();
            judge(
                rule,
                setting,
                &CaseRow(
                    self.0
                        .keys()
                        .filter_map(|key| Some((*key, fact(key)?)))
                        .collect(),
                ),
            )
            .outcome
        };
        split(&keys, reading).is_some()
    }
}

impl FactSource for CaseRow<'_> {
    fn fact(&self, key: &str) -> Rc<Fact> {
        self.0
            .get(key)
            .cloned()
            .unwrap_or_else(|| Rc::new(Fact::missing(Missing::NoRow, Vec::new())))
    }
}

fn fact(law: &Law, forms: &Forms, key: &str, given: &CaseFact) -> Fact {
    let value = match given {
        CaseFact::Blank => Err(Missing::Blank),
        CaseFact::Absent => Err(Missing::NoTable),
        CaseFact::Given(text) => law
            .facts
            .get(key)
            .map_or(Err(Missing::NoRow), |def| datum(law, forms, def, text)),
    };
    Fact {
        value,
        trace: Vec::new(),
        least: None,
    }
}

/// What a cell of a case table means for a fact: text where the form has text or codes, else what
/// it looks like.
fn datum(law: &Law, forms: &Forms, def: &FactDef, text: &str) -> Result<Datum, Missing> {
    let field = match &def.kind {
        FactKind::Listed(
            ListedFact::Item { .. } | ListedFact::Nearest { .. } | ListedFact::Namesakes { .. },
        ) if text == UNLISTED => {
            return Err(Missing::Unlisted);
        }
        FactKind::Field(field) => Some((def.of.unwrap_or(Entity::Agency), field.as_str())),
        FactKind::First(of, _) | FactKind::Total(of) => Some((of.entity, of.field.as_str())),
        FactKind::Strays { .. }
        | FactKind::Elsewhere { .. }
        | FactKind::Listed(ListedFact::Words { .. } | ListedFact::Nearest { .. })
        | FactKind::Derived(DerivedFact::Fate(_) | DerivedFact::Named(DocumentPart::Number, _)) => {
            return Ok(Datum::Text(text.to_owned()));
        }
        FactKind::Listed(ListedFact::Item {
            pick: Pick::First, ..
        }) => {
            return Ok(Datum::Names(names(text)));
        }
        FactKind::Cell => return cell(text),
        _ => None,
    };
    if let Some((entity, field)) = field {
        if let Some(term) = forms
            .field_terms(entity, field)
            .and_then(|terms| terms.iter().find(|t| *t.key == *text))
        {
            return Ok(Datum::Term(term.key.to_string(), term.label.clone()));
        }
        if law.fields.wanted(entity, field) == Some(Wanted::Term) {
            return Ok(Datum::Unlisted(text.to_owned()));
        }
        if forms
            .field(entity, field)
            .is_some_and(|f| matches!(f.kind, FieldKind::Text | FieldKind::Code | FieldKind::Mark))
        {
            return Ok(Datum::Text(text.to_owned()));
        }
    }
    if let Ok(number) = text.parse() {
        return Ok(Datum::Number(number));
    }
    if let Ok(day) = text.parse() {
        return Ok(Datum::Day(day));
    }
    Ok(Datum::Text(text.to_owned()))
}

/// A code that is not on the list, as case tables write it.
const UNLISTED: &str = "(ngoài danh mục)";

/// A formula without a value, as case tables write it.
const UNCOMPUTED: &str = "(chưa tính)";

fn names(text: &str) -> Vec<String> {
    text.split(" / ")
        .map(|name| name.trim().to_owned())
        .collect()
}

fn cell(text: &str) -> Result<Datum, Missing> {
    match text {
        UNCOMPUTED => Err(Missing::Uncomputed),
        error if error.starts_with('#') => Err(Missing::Broken),
        text => Ok(Datum::Text(text.to_owned())),
    }
}
