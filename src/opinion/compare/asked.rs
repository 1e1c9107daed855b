//! Whether a finding of the earlier submission asked for a change.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

use super::Asking;
use super::rows::ComparedRow;
use super::rows::is_annex;
use crate::cells::Addr;
use crate::cells::parse_cell;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::law::Outcome;
use crate::law::Section;
use crate::opinion::Appraisal;
use crate::opinion::Evidence;
use crate::opinion::Finding;

/// What the findings of the earlier submission point at.
pub(super) struct FindingTargets<'a> {
    dossier: &'a Dossier,
    /// Cells that a finding points at.
    cells: HashSet<&'a Addr>,
    /// Entries that a finding is about as a whole.
    entries: HashSet<&'a Addr>,
    /// Rectangles that a finding reckons with, by sheet with its quotes.
    areas: HashMap<String, Vec<[(u32, u32); 2]>>,
    /// Sections of the findings about a position or its annexes, by its token.
    about: HashMap<String, BTreeSet<Section>>,
    /// What the findings say, folded.
    sentences: Vec<String>,
}

impl<'a> FindingTargets<'a> {
    /// Collects what was asked. `entries` gives the row of each entry by its cell, `owner` the
    /// token of the position that a subject is or belongs to.
    pub(super) fn of(
        appraisal: &'a Appraisal,
        dossier: &'a Dossier,
        entries: &HashMap<&'a Addr, &'a ComparedRow<'a>>,
        owner: &dyn Fn(&Addr) -> Option<String>,
    ) -> Self {
        let mut asked = Self {
            dossier,
            cells: HashSet::new(),
            entries: HashSet::new(),
            areas: HashMap::new(),
            about: HashMap::new(),
            sentences: Vec::new(),
        };
        let asks =
            |finding: &&Finding| !matches!(finding.outcome, Outcome::Manual | Outcome::Waived);
        for finding in appraisal.findings.iter().filter(asks) {
            asked.cells.extend(&finding.cells);
            asked.sentences.push(fold::key(&finding.sentence));
            let instances = finding
                .instances
                .iter()
                .map(|i| (&i.subject, &i.cells, &i.evidence));
            let alone = finding.instances.is_empty().then_some((
                &finding.subject,
                &finding.cells,
                &finding.evidence,
            ));
            for (subject, cells, evidence) in instances.chain(alone) {
                asked.reckon(evidence);
                let Some(at) = &subject.at else { continue };
                if entries
                    .get(at)
                    .is_some_and(|row| points_at_whole(row, cells))
                {
                    asked.entries.insert(at);
                }
                if let Some(token) = owner(at) {
                    asked
                        .about
                        .entry(token)
                        .or_default()
                        .insert(finding.section);
                }
            }
        }
        asked
    }

    fn reckon(&mut self, evidence: &[Evidence]) {
        for range in evidence.iter().flat_map(|line| &line.ranges) {
            let Some((sheet, local)) = range.rsplit_once('!') else {
                continue;
            };
            let (first, last) = local.split_once(':').unwrap_or((local, local));
            if let (Some(first), Some(last)) = (parse_cell(first), parse_cell(last)) {
                self.areas
                    .entry(sheet.to_owned())
                    .or_default()
                    .push([first, last]);
            }
        }
    }

    /// Whether a field of an entry was to change. Rows about one thing (a component, a task, a
    /// duty) are put right as a whole; a position, a unit and the agency have fields that nothing
    /// ties together.
    pub(super) fn field(&self, row: &ComparedRow<'_>, field: &str) -> Asking {
        let Some(entry) = row.entry else {
            return Asking::No;
        };
        let heading = self.dossier.place_of(entry.entity, Some(field));
        let cell = entry.leaf(field).map(|leaf| &leaf.at);
        if [heading, cell]
            .into_iter()
            .flatten()
            .any(|at| self.cells.contains(at))
            || self.table(entry.entity)
        {
            return Asking::Yes;
        }
        let small = !matches!(
            entry.entity,
            Entity::Agency | Entity::Unit | Entity::Position
        );
        let whole = self.entries.contains(&row.at)
            || (small
                && entry
                    .leaves
                    .values()
                    .any(|leaf| self.cells.contains(&leaf.at)));
        // Counting rows by their names asks nothing of the names.
        let figure = cell.filter(|_| !row.tells(field));
        if whole || figure.is_some_and(|at| self.reckoned(at)) {
            Asking::Perhaps
        } else {
            Asking::No
        }
    }

    /// Whether the table as a whole was to change, or was not there.
    fn table(&self, entity: Entity) -> bool {
        self.dossier
            .tables
            .get(&entity)
            .is_none_or(|table| self.cells.contains(&table.at))
    }

    fn reckoned(&self, at: &Addr) -> bool {
        let whole = at.to_string();
        let areas = whole
            .rsplit_once('!')
            .and_then(|(sheet, _)| self.areas.get(sheet));
        areas.into_iter().flatten().any(|[first, last]| {
            (first.0..=last.0).contains(&at.row) && (first.1..=last.1).contains(&at.col)
        })
    }

    /// Whether an entry was to go.
    pub(super) fn dropping(&self, entity: Entity, row: &ComparedRow<'_>) -> Asking {
        let leaves = row
            .entry
            .into_iter()
            .flat_map(|entry| entry.leaves.values());
        if self.table(entity)
            || self.cells.contains(&row.at)
            || self.entries.contains(&row.at)
            || leaves.clone().any(|leaf| self.cells.contains(&leaf.at))
        {
            return Asking::Yes;
        }
        if leaves.clone().any(|leaf| self.reckoned(&leaf.at)) {
            Asking::Perhaps
        } else {
            self.annex(entity, row)
        }
    }

    /// Whether an entry was to come.
    pub(super) fn adding(&self, entity: Entity, row: &ComparedRow<'_>) -> Asking {
        let headings = self
            .dossier
            .tables
            .get(&entity)
            .into_iter()
            .flat_map(|table| table.headings.values());
        if self.table(entity) || headings.clone().any(|at| self.cells.contains(at)) {
            return Asking::Yes;
        }
        let code = row.get(Role::Code).filter(|code| code.len() > 1);
        if code.is_some_and(|code| {
            self.sentences
                .iter()
                .any(|sentence| sentence.contains(code.as_str()))
        }) {
            return Asking::Perhaps;
        }
        self.annex(entity, row)
    }

    /// Rows of the annexes of a position whose annexes a finding is about.
    fn annex(&self, entity: Entity, row: &ComparedRow<'_>) -> Asking {
        let sections = row.parent.as_ref().and_then(|token| self.about.get(token));
        let due = if entity == Entity::Task {
            Section::Tasks
        } else {
            Section::Descriptions
        };
        if is_annex(entity) && sections.is_some_and(|sections| sections.contains(&due)) {
            Asking::Yes
        } else {
            Asking::No
        }
    }
}

/// Whether a finding points at an entry as such: at its name or code, at no other field of it.
fn points_at_whole(row: &ComparedRow<'_>, cells: &[Addr]) -> bool {
    let Some(entry) = row.entry else { return false };
    let named = entry.leaves.iter().filter(|(field, _)| row.tells(field));
    let names: Vec<&Addr> = named.map(|(_, leaf)| &leaf.at).collect();
    let own =
        |cell: &&Addr| **cell == row.at || entry.leaves.values().any(|leaf| leaf.at == **cell);
    let mut here = cells.iter().filter(own).peekable();
    here.peek().is_some() && here.all(|cell| *cell == row.at || names.contains(&cell))
}
