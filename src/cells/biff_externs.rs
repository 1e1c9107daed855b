//! Which sheets the references of a BIFF8 workbook mean that lead out of their own.

use super::biff::Record;

/// Sheets that one reference over several sheets may name.
const SPAN: usize = 100;

/// The sheets that references over sheets mean: [MS-XLS] 2.4.105 and 2.4.271.
#[derive(Debug, Default)]
pub(super) struct Externs {
    /// Of each book: whether it is the workbook itself.
    own: Vec<bool>,
    /// Book, first and last sheet.
    spans: Vec<(u16, u16, u16)>,
}

impl Externs {
    /// A book that references may lie in.
    pub(super) fn book(&mut self, record: Record<'_>) {
        self.own
            .push(record.data.len() == 4 && record.word(2) == Some(0x0401));
    }

    /// The spans of sheets that references name by their places.
    pub(super) fn spans(&mut self, record: Record<'_>) {
        let word = |at: &[u8], place: usize| u16::from_le_bytes([at[place], at[place + 1]]);
        let spans = record.data.get(2..).unwrap_or_default().chunks_exact(6);
        self.spans
            .extend(spans.map(|span| (word(span, 0), word(span, 2), word(span, 4))));
    }

    /// The sheets of the workbook itself that a place stands for.
    pub(super) fn sheets(&self, place: u16) -> Vec<usize> {
        let Some((book, first, last)) = self.spans.get(usize::from(place)) else {
            return Vec::new();
        };
        let own = self
            .own
            .get(usize::from(*book))
            .copied()
            .unwrap_or_default();
        if !own || first > last || usize::from(last - first) > SPAN {
            return Vec::new();
        }
        (usize::from(*first)..=usize::from(*last)).collect()
    }
}
