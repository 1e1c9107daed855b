//! What was read with doubt accuses nobody: which verdicts rest on it, and what is said of them
//! instead.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;

use super::DoubtLine;
use super::Finding;
use super::RuleLine;
use super::grounds::GetFact;
use super::grounds::deciding;
use super::grounds::with_operands;
use super::verdict::Verdict;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dictionary::fold::capital;
use crate::dossier::Dossier;
use crate::dossier::Doubt;
use crate::dossier::Reach;
use crate::law::ANY_FIELD;
use crate::law::FactDef;
use crate::law::Outcome;
use crate::law::Read;
use crate::law::ReadWay;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::measure::Subject;

/// Những chỗ chưa chắc đã đọc đúng: the doubts of a dossier, by what may rest on them.
#[derive(Debug)]
pub(super) struct Doubts<'a> {
    /// In the order of their places.
    list: Vec<&'a Doubt>,
    by_cell: HashMap<&'a Addr, Vec<usize>>,
    /// The fields to which doubtful cells belong: who chooses rows by such a field may choose
    /// others.
    by_field: BTreeMap<(Entity, &'a str), BTreeSet<usize>>,
    /// Name of the agency: sentences that begin with it keep its capital.
    agency: String,
}

/// Doubts on which a verdict rests, by index, in the order of their places.
pub(super) type Under = Vec<usize>;

impl<'a> Doubts<'a> {
    pub(super) fn of(dossier: &'a Dossier) -> Self {
        let mut list: Vec<&Doubt> = dossier.doubts.iter().collect();
        list.sort_by_key(|doubt| doubt.cells.iter().min());
        let mut by_cell: HashMap<&Addr, Vec<usize>> = HashMap::new();
        for (index, doubt) in list.iter().enumerate() {
            for cell in &doubt.cells {
                by_cell.entry(cell).or_default().push(index);
            }
        }
        let mut by_field: BTreeMap<(Entity, &str), BTreeSet<usize>> = BTreeMap::new();
        if !by_cell.is_empty() {
            for entry in dossier.tables.values().flat_map(|table| &table.entries) {
                for (field, leaf) in &entry.leaves {
                    if let Some(doubts) = by_cell.get(&leaf.at) {
                        by_field
                            .entry((entry.entity, field))
                            .or_default()
                            .extend(doubts);
                    }
                }
            }
        }
        let agency = dossier
            .of_agency(Role::Name)
            .map(|leaf| leaf.value.to_string())
            .unwrap_or_default();
        Self {
            list,
            by_cell,
            by_field,
            agency,
        }
    }

    /// The doubts on which a verdict rests; none on which a mere note or a pass does.
    pub(super) fn under(
        &self,
        rule: &Rule,
        subject: &Subject<'_>,
        verdict: &Verdict<'_>,
        ruleset: &Ruleset<'_>,
        get: GetFact<'_>,
    ) -> Under {
        let accuses = matches!(
            verdict.outcome,
            Outcome::Violation | Outcome::Explain | Outcome::Missing
        );
        if self.list.is_empty() || !accuses {
            return Under::new();
        }
        self.below(
            &deciding(rule, verdict, ruleset),
            Some(subject),
            ruleset,
            get,
        )
    }

    /// Whether a fact of the dossier as a whole rests on a doubt.
    pub(super) fn is_under(&self, key: &str, ruleset: &Ruleset<'_>, get: GetFact<'_>) -> bool {
        let keys = with_operands(vec![key.to_owned()], ruleset);
        !self.list.is_empty() && !self.below(&keys, None, ruleset, get).is_empty()
    }

    /// The doubt about a table that is not there: some sheet may be it.
    pub(super) fn of_absent(&self, entity: Entity) -> Option<&'a Doubt> {
        self.list
            .iter()
            .copied()
            .find(|doubt| doubt.entity == entity && doubt.reach == Reach::Table)
    }

    /// The doubts on which facts rest, and of a subject that it is one.
    fn below(
        &self,
        keys: &BTreeSet<String>,
        subject: Option<&Subject<'_>>,
        ruleset: &Ruleset<'_>,
        get: GetFact<'_>,
    ) -> Under {
        let reads: Vec<Read<'_>> = keys
            .iter()
            .filter_map(|key| ruleset.law.facts.get(key))
            .flat_map(FactDef::reads)
            .collect();
        let mut found = BTreeSet::new();
        for key in keys {
            get(key)
                .trace
                .iter()
                .for_each(|cell| found.extend(self.at(cell)));
        }
        if let Some(subject) = subject {
            for cell in own_cells(subject, &reads) {
                found.extend(self.at(cell));
            }
        }
        for read in reads.iter().filter(|read| read.way == ReadWay::Choice) {
            found.extend(self.choosing(read));
        }
        for (index, doubt) in self.list.iter().enumerate() {
            let makes = subject.is_some_and(|subject| makes(doubt, subject));
            if makes || reads.iter().any(|read| reaches(doubt, read)) {
                found.insert(index);
            }
        }
        found.into_iter().collect()
    }

    fn at(&self, cell: &Addr) -> impl Iterator<Item = usize> {
        self.by_cell.get(cell).into_iter().flatten().copied()
    }

    fn choosing(&self, read: &Read<'_>) -> BTreeSet<usize> {
        let by = |field: &str| {
            read.field
                .is_some_and(|named| named == field || named == ANY_FIELD)
        };
        let fields = self
            .by_field
            .iter()
            .filter(|((entity, field), _)| *entity == read.entity && by(field));
        fields.flat_map(|(_, doubts)| doubts).copied().collect()
    }

    /// What is said of findings, one at least, that rest on the same doubt.
    pub(super) fn tell(&self, under: &Under, group: &[&Finding]) -> Option<DoubtLine> {
        let doubt = self.list.get(*under.first()?)?;
        let mut rules: Vec<RuleLine> = Vec::new();
        for finding in group {
            if rules.iter().all(|rule| rule.id != finding.rule) {
                rules.push(RuleLine {
                    id: finding.rule.clone(),
                    title: finding.title.clone(),
                });
            }
        }
        Some(DoubtLine {
            what: doubt.what.clone(),
            overrule: doubt.overrule.clone(),
            cells: doubt.cells.clone(),
            rules,
        })
    }

    /// `Chưa chắc đã đọc đúng: …; nếu đọc đúng thì …`.
    pub(super) fn sentence(&self, line: &DoubtLine, under: &Under, group: &[&Finding]) -> String {
        let others: Vec<&str> = under
            .iter()
            .skip(1)
            .filter_map(|index| self.list.get(*index))
            .map(|doubt| doubt.what.as_str())
            .collect();
        let also = match others.as_slice() {
            [] => String::new(),
            others => format!(" (cũng chưa chắc: {})", listed(others, "chỗ")),
        };
        let then = match group {
            [one] => self.inside(one),
            many => {
                let rule = |rule: &RuleLine| {
                    let number = many
                        .iter()
                        .filter(|finding| finding.rule == rule.id)
                        .count();
                    let times = if number > 1 {
                        format!(" ({number})")
                    } else {
                        String::new()
                    };
                    format!("“{}”{times}", rule.title)
                };
                let rules: Vec<String> = line.rules.iter().map(rule).collect();
                let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
                format!(
                    "có {} nội dung phải xem, theo quy tắc {}.",
                    many.len(),
                    listed(&rules, "quy tắc")
                )
            }
        };
        format!(
            "{}: {}{also}; nếu đọc đúng thì {then}",
            capital(Outcome::Doubtful.label()),
            line.what
        )
    }

    /// A sentence inside another: its first letter small, unless a name begins there.
    fn inside(&self, finding: &Finding) -> String {
        let sentence = finding.sentence.as_str();
        let names = [self.agency.as_str(), finding.subject.name.as_str()];
        let is_name = names
            .iter()
            .any(|name| !name.is_empty() && sentence.starts_with(name));
        let mut chars = sentence.chars();
        let (first, second) = (chars.next(), chars.clone().next());
        match first {
            Some(first) if !is_name && !second.is_some_and(char::is_uppercase) => {
                first.to_lowercase().chain(chars).collect()
            }
            _ => sentence.to_owned(),
        }
    }
}

/// How many things a sentence names before it only counts the rest.
const NAMED: usize = 3;

fn listed(things: &[&str], kind: &str) -> String {
    let named = things
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join("; ");
    match things.len().saturating_sub(NAMED) {
        0 => named,
        rest => format!("{named} và {rest} {kind} khác"),
    }
}

/// Whether a doubt reaches what a definition reads.
fn reaches(doubt: &Doubt, read: &Read<'_>) -> bool {
    read.entity == doubt.entity
        && match &doubt.reach {
            Reach::Cells => false,
            Reach::Field(key) => read
                .field
                .is_some_and(|field| *field == **key || field == ANY_FIELD),
            Reach::Rows => read.way != ReadWay::Own,
            Reach::Table => true,
        }
}

/// Whether it is doubtful that a subject is one: its row may be none, its table another, its kind
/// misread.
fn makes(doubt: &Doubt, subject: &Subject<'_>) -> bool {
    let Some(entry) = subject.entry.filter(|entry| entry.entity == doubt.entity) else {
        return false;
    };
    match &doubt.reach {
        Reach::Cells => false,
        Reach::Field(key) => kind_fields(subject).any(|field| field == &**key),
        Reach::Rows => doubt
            .cells
            .iter()
            .any(|cell| cell.sheet.index == entry.at.sheet.index && cell.row == entry.at.row),
        Reach::Table => true,
    }
}

/// The fields that make an entry a subject of its kind.
fn kind_fields<'s>(subject: &Subject<'s>) -> impl Iterator<Item = &'s str> {
    subject
        .kind
        .only
        .keys()
        .chain(&subject.kind.group)
        .map(String::as_str)
}

/// The cells of the subject's own row that facts read to find other rows, and those that make it a
/// subject.
fn own_cells<'s>(subject: &Subject<'s>, reads: &[Read<'_>]) -> Vec<&'s Addr> {
    let Some(entry) = subject.entry else {
        return Vec::new();
    };
    let own = |read: &&Read<'_>| read.way == ReadWay::Own && read.entity == entry.entity;
    let fields = reads
        .iter()
        .filter(own)
        .filter_map(|read| read.field)
        .chain(kind_fields(subject));
    fields
        .filter_map(|field| entry.leaf(field))
        .map(|leaf| &leaf.at)
        .collect()
}
