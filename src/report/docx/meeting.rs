//! The open questions on one page, for the meeting.

use serde::Serialize;

use super::View;
use crate::law::Outcome;
use crate::report::entries;
use crate::report::entries::Entry;
use crate::report::words;

/// Bảng câu hỏi: what the meeting has to settle.
#[derive(Debug, Serialize)]
pub(super) struct Meeting {
    parts: Vec<Group>,
    nothing: bool,
}

/// One part of the table.
#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    lines: Vec<Line>,
}

/// One row.
#[derive(Debug, Serialize)]
struct Line {
    number: usize,
    text: String,
    basis: String,
}

/// Lines of text that the table of one page holds at 11 points.
const PAGE: usize = 37;

/// Characters of a line of the column of questions, and of the column of provisions.
const WIDTHS: (usize, usize) = (50, 17);

impl Meeting {
    /// The questions that the law leaves to people, then what the agency has to explain: one by one where
    /// the page holds it, else by the places where the report tells it.
    pub(super) fn of(view: &View) -> Self {
        let mut number = 0;
        let mut line = |text: String, basis: String| {
            number += 1;
            Line { number, text, basis }
        };
        let asked: Vec<Line> =
            view.questions.iter().map(|question| line(question.question.clone(), short(&question.citation))).collect();
        let explain: Vec<&Entry> = view
            .sections
            .iter()
            .flat_map(|section| &section.entries)
            .filter(|entry| entry.class == entries::class(Outcome::Explain) && entry.follows.is_empty())
            .collect();
        let told = |entry: &&Entry| (entry.sentence.clone(), short(&entry.citation));
        let one_by_one: Vec<(String, String)> = explain.iter().map(told).collect();
        let height: usize = asked.iter().map(|line| lines(&line.text, &line.basis)).sum::<usize>()
            + one_by_one.iter().map(|(text, basis)| lines(text, basis)).sum::<usize>();
        let explained: Vec<Line> = if height <= PAGE || explain.len() < 2 {
            one_by_one.into_iter().map(|(text, basis)| line(text, basis)).collect()
        } else {
            let labels: Vec<&str> = explain.iter().map(|entry| entry.reference.label.as_str()).collect();
            let text = format!(
                "{} nội dung cần giải trình nêu tại các mục {} của Báo cáo thẩm định.",
                words::count(labels.len()),
                labels.join(", ")
            );
            vec![line(text, String::new())]
        };
        let parts = vec![
            Group { title: "Vấn đề pháp luật giao người thẩm định xem xét", lines: asked },
            Group { title: "Nội dung cơ quan, đơn vị cần giải trình", lines: explained },
        ];
        let parts: Vec<Group> = parts.into_iter().filter(|part| !part.lines.is_empty()).collect();
        Self { nothing: parts.is_empty(), parts }
    }
}

/// A citation for a narrow column: `Điều 5 khoản 2, NĐ 62/2020`. The report has it in full.
fn short(citation: &str) -> String {
    let kinds = [(" Nghị định số ", ", NĐ "), (" Thông tư số ", ", TT "), ("/NĐ-CP", ""), ("/TT-BNV", "")];
    kinds.iter().fold(words::capital(citation), |text, (long, short)| text.replace(long, short))
}

/// Lines that a row takes.
fn lines(text: &str, basis: &str) -> usize {
    let of = |text: &str, width: usize| text.chars().count().div_ceil(width);
    of(text, WIDTHS.0).max(of(basis, WIDTHS.1)).max(1)
}
