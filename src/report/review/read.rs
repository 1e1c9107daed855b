//! Reads the workbook back: by the names of its sheets and headings, whatever was moved; mistakes
//! by cell.

use jiff::civil::Date;

use super::FINDINGS;
use super::KEY;
use super::MEETING;
use super::POSITIONS;
use super::PROCEDURE;
use super::QUESTIONS;
use super::RECEIVED;
use super::ReviewSheet;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::cells::Workbook;
use crate::dictionary::fold;
use crate::dossier::parse_day;
use crate::opinion::Agreed;
use crate::opinion::Explained;
use crate::opinion::MOST_PEOPLE;
use crate::opinion::Review;
use crate::opinion::Ruling;
use crate::opinion::Stand;

/// What was read of the appraiser's workbook, and what was not.
#[derive(Debug, Clone, Default)]
pub struct ReviewRead {
    /// Her word.
    pub review: Review,
    /// One sentence for each cell that cannot be taken, with its address.
    pub faults: Vec<String>,
}

/// Reads the workbook of an appraiser. Sheets that she has taken out say nothing; a cell that
/// cannot be taken is told.
#[must_use]
pub fn read_review(workbook: &Workbook) -> ReviewRead {
    let mut read = ReviewRead::default();
    let mut any = false;
    for (layout, take) in [
        (&POSITIONS, position as Take),
        (&FINDINGS, finding as Take),
        (&QUESTIONS, question as Take),
        (&PROCEDURE, procedure as Take),
    ] {
        let Some(sheet) = workbook
            .sheets
            .iter()
            .find(|sheet| fold::key(sheet.name()) == fold::key(layout.name))
        else {
            continue;
        };
        any = true;
        rows(sheet, layout, take, &mut read);
    }
    if !any {
        read.faults.push(
            "tệp không có trang nào của bảng thẩm định (Vị trí, Nhận xét, Câu hỏi, Chung)"
                .to_owned(),
        );
    }
    read
}

type Take = fn(&ReviewLine<'_>, &mut ReviewRead);

/// One row with the places of the columns.
struct ReviewLine<'a> {
    sheet: &'a Sheet,
    row: u32,
    columns: &'a [(&'static str, u32)],
}

fn rows(sheet: &Sheet, layout: &ReviewSheet, take: Take, read: &mut ReviewRead) {
    let heads = sheet.rows.iter().find_map(|row| {
        let place = |head: &&'static str| {
            let is_here =
                |(_, value): &&(u32, Value)| fold::key(&value.to_string()) == fold::key(head);
            row.cells.iter().find(is_here).map(|(col, _)| (*head, *col))
        };
        let columns: Vec<(&'static str, u32)> = layout.heads.iter().filter_map(place).collect();
        (columns.len() > 1).then_some((row.number, columns))
    });
    let Some((head, columns)) = heads else {
        read.faults.push(format!(
            "trang “{}” không còn dòng tiêu đề của bảng thẩm định",
            sheet.title()
        ));
        return;
    };
    for row in sheet.rows.iter().filter(|row| row.number > head) {
        take(
            &ReviewLine {
                sheet,
                row: row.number,
                columns: &columns,
            },
            read,
        );
    }
}

impl ReviewLine<'_> {
    fn value(&self, head: &str) -> &Value {
        let column = self.columns.iter().find(|(known, _)| *known == head);
        column.map_or(&Value::Blank, |(_, col)| self.sheet.value(self.row, *col))
    }

    fn text(&self, head: &str) -> String {
        fold::squeeze(&self.value(head).to_string())
    }

    fn fault(&self, head: &str, what: &str, read: &mut ReviewRead) {
        let col = self
            .columns
            .iter()
            .find(|(known, _)| *known == head)
            .map_or(0, |(_, col)| *col);
        read.faults.push(format!(
            "ô {}: “{}” {what}",
            self.sheet.at(self.row, col),
            self.text(head)
        ));
    }
}

fn position(line: &ReviewLine<'_>, read: &mut ReviewRead) {
    const OWN: &str = "Ý kiến thẩm định";
    let people = 0..=MOST_PEOPLE;
    let key = line.text(KEY);
    if key.is_empty() {
        return;
    }
    let number = match line.value(OWN) {
        Value::Blank => None,
        Value::Whole(number) if people.contains(number) => Some(*number),
        Value::Text(text) if text.trim().is_empty() => None,
        Value::Text(text)
            if text
                .trim()
                .parse()
                .is_ok_and(|number| people.contains(&number)) =>
        {
            text.trim().parse().ok()
        }
        _ => return line.fault(OWN, "không phải một số nguyên từ 0 trở lên", read),
    };
    let proposed = match line.value("Đề nghị") {
        Value::Whole(proposed) => Some(*proposed),
        _ => None,
    };
    read.review.numbers.insert(
        key,
        Agreed {
            number,
            proposed,
            reason: line.text("Lý do"),
        },
    );
}

fn finding(line: &ReviewLine<'_>, read: &mut ReviewRead) {
    const OWN: &str = "Ý kiến";
    let key = line.text(KEY);
    if key.is_empty() {
        return;
    }
    let said = fold::key(&line.text(OWN));
    let ruling = match Ruling::ALL
        .into_iter()
        .find(|ruling| fold::key(ruling.label()) == said)
    {
        Some(ruling) => ruling,
        None if said.is_empty() => Ruling::Keep,
        None => return line.fault(OWN, "không phải “giữ”, “bỏ” hoặc “đã giải trình”", read),
    };
    let (wording, mut reason) = (line.text("Nội dung viết lại"), line.text("Lý do"));
    // What was put there for her and stands untouched is not her word.
    if ruling == Ruling::Keep
        && reason.starts_with(Explained::INTRODUCTION)
        && reason.ends_with('”')
    {
        reason.clear();
    }
    let stand = Stand {
        ruling,
        wording,
        reason,
    };
    read.review.stands.insert(key, stand);
}

fn question(line: &ReviewLine<'_>, read: &mut ReviewRead) {
    let (key, answer) = (line.text(KEY), line.text("Trả lời"));
    if !key.is_empty() && !answer.is_empty() {
        read.review.answers.insert(key, answer);
    }
}

fn procedure(line: &ReviewLine<'_>, read: &mut ReviewRead) {
    const OWN: &str = "Giá trị";
    let day: Option<Date> = match line.value(OWN) {
        Value::Date(day) => Some(*day),
        Value::Blank => None,
        Value::Text(text) => match parse_day(text) {
            Some(day) => Some(day),
            None => return line.fault(OWN, "không phải một ngày, ví dụ 30/06/2021", read),
        },
        _ => return line.fault(OWN, "không phải một ngày, ví dụ 30/06/2021", read),
    };
    match line.text("Nội dung").as_str() {
        RECEIVED => read.review.procedure.received = day,
        MEETING => read.review.procedure.meeting = day,
        _ => {}
    }
}
