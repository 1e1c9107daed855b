//! What titles inside a table, and the sheets before it, give to the rows below: groups, units,
//! positions.

use super::table::Taking;
use crate::cells::Addr;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::SectionValue;
use crate::dictionary::fold;
use crate::dossier::Leaf;
use crate::dossier::notes::unread::Unread;
use crate::dossier::plan::carried::Before;
use crate::dossier::plan::numbering::titled;
use crate::dossier::plan::section::SectionTitle;
use crate::dossier::plan::section::TitleLevel;
use crate::dossier::plan::section::owner_of;

impl<'a> Taking<'a> {
    /// Takes over the group, the owner and what is carried down from the sheets before, whose rows
    /// are told there.
    pub(super) fn carry(&mut self, before: &'a [Before<'a>]) {
        let own = self.grid;
        for Before { grid, index, title } in before {
            self.grid = grid;
            let row = &grid.rows()[*index];
            match title {
                Some(title) => self.open_section(row, title),
                None => drop(self.entry(row, true)),
            }
        }
        self.grid = own;
        self.unread = Unread::default();
        self.part.reading.sections.clear();
    }

    /// A section row gives its group, or its unit, to the rows below (quirk 9). One that stands beside the
    /// section that gave them ends what that gave, and a known one what stood inside that section: a group
    /// that is not in the list stays as it is written.
    pub(super) fn open_section(&mut self, row: &Row, title: &SectionTitle) {
        let at = self.grid.at(row.number, title.col);
        self.part
            .reading
            .sections
            .push((at.clone(), title.text.clone()));
        self.leave_inner(title);
        self.give_section(&at, title);
        self.open_owner(&at, title);
        // What was carried down does not pass into another section.
        self.carried.clear();
    }

    /// Titles inside the section that a title ends, as the units inside a group, say nothing any
    /// more. A lone line that nobody knows ends nothing but what stands beside it.
    fn leave_inner(&mut self, title: &SectionTitle) {
        match self.open.iter().position(|open| *open == title.level) {
            Some(place) if title.known => {
                let inner = self.open.split_off(place + 1);
                self.given.retain(|_, (_, level)| !inner.contains(level));
            }
            Some(_) => {}
            None => self.open.push(title.level),
        }
    }

    fn give_section(&mut self, at: &Addr, title: &SectionTitle) {
        let (_, bare) = titled(&title.text);
        let bare = bare.trim_end_matches([':', '-', '–', '—', ' ']);
        let is_unit = self.forms.words().names_unit(bare);
        let begins = self.part.entries.is_empty();
        let form = self.form;
        let term = |data: &Field| {
            let list = data
                .choices
                .as_deref()
                .filter(|_| data.section == Some(SectionValue::Term));
            list.and_then(|list| self.forms.list(list)?.find(bare))
        };
        let terms: Vec<_> = form.fields.iter().map(term).collect();
        let taken = terms.iter().any(Option::is_some);
        for ((field, data), term) in form.fields.iter().enumerate().zip(terms) {
            let given = self.given.get(&field);
            let beside = given.is_some_and(|(_, level)| *level == title.level);
            let said = match data.section {
                Some(SectionValue::Term) => match term {
                    Some(term) => Some((term.said_in(bare), Some(term.key.clone()))),
                    None => (beside && !is_unit).then_some((bare, None)),
                },
                Some(SectionValue::Unit) if !taken && is_unit => Some((bare, None)),
                Some(SectionValue::Unit) if beside => {
                    self.given.remove(&field);
                    None
                }
                // What divides a table stands over its first row: a lone line further down divides
                // nothing.
                Some(SectionValue::Text) if !taken && !is_unit && (begins || given.is_some()) => {
                    Some((bare, None))
                }
                _ => None,
            };
            if let Some((text, term)) = said {
                let value = Value::Text(fold::squeeze(text).into());
                let at = at.clone();
                self.give(field, Leaf { value, term, at }, title.level);
            }
        }
    }

    /// A title that names a position: its code and its name hold for the rows below.
    fn open_owner(&mut self, at: &Addr, title: &SectionTitle) {
        let Some((code, name)) = owner_of(&title.text) else {
            return;
        };
        let form = self.form;
        let has_column = |field: &usize| self.columns.iter().any(|(own, _)| own == field);
        let owners = form.fields.iter().enumerate();
        let owners = owners.filter(|(_, data)| data.section == Some(SectionValue::Owner));
        // Where the rows give their own codes, a name belongs to one of them alone.
        let is_code = |data: &Field| data.kind == FieldKind::Code;
        if owners
            .clone()
            .any(|(field, data)| is_code(data) && has_column(&field))
        {
            return;
        }
        let without_column: Vec<_> = owners.filter(|(field, _)| !has_column(field)).collect();
        // `Vị trí (mã số: HT-02)`: a label is no name.
        let name = Some(name).filter(|name| !name.is_empty() && !self.is_owner_label(name));
        let code = Some(code);
        for (field, data) in without_column {
            let text = if is_code(data) { &code } else { &name };
            let Some(text) = text else {
                // The name of the section before is not that of this code.
                self.given.remove(&field);
                continue;
            };
            let leaf = Leaf {
                value: Value::Text(text.as_str().into()),
                term: None,
                at: at.clone(),
            };
            self.give(field, leaf, title.level);
        }
    }

    /// Whether a text is a heading of the fields that say whose the rows are.
    fn is_owner_label(&self, text: &str) -> bool {
        let hits = self.forms.index().exact(text);
        hits.iter().any(|hit| {
            let form = self.forms.at(hit.form);
            form.fields[hit.field].section == Some(SectionValue::Owner)
        })
    }

    fn give(&mut self, field: usize, leaf: Leaf, level: TitleLevel) {
        let key = self.form.fields[field].key.clone();
        let headings = &mut self.part.headings;
        headings.entry(key).or_insert_with(|| leaf.at.clone());
        self.given.insert(field, (leaf, level));
    }
}
