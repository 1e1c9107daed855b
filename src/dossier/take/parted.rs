//! Values that stand within the text of another column.

use std::ops::Range;

use crate::cells::Value;
use crate::dictionary::Form;
use crate::dictionary::Key;
use crate::dictionary::Memo;
use crate::dictionary::fold;
use crate::dossier::Leaf;
use crate::dossier::Leaves;

/// A value that stands within the text of another field (`Chuyên viên (01.003)`) is taken out of
/// it, and fills its own field where that is blank. Where it stands in a text is kept by field.
pub(super) fn parted(form: &Form, places: &[Memo<Option<Range<usize>>>], leaves: &mut Leaves) {
    for (field, places) in form.fields.iter().zip(places) {
        let (Some(from), Some(within)) = (&field.from, &field.within) else {
            continue;
        };
        let Some(source) = leaves
            .get(from.as_str())
            .filter(|leaf| leaf.value.text().is_some())
        else {
            continue;
        };
        let text = source.value.to_string();
        let place = |text: &str| Some(within.captures(text)?.get(1)?.range());
        let Some(found) = places.of(&text, place) else {
            continue;
        };
        let around = |c: char| {
            matches!(
                c,
                ' ' | '(' | ')' | '[' | ']' | '-' | '–' | '—' | ':' | ';' | ',' | '/'
            )
        };
        let (before, after) = (&text[..found.start], &text[found.end..]);
        let rest = format!(
            "{} {}",
            before.trim_end_matches(around),
            after.trim_start_matches(around)
        );
        if !rest.trim().contains(char::is_alphabetic) {
            continue;
        }
        let own = Leaf {
            value: Value::Text(text[found].into()),
            term: None,
            at: source.at.clone(),
        };
        let name = Leaf {
            value: Value::Text(fold::squeeze(&rest).into()),
            ..source.clone()
        };
        leaves.insert(Key::from(from.as_str()), name);
        if leaves
            .get(&field.key)
            .is_none_or(|leaf| leaf.value.is_blank())
        {
            leaves.insert(field.key.clone(), own);
        }
    }
}
