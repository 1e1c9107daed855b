//! Values that were written and not understood: told with their cells, never taken as absent.

use std::collections::BTreeMap;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Form;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
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

    /// One remark a column.
    pub(crate) fn into_remarks(self, form: &Form) -> Vec<Remark> {
        let value = |(field, (texts, cells)): (usize, (Vec<String>, Vec<Addr>))| {
            let data = &form.fields[field];
            let sentence = format!(
                "Cột “{}” có {} ô không đọc được là {}{}; giữ nguyên như trong tệp",
                data.label,
                cells.len(),
                noun(data.kind),
                shown(&texts)
            );
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
        self.values.into_iter().map(value).chain(self.unlisted.into_iter().map(unlisted)).collect()
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
