//! What speaks for a form on a sheet: its name, its title, its headings; and saying so.

use super::grid::Grid;
use super::header::Header;
use crate::dictionary::Forms;
use crate::dictionary::SheetIndex;
use crate::dictionary::fold;
use crate::dictionary::holds_phrase;
use crate::dictionary::likeness::alike;
use crate::dictionary::plain;
use crate::dictionary::without_numbers;
use crate::dossier::FormSigns;
use crate::dossier::HeadingsLie;
use crate::dossier::SheetReason;
use crate::dossier::weights::BY_HEADINGS;
use crate::dossier::weights::BY_NAME;
use crate::dossier::weights::BY_TITLE;
use crate::dossier::weights::NAME_ALIKE;
use crate::dossier::weights::NAME_HOLDS_PHRASE;
use crate::dossier::weights::NAME_HOLDS_WORD;
use crate::dossier::weights::SAME_NAME;
use crate::dossier::weights::SPELLED_ALIKE;
use crate::dossier::weights::SPOKEN_FOR;
use crate::dossier::weights::TITLE_SAYS;

/// Rows that hold something in which a title is looked for.
const TITLE_ROWS: usize = 60;

/// What a sheet says about itself, apart from its headings.
#[derive(Debug)]
pub(crate) struct SheetEvidence {
    /// By form: how well the name of the sheet fits, 0 to 1.
    name: Vec<f64>,
    /// Titles found: row and form.
    titles: Vec<(u32, usize)>,
}

impl SheetEvidence {
    pub(crate) fn of(grid: &Grid<'_>, forms: &Forms) -> Self {
        let name = without_numbers(&plain(grid.name()));
        let bare_name = fold::bare(&name);
        let index = forms.sheet_index();
        let score = |known: &Vec<String>| {
            known
                .iter()
                .map(|known| name_score(&bare_name, known))
                .fold(0.0, f64::max)
        };
        Self {
            name: index.names.iter().map(score).collect(),
            titles: titles(grid, index),
        }
    }

    /// Whether a title of the form stands above a row.
    pub(crate) fn titled(&self, form: usize, above: u32) -> bool {
        self.titles
            .iter()
            .any(|(row, titled)| *titled == form && *row < above)
    }

    /// The confidence, 0 to 1, when headings fit this well: each sign leaves less doubt.
    pub(crate) fn confidence(&self, form: usize, header_row: u32, fit: f64) -> f64 {
        let title = if self.titled(form, header_row) {
            BY_TITLE
        } else {
            0.0
        };
        1.0 - (1.0 - BY_HEADINGS * fit) * (1.0 - BY_NAME * self.name[form]) * (1.0 - title)
    }

    /// The confidence in a header: without the columns that decide its form only the sheet's own
    /// name, or a title, makes it the form.
    pub(crate) fn weigh(&self, header: &Header, row: u32) -> f64 {
        let says_so = self.name[header.form] >= SAME_NAME || self.titled(header.form, row);
        if header.decided || says_so {
            self.confidence(header.form, row, header.fit)
        } else {
            0.0
        }
    }

    /// The form that the name or the title speaks for most, if any does.
    pub(crate) fn nearest(&self) -> Option<usize> {
        let titled = |form: usize| {
            if self.titled(form, u32::MAX) {
                TITLE_SAYS
            } else {
                0.0
            }
        };
        let scores = self
            .name
            .iter()
            .enumerate()
            .map(|(form, name)| (form, *name + titled(form)));
        let best = scores.fold(None, |best: Option<(usize, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
        best.filter(|(_, score)| *score > SPOKEN_FOR)
            .map(|(form, _)| form)
    }

    /// The row of the last title of a form: what it lists stands below.
    pub(crate) fn title_of(&self, form: usize) -> Option<u32> {
        self.titles
            .iter()
            .filter(|(_, titled)| *titled == form)
            .map(|(row, _)| *row)
            .max()
    }

    /// Why a sheet was taken for nothing.
    pub(crate) fn unknown(&self, forms: &Forms) -> SheetReason {
        SheetReason::Unknown {
            like: self.nearest().map(|form| forms.at(form).sheet.clone()),
        }
    }

    /// Why a sheet was taken for a form.
    pub(crate) fn signs(
        &self,
        forms: &Forms,
        form: usize,
        header_row: u32,
        counts: (usize, usize),
        lie: HeadingsLie,
    ) -> FormSigns {
        FormSigns {
            form: forms.at(form).sheet.clone(),
            by_name: self.name[form] > SPOKEN_FOR,
            by_title: self.titled(form, header_row),
            known: counts.0,
            of: counts.1,
            lie,
            like_sibling: false,
        }
    }
}

fn titles(grid: &Grid<'_>, index: &SheetIndex) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    for row in grid
        .rows()
        .iter()
        .take(TITLE_ROWS)
        .filter(|row| row.cells.len() <= 3)
    {
        for text in row
            .cells
            .iter()
            .filter_map(|(_, value)| value.text())
            .filter(|text| text.len() >= 8)
        {
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
        return SAME_NAME;
    }
    if holds_phrase(name, known) {
        return if known.contains(' ') {
            NAME_HOLDS_PHRASE
        } else {
            NAME_HOLDS_WORD
        };
    }
    let (long, short) = (name.len().max(known.len()), name.len().min(known.len()));
    // Texts of very different lengths are not alike: saves the work of comparing.
    let comparable = short >= 5 && short * 10 >= long * 8;
    if comparable && alike(name, known, SPELLED_ALIKE).is_some() {
        NAME_ALIKE
    } else {
        0.0
    }
}

/// What the names of annexes numbered one after another have in common: `pl` of `PL II`; none for a
/// name without a number.
pub(crate) fn series(name: &str) -> Option<String> {
    let words: Vec<String> = fold::bare_words(name)
        .split(' ')
        .map(str::to_owned)
        .collect();
    let is_number = |word: &String| {
        word.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'))
    };
    let rest: Vec<&str> = words
        .iter()
        .filter(|word| !is_number(word))
        .map(String::as_str)
        .collect();
    (rest.len() < words.len() && !rest.is_empty()).then(|| rest.join(" "))
}
