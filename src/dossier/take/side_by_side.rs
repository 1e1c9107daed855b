//! Levels that stand side by side, `Bậc 1 | Bậc 2 | …`: an entry for each level that a row has
//! people in.

use rust_decimal::Decimal;

use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::Role;
use crate::dictionary::words::Words;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::plan::grid::Grid;
use crate::dossier::values;

/// The entries of a row; `counts` are the columns with their levels. A column that is blank or says
/// 0 is none.
///
/// The columns hold people, or shares where the row shows that: per cent signs, fractions, or a sum
/// of 100.
pub(super) fn entries(
    grid: &Grid<'_>,
    form: &Form,
    forms: &Forms,
    counts: &[(u32, u32)],
    (entry, row): (&Entry, &Row),
) -> Vec<Entry> {
    let shares = are_shares(grid, counts, row, forms.words());
    let kind = if shares {
        FieldKind::Percent
    } else {
        FieldKind::Count
    };
    let amount = if shares {
        form.fields
            .iter()
            .find(|field| field.kind == FieldKind::Percent)
            .map(|field| &*field.key)
    } else {
        form.keyed(Role::People)
    };
    let Some((level, amount)) = form.keyed(Role::Name).zip(amount) else {
        return Vec::new();
    };
    let made = |(col, number): &(u32, u32)| {
        let value = values::read(kind, &grid.said(row, *col, kind), forms.words()).into_value();
        if value.is_blank() || value.number().is_some_and(|number| number.is_zero()) {
            return None;
        }
        let at = grid.at(row.number, *col);
        let mut own = Entry {
            at: at.clone(),
            ..entry.clone()
        };
        let number = Value::Whole(i64::from(*number));
        own.leaves.insert(
            Key::from(level),
            Leaf {
                value: number,
                term: None,
                at: at.clone(),
            },
        );
        own.leaves.insert(
            Key::from(amount),
            Leaf {
                value,
                term: None,
                at,
            },
        );
        Some(own)
    };
    counts.iter().filter_map(made).collect()
}

/// Whether the columns of a row hold shares.
fn are_shares(grid: &Grid<'_>, counts: &[(u32, u32)], row: &Row, words: &Words) -> bool {
    let values = || counts.iter().map(|(col, _)| (*col, row.value(*col)));
    let signed = |(col, value): (u32, &Value)| {
        grid.is_percent(row.number, col) || value.text().is_some_and(|text| text.contains('%'))
    };
    let number = |value: &Value| {
        values::read(FieldKind::Number, value, words)
            .into_value()
            .number()
    };
    let numbers: Vec<Decimal> = values().filter_map(|(_, value)| number(value)).collect();
    let fractions = numbers.iter().any(|number| !number.fract().is_zero());
    values().any(signed)
        || fractions
        || numbers.iter().copied().sum::<Decimal>() == Decimal::ONE_HUNDRED
}
