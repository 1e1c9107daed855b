//! Values that were written and not understood: told with their cells, never taken as absent.

use std::collections::BTreeMap;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::fold;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::part_of_date;
use crate::dossier::values::noun;

/// So many different texts stand in a sentence.
const SHOWN: usize = 3;

/// By field: the texts, and the cells.
type UnreadTexts = BTreeMap<usize, (Vec<String>, Vec<Addr>)>;

/// The values of one table that were not understood.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    /// Of another kind than their field wants.
    values: UnreadTexts,
    /// Outside the closed list of their field.
    unlisted: UnreadTexts,
    /// Said in other words than the value that was taken: by field, what is written and what was
    /// taken.
    taken: BTreeMap<(usize, String, String), Vec<Addr>>,
    /// Codes with marks that nobody sees.
    marked: UnreadTexts,
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
        let (written, seen) = (written.to_string(), value.to_string());
        if written != seen && written.replace(fold::is_unseen, "").trim() == seen {
            return note(&mut self.marked, field, value, at);
        }
        let key = (field, written, seen);
        self.taken.entry(key).or_default().push(at.clone());
    }

    /// One remark a column; one a text for what was taken.
    pub(crate) fn into_remarks(self, form: &Form) -> Vec<Remark> {
        let Self {
            values,
            unlisted,
            taken,
            marked,
        } = self;
        let field = |field: usize| &form.fields[field];
        let taken = taken.into_iter().map(|((at, written, value), cells)| {
            let label = &field(at).label;
            let sentence = format!(
                "“{label}” ghi “{written}”, được hiểu là “{value}”; sửa lại nếu không đúng"
            );
            Remark {
                code: RemarkCode::NearTerm,
                sentence,
                cells,
            }
        });
        let told = values
            .into_iter()
            .map(|(at, found)| unread_values(field(at), found));
        let told = told.chain(
            unlisted
                .into_iter()
                .map(|(at, found)| unlisted_values(field(at), found)),
        );
        told.chain(taken)
            .chain(
                marked
                    .into_iter()
                    .map(|(at, found)| marked_codes(field(at), found)),
            )
            .collect()
    }
}

fn unread_values(field: &Field, (texts, cells): (Vec<String>, Vec<Addr>)) -> Remark {
    let why = why(field.kind, &texts);
    let (many, texts) = (cells.len(), shown(&texts));
    let sentence = format!(
        "Cột “{}” có {many} ô {why}{texts}; giữ nguyên như trong tệp",
        field.label
    );
    Remark {
        code: RemarkCode::UnreadableValue,
        sentence,
        cells,
    }
}

/// Why texts were not read as a kind.
pub(crate) fn why(kind: FieldKind, texts: &[String]) -> String {
    // The day, or the month too, is left open in all of them.
    let part = texts
        .first()
        .and_then(|text| part_of_date(text))
        .filter(|part| texts.iter().all(|text| part_of_date(text) == Some(part)))
        .filter(|_| kind == FieldKind::Date);
    part.map_or_else(
        || format!("không đọc được là {}", noun(kind)),
        str::to_owned,
    )
}

fn unlisted_values(field: &Field, (texts, cells): (Vec<String>, Vec<Addr>)) -> Remark {
    let (label, many, texts) = (&field.label, cells.len(), shown(&texts));
    let sentence = format!(
        "Cột “{label}” có {many} ô ghi giá trị ngoài danh sách của biểu{texts}; chọn lại theo danh sách"
    );
    Remark {
        code: RemarkCode::UnlistedValue,
        sentence,
        cells,
    }
}

fn marked_codes(field: &Field, (texts, cells): (Vec<String>, Vec<Addr>)) -> Remark {
    let (label, many, texts) = (&field.label, cells.len(), shown(&texts));
    let sentence = format!(
        "Cột “{label}” có {many} ô mà mã lẫn ký tự ẩn, không nhìn thấy được{texts}; đã bỏ các ký tự ấy khi đối chiếu; gõ \
         lại các mã này"
    );
    Remark {
        code: RemarkCode::NearTerm,
        sentence,
        cells,
    }
}

fn note(found: &mut UnreadTexts, field: usize, value: &Value, at: &Addr) {
    let (texts, cells) = found.entry(field).or_default();
    let text = value.to_string();
    if !text.is_empty() && texts.len() < SHOWN && !texts.contains(&text) {
        texts.push(text);
    }
    cells.push(at.clone());
}

fn shown(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("“{text}”")).collect();
    if quoted.is_empty() {
        String::new()
    } else {
        format!(" ({})", quoted.join(", "))
    }
}
