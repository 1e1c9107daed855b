//! The sheet that the program itself put into a workbook that comes back.

/// The defined name by which the sheet that lists the findings is known again, whatever a person calls it.
pub const OWN_SHEET: &str = "vtvl_nhan_xet";

/// The name of that sheet, from the defined names of a workbook: it is no part of the submission.
pub(super) fn sheet(names: &[(String, String)]) -> Option<String> {
    let (_, reference) = names.iter().find(|(name, _)| name == OWN_SHEET)?;
    named(reference)
}

/// The sheet that a reference names: `'Nhận xét'!$A$1`.
#[must_use]
pub fn named(reference: &str) -> Option<String> {
    let (name, _) = reference.rsplit_once('!')?;
    let quoted = name.strip_prefix('\'').and_then(|name| name.strip_suffix('\''));
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
    }
}
