//! What speaks for a form on a sheet: its name, its title, its headings; and saying so.

use crate::cells::Sheet;
use crate::dictionary::Forms;
use crate::dictionary::SheetIndex;
use crate::dictionary::fold;
use crate::dictionary::without_numbers;
use crate::dictionary::words::holds_phrase;
use crate::dictionary::words::plain;

/// Rows that hold something in which a title is looked for.
const TITLE_ROWS: usize = 60;
/// The least confidence with which a sheet is taken for a form.
pub(super) const ENOUGH: f64 = 0.5;

/// What a sheet says about itself, apart from its headings.
#[derive(Debug)]
pub(super) struct Evidence {
    /// By form: how well the name of the sheet fits, 0 to 1.
    name: Vec<f64>,
    /// Titles found: row and form.
    titles: Vec<(u32, usize)>,
}

impl Evidence {
    pub(super) fn of(sheet: &Sheet, forms: &Forms) -> Self {
        let name = without_numbers(&plain(sheet.name()));
        let bare_name = fold::bare(&name);
        let index = forms.sheet_index();
        let score = |known: &Vec<String>| known.iter().map(|known| name_score(&bare_name, known)).fold(0.0, f64::max);
        Self { name: index.names.iter().map(score).collect(), titles: titles(sheet, index) }
    }

    /// Whether a title of the form stands above a row.
    pub(super) fn titled(&self, form: usize, above: u32) -> bool {
        self.titles.iter().any(|(row, titled)| *titled == form && *row < above)
    }

    /// The confidence, 0 to 1, when headings fit this well: each sign leaves less doubt.
    pub(super) fn confidence(&self, form: usize, header_row: u32, fit: f64) -> f64 {
        let title = if self.titled(form, header_row) { 0.4 } else { 0.0 };
        1.0 - (1.0 - 0.92 * fit) * (1.0 - 0.5 * self.name[form]) * (1.0 - title)
    }

    /// The form that the name or the title speaks for most, if any does.
    pub(super) fn nearest(&self) -> Option<usize> {
        let titled = |form: usize| if self.titled(form, u32::MAX) { 0.8 } else { 0.0 };
        let scores = self.name.iter().enumerate().map(|(form, name)| (form, f64::max(*name, titled(form))));
        let best = scores.fold(None, |best: Option<(usize, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
        best.filter(|(_, score)| *score > 0.5).map(|(form, _)| form)
    }

    /// Why a sheet was taken for a form, one Vietnamese sentence.
    pub(super) fn reason(
        &self,
        forms: &Forms,
        form: usize,
        header_row: u32,
        counts: (usize, usize),
        what: &str,
    ) -> String {
        let mut signs = Vec::new();
        if self.name[form] > 0.5 {
            signs.push("tên trang".to_owned());
        }
        if self.titled(form, header_row) {
            signs.push("tiêu đề".to_owned());
        }
        signs.push(format!("{}/{} {what}", counts.0, counts.1));
        let last = signs.pop().unwrap_or_default();
        let listed = if signs.is_empty() { last } else { format!("{} và {last}", signs.join(", ")) };
        capital(&format!("{listed} khớp biểu “{}”", forms.at(form).sheet))
    }
}

fn titles(sheet: &Sheet, index: &SheetIndex) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    for row in sheet.rows.iter().take(TITLE_ROWS).filter(|row| row.cells.len() <= 3) {
        for text in row.cells.iter().filter_map(|(_, value)| value.text()).filter(|text| text.len() >= 8) {
            let text = plain(text);
            let ascii = text.is_ascii();
            for (form, title, bare) in &index.titles {
                if holds_phrase(&text, title) || (ascii && holds_phrase(&text, bare)) {
                    found.push((row.number, *form));
                }
            }
        }
    }
    found
}

fn name_score(name: &str, known: &str) -> f64 {
    if name == known {
        return 1.0;
    }
    if holds_phrase(name, known) {
        // `VTVL Hiệu trưởng` holds `VTVL`: only a phrase says something.
        return if known.contains(' ') { 0.7 } else { 0.3 };
    }
    let (long, short) = (name.len().max(known.len()), name.len().min(known.len()));
    // Texts of very different lengths are not alike: saves the work of comparing.
    let comparable = short >= 5 && short * 10 >= long * 8;
    if comparable && strsim::normalized_levenshtein(name, known) >= 0.85 { 0.8 } else { 0.0 }
}

/// The sentence with a capital first letter.
pub(super) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
