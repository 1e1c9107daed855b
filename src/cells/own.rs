//! Papers of the program's own that come back: a report, and the sheet that it put into a copy of a
//! submission.

/// The defined name of a workbook, and the custom property of a document, by which a report of ours
/// is known, whatever a person calls the file.
pub const OWN_REPORT: &str = "vtvl_bao_cao";

/// The defined name of the workbook in which an appraiser says her own word.
pub const OWN_REVIEW: &str = "vtvl_y_kien";

/// Giấy tờ của vtvl: a workbook that the program wrote, and not the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OwnPaper {
    /// A report on a submission: nothing in it is the agency's.
    Report,
    /// A copy of a submission with our findings; all but the sheet that lists them is the agency's.
    Annotated,
    /// A copy of a submission whose spelling was mended; all but the sheets that list the changes
    /// is the agency's.
    Mended,
    /// The word of the appraiser: nothing in it is the agency's.
    Review,
}

/// Which paper of ours a workbook is, by its defined names.
pub(super) fn paper(names: &[(String, String)]) -> Option<OwnPaper> {
    let has = |wanted: &str| names.iter().any(|(name, _)| name == wanted);
    let papers = [
        (OWN_REVIEW, OwnPaper::Review),
        (OWN_REPORT, OwnPaper::Report),
        (OWN_SHEET, OwnPaper::Annotated),
        (OWN_MENDED, OwnPaper::Mended),
    ];
    papers
        .into_iter()
        .find(|(name, _)| has(name))
        .map(|(_, paper)| paper)
}

/// The defined name by which the sheet that lists the findings is known again, whatever a person
/// calls it.
pub const OWN_SHEET: &str = "vtvl_nhan_xet";

/// The defined name by which the sheet that lists what was mended is known again; of a second time
/// with `_2` behind it.
pub const OWN_MENDED: &str = "vtvl_da_sua";

/// The names of the sheets that list what was mended, from the defined names of a workbook.
pub(super) fn mended_sheets(names: &[(String, String)]) -> Vec<String> {
    let is_ours = |name: &str| {
        name.strip_prefix(OWN_MENDED).is_some_and(|rest| {
            let number = rest.strip_prefix('_').unwrap_or("1");
            (rest.is_empty() || rest.starts_with('_'))
                && number.bytes().all(|digit| digit.is_ascii_digit())
        })
    };
    names
        .iter()
        .filter(|(name, _)| is_ours(name))
        .filter_map(|(_, reference)| named(reference))
        .collect()
}

/// The name of the sheet that lists the findings, from the defined names of a workbook: it is no
/// part of the submission.
pub(super) fn sheet(names: &[(String, String)]) -> Option<String> {
    let (_, reference) = names.iter().find(|(name, _)| name == OWN_SHEET)?;
    named(reference)
}

/// The sheet that a reference names: `'Nhận xét'!$A$1`.
#[must_use]
pub fn named(reference: &str) -> Option<String> {
    let (name, _) = reference.rsplit_once('!')?;
    let quoted = name
        .strip_prefix('\'')
        .and_then(|name| name.strip_suffix('\''));
    Some(quoted.unwrap_or(name).replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_is_known_by_its_name() {
        let name = |reference: &str| sheet(&[(OWN_SHEET.to_owned(), reference.to_owned())]);
        assert_eq!(name("'Của ''A'''!$A$1").as_deref(), Some("Của 'A'"));
        assert_eq!(name("Trang1!$A$1").as_deref(), Some("Trang1"));
        assert_eq!(name("#REF"), None);
        let kind = |name: &str| paper(&[(name.to_owned(), String::new())]);
        assert_eq!(kind(OWN_REPORT), Some(OwnPaper::Report));
        assert_eq!(kind(OWN_REVIEW), Some(OwnPaper::Review));
        assert_eq!(
            (kind(OWN_SHEET), kind("khac")),
            (Some(OwnPaper::Annotated), None)
        );
        assert_eq!(kind(OWN_MENDED), Some(OwnPaper::Mended));
        let names = [
            OWN_MENDED,
            "vtvl_da_sua_2",
            "vtvl_da_sua_x",
            "vtvl_da_suachua",
        ];
        let names: Vec<_> = names
            .iter()
            .map(|name| ((*name).to_owned(), format!("'{name}'!$A$1")))
            .collect();
        assert_eq!(mended_sheets(&names), [OWN_MENDED, "vtvl_da_sua_2"]);
    }
}
