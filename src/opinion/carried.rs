//! What a dossier carries to the table of a whole province: facts that only all dossiers together
//! can be judged by.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde::Serialize;
use serde::Serializer;

use super::doubts::Doubts;
use super::ranges::ranges;
use super::ranges::unique;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::law::Figure;
use crate::law::Outcome;
use crate::law::Ruleset;
use crate::measure::Datum;
use crate::measure::Facts;
use crate::measure::amount;

/// Số liệu mang sang bảng toàn tỉnh: one fact of a dossier, for the table of the whole province.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct CarriedLine {
    /// Key of the fact, by which a column of the table names it.
    pub fact: String,
    /// What people call it.
    pub label: String,
    /// Its number; none when the dossier does not say it for sure.
    #[serde(
        serialize_with = "number",
        deserialize_with = "rust_decimal::serde::float_option::deserialize"
    )]
    pub value: Option<Decimal>,
    /// Why there is no number, a clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// The cells that it was taken from, or that are to blame, as ranges by sheet.
    pub ranges: Vec<String>,
}

/// The facts that the table of the whole province asks of a dossier of this kind of agency, in the
/// order of its columns.
pub(super) fn carried(
    dossier: &Dossier,
    forms: &Forms,
    facts: &Facts<'_>,
    ruleset: &Ruleset<'_>,
    doubts: &Doubts<'_>,
) -> Vec<CarriedLine> {
    if ruleset.profile.of_whole {
        return Vec::new();
    }
    let stated = dossier
        .of_agency(Role::Kind)
        .and_then(|leaf| leaf.term.as_deref());
    let is_asked = |field: &&Field| {
        let may_be = |kind: &String| match stated {
            Some(stated) => kind == stated,
            None => ruleset.profile.kinds.contains(kind),
        };
        field.of_kinds.is_empty() || field.of_kinds.iter().any(may_be)
    };
    let fields = forms
        .of(Entity::Body)
        .into_iter()
        .flat_map(|form| &form.fields);
    let keys = fields
        .filter(is_asked)
        .filter_map(|field| field.carries.as_deref());
    keys.filter_map(|key| line(key, facts, ruleset, doubts))
        .collect()
}

/// The hours of work in a year for each person, where the proposal says for sure how many they are.
pub(super) fn workload(
    facts: &Facts<'_>,
    ruleset: &Ruleset<'_>,
    doubts: &Doubts<'_>,
) -> Option<CarriedLine> {
    let known = ruleset
        .law
        .facts
        .values()
        .find(|fact| fact.figure == Some(Figure::HoursPerPerson))?;
    line(&known.key, facts, ruleset, doubts).filter(|line| line.value.is_some())
}

fn line(
    key: &str,
    facts: &Facts<'_>,
    ruleset: &Ruleset<'_>,
    doubts: &Doubts<'_>,
) -> Option<CarriedLine> {
    let def = ruleset.law.facts.get(key)?;
    let fact = facts.of_dossier(key);
    let get = |key: &str| facts.of_dossier(key);
    // Where two tables tell two numbers nobody knows which one is meant.
    let twin = def
        .twin
        .as_ref()
        .map(|twin| (twin, facts.of_dossier(&twin.fact)));
    let other = twin.and_then(|(twin, other)| Some((twin, other.number()?, other)));
    let (value, missing, cells) = match &fact.value {
        _ if doubts.is_under(key, ruleset, &get) => {
            (None, Some(Outcome::Doubtful.label().to_owned()), Vec::new())
        }
        Err(why) => (None, Some(why.to_string()), Vec::new()),
        Ok(Datum::Number(own)) => match other {
            Some((twin, number, other)) if number != *own => {
                let told = format!(
                    "{} ghi {}, {} ghi {}",
                    twin.here,
                    amount(*own),
                    twin.there,
                    amount(number)
                );
                (None, Some(told), other.trace.clone())
            }
            _ => (Some(*own), None, Vec::new()),
        },
        Ok(text) => (
            None,
            Some(format!("ghi “{text}”, không phải số")),
            Vec::new(),
        ),
    };
    let ranges = ranges(&unique(fact.trace.iter().cloned().chain(cells)));
    Some(CarriedLine {
        fact: key.to_owned(),
        label: def.label.clone(),
        value,
        missing,
        ranges,
    })
}

/// A whole number as one.
#[expect(clippy::ref_option, reason = "serde hands a field over as it is")]
fn number<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match value.map(|value| (value.is_integer(), value)) {
        None => serializer.serialize_none(),
        Some((true, value)) if value.to_i64().is_some() => {
            serializer.serialize_some(&value.to_i64())
        }
        Some((_, value)) => serializer.serialize_some(&value.to_f64()),
    }
}
