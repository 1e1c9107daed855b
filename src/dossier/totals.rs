//! Which total row adds up the whole table.

use super::Entry;
use super::table::Draft;
use crate::cells::Value;
use crate::dictionary::fold;

/// The total of all entries: the row above the first entry, or the one below the last. A row among
/// the entries adds up a section; so does the last one when it is called like those.
pub(super) fn grand(draft: &Draft) -> Option<Entry> {
    let first = draft.entries.first()?.at.row;
    let last = draft.entries.last()?.at.row;
    if let Some(top) = draft.totals.iter().find(|total| total.at.row < first) {
        return Some(top.clone());
    }
    let bottom = draft.totals.iter().rfind(|total| total.at.row > last)?;
    let partial = draft.totals.iter().any(|total| total.at.row < last && label(total) == label(bottom));
    (!partial).then(|| bottom.clone())
}

/// What a total is called.
fn label(total: &Entry) -> Option<String> {
    total.leaves.values().find_map(|leaf| match &leaf.value {
        Value::Text(text) if !text.is_empty() => Some(fold::key(text)),
        _ => None,
    })
}
