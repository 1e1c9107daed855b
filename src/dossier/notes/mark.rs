//! The mark by which a workbook says that it was made from our blank one.

use std::fmt;

use crate::cells::Addr;
use crate::cells::Workbook;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;

/// How the mark begins.
const NAME: &str = "Mẫu vtvl ";
/// What stands before the digest of the rulebook.
const RULEBOOK: &str = "bản quy tắc ";
/// The mark stands in the first rows of a sheet.
const ROWS: u32 = 12;
/// Letters of the digest that the mark carries.
const DIGEST: usize = 12;

/// Dấu mẫu: `Mẫu vtvl 1 (công chức), bản quy tắc 0123456789ab`. Plain text of a cell, so that it
/// outlives every program that saves the workbook.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct TemplateMark {
    /// Version of the blank workbook.
    pub version: u32,
    /// For whom it is, as people read it.
    pub kind: String,
    /// The beginning of the digest of the rulebook that it was made from.
    pub rulebook: String,
}

impl TemplateMark {
    /// The version of the blank workbook that this program writes.
    pub const VERSION: u32 = 1;

    /// The mark of a workbook written by this program from a rulebook with this digest.
    #[must_use]
    pub fn new(kind: &str, digest: &str) -> Self {
        let rulebook = digest.chars().take(DIGEST).collect();
        Self {
            version: Self::VERSION,
            kind: kind.to_lowercase(),
            rulebook,
        }
    }

    /// Reads the text of a cell as a mark.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (version, rest) = text.trim().strip_prefix(NAME)?.split_once(" (")?;
        let (kind, rest) = rest.split_once("), ")?;
        let rulebook = rest.strip_prefix(RULEBOOK)?;
        let known = rulebook.chars().all(|c| c.is_ascii_hexdigit()) && !rulebook.is_empty();
        known.then_some(Self {
            version: version.parse().ok()?,
            kind: kind.to_owned(),
            rulebook: rulebook.to_owned(),
        })
    }
}

impl fmt::Display for TemplateMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{NAME}{} ({}), {RULEBOOK}{}",
            self.version, self.kind, self.rulebook
        )
    }
}

/// Notes the mark of a workbook; when nothing has been written in it yet, says so.
pub(crate) fn tell(
    workbook: &Workbook,
    forms: &Forms,
    dossier: &mut Dossier,
    remarks: &mut Vec<Remark>,
) {
    dossier.template = find(workbook);
    let Some((_, at)) = dossier
        .template
        .as_ref()
        .filter(|_| is_unfilled(dossier, forms))
    else {
        return;
    };
    let sentence = "Tệp là mẫu chưa điền, chưa có nội dung nào để kiểm tra; hãy điền các trang của mẫu rồi chạy lại";
    remarks.push(Remark {
        code: RemarkCode::BlankTemplate,
        sentence: sentence.to_owned(),
        cells: vec![at.clone()],
    });
    dossier.unfilled = true;
}

/// Whether the tables hold only what the blank workbook says by itself: for whom it is, and the
/// names of the rows that are the terms of a list.
fn is_unfilled(dossier: &Dossier, forms: &Forms) -> bool {
    dossier.tables.iter().all(|(entity, table)| {
        let Some(form) = forms.of(*entity) else {
            return true;
        };
        let given = |key: &str| match entity {
            Entity::Agency => form.keyed(Role::Staff) == Some(key),
            _ => {
                form.blank.terms
                    && form
                        .field(key)
                        .is_some_and(|field| field.name || field.role == Some(Role::Number))
            }
        };
        let leaves = table.entries.iter().flat_map(|entry| &entry.leaves);
        leaves
            .into_iter()
            .all(|(key, leaf)| leaf.value.is_blank() || given(key))
    })
}

/// The mark of a workbook, whichever sheet carries it.
fn find(workbook: &Workbook) -> Option<(TemplateMark, Addr)> {
    workbook.sheets.iter().find_map(|sheet| {
        let top = sheet.rows.iter().take_while(|row| row.number < ROWS);
        top.flat_map(|row| {
            row.cells
                .iter()
                .map(move |(col, value)| (row.number, *col, value))
        })
        .find_map(|(row, col, value)| {
            Some((TemplateMark::parse(value.text()?)?, sheet.at(row, col)))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::dossier::TemplateMark;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        let mark = TemplateMark::new("Công chức", "0123456789abcdef");
        assert_eq!(
            mark.to_string(),
            "Mẫu vtvl 1 (công chức), bản quy tắc 0123456789ab"
        );
        assert_eq!(TemplateMark::parse(&mark.to_string()), Some(mark));
    }

    #[test]
    fn other_texts_are_no_marks() {
        for text in [
            "Mẫu vtvl",
            "Mẫu vtvl x (công chức), bản quy tắc 01",
            "Mẫu vtvl 1 (công chức), bản quy tắc ",
        ] {
            assert_eq!(TemplateMark::parse(text), None, "{text}");
        }
    }
}
