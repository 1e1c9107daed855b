//! Rows whose nature is in doubt, decided by what the sheets say of each other: the reading that
//! makes the counts and sums hold is the better one.
//!
//! Only rows in doubt are weighed so. A proper row (number, code, the columns of its neighbours) is
//! never explained away: an extra position, a wrong total, a forgotten row stay what they are.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::totals;
use crate::dictionary::Entity;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dossier::Entry;
use crate::dossier::notes::doubts;
use crate::dossier::part::FormPart;
use crate::dossier::plan::rows::RowDoubt;

/// More rows in doubt than this in one table are not tried out.
const MAX_TRIED: usize = 12;

type PartsByEntity = BTreeMap<Entity, Vec<FormPart>>;

/// Decides rows in doubt where that makes more of the counts and sums hold.
pub(crate) fn reconcile(parts: &mut PartsByEntity, forms: &Forms) {
    let entities: Vec<Entity> = parts.keys().copied().collect();
    for entity in entities {
        let tables = parts.get(&entity).map_or(0, Vec::len);
        for table in 0..tables {
            table_of(parts, forms, entity, table);
        }
    }
}

/// Takes out the tables of positions without which more of the counts and sums hold: an old draft,
/// a plan of training. The largest stays, and so does whatever nothing else speaks against.
pub(crate) fn strangers(parts: &mut PartsByEntity, forms: &Forms) -> Vec<FormPart> {
    let entity = Entity::Position;
    let mut out = Vec::new();
    loop {
        let Some(own) = parts.get(&entity).filter(|own| own.len() > 1) else {
            return out;
        };
        let largest = (0..own.len())
            .max_by_key(|at| (own[*at].entries.len(), std::cmp::Reverse(*at)))
            .unwrap_or(0);
        let held = Agreement::of(parts, forms, entity);
        let without = |at: &usize| {
            let mut fewer = parts.clone();
            fewer.get_mut(&entity).map(|own| own.remove(*at));
            Agreement::of(&fewer, forms, entity).holds
        };
        let may_go = |at: &usize| *at != largest && !own[*at].carried;
        let best = (0..own.len()).filter(may_go).max_by_key(without);
        let Some(best) = best.filter(|at| without(at) > held.holds) else {
            return out;
        };
        out.extend(parts.get_mut(&entity).map(|own| own.remove(best)));
    }
}

fn table_of(parts: &mut PartsByEntity, forms: &Forms, entity: Entity, table: usize) {
    let doubtful = parts[&entity][table].doubtful.len();
    if doubtful == 0 || doubtful > MAX_TRIED {
        return;
    }
    let mut held = Agreement::of(parts, forms, entity);
    for row in 0..doubtful {
        flip(parts, entity, table, row);
        let now = Agreement::of(parts, forms, entity);
        if now.holds > held.holds {
            held = now;
        } else {
            flip(parts, entity, table, row);
        }
    }
    // What every count and sum bears out is in doubt no longer; what was left out so is told all
    // the same.
    if held.asked > 0
        && held.holds == held.asked
        && let Some(part) = parts
            .get_mut(&entity)
            .and_then(|parts| parts.get_mut(table))
    {
        for row in std::mem::take(&mut part.doubtful) {
            if !row.taken && row.why != RowDoubt::ThinSum {
                part.remarks.push(doubts::left_out_by_sums(&row));
            }
        }
    }
}

/// Takes a row in doubt among the entries, or out of them.
fn flip(parts: &mut PartsByEntity, entity: Entity, table: usize, row: usize) {
    let Some(part) = parts
        .get_mut(&entity)
        .and_then(|parts| parts.get_mut(table))
    else {
        return;
    };
    let Some(doubtful) = part.doubtful.get_mut(row) else {
        return;
    };
    doubtful.taken = !doubtful.taken;
    let (entry, taken) = (doubtful.entry.clone(), doubtful.taken);
    if taken {
        let place = part
            .entries
            .iter()
            .position(|other| other.at > entry.at)
            .unwrap_or(part.entries.len());
        part.totals.retain(|total| total.at.row != entry.at.row);
        part.entries.insert(place, entry);
    } else {
        part.entries.retain(|other| other.at.row != entry.at.row);
    }
}

/// How many of the counts and sums about a kind of entity hold.
#[derive(Debug, Clone, Copy, Default)]
struct Agreement {
    asked: usize,
    holds: usize,
}

impl Agreement {
    fn of(parts: &PartsByEntity, forms: &Forms, entity: Entity) -> Self {
        let mut agreement = Self::default();
        agreement.own_totals(parts, forms, entity);
        if entity == Entity::Position {
            agreement.people(parts, forms);
        }
        agreement
    }

    fn ask(&mut self, a: Option<Decimal>, b: Option<Decimal>) {
        if let (Some(a), Some(b)) = (a, b) {
            self.asked += 1;
            self.holds += usize::from(a == b);
        }
    }

    /// The total rows of the entity's own tables.
    fn own_totals(&mut self, parts: &PartsByEntity, forms: &Forms, entity: Entity) {
        let Some(form) = forms.of(entity) else { return };
        for part in parts.get(&entity).into_iter().flatten() {
            let Some(total) = totals::grand(part) else {
                continue;
            };
            for field in form
                .fields
                .iter()
                .filter(|field| matches!(field.kind, FieldKind::Count | FieldKind::Number))
            {
                let stated = total.leaf(&field.key).and_then(|leaf| leaf.value.number());
                self.ask(
                    stated,
                    stated.and_then(|_| sum(part.entries.iter(), &field.key)),
                );
            }
        }
    }

    /// What the other sheets say of positions and people.
    fn people(&mut self, parts: &PartsByEntity, forms: &Forms) {
        let all = |entity: Entity, role: Role| sum_of(parts, forms, entity, role, |_, _| true);
        let people = all(Entity::Position, Role::People);
        let positions = parts
            .get(&Entity::Position)
            .map(|parts| parts.iter().map(|part| part.entries.len()).sum());
        let positions = positions.map(|count: usize| Decimal::from(count));
        let top = |entry: &Entry, form: &Form| {
            form.keyed(Role::Superior)
                .is_none_or(|key| entry.text(key).is_empty())
        };
        self.ask(people, all(Entity::Agency, Role::Assigned));
        self.ask(people, all(Entity::Group, Role::People));
        self.ask(people, all(Entity::Rank, Role::People));
        self.ask(
            people,
            sum_of(parts, forms, Entity::Unit, Role::People, top),
        );
        self.ask(positions, all(Entity::Group, Role::Positions));
    }
}

/// The sum of a field over the chosen entries of a kind; none where one cannot be read.
fn sum_of(
    parts: &PartsByEntity,
    forms: &Forms,
    entity: Entity,
    role: Role,
    chosen: impl Fn(&Entry, &Form) -> bool,
) -> Option<Decimal> {
    let form = forms.of(entity)?;
    let key = form.keyed(role)?;
    let entries = parts
        .get(&entity)?
        .iter()
        .flat_map(|part| &part.entries)
        .filter(|entry| chosen(entry, form));
    sum(entries, key)
}

fn sum<'e>(entries: impl Iterator<Item = &'e Entry>, field: &str) -> Option<Decimal> {
    let mut sum = None;
    for entry in entries {
        let leaf = entry.leaf(field)?;
        let number = if leaf.value.is_blank() {
            Decimal::ZERO
        } else {
            leaf.value.number()?
        };
        sum = Some(sum.unwrap_or(Decimal::ZERO).checked_add(number)?);
    }
    sum
}
