//! Values that were written and not understood: told with their cells, never taken as absent.

use std::collections::BTreeMap;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Form;
use crate::dictionary::Kind;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::part_of_date;
use crate::dossier::values::noun;

/// So many different texts stand in a sentence.
const SHOWN: usize = 3;

/// By field: the texts, and the cells.
type Found = BTreeMap<usize, (Vec<String>, Vec<Addr>)>;

/// The values of one table that were not understood.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    /// Of another kind than their field wants.
    values: Found,
    /// Outside the closed list of their field.
    unlisted: Found,
    /// Said in other words than the value that was taken: by field, what is written and what was taken.
    taken: BTreeMap<(usize, String, String), Vec<Addr>>,
}

impl Unread {
    /// Notes a value that is not of its field's kind.
    pub(crate) fn value(&mut self, field: usize, value: &Value, at: &Addr) {
        note(&mut self.values, field, value, at);
    }

    /// Notes a value outside the list that its field offers.
    pub(crate) fn unlisted(&mut self, field: usize, value: &Value, at: &Addr) {
        note(&mut self.unlisted, field, value, at);
    }

    /// Notes a value that was taken for what a cell says in other words.
    pub(crate) fn taken(&mut self, field: usize, written: &Value, value: &Value, at: &Addr) {
        let key = (field, written.to_string(), value.to_string());
        self.taken.entry(key).or_default().push(at.clone());
    }

    /// One remark a column; one a text for what was taken.
    pub(crate) fn into_remarks(self, form: &Form) -> Vec<Remark> {
        let value = |(field, (texts, cells)): (usize, (Vec<String>, Vec<Addr>))| {
            let data = &form.fields[field];
            // The day, or the month too, is left open in all of them.
            let part = texts.first().and_then(|text| part_of_date(text)).filter(|_| data.kind == Kind::Date);
            let part = part.filter(|part| texts.iter().all(|text| part_of_date(text) == Some(part)));
            let why = part.map_or_else(|| format!("không đọc được là {}", noun(data.kind)), str::to_owned);
            let (many, texts) = (cells.len(), shown(&texts));
            let sentence = format!("Cột “{}” có {many} ô {why}{texts}; giữ nguyên như trong tệp", data.label);
            Remark { code: RemarkCode::UnreadableValue, sentence, cells }
        };
        let unlisted = |(field, (texts, cells)): (usize, (Vec<String>, Vec<Addr>))| {
            let sentence = format!(
                "Cột “{}” có {} ô ghi giá trị ngoài danh sách của biểu{}; chọn lại theo danh sách",
                form.fields[field].label,
                cells.len(),
                shown(&texts)
            );
            Remark { code: RemarkCode::UnlistedValue, sentence, cells }
        };
        let taken = |((field, written, value), cells): ((usize, String, String), Vec<Addr>)| {
            let label = &form.fields[field].label;
            let sentence = format!("“{label}” ghi “{written}”, được hiểu là “{value}”; sửa lại nếu không đúng");
            Remark { code: RemarkCode::NearTerm, sentence, cells }
        };
        let unread = self.values.into_iter().map(value).chain(self.unlisted.into_iter().map(unlisted));
        unread.chain(self.taken.into_iter().map(taken)).collect()
    }
}

fn note(found: &mut Found, field: usize, value: &Value, at: &Addr) {
    let (texts, cells) = found.entry(field).or_default();
    let text = value.to_string();
    if !text.is_empty() && texts.len() < SHOWN && !texts.contains(&text) {
        texts.push(text);
    }
    cells.push(at.clone());
}

fn shown(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("“{text}”")).collect();
    if quoted.is_empty() { String::new() } else { format!(" ({})", quoted.join(", ")) }
}
