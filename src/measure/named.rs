//! What a text says of the document that it names, and whether two texts name the same one.

use rust_decimal::Decimal;

use super::Datum;
use super::Fact;
use super::Missing;
use crate::dictionary::document_numbers;
use crate::dictionary::text_key;
use crate::dossier::parse_day;
use crate::law::DocumentPart;
use crate::law::Ruleset;
use crate::law::act_keys;

/// 1 where two texts say the same, else 0; missing as either is.
pub(super) fn same(a: &Fact, b: &Fact) -> Fact {
    let trace = a.trace.iter().chain(&b.trace).cloned().collect();
    match (&a.value, &b.value) {
        (Ok(one), Ok(other)) => {
            let is_same = text_key(&one.to_string()) == text_key(&other.to_string());
            Fact::known(Datum::Number(Decimal::from(u8::from(is_same))), trace)
        }
        (Err(why), _) | (_, Err(why)) => Fact::missing(why.clone(), trace),
    }
}

/// What became of the first act not in force that a text names; blank where all are in force, or
/// none is known.
pub(super) fn fate(text: &Fact, ruleset: &Ruleset<'_>) -> Fact {
    let said = match &text.value {
        Ok(said) => said.to_string(),
        Err(why) => return Fact::missing(why.clone(), text.trace.clone()),
    };
    let acts = &ruleset.law.acts;
    let fate = act_keys(&said)
        .iter()
        .filter_map(|number| acts.get(number))
        .find_map(|act| act.fate(acts, ruleset.day));
    fate.map_or_else(
        || Fact::missing(Missing::Blank, text.trace.clone()),
        |fate| Fact::known(Datum::Text(fate), text.trace.clone()),
    )
}

/// The number or the day of the one document that a text names; blank where it names none or
/// several, for then nobody knows which is meant.
pub(super) fn named(part: DocumentPart, text: &Fact) -> Fact {
    let said = match &text.value {
        Ok(said) => said.to_string(),
        Err(why) => return Fact::missing(why.clone(), text.trace.clone()),
    };
    let numbers = document_numbers(&said);
    let datum = match (part, numbers.as_slice()) {
        (DocumentPart::Number, [number]) => Some(Datum::Text(number.clone())),
        (DocumentPart::Day, [_]) => parse_day(&said).map(Datum::Day),
        _ => None,
    };
    datum.map_or_else(
        || Fact::missing(Missing::Blank, text.trace.clone()),
        |datum| Fact::known(datum, text.trace.clone()),
    )
}
