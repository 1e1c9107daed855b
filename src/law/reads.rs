//! What the definition of a fact reads, told before there is a dossier.

use super::fact::DerivedFact;
use super::fact::FactDef;
use super::fact::FactKind;
use super::fact::FieldRef;
use super::fact::ListedFact;
use super::selection::Selection;
use crate::dictionary::Entity;

/// Any text of a row, where a filter names a field.
pub const ANY_FIELD: &str = "_";

/// Chỗ đọc: one table, or one field of it, that a definition reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read<'a> {
    /// Whose table.
    pub entity: Entity,
    /// The field; none where rows are only counted.
    pub field: Option<&'a str>,
    /// Of which rows, and what for.
    pub way: ReadWay,
}

/// Of which rows something is read, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadWay {
    /// Of the subject's own row.
    Own,
    /// Of every row that is chosen: how many there are matters.
    Rows,
    /// Of every row of the table, to choose among them.
    Choice,
}

impl<'a> Read<'a> {
    /// A field of the subject's own row.
    const fn own(entity: Entity, field: &'a str) -> Self {
        let (field, way) = (Some(field), ReadWay::Own);
        Self { entity, field, way }
    }

    /// The rows of a table that are chosen.
    const fn rows(entity: Entity) -> Self {
        let (field, way) = (None, ReadWay::Rows);
        Self { entity, field, way }
    }

    /// A field of the rows that are chosen.
    fn field_of_rows(of: &'a FieldRef) -> Self {
        Self {
            field: Some(of.field.as_str()),
            ..Self::rows(of.entity)
        }
    }

    /// A field of every row, to choose among them.
    const fn choice(entity: Entity, field: &'a str) -> Self {
        let (field, way) = (Some(field), ReadWay::Choice);
        Self { entity, field, way }
    }
}

impl FactDef {
    /// What the definition reads itself, the value first; what its operands read is theirs to say.
    #[must_use]
    pub fn reads(&self) -> Vec<Read<'_>> {
        let own = self.own_entity();
        match &self.kind {
            FactKind::Field(field)
            | FactKind::Listed(
                ListedFact::Item { by: field, .. }
                | ListedFact::Nearest { by: field, .. }
                | ListedFact::Words { field, .. },
            )
            | FactKind::LevelEnd(_, field) => vec![Read::own(own, field.as_str())],
            FactKind::Elsewhere { own: fields, .. } => {
                fields.iter().map(|field| Read::own(own, field)).collect()
            }
            FactKind::Strays { field, among } => {
                let mut reads = vec![Read::own(own, field.as_str())];
                reads.extend(among.iter().map(|of| Read::choice(of.entity, &of.field)));
                reads
            }
            FactKind::Listed(ListedFact::Namesakes { by, .. }) => {
                vec![Read::own(own, by.as_str()), Read::choice(own, by.as_str())]
            }
            FactKind::Rows(entity) => vec![Read::rows(*entity)],
            FactKind::Total(of) => vec![Read::field_of_rows(of)],
            FactKind::SumOf(of, selection) | FactKind::MaxOf(of, selection) => {
                self.chosen(Read::rows(of.entity), selection)
            }
            FactKind::Count(entity, selection) => self.chosen(Read::rows(*entity), selection),
            FactKind::Sum(of, selection)
            | FactKind::Max(of, selection)
            | FactKind::Min(of, selection)
            | FactKind::Distinct(of, selection)
            | FactKind::First(of, selection) => self.chosen(Read::field_of_rows(of), selection),
            FactKind::Derived(_) | FactKind::Cell => Vec::new(),
        }
    }

    /// The table of the subject's own row.
    fn own_entity(&self) -> Entity {
        self.of.unwrap_or(Entity::Agency)
    }

    /// The facts that it is made of.
    #[must_use]
    pub fn operands(&self) -> Vec<&str> {
        let FactKind::Derived(derived) = &self.kind else {
            return Vec::new();
        };
        match derived {
            DerivedFact::Pair(_, a, b) => vec![a, b],
            DerivedFact::Named(_, text) | DerivedFact::Fate(text) => vec![text],
            DerivedFact::YearsSince(day) | DerivedFact::YearsAfter { day, .. } => vec![day],
        }
    }

    /// The facts of other entries that it is made of.
    #[must_use]
    pub fn of_entries(&self) -> Option<&str> {
        match &self.kind {
            FactKind::SumOf(of, _) | FactKind::MaxOf(of, _) => Some(&of.field),
            _ => None,
        }
    }

    fn chosen<'a>(&'a self, value: Read<'a>, selection: &'a Selection) -> Vec<Read<'a>> {
        let own = self.own_entity();
        let mut reads = vec![value];
        for (theirs, ours) in selection.matching.iter().flatten() {
            reads.push(Read::choice(value.entity, theirs.as_str()));
            reads.extend(ours.iter().map(|field| Read::own(own, field.as_str())));
        }
        let filtered = selection.filters.iter().map(|(field, _)| field.as_str());
        reads.extend(filtered.map(|field| Read::choice(value.entity, field)));
        if selection.inside {
            let unit = self.unit_fields.iter();
            reads.extend(unit.map(|field| Read::choice(Entity::Unit, field)));
        }
        reads
    }
}
