//! What the definition of a fact reads, told before there is a dossier.

use super::fact::FactDef;
use super::fact::FactKind;
use super::fact::FieldRef;
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

impl FieldRef {
    /// Read of every row, to choose among them.
    fn choice(&self) -> Read<'_> {
        Read {
            entity: self.entity,
            field: Some(self.field.as_str()),
            way: ReadWay::Choice,
        }
    }
}

impl FactDef {
    /// What the definition reads itself, the value first; what its operands read is theirs to say.
    #[must_use]
    pub fn reads(&self) -> Vec<Read<'_>> {
        let own = self.of.unwrap_or(Entity::Agency);
        let of_own = |field| Read {
            entity: own,
            field: Some(field),
            way: ReadWay::Own,
        };
        let rows = |entity, field| Read {
            entity,
            field,
            way: ReadWay::Rows,
        };
        match &self.kind {
            FactKind::Field(field)
            | FactKind::Listed { by: field, .. }
            | FactKind::Nearest { by: field, .. }
            | FactKind::LevelEnd(_, field)
            | FactKind::Words { field, .. } => vec![of_own(field.as_str())],
            FactKind::Elsewhere { own: fields, .. } => {
                fields.iter().map(|field| of_own(field.as_str())).collect()
            }
            FactKind::Strays { field, among } => {
                let names = among.iter().map(FieldRef::choice);
                std::iter::once(of_own(field.as_str()))
                    .chain(names)
                    .collect()
            }
            FactKind::Namesakes { by, .. } => {
                let all = Read {
                    entity: own,
                    field: Some(by.as_str()),
                    way: ReadWay::Choice,
                };
                vec![of_own(by.as_str()), all]
            }
            FactKind::Rows(entity) => vec![rows(*entity, None)],
            FactKind::Total(of) => vec![rows(of.entity, Some(of.field.as_str()))],
            FactKind::SumOf(of, selection) | FactKind::MaxOf(of, selection) => {
                self.chosen(rows(of.entity, None), selection)
            }
            FactKind::Count(entity, selection) => self.chosen(rows(*entity, None), selection),
            FactKind::Sum(of, selection)
            | FactKind::Max(of, selection)
            | FactKind::Min(of, selection)
            | FactKind::Distinct(of, selection)
            | FactKind::First(of, selection) => {
                self.chosen(rows(of.entity, Some(of.field.as_str())), selection)
            }
            FactKind::Named(..)
            | FactKind::Fate(_)
            | FactKind::Pair(..)
            | FactKind::YearsSince(_)
            | FactKind::YearsAfter { .. }
            | FactKind::Cell => Vec::new(),
        }
    }

    /// The facts that it is made of.
    #[must_use]
    pub fn operands(&self) -> Vec<&str> {
        match &self.kind {
            FactKind::Pair(_, a, b) => vec![a, b],
            FactKind::Named(_, text) | FactKind::Fate(text) => vec![text],
            FactKind::YearsSince(day) | FactKind::YearsAfter { day, .. } => vec![day],
            _ => Vec::new(),
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
        let own = self.of.unwrap_or(Entity::Agency);
        let choice = |entity, field| Read {
            entity,
            field: Some(field),
            way: ReadWay::Choice,
        };
        let mut reads = vec![value];
        for (theirs, ours) in selection.matching.iter().flatten() {
            reads.push(choice(value.entity, theirs.as_str()));
            reads.extend(ours.iter().map(|f| Read {
                entity: own,
                field: Some(f.as_str()),
                way: ReadWay::Own,
            }));
        }
        reads.extend(
            selection
                .filters
                .iter()
                .map(|(field, _)| choice(value.entity, field.as_str())),
        );
        if selection.inside {
            reads.extend(
                self.unit_fields
                    .iter()
                    .map(|field| choice(Entity::Unit, &**field)),
            );
        }
        reads
    }
}
