//! The names and titles by which sheets say which form they are.

use super::Form;
use super::fold;
use super::fold::plain;

/// The names and titles of the forms, made ready for comparison once.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetIndex {
    /// By form: names of its sheet without accents.
    pub(crate) names: Vec<Vec<String>>,
    /// Form and title, with and without accents.
    pub(crate) titles: Vec<(usize, String, String)>,
}

impl SheetIndex {
    pub(crate) fn of(forms: &[Form]) -> Self {
        let name = |name: &String| fold::bare(&without_numbers(&plain(name)));
        let names = |form: &Form| {
            std::iter::once(&form.sheet)
                .chain(&form.sheets)
                .map(name)
                .collect()
        };
        let mut titles = Vec::new();
        for (position, form) in forms.iter().enumerate() {
            titles.extend(
                form.titles
                    .iter()
                    .map(|title| (position, plain(title), fold::bare_words(title))),
            );
        }
        Self {
            names: forms.iter().map(names).collect(),
            titles,
        }
    }
}

/// A sheet name without its numbers: `PL 1 Danh mục` is `PL Danh mục`.
pub(crate) fn without_numbers(text: &str) -> String {
    text.split(' ')
        .filter(|word| !word.chars().all(|c| c.is_ascii_digit()))
        .collect::<Vec<_>>()
        .join(" ")
}
