//! Titles inside a table: a group, a unit or a field of work for the rows below.

use super::lens::Lens;
use super::lens::Sight;
use super::numbering::Mark;
use super::numbering::titled;
use crate::dictionary::SectionValue;
use crate::dictionary::fold;

/// A title is no longer than this; longer texts are notes unless a term stands at their beginning.
const MAX_TITLE_CHARS: usize = 120;
/// A title without a mark, a term or a unit is short.
const MAX_BARE_CHARS: usize = 60;
/// A title that is merged over so many columns says that it is one.
const WIDE: u32 = 3;

/// How a title stands: those of one level stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TitleLevel {
    mark: Mark,
    /// For titles without a mark: column, and whether it is merged wide and in capitals.
    shape: Option<(u32, bool, bool)>,
}

/// Dòng mục: a title for the rows below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SectionTitle {
    /// Its column.
    pub(crate) col: u32,
    /// Its text as it stands, with its mark.
    pub(crate) text: String,
    pub(crate) level: TitleLevel,
    /// Whether its text is known: a term of a closed list, or a word for a unit.
    pub(crate) known: bool,
}

/// The title in a row that holds hardly anything else.
pub(crate) fn title(lens: &Lens<'_>, sight: &Sight) -> Option<SectionTitle> {
    let row = lens.row(sight);
    let mut texts = lens.filled(row).filter(|(col, value)| {
        let is_number = lens.number == Some(*col) && Mark::of_number(&value.shown()).is_some();
        !is_number
            && value
                .text()
                .is_some_and(|text| text.chars().any(char::is_alphabetic))
    });
    let (first_col, first) = texts.next()?;
    // The name's column says more than a count beside it (`I | Vị trí … | 02 vị trí`).
    let (col, value) = match lens.name.filter(|name| first_col != *name) {
        Some(name) if lens.is_filled(row.value(name)) && lens.number != Some(first_col) => {
            (name, row.value(name))
        }
        _ => (first_col, first),
    };
    let text = value.to_string();
    let (own_mark, bare) = titled(&text);
    let mark = match sight.mark.filter(|_| lens.number != Some(col)) {
        Some(mark) => mark,
        None => own_mark,
    };
    let shape = (mark == Mark::Plain).then(|| {
        let wide = lens.grid.merges.width(row.number, col) >= WIDE;
        (col, wide, is_upper(bare))
    });
    Some(SectionTitle {
        col,
        known: is_known(lens, bare),
        level: TitleLevel { mark, shape },
        text,
    })
}

/// Whether a title's text is a term that sections of this form give, or names a unit.
fn is_known(lens: &Lens<'_>, title: &str) -> bool {
    let gives = |section: SectionValue| {
        lens.form
            .fields
            .iter()
            .filter(move |field| field.section == Some(section))
    };
    let lists =
        gives(SectionValue::Term).filter_map(|field| lens.forms.list(field.choices.as_deref()?));
    let unit = gives(SectionValue::Unit).next().is_some() && lens.words().names_unit(title);
    let owner = gives(SectionValue::Owner).next().is_some()
        && lens.owners_missing()
        && owner_of(title).is_some();
    unit || owner || lists.into_iter().any(|list| list.find(title).is_some())
}

/// Whose rows follow a title that names a position: code and name, as `Vị trí: Giám đốc (LD-01)`,
/// `LD-01. Giám đốc`, `Mã VTVL: LD-01; Tên: Giám đốc`. None where it has no code.
pub(crate) fn owner_of(title: &str) -> Option<(String, String)> {
    let (_, title) = titled(title);
    let around = |c: char| matches!(c, '(' | ')' | '.' | ',' | ';' | ':' | '[' | ']');
    let code = title
        .split_whitespace()
        .map(|word| word.trim_matches(around))
        .find(|word| is_joined_code(word))?;
    let (before, after) = title.split_once(code)?;
    let before = without_label(before);
    let clean = |part: &str| {
        let part = trim_loose(part);
        // A label before the name says what it is.
        part.rsplit_once(':')
            .map_or(part.clone(), |(_, name)| name.trim().to_owned())
    };
    let (before, after) = (clean(before), clean(after));
    let name = if after.is_empty() { before } else { after };
    Some((code.to_owned(), name))
}

/// What stands before a code without the label of the code: `Mã VTVL: HT-03`, `Giám đốc (mã số: LĐ-01)`.
fn without_label(before: &str) -> &str {
    let Some(labelled) = before.trim_end().strip_suffix(':') else {
        return before;
    };
    let begins = |c: char| matches!(c, '(' | '[' | ',' | ';' | '–' | '—' | ':');
    let label = labelled.rfind(begins).unwrap_or_default();
    &labelled[..label]
}

/// A part of a title without the signs that joined it to the others; a bracket with its partner is
/// the part's own.
fn trim_loose(part: &str) -> String {
    let loose = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '-' | '–' | '—');
    let mut part = part.trim_matches(loose);
    for (open, close) in [('(', ')'), ('[', ']')] {
        let lonely = |part: &str| part.matches(open).count() != part.matches(close).count();
        while lonely(part) && (part.starts_with([open, close]) || part.ends_with([open, close])) {
            let ends = part.ends_with([open, close]);
            let cut = if ends {
                part.strip_suffix([open, close])
            } else {
                part.strip_prefix([open, close])
            };
            part = cut.unwrap_or_default().trim_matches(loose);
        }
    }
    part.to_owned()
}

/// Letters and digits joined: `LD-01`, `VH.05`.
fn is_joined_code(word: &str) -> bool {
    let joined = word.contains(['-', '.', '_']);
    joined
        && word.chars().any(|c| c.is_ascii_digit())
        && word.chars().any(char::is_alphabetic)
        && word.len() <= 24
}

impl SectionTitle {
    /// Whether the way it is written makes it a title and no note.
    pub(crate) fn looks_like_title(&self, lens: &Lens<'_>, sight: &Sight) -> bool {
        let length = self.text.chars().count();
        if lens.words().is_foot(&self.text) || length > MAX_TITLE_CHARS {
            return false;
        }
        let wide = lens.grid.merges.width(lens.row(sight).number, self.col) >= WIDE;
        let upper = self.level.shape.is_some_and(|(_, _, upper)| upper);
        let marked = self.level.mark != Mark::Plain;
        let colon = self.text.trim_end().ends_with(':');
        let bracketed = self.text.trim_start().starts_with(['(', '*', '“', '"']);
        self.known || marked || (length <= MAX_BARE_CHARS && !bracketed && (wide || upper || colon))
    }

    /// Whether it begins as the titles of groups do: `Vị trí việc làm …`.
    pub(crate) fn speaks_of_positions(&self) -> bool {
        let (_, bare) = titled(&self.text);
        let bare = fold::bare(bare);
        ["vi tri viec lam", "vtvl", "nhom"]
            .iter()
            .any(|start| bare.starts_with(start))
    }
}

fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::owner_of;

    #[test]
    fn titles_that_name_a_position() {
        let owner = |text: &str| owner_of(text).map(|(code, name)| format!("{code}|{name}"));
        for text in [
            "Vị trí: Giám đốc Sở (LD-01)",
            "1. Giám đốc Sở - LD-01",
            "LD-01. Giám đốc Sở",
            "Mã VTVL: LD-01; Tên vị trí việc làm: Giám đốc Sở",
        ] {
            assert_eq!(owner(text).as_deref(), Some("LD-01|Giám đốc Sở"), "{text}");
        }
        let own = "Mã VTVL: HC-04; Tên vị trí việc làm: Kế toán (tài chính, kế toán)";
        assert_eq!(
            owner(own).as_deref(),
            Some("HC-04|Kế toán (tài chính, kế toán)")
        );
        assert_eq!(owner("Ghi chú: theo 62/2020"), None);
        assert_eq!(owner("Năng lực chung"), None);
    }
}
