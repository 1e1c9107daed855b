//! A dated value of the rulebook as people read it: terms by their names, steps as ranges.

use rust_decimal::Decimal;

use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::law::DatedValue;
use crate::law::FactDef;
use crate::law::FactKind;
use crate::law::Law;
use crate::law::Limit;
use crate::law::OTHER;

/// One line for every row of a value: `Loại II, Loại III: dưới 8: 1; 8 đến 14: 2; từ 15: 3`.
pub(super) fn lines(limit: &Limit, value: &DatedValue, law: &Law, forms: &Forms) -> Vec<String> {
    let Limit::Terms(terms) = limit else {
        return vec![flat(limit, law)];
    };
    let fact = value.row_by.as_ref().and_then(|key| law.facts.get(key));
    let mut rows: Vec<(Vec<String>, &Limit)> = Vec::new();
    for (term, limit) in terms {
        let label = if term == OTHER {
            "các loại khác".to_owned()
        } else {
            term_label(term, fact, forms)
        };
        match rows.iter_mut().find(|(_, other)| *other == limit) {
            Some((labels, _)) => labels.push(label),
            None => rows.push((vec![label], limit)),
        }
    }
    rows.into_iter()
        .map(|(labels, limit)| format!("{}: {}", labels.join(", "), flat(limit, law)))
        .collect()
}

/// By what a value is chosen: `theo phân loại tỉnh, biên chế`; empty where it is one for all.
pub(super) fn chosen_by(value: &DatedValue, law: &Law) -> String {
    let by = [&value.row_by, &value.step_by].into_iter().flatten();
    let labels: Vec<&str> = by
        .map(|key| {
            law.facts
                .get(key)
                .map_or(key.as_str(), |fact| fact.label.as_str())
        })
        .collect();
    if labels.is_empty() {
        String::new()
    } else {
        format!(" (theo {})", labels.join(", "))
    }
}

fn flat(limit: &Limit, law: &Law) -> String {
    match limit {
        Limit::Fact(key) => law
            .facts
            .get(key)
            .map_or_else(|| key.clone(), |fact| fact.label.clone()),
        Limit::Steps(rows) => steps(rows),
        other => other.to_string(),
    }
}

fn steps(rows: &[(Decimal, Decimal)]) -> String {
    let shown = |number: Decimal| number.normalize().to_string().replace('.', ",");
    let row = |(nth, (from, is)): (usize, &(Decimal, Decimal))| {
        let next = rows.get(nth + 1).map(|(next, _)| *next);
        let range = match next {
            Some(next) if from.is_zero() && next == Decimal::ONE => "0".to_owned(),
            Some(next) if from.is_zero() => format!("dưới {}", shown(next)),
            Some(next) if next.is_integer() && from.is_integer() => match next - Decimal::ONE {
                last if last == *from => shown(last),
                last => format!("{} đến {}", shown(*from), shown(last)),
            },
            Some(next) => format!("từ {} đến dưới {}", shown(*from), shown(next)),
            None if from.is_zero() => "mọi số".to_owned(),
            None => format!("từ {}", shown(*from)),
        };
        format!("{range}: {}", shown(*is))
    };
    rows.iter()
        .enumerate()
        .map(row)
        .collect::<Vec<_>>()
        .join("; ")
}

/// A term by its name in the forms.
fn term_label(term: &str, fact: Option<&FactDef>, forms: &Forms) -> String {
    let field = fact.and_then(|fact| match &fact.kind {
        FactKind::Field(field) => Some((fact.of.unwrap_or(Entity::Agency), field.as_str())),
        FactKind::First(of, _) | FactKind::Total(of) => Some((of.entity, of.field.as_str())),
        _ => None,
    });
    let terms = field
        .and_then(|(entity, field)| forms.field_terms(entity, field))
        .unwrap_or_default();
    terms
        .iter()
        .find(|known| &*known.key == term)
        .map_or_else(|| term.to_owned(), |known| known.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_told_as_ranges() {
        let rows = |pairs: &[(i64, i64)]| {
            pairs
                .iter()
                .map(|(from, is)| (Decimal::from(*from), Decimal::from(*is)))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            steps(&rows(&[(0, 1), (8, 2), (15, 3)])),
            "dưới 8: 1; 8 đến 14: 2; từ 15: 3"
        );
        assert_eq!(steps(&rows(&[(7, 1), (8, 2)])), "7: 1; từ 8: 2");
        assert_eq!(
            steps(&rows(&[(0, 2), (1, 1), (4, 2)])),
            "0: 2; 1 đến 3: 1; từ 4: 2"
        );
        assert_eq!(steps(&rows(&[(0, 4)])), "mọi số: 4");
    }
}
