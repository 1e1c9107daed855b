//! Taking facts: one function a kind.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Datum;
use super::Fact;
use super::Missing;
use super::Subject;
use super::derived;
use super::elsewhere::elsewhere;
use super::fact::count;
use super::fact::datum;
use super::fact::not_a_number;
use super::keys::join_key;
use super::lists::ListLookUp;
use super::lists::level_end;
use super::select::Selector;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::names_in;
use crate::dictionary::strays_in;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::law::CELL;
use crate::law::FactDef;
use crate::law::FactKind;
use crate::law::FieldRef;
use crate::law::Ruleset;
use crate::law::Selection;

/// How deep facts may rest on facts.
const MAX_DEPTH: usize = 16;

/// Dữ kiện của hồ sơ: the facts of one dossier under one ruleset.
pub struct Facts<'a> {
    dossier: &'a Dossier,
    ruleset: &'a Ruleset<'a>,
    selector: Rc<Selector<'a>>,
    of_dossier: RefCell<FxHashMap<&'a str, Rc<Fact>>>,
    of_entry: RefCell<OfEntry<'a>>,
    /// The cell that was asked about last.
    of_cell: RefCell<Option<(&'a Leaf, Rc<Fact>)>>,
    lists: ListLookUp<'a>,
    /// The facts that are taken from their other table.
    retold: BTreeSet<&'a str>,
}

/// The facts of the entry that was asked about last: the rules ask for the same ones, one rule
/// after the other.
#[derive(Default)]
struct OfEntry<'a> {
    entry: Option<&'a Entry>,
    known: FxHashMap<&'a str, Rc<Fact>>,
}

impl<'a> OfEntry<'a> {
    fn is_of(&self, entry: &Entry) -> bool {
        self.entry.is_some_and(|own| std::ptr::eq(own, entry))
    }

    fn turn_to(&mut self, entry: &'a Entry) {
        if !self.is_of(entry) {
            self.entry = Some(entry);
            self.known.clear();
        }
    }
}

/// Makes the facts of a dossier available.
#[must_use]
pub fn take<'a>(dossier: &'a Dossier, ruleset: &'a Ruleset<'a>) -> Facts<'a> {
    Facts::new(
        dossier,
        ruleset,
        Rc::new(Selector::new(dossier, &ruleset.law.fields)),
        BTreeSet::new(),
    )
}

impl<'a> Facts<'a> {
    fn new(
        dossier: &'a Dossier,
        ruleset: &'a Ruleset<'a>,
        selector: Rc<Selector<'a>>,
        retold: BTreeSet<&'a str>,
    ) -> Self {
        let (of_dossier, of_entry, of_cell) = Default::default();
        Self {
            dossier,
            ruleset,
            selector,
            of_dossier,
            of_entry,
            of_cell,
            lists: ListLookUp::new(ruleset),
            retold,
        }
    }

    /// The dossier.
    #[must_use]
    pub fn dossier(&self) -> &'a Dossier {
        self.dossier
    }

    /// The same facts where some are taken from their other table ([`crate::law::Twin`]), wherever
    /// both tell a number.
    #[must_use]
    pub fn retold(&self, keys: &BTreeSet<&'a str>) -> Self {
        Self::new(
            self.dossier,
            self.ruleset,
            Rc::clone(&self.selector),
            keys.clone(),
        )
    }

    /// A fact of the dossier as a whole.
    #[must_use]
    pub fn of_dossier(&self, key: &str) -> Rc<Fact> {
        self.get(key, None, 0)
    }

    /// A fact of a subject, or of the dossier as a whole if it is defined so.
    #[must_use]
    pub fn of(&self, key: &str, subject: &Subject<'a>) -> Rc<Fact> {
        if key == CELL {
            return self.of_cell(subject.cell);
        }
        if subject.cell.is_some()
            && let Some(FactKind::Elsewhere {
                agencies,
                places,
                own,
            }) = self.ruleset.law.facts.get(key).map(|def| &def.kind)
        {
            return Rc::new(elsewhere(subject, self.dossier, (agencies, places), own));
        }
        self.get(key, subject.entry, 0)
    }

    /// What a cell itself says; several rules ask one after the other.
    fn of_cell(&self, cell: Option<&'a Leaf>) -> Rc<Fact> {
        let Some(cell) = cell else {
            return unknown();
        };
        let mut last = self.of_cell.borrow_mut();
        match &*last {
            Some((known, fact)) if std::ptr::eq(*known, cell) => Rc::clone(fact),
            _ => Rc::clone(&last.insert((cell, Rc::new(cell_fact(cell)))).1),
        }
    }

    fn get(&self, key: &str, entry: Option<&'a Entry>, depth: usize) -> Rc<Fact> {
        let Some((key, def)) = self.ruleset.law.facts.get_key_value(key) else {
            return unknown();
        };
        if depth > MAX_DEPTH {
            return unknown();
        }
        let own = self.own(key, def, entry, depth);
        let twin = def.twin.as_ref();
        match twin.filter(|_| self.retold.contains(key.as_str())) {
            Some(twin) if own.number().is_some() => {
                let other = self.get(&twin.fact, entry, depth + 1);
                if other.number().is_some() { other } else { own }
            }
            _ => own,
        }
    }

    fn own(
        &self,
        key: &'a str,
        def: &'a FactDef,
        entry: Option<&'a Entry>,
        depth: usize,
    ) -> Rc<Fact> {
        if def.of.is_some() {
            return entry.map_or_else(unknown, |entry| self.of_one(key, def, entry, depth));
        }
        if let Some(fact) = self.of_dossier.borrow().get(key) {
            return Rc::clone(fact);
        }
        let fact = Rc::new(self.compute(def, None, depth));
        self.of_dossier.borrow_mut().insert(key, Rc::clone(&fact));
        fact
    }

    fn of_one(&self, key: &'a str, def: &'a FactDef, entry: &'a Entry, depth: usize) -> Rc<Fact> {
        if depth == 0 {
            self.of_entry.borrow_mut().turn_to(entry);
            self.selector.turn_to(entry);
        }
        // The entry that is asked about stays the same all the way down.
        let is_asked_about = self.of_entry.borrow().is_of(entry);
        if is_asked_about && let Some(fact) = self.of_entry.borrow().known.get(key) {
            return Rc::clone(fact);
        }
        let fact = Rc::new(self.compute(def, Some(entry), depth));
        if is_asked_about {
            self.of_entry
                .borrow_mut()
                .known
                .insert(key, Rc::clone(&fact));
        }
        fact
    }

    fn compute(&self, def: &'a FactDef, entry: Option<&'a Entry>, depth: usize) -> Fact {
        match &def.kind {
            FactKind::Field(field) => self.field(def, entry, field),
            FactKind::Count(entity, chosen) => self.count(entry, *entity, chosen),
            FactKind::Rows(entity) => self.rows(*entity),
            FactKind::Sum(of, chosen) => self.numbers(entry, of, chosen, sum),
            FactKind::Max(of, chosen) => self.numbers(entry, of, chosen, greatest),
            FactKind::Min(of, chosen) => self.numbers(entry, of, chosen, least),
            FactKind::SumOf(of, chosen) => self.over_facts(entry, of, chosen, depth, |numbers| {
                Some(capped_sum(numbers))
            }),
            FactKind::MaxOf(of, chosen) => self.over_facts(entry, of, chosen, depth, greatest),
            FactKind::Distinct(of, chosen) => self.distinct(entry, of, chosen),
            FactKind::First(of, chosen) => self.first(entry, of, chosen),
            FactKind::Total(of) => self.total(of),
            FactKind::Derived(kind) => {
                let get = |key: &str| self.get(key, entry, depth + 1);
                derived::fact(kind, self.ruleset, get)
            }
            FactKind::Listed(kind) => self.lists.fact(kind, entry, self.dossier),
            FactKind::LevelEnd(end, field) => level_end(entry, *end, field),
            FactKind::Strays { field, among } => self.strays(entry, field, among),
            FactKind::Elsewhere { .. } | FactKind::Cell => {
                Fact::missing(Missing::NoRow, Vec::new())
            }
        }
    }

    /// The subject's own leaf; for the dossier a leaf of Thông tin chung.
    fn field(&self, def: &FactDef, entry: Option<&Entry>, field: &str) -> Fact {
        let entity = def.of.unwrap_or(Entity::Agency);
        let entry = entry.or_else(|| self.dossier.entries(entity).first());
        match entry {
            Some(entry) => self.leaf_fact(entry, field),
            None => Fact::missing(Missing::NoTable, Vec::new()),
        }
    }

    fn leaf_fact(&self, entry: &Entry, field: &str) -> Fact {
        match entry.leaf(field) {
            Some(leaf) => self.several(entry, field, leaf).unwrap_or_else(|| {
                Fact::of_leaf(leaf, self.ruleset.law.fields.wanted(entry.entity, field))
            }),
            None => Fact::missing(Missing::NoColumn, self.heading(entry.entity, None)),
        }
    }

    /// What a cell says that may name several, where it does: it is each of them.
    fn several(&self, entry: &Entry, field: &str, leaf: &Leaf) -> Option<Fact> {
        let text = leaf
            .value
            .text()
            .filter(|_| self.ruleset.law.fields.names_several(entry.entity, field))?;
        let names = names_in(text);
        (names.len() > 1).then(|| Fact::known(Datum::Names(names), vec![leaf.at.clone()]))
    }

    /// Where a missing thing would stand.
    fn heading(&self, entity: Entity, field: Option<&str>) -> Vec<Addr> {
        self.dossier
            .place_of(entity, field)
            .cloned()
            .into_iter()
            .collect()
    }

    /// Of nothing the place is the heading; a subject without counterparts is its own place.
    fn count(&self, entry: Option<&Entry>, entity: Entity, selection: &'a Selection) -> Fact {
        let rows = match self.selector.entries(entry, entity, selection) {
            Ok(rows) => rows,
            Err(unknown) => {
                let least = Some(Decimal::from(unknown.sure));
                return Fact {
                    least,
                    ..Fact::missing(unknown.why, unknown.trace)
                };
            }
        };
        let trace = match (rows.is_empty(), entry) {
            (true, None) => self.heading(entity, None),
            _ => rows.iter().map(|row| row.at.clone()).collect(),
        };
        Fact::known(count(rows.len()), trace)
    }

    fn rows(&self, entity: Entity) -> Fact {
        let rows = self.dossier.entries(entity).len();
        Fact::known(count(rows), self.heading(entity, None))
    }

    fn over(
        &self,
        entry: Option<&Entry>,
        entity: Entity,
        selection: &'a Selection,
        with: impl Fn(&[&'a Entry]) -> Fact,
    ) -> Fact {
        match self.selector.entries(entry, entity, selection) {
            Ok(rows) => with(&rows),
            Err(unknown) => Fact::missing(unknown.why, unknown.trace),
        }
    }

    fn numbers(
        &self,
        entry: Option<&Entry>,
        of: &FieldRef,
        selection: &'a Selection,
        reduce: impl Fn(&[Decimal]) -> Option<Decimal>,
    ) -> Fact {
        self.over(entry, of.entity, selection, |rows| {
            let mut numbers = Vec::with_capacity(rows.len());
            let mut trace = Vec::with_capacity(rows.len());
            let mut blanks = Vec::new();
            for row in rows {
                let Some(leaf) = row.leaf(&of.field) else {
                    return Fact::missing(Missing::NoColumn, self.heading(of.entity, None));
                };
                match datum(leaf) {
                    Ok(Datum::Number(number)) => {
                        numbers.push(number);
                        trace.push(leaf.at.clone());
                    }
                    Ok(other) => return Fact::missing(not_a_number(&other), vec![leaf.at.clone()]),
                    Err(Missing::Blank) => blanks.push(leaf.at.clone()),
                    Err(why) => return Fact::missing(why, vec![leaf.at.clone()]),
                }
            }
            if !blanks.is_empty() {
                return Fact::missing(Missing::Blank, blanks);
            }
            match reduce(&numbers) {
                Some(number) => Fact::known(Datum::Number(number), trace),
                None => Fact::missing(Missing::NoRow, self.heading(of.entity, Some(&of.field))),
            }
        })
    }

    /// Made of what the rulebook makes of each chosen entry; missing where it is missing of one.
    fn over_facts(
        &self,
        entry: Option<&'a Entry>,
        of: &FieldRef,
        selection: &'a Selection,
        depth: usize,
        reduce: impl Fn(&[Decimal]) -> Option<Decimal>,
    ) -> Fact {
        self.over(entry, of.entity, selection, |rows| {
            let mut numbers = Vec::with_capacity(rows.len());
            let mut trace = Vec::new();
            for row in rows {
                let fact = self.get(&of.field, Some(row), depth + 1);
                match &fact.value {
                    Ok(Datum::Number(number)) => numbers.push(*number),
                    Ok(other) => return Fact::missing(not_a_number(other), fact.trace.clone()),
                    Err(why) => return Fact::missing(why.clone(), fact.trace.clone()),
                }
                trace.extend(fact.trace.iter().cloned());
            }
            match reduce(&numbers) {
                Some(number) => Fact::known(Datum::Number(number), trace),
                None => Fact::missing(Missing::NoRow, self.heading(of.entity, None)),
            }
        })
    }

    fn distinct(&self, entry: Option<&Entry>, of: &FieldRef, selection: &'a Selection) -> Fact {
        self.over(entry, of.entity, selection, |rows| {
            let leaves: Vec<&Leaf> = rows.iter().filter_map(|row| row.leaf(&of.field)).collect();
            let keys: BTreeSet<String> = leaves.iter().filter_map(|leaf| join_key(leaf)).collect();
            Fact::known(
                count(keys.len()),
                leaves.iter().map(|leaf| leaf.at.clone()).collect(),
            )
        })
    }

    fn first(&self, entry: Option<&Entry>, of: &FieldRef, selection: &'a Selection) -> Fact {
        self.over(entry, of.entity, selection, |rows| match rows.first() {
            Some(row) => self.leaf_fact(row, &of.field),
            None => Fact::missing(Missing::NoRow, self.heading(of.entity, Some(&of.field))),
        })
    }

    fn total(&self, of: &FieldRef) -> Fact {
        let Some(table) = self.dossier.tables.get(&of.entity) else {
            return Fact::missing(Missing::NoTable, Vec::new());
        };
        match &table.grand_total {
            Some(row) => self.leaf_fact(row, &of.field),
            None => Fact::missing(Missing::NoRow, self.heading(of.entity, Some(&of.field))),
        }
    }

    /// Unknown where there is no table in which a name could be found.
    fn strays(&self, entry: Option<&Entry>, field: &str, among: &'a [FieldRef]) -> Fact {
        let Some(leaf) = entry.and_then(|entry| entry.leaf(field)) else {
            return Fact::missing(Missing::NoColumn, Vec::new());
        };
        if among
            .iter()
            .all(|of| self.dossier.entries(of.entity).is_empty())
        {
            return Fact::missing(Missing::NoTable, Vec::new());
        }
        let is_known = |name: &str| among.iter().any(|of| self.selector.has(of, name));
        let strays = strays_in(&leaf.value.to_string(), is_known);
        let trace = vec![leaf.at.clone()];
        if strays.is_empty() {
            Fact::missing(Missing::Blank, trace)
        } else {
            Fact::known(Datum::Text(strays.join("; ")), trace)
        }
    }
}

fn unknown() -> Rc<Fact> {
    Rc::new(Fact::missing(Missing::NoRow, Vec::new()))
}

/// What a cell itself says, errors and uncomputed formulas too.
fn cell_fact(leaf: &Leaf) -> Fact {
    Fact::of_leaf(leaf, None)
}

/// None where the numbers make one that is too large.
fn sum(numbers: &[Decimal]) -> Option<Decimal> {
    numbers
        .iter()
        .try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))
}

fn capped_sum(numbers: &[Decimal]) -> Decimal {
    let add = |sum: Decimal, number: &Decimal| sum.saturating_add(*number);
    numbers.iter().fold(Decimal::ZERO, add)
}

fn greatest(numbers: &[Decimal]) -> Option<Decimal> {
    numbers.iter().max().copied()
}

fn least(numbers: &[Decimal]) -> Option<Decimal> {
    numbers.iter().min().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_no_numbers_none_is_least_or_greatest() {
        let numbers = [3, 1, 2].map(Decimal::from);
        assert_eq!(least(&numbers), Some(Decimal::ONE));
        assert_eq!(greatest(&numbers), Some(Decimal::from(3)));
        assert_eq!((least(&[]), greatest(&[])), (None, None));
    }
}
