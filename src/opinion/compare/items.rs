//! Entries that were added, dropped or changed, with the fields that differ.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Asking;
use super::ColumnChange;
use super::FieldChange;
use super::ItemChange;
use super::ItemFate;
use super::ItemRef;
use super::Kept;
use super::WithRows;
use super::asked::FindingTargets;
use super::guess;
use super::pairs::RowPair;
use super::rows::ComparedRow;
use super::rows::is_annex;
use super::rows::unit_role;
use super::tables::ComparedTable;
use super::tables::ComparedTables;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::law::Law;
use crate::law::SubjectKind;
use crate::measure::Subject;

/// What the entries of a table are called.
struct EntryNaming<'a> {
    entity: Entity,
    kind: Option<&'a SubjectKind>,
    table: String,
    forms: &'a Forms,
}

/// The entries that changed, table by table.
pub(super) fn changes(
    tables: &ComparedTables<'_>,
    asked: &FindingTargets<'_>,
    dossiers: [&Dossier; 2],
    forms: &Forms,
    law: &Law,
) -> Vec<ItemChange> {
    let mut found = Vec::new();
    let mut with = PositionRows::default();
    if let Some(positions) = tables.0.get(&Entity::Position) {
        with.learn(positions);
    }
    let mut of_positions = None;
    for (entity, tabled) in &tables.0 {
        let called = called(*entity, forms, law);
        let mut items = of_table(tabled, asked, &called, &mut with);
        if *entity == Entity::Position {
            guess::guess(&mut items, tabled, dossiers);
            of_positions = Some(found.len()..found.len() + items.len());
        }
        found.extend(items);
    }
    for item in found
        .get_mut(of_positions.unwrap_or(0..0))
        .into_iter()
        .flatten()
    {
        item.with = with.rows_of(item, forms);
    }
    found
}

fn called<'a>(entity: Entity, forms: &'a Forms, law: &'a Law) -> EntryNaming<'a> {
    let plain = |kind: &&SubjectKind| {
        kind.entity == Some(entity) && kind.only.is_empty() && kind.group.is_empty()
    };
    let table = forms.sheet_of(entity);
    EntryNaming {
        entity,
        kind: law.subjects.values().find(plain),
        table,
        forms,
    }
}

fn of_table(
    tabled: &ComparedTable<'_>,
    asked: &FindingTargets<'_>,
    called: &EntryNaming<'_>,
    with: &mut PositionRows,
) -> Vec<ItemChange> {
    let entity = called.entity;
    let columns = both_columns(tabled);
    let mut items = Vec::new();
    for index in &tabled.pairing.dropped {
        let row = &tabled.old[*index];
        if !with.takes(entity, row, ItemFate::Dropped) {
            let old = called.item(row);
            items.push(called.change(
                ItemFate::Dropped,
                Some(old),
                None,
                asked.dropping(entity, row),
            ));
        }
    }
    for index in &tabled.pairing.added {
        let row = &tabled.new[*index];
        if !with.takes(entity, row, ItemFate::Added) {
            let new = called.item(row);
            items.push(called.change(ItemFate::Added, None, Some(new), asked.adding(entity, row)));
        }
    }
    items.extend(
        tabled
            .pairing
            .pairs
            .iter()
            .filter_map(|pair| changed(tabled, pair, &columns, asked, called)),
    );
    items
}

/// The fields that both tables have a column for.
fn both_columns<'a>(tabled: &ComparedTable<'a>) -> BTreeSet<&'a str> {
    let [old, new] = [&tabled.old, &tabled.new].map(|rows| columns(rows));
    old.intersection(&new).copied().collect()
}

fn columns<'a>(rows: &[ComparedRow<'a>]) -> BTreeSet<&'a str> {
    rows.iter()
        .filter_map(|row| row.entry)
        .flat_map(|entry| entry.leaves.keys())
        .map(|field| &**field)
        .collect()
}

/// The columns that only one of two tables has.
pub(super) fn column_changes(tables: &ComparedTables<'_>, forms: &Forms) -> Vec<ColumnChange> {
    let mut found = Vec::new();
    for (entity, tabled) in tables
        .0
        .iter()
        .filter(|(_, tabled)| !tabled.old.is_empty() && !tabled.new.is_empty())
    {
        let [old, new] = [&tabled.old, &tabled.new].map(|rows| columns(rows));
        let table = forms.sheet_of(*entity);
        let change = |change: Kept, field: &str| ColumnChange {
            change,
            table: table.clone(),
            label: forms.label(*entity, field).unwrap_or(field).to_owned(),
        };
        found.extend(
            old.difference(&new)
                .map(|field| change(Kept::Dropped, field)),
        );
        found.extend(new.difference(&old).map(|field| change(Kept::Added, field)));
    }
    found
}

fn changed(
    tabled: &ComparedTable<'_>,
    pair: &RowPair,
    columns: &BTreeSet<&str>,
    asked: &FindingTargets<'_>,
    called: &EntryNaming<'_>,
) -> Option<ItemChange> {
    let (old, new) = (&tabled.old[pair.old], &tabled.new[pair.new]);
    let differs =
        |field: &&&str| !old.numbers(field) && old.keys.get(**field) != new.keys.get(**field);
    let (from, to) = (old.entry?, new.entry?);
    let shown = |text: String| fold::squeeze(&text);
    let field = |field: &str| FieldChange {
        field: field.to_owned(),
        role: called
            .forms
            .field(called.entity, field)
            .and_then(Field::main_role),
        label: called
            .forms
            .label(called.entity, field)
            .unwrap_or(field)
            .to_owned(),
        old: shown(from.text(field)),
        new: shown(to.text(field)),
        old_cell: from.leaf(field).map(|leaf| leaf.at.clone()),
        new_cell: to.leaf(field).map(|leaf| leaf.at.clone()),
        asked: asked.field(old, field),
    };
    let fields: Vec<FieldChange> = columns
        .iter()
        .filter(differs)
        .map(|key| field(key))
        .collect();
    if fields.is_empty() {
        return None;
    }
    let mut item = called.change(
        ItemFate::Changed,
        Some(called.item(old)),
        Some(called.item(new)),
        Asking::No,
    );
    item.asked = fields
        .iter()
        .map(|field| field.asked)
        .max()
        .unwrap_or(Asking::No);
    item.fields = fields;
    item.matched_by = Some(pair.by);
    item.confidence = Some(pair.confidence);
    Some(item)
}

impl EntryNaming<'_> {
    fn change(
        &self,
        fate: ItemFate,
        old: Option<ItemRef>,
        new: Option<ItemRef>,
        asked: Asking,
    ) -> ItemChange {
        ItemChange {
            kind: self
                .kind
                .map_or("agency", |kind| kind.identifier.as_str())
                .to_owned(),
            label: self
                .kind
                .map_or("thông tin chung", |kind| kind.label.as_str())
                .to_owned(),
            table: self.table.clone(),
            fate,
            old,
            new,
            matched_by: None,
            confidence: None,
            fields: Vec::new(),
            asked,
            with: Vec::new(),
            perhaps: Vec::new(),
        }
    }

    fn item(&self, row: &ComparedRow<'_>) -> ItemRef {
        let subject = row.entry.zip(self.kind).map(|(entry, kind)| Subject {
            kind,
            label: &kind.label,
            entry: Some(entry),
            cell: None,
            needed: None,
        });
        ItemRef {
            code: subject.map(|subject| subject.code()).unwrap_or_default(),
            name: subject.map(|subject| subject.name()).unwrap_or_default(),
            unit: unit_role(self.entity)
                .map(|role| fold::squeeze(&row.said(role)))
                .unwrap_or_default(),
            people: fold::squeeze(&row.said(Role::People)),
            cell: row.at.clone(),
            called: subject
                .map_or_else(|| "Thông tin chung".to_owned(), |subject| subject.called()),
        }
    }
}

/// Rows of the annexes that came or went with their position: they are counted there, not listed.
#[derive(Default)]
struct PositionRows {
    /// The cell of each position that only one submission has, by side and by its code and its
    /// name.
    owners: BTreeMap<(ItemFate, String), Addr>,
    rows: BTreeMap<(Addr, ItemFate, Entity), usize>,
}

impl PositionRows {
    fn learn(&mut self, positions: &ComparedTable<'_>) {
        let mut learn = |fate: ItemFate, row: &ComparedRow<'_>| {
            for key in [Role::Code, Role::Name]
                .into_iter()
                .filter_map(|role| row.get(role))
            {
                self.owners
                    .entry((fate, key.clone()))
                    .or_insert_with(|| row.at.clone());
            }
        };
        positions
            .pairing
            .dropped
            .iter()
            .for_each(|index| learn(ItemFate::Dropped, &positions.old[*index]));
        positions
            .pairing
            .added
            .iter()
            .for_each(|index| learn(ItemFate::Added, &positions.new[*index]));
    }

    /// Takes a row that only one submission has, if its position is such a one too.
    fn takes(&mut self, entity: Entity, row: &ComparedRow<'_>, fate: ItemFate) -> bool {
        let parent = row.parent.as_ref().filter(|_| is_annex(entity));
        let Some(owner) = parent.and_then(|parent| self.owners.get(&(fate, parent.clone()))) else {
            return false;
        };
        *self.rows.entry((owner.clone(), fate, entity)).or_default() += 1;
        true
    }

    fn rows_of(&self, item: &ItemChange, forms: &Forms) -> Vec<WithRows> {
        let own = item.item().map(|own| &own.cell);
        let here = self
            .rows
            .iter()
            .filter(|((cell, fate, _), _)| Some(cell) == own && *fate == item.fate);
        let line = |((_, _, entity), rows): (&(Addr, ItemFate, Entity), &usize)| WithRows {
            table: forms.sheet_of(*entity),
            rows: *rows,
        };
        here.map(line).collect()
    }
}
