//! A cell as the leaf of a field: read, given its term, filled where it is blank.

use super::table::Taking;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::BlankFill;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Key;
use crate::dictionary::RankPart;
use crate::dossier::Leaf;
use crate::dossier::Leaves;
use crate::dossier::values;
use crate::dossier::values::ValueReading;
use crate::dossier::values::without_heading;

impl Taking<'_> {
    /// A mark or a text that is not a known no says yes on a row that gives a number or a date:
    /// `01 bản`, `kèm theo`, the tick of a symbol font. Elsewhere it is not known.
    pub(super) fn marks(&mut self, row: &Row, leaves: &mut Leaves) {
        let form = self.form;
        let said = |field: &Field| {
            leaves
                .get(&field.key)
                .is_some_and(|leaf| !leaf.value.is_blank())
        };
        let gives = form
            .fields
            .iter()
            .any(|field| said(field) && (field.kind == FieldKind::Date || field.within.is_some()));
        for (position, field) in form
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.kind == FieldKind::Mark)
        {
            let Some(leaf) = leaves.get_mut(&field.key) else {
                continue;
            };
            if leaf.value.is_blank() || leaf.term.is_some() {
                continue;
            }
            let list = field
                .choices
                .as_deref()
                .and_then(|list| self.forms.list(list));
            match list.and_then(|list| list.yes()).filter(|_| gives) {
                Some(yes) => leaf.term = Some(yes.key.clone()),
                None => self.unread.value(
                    position,
                    &leaf.value,
                    &self.grid.at(row.number, leaf.at.col),
                ),
            }
        }
    }

    /// Where one of the carried fields changes, the others no longer hold: a new name without a
    /// code does not belong to the code above.
    pub(super) fn forget_carried(&mut self, row: &Row, is_data: bool) {
        let form = self.form;
        let owners = self.columns.iter();
        let mut owners = owners.filter(|(field, _)| form.fields[*field].names_owner());
        let differs = owners.any(|(field, col)| {
            let value = row.value(*col);
            let same = |leaf: &Leaf| leaf.value.shown() == value.shown();
            !value.is_blank() && !self.carried.get(field).is_some_and(same)
        });
        if is_data && differs {
            self.carried
                .retain(|field, _| form.fields[*field].fill != Some(BlankFill::Blank));
        }
    }

    pub(super) fn leaf(&mut self, field: usize, row: &Row, col: u32, is_data: bool) -> Leaf {
        let data = &self.form.fields[field];
        let at = self.grid.at(row.number, col);
        let cell = self.grid.said(row, col, data.kind);
        let value = match values::read_field(data, &cell, self.forms.words()) {
            ValueReading::Read(value) => value,
            ValueReading::Taken(value) => {
                if is_data {
                    self.unread.taken(field, &cell, &value, &at);
                }
                value
            }
            ValueReading::Unreadable(value) => {
                if is_data {
                    self.unread.value(field, &value, &at);
                }
                value
            }
        };
        let (value, term) = self.plainly(field, value);
        let closed = data.choices.is_some() && !data.blank.free && data.kind != FieldKind::Mark;
        if is_data && term.is_none() && closed && !value.is_blank() {
            self.unread.unlisted(field, &value, &at);
        }
        Leaf { value, term, at }
    }

    /// A value with its term; without the heading that it says again, where it would be no term or
    /// rank with it.
    fn plainly(&mut self, field: usize, value: Value) -> (Value, Option<Key>) {
        let data = &self.form.fields[field];
        let term = self.term(field, &value);
        let listed = data.choices.is_some() || data.blank.ranks == Some(RankPart::Name);
        let rest = value
            .text()
            .filter(|_| term.is_none() && listed)
            .and_then(|text| {
                self.unheaded[field].of(text, |text| without_heading(data, text).map(Into::into))
            });
        let Some(rest) = rest.map(|rest| Value::Text((*rest).into())) else {
            return (value, term);
        };
        match self.term(field, &rest) {
            None if data.choices.is_some() => (value, None),
            term => (rest, term),
        }
    }

    fn term(&mut self, field: usize, value: &Value) -> Option<Key> {
        let data = &self.form.fields[field];
        let list = data.choices.as_deref()?;
        if value.is_blank() {
            return None;
        }
        let text = value.shown();
        if let Some(term) = self.terms[field].get(&*text) {
            return term.clone();
        }
        let term = self
            .forms
            .list(list)
            .and_then(|list| list.find(&text))
            .map(|term| term.key.clone());
        self.terms[field].insert(text.into_owned(), term.clone());
        term
    }

    /// What a blank cell takes: the merged cell above it, the value carried down, or its section's.
    pub(super) fn filled(&self, field: usize, row: u32, col: u32) -> Option<Leaf> {
        let given = || self.given.get(&field).map(|(leaf, _)| leaf.clone());
        let carried = || {
            self.carried
                .get(&field)
                .filter(|leaf| !leaf.value.is_blank())
                .cloned()
        };
        match self.form.fields[field].fill {
            Some(BlankFill::Merged) => {
                let top = self.grid.merges.covered_from(row, col);
                top.and_then(|top| carried().filter(|leaf| leaf.at == self.grid.at(top, col)))
                    .or_else(given)
            }
            Some(BlankFill::Blank) => carried().or_else(given),
            None => given(),
        }
    }
}
