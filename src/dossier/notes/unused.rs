//! Sheets that are not used, often dozens (quirk 42): one remark for all that are passed over for the same reason.

use indexmap::IndexMap;

use crate::cells::Addr;
use crate::dictionary::fold::uncapital;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;

/// So many names stand in a sentence; the cells tell the others.
const SHOWN_NAMES: usize = 4;

/// The sheets by reason, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Unused {
    by_reason: IndexMap<(RemarkCode, String), Vec<(String, Addr)>>,
}

impl Unused {
    /// Notes a sheet, with the cell that shows it.
    pub(crate) fn add(&mut self, code: RemarkCode, reason: &str, sheet: &str, at: Addr) {
        self.by_reason
            .entry((code, reason.to_owned()))
            .or_default()
            .push((sheet.to_owned(), at));
    }

    /// One remark a reason.
    pub(crate) fn into_remarks(self) -> impl Iterator<Item = Remark> {
        self.by_reason.into_iter().map(|((code, reason), sheets)| {
            let reason = uncapital(&reason);
            let names: Vec<String> = sheets
                .iter()
                .take(SHOWN_NAMES)
                .map(|(name, _)| format!("“{name}”"))
                .collect();
            let names = names.join(", ");
            let left = sheets.len().saturating_sub(SHOWN_NAMES);
            let more = if left == 0 {
                String::new()
            } else {
                format!(" và {left} trang khác")
            };
            let sentence = match code {
                RemarkCode::UnknownSheet => {
                    format!("Trang {names}{more}: {reason}; không được dùng")
                }
                _ => format!("Trang {names}{more}: {reason}"),
            };
            Remark {
                code,
                sentence,
                cells: sheets.into_iter().map(|(_, at)| at).collect(),
            }
        })
    }
}
