//! Entries that a Word document has in its running text: the legal bases that open a paper,
//! `Căn cứ Nghị định số 62/2020/NĐ-CP ngày 01/6/2020 …;`. So it is never said that a dossier names
//! no basis whose Word part cites them.

use regex_lite::Regex;

use super::lines::EntryLine;
use crate::cells::Sheet;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold;

/// How each basis of a paper begins (Nghị định số 30/2020/NĐ-CP, Phụ lục I).
const OPENING: &str = "can cu ";

/// The lines of text that are entries of a form, by the position of the form; none in a workbook.
pub(super) fn lines(sheet: &Sheet, forms: &Forms) -> Vec<(usize, Vec<EntryLine>)> {
    if sheet.id.word.is_none() {
        return Vec::new();
    }
    let of_form = |(position, form): (usize, &Form)| {
        let opening = form.lines.as_ref().filter(|_| form.entity.is_some())?;
        let found = opened(sheet, opening);
        (!found.is_empty()).then_some((position, found))
    };
    forms.iter().enumerate().filter_map(of_form).collect()
}

/// The paragraphs that begin as a basis does, from what a form knows an entry by on.
fn opened(sheet: &Sheet, opening: &Regex) -> Vec<EntryLine> {
    let mut found = Vec::new();
    for row in &sheet.rows {
        let [(col, value)] = row.cells.as_slice() else {
            continue;
        };
        let text = value.text().filter(|text| is_opened(text));
        let Some(text) = text.filter(|_| sheet.id.is_paragraph(row.number)) else {
            continue;
        };
        if let Some(basis) = opening
            .find(text)
            .and_then(|found| text.get(found.start()..))
        {
            let basis = basis.trim_end_matches([';', '.', ',']);
            found.push(EntryLine {
                row: row.number,
                name: (*col, basis.to_owned()),
                columns: Vec::new(),
                taken: true,
            });
        }
    }
    found
}

/// Whether a paragraph begins as a basis does, behind a bullet too.
fn is_opened(text: &str) -> bool {
    let start: String = text
        .trim_start_matches(|c: char| !c.is_alphabetic())
        .chars()
        .take(12)
        .collect();
    fold::bare(&fold::key(&start)).starts_with(OPENING)
}
