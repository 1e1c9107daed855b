//! What the agency wrote into the column that our papers leave it: the annex of the letter, the
//! list of an annotated workbook. Known by the headings of the table, whatever else was done to the
//! file.

use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::cells::Workbook;
use crate::dictionary::fold;
use crate::opinion::AgencyAnswer;
use crate::report::wording::unbound;

/// What was read of a paper that came back.
#[derive(Debug, Clone, Default)]
pub struct AnswersRead {
    /// The cells that the agency filled in.
    pub answers: Vec<AgencyAnswer>,
    /// Tables with such a column, filled in or not.
    pub tables: usize,
}

/// The columns of a table with answers.
struct AnswerColumns {
    number: Option<u32>,
    sentence: u32,
    basis: Option<u32>,
    answer: u32,
}

/// Reads the answers of a workbook or a Word document; `file` is its name, as places tell it.
#[must_use]
pub fn read_answers(workbook: &Workbook, file: &str) -> AnswersRead {
    read(workbook.sheets.iter().chain(&workbook.lists), file)
}

/// Reads the answers of the lists that copies of ours came back with, and nothing that the agency
/// submitted.
#[must_use]
pub fn read_returned_list(workbook: &Workbook, file: &str) -> AnswersRead {
    read(workbook.lists.iter(), file)
}

fn read<'a>(sheets: impl Iterator<Item = &'a Sheet>, file: &str) -> AnswersRead {
    let mut read = AnswersRead::default();
    for sheet in sheets {
        let mut rows = sheet.rows.iter().peekable();
        while let Some(row) = rows.next() {
            let Some(columns) = AnswerColumns::of(row) else {
                continue;
            };
            let mut table: Vec<&Row> = Vec::new();
            let goes_on = |next: &&Row| {
                !sheet.id.parts(row.number, next.number) && AnswerColumns::of(next).is_none()
            };
            while let Some(next) = rows.next_if(|next| goes_on(next)) {
                table.push(next);
            }
            read.tables += 1;
            read.answers.extend(columns.answers(sheet, &table, file));
        }
    }
    read
}

impl AnswerColumns {
    /// The columns, where a row is the head of such a table.
    fn of(row: &Row) -> Option<Self> {
        let heads: Vec<(u32, String)> = row
            .cells
            .iter()
            .map(|(col, value)| (*col, said(value)))
            .collect();
        let column = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| fold::key(name)).collect();
            heads
                .iter()
                .find(|(_, head)| names.contains(head))
                .map(|(col, _)| *col)
        };
        let asked = fold::key("Giải trình, tiếp thu");
        let answer = heads
            .iter()
            .find(|(_, head)| head.starts_with(&asked))
            .map(|(col, _)| *col)?;
        let sentence = column(&["Nội dung", "Nhận định"])?;
        Some(Self {
            number: column(&["STT", "Số"]),
            sentence,
            basis: column(&["Căn cứ"]),
            answer,
        })
    }

    fn answers(&self, sheet: &Sheet, table: &[&Row], file: &str) -> Vec<AgencyAnswer> {
        let text = |row: &Row, col: u32| fold::squeeze(&unbound(&row.value(col).to_string()));
        let basis = |row: &Row| self.basis.map(|col| text(row, col)).unwrap_or_default();
        let number = |row: &Row| self.number.and_then(|col| whole(row.value(col)));
        let answer = |row: &Row| {
            let answer = text(row, self.answer);
            if answer.is_empty() {
                return None;
            }
            // Cases and further places stand under their finding, which alone cites its provision.
            let own = number(row);
            let is_head =
                |other: &&&Row| own.is_some() && number(other) == own && !basis(other).is_empty();
            let head = if basis(row).is_empty() {
                table.iter().find(is_head).copied()
            } else {
                None
            };
            let head = head.unwrap_or(row);
            let place = sheet.at(row.number, self.answer);
            Some(AgencyAnswer {
                text: answer,
                number: own,
                sentence: text(row, self.sentence),
                head: text(head, self.sentence),
                basis: basis(head),
                place: format!("{place} của {file}"),
            })
        };
        table.iter().filter_map(|row| answer(row)).collect()
    }
}

fn said(value: &Value) -> String {
    fold::key(&unbound(&value.to_string()))
}

/// The number of a finding, also before the number of its case: 3 of `3.2`.
fn whole(value: &Value) -> Option<usize> {
    let text = value.to_string();
    let digits: String = text
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
