//! Sheets by what they hold: one that holds the same form under another name was renamed.

use super::Kept;
use super::SheetChange;
use crate::dossier::Dossier;

/// The sheets that were renamed, added or dropped.
pub(super) fn changes(old: &Dossier, new: &Dossier) -> Vec<SheetChange> {
    let read = |dossier: &Dossier| -> Vec<(String, Option<String>)> {
        let sheets = dossier.sheets.iter();
        sheets
            .map(|s| {
                (
                    s.at.sheet.name.clone(),
                    s.form.as_ref().map(|form| form.form.clone()),
                )
            })
            .collect()
    };
    let (mut old, mut new) = (read(old), read(new));
    // What kept its name is the same sheet, whatever it is taken for.
    let kept: Vec<String> = old
        .iter()
        .filter(|(name, _)| new.iter().any(|(other, _)| other == name))
        .map(|(name, _)| name.clone())
        .collect();
    old.retain(|(name, _)| !kept.contains(name));
    new.retain(|(name, _)| !kept.contains(name));
    let mut found = Vec::new();
    for (name, form) in old {
        let same = new
            .iter()
            .position(|(_, other)| form.is_some() && *other == form);
        let (change, renamed) = match same {
            Some(place) => (Kept::Renamed, Some(new.remove(place).0)),
            None => (Kept::Dropped, None),
        };
        found.push(SheetChange {
            change,
            old: Some(name),
            new: renamed,
            form,
        });
    }
    let added = |(name, form)| SheetChange {
        change: Kept::Added,
        old: None,
        new: Some(name),
        form,
    };
    found.extend(new.into_iter().map(added));
    found
}
