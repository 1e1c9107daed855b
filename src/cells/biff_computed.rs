//! Cells that are computed: their values are kept without the formulas, which are read for what
//! they sum over.

use super::OpenError;
use super::beside::SumAreas;
use super::biff::FORMULA;
use super::biff::Letters;
use super::biff::Record;
use super::biff::STRING;
use super::biff_externs::Externs;
use super::biff_formula::Formula;
use super::biff_out::BiffOut;
use super::reference::Copied;

/// A formula record up to its tokens, [MS-XLS] 2.4.127.
pub(super) const FORMULA_HEAD: usize = 20;
/// A formula of more bytes is not looked at.
const FORMULA_BYTES: usize = 8_192;

/// The formulas of a workbook, sheet by sheet.
pub(super) struct BiffComputed<'a> {
    biff8: bool,
    externs: &'a Externs,
    /// By sheet: what formulas of the workbook sum over in it.
    pub(super) sums: Vec<SumAreas>,
    /// The number of the sheet that is walked.
    sheet: usize,
    /// Where the last formula stands: its text, or what it shares, follows in a record without a
    /// place.
    at: Option<(u32, u32)>,
    /// The style of that formula, when its text is still to come.
    text_of: Option<u16>,
}

impl<'a> BiffComputed<'a> {
    pub(super) fn new(biff8: bool, externs: &'a Externs, sheets: usize) -> Self {
        Self {
            biff8,
            externs,
            sums: vec![SumAreas::default(); sheets],
            sheet: 0,
            at: None,
            text_of: None,
        }
    }

    /// Another sheet begins.
    pub(super) fn begin_sheet(&mut self, number: usize) {
        (self.sheet, self.at, self.text_of) = (number, None, None);
    }

    /// A formula: the cached value is kept without the tokens.
    pub(super) fn value(
        &mut self,
        out: &mut BiffOut<'_>,
        record: Record<'_>,
    ) -> Result<(), OpenError> {
        let (Some(head), Some(row), Some(col)) = (
            record.data.get(..FORMULA_HEAD),
            record.word(0),
            record.word(2),
        ) else {
            return Err(OpenError::Corrupt);
        };
        let at = (u32::from(row), u32::from(col));
        self.at = Some(at);
        out.untold.formulas.push(at);
        out.count(1, 0, at)?;
        let tokens = record.data.get(FORMULA_HEAD + 2..).unwrap_or_default();
        let length = usize::from(record.word(FORMULA_HEAD).unwrap_or_default());
        let is_number = self.reads(&tokens[..length.min(tokens.len())], at, Copied::default());
        // [MS-XLS] 2.5.133: not a number but a text that follows (0), or an empty one (3).
        let is_text = head[12..14] == [0xFF; 2] && matches!(head[6], 0 | 3);
        if is_text && head[6] == 3 && is_number {
            // Some writers leave that where nobody computed (Q26); what can only be a number is no
            // empty text.
            out.untold.uncomputed.push(at);
        }
        self.text_of = None;
        if !is_text {
            out.place(FORMULA, record, &[&head[4..], &[0, 0]].concat())?;
        } else if head[6] == 0 {
            self.text_of = Some(record.word(4).unwrap_or_default());
        }
        Ok(())
    }

    /// The text that the formula before came to. calamine would put one without a formula in the
    /// first cell.
    pub(super) fn text(
        &mut self,
        out: &mut BiffOut<'_>,
        record: Record<'_>,
    ) -> Result<(), OpenError> {
        let (Some(style), Some((row, col))) = (self.text_of.take(), self.at) else {
            return Ok(());
        };
        let characters = usize::from(record.word(0).unwrap_or_default());
        out.count(0, characters, (row, col))?;
        if Letters::counted(record.data, true, self.biff8)
            .is_some_and(|letters| !letters.is_blank())
        {
            // The head of a formula whose value is the text that follows.
            let head = [
                &style.to_le_bytes()[..],
                &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF],
                &[0; 8],
            ]
            .concat();
            let at = out.stand((row, col), style)?;
            out.keep(FORMULA, &[&at[..], &head].concat());
            out.keep(STRING, record.data);
        }
        Ok(())
    }

    /// A formula that cells share, the first of them before it: [MS-XLS] 2.4.277.
    pub(super) fn shared(&mut self, record: Record<'_>) {
        let (Some(first), Some(last), Some(&[left, right])) =
            (record.word(0), record.word(2), record.data.get(4..6))
        else {
            return;
        };
        let tokens = record.data.get(10..).unwrap_or_default();
        let length = usize::from(record.word(8).unwrap_or_default());
        let copied = Copied {
            down: last.saturating_sub(first).into(),
            right: right.saturating_sub(left).into(),
            ..Copied::default()
        };
        self.reads(
            &tokens[..length.min(tokens.len())],
            (first.into(), left.into()),
            copied,
        );
    }

    /// Takes in what a formula sums over; whether its value can only be a number.
    fn reads(&mut self, tokens: &[u8], at: (u32, u32), copied: Copied) -> bool {
        if !self.biff8 || tokens.len() > FORMULA_BYTES {
            return false;
        }
        let formula = Formula {
            externs: self.externs,
            sheet: self.sheet,
            at,
            copied,
        };
        let Some(told) = formula.read(tokens) else {
            return false;
        };
        for (sheet, area, summed) in told.reads {
            match self.sums.get_mut(sheet) {
                Some(sums) if summed => sums.sum(area),
                Some(sums) => sums.add(area),
                None => {}
            }
        }
        told.is_number
    }
}
