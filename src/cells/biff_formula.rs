//! What the formulas of a BIFF8 workbook sum over: their tokens in reverse Polish notation,
//! [MS-XLS] 2.2.2 and 2.5.198.
//!
//! Only references, sums and what passes values on are understood; a formula with anything else
//! tells nothing.

use super::Area;
use super::biff_externs::Externs;
use super::reference::Copied;

/// Operands of a formula at a time; Excel allows fewer.
const OPERANDS: usize = 256;
/// The last row and column of the format.
const LAST_ROW: i64 = 0xFFFF;
const LAST_COL: i64 = 0xFF;

/// Functions by their numbers, 2.5.198.17.
const IF: u16 = 1;
const SUM: u16 = 4;
const SUMPRODUCT: u16 = 228;
const SUBTOTAL: u16 = 344;
const SUMIF: u16 = 345;
const SUMIFS: u16 = 482;
const IFERROR: u16 = 480;
/// ABS, INT, ROUND, ROUNDUP, ROUNDDOWN: give what they take.
const THROUGH: [u16; 5] = [24, 25, 27, 212, 213];
/// Functions with so many arguments as a rule says, as far as proposals use them: number,
/// arguments.
const FIXED: [(u16, usize); 30] = [
    (2, 1),
    (3, 1),
    (10, 0),
    (19, 0),
    (20, 1),
    (24, 1),
    (25, 1),
    (26, 1),
    (27, 2),
    (30, 2),
    (31, 3),
    (32, 1),
    (33, 1),
    (34, 0),
    (35, 0),
    (38, 1),
    (39, 2),
    (48, 2),
    (65, 3),
    (67, 1),
    (68, 1),
    (69, 1),
    (74, 0),
    (118, 1),
    (128, 1),
    (129, 1),
    (212, 2),
    (213, 2),
    (221, 0),
    (346, 2),
];

/// What a formula says of cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FormulaReads {
    /// Sheets, cells, and whether they are summed over (else added one by one).
    pub(super) reads: Vec<(usize, Area, bool)>,
    /// Whether its value can only be a number.
    pub(super) is_number: bool,
}

/// Cells that an operand consists of.
#[derive(Debug)]
struct OperandCells {
    sheet: usize,
    area: Area,
    /// Multiplied or negated: text that is a number counts.
    coerced: bool,
    /// A part of a plain sum.
    plus: bool,
}

#[derive(Debug, Default)]
struct FormulaOperand {
    cells: Vec<OperandCells>,
    number: Option<u16>,
    is_number: bool,
}

/// A formula that is read.
pub(super) struct Formula<'a> {
    pub(super) externs: &'a Externs,
    pub(super) sheet: usize,
    /// Where it stands, and how far it is copied.
    pub(super) at: (u32, u32),
    pub(super) copied: Copied,
}

impl Formula<'_> {
    /// Reads the tokens; nothing where one is not understood.
    pub(super) fn read(&self, tokens: &[u8]) -> Option<FormulaReads> {
        let mut told = FormulaReads::default();
        let mut stack: Vec<FormulaOperand> = Vec::new();
        let mut rest = tokens;
        while let Some((token, data)) = rest.split_first() {
            let taken = self.token(*token, data, &mut stack, &mut told)?;
            rest = data.get(taken..)?;
            if stack.len() > OPERANDS {
                return None;
            }
        }
        let last = stack.pop()?;
        told.is_number = last.is_number;
        let plus = last
            .cells
            .into_iter()
            .filter(|cells| cells.plus && !cells.coerced);
        told.reads
            .extend(plus.map(|cells| (cells.sheet, cells.area, false)));
        Some(told)
    }

    /// One token: how many bytes follow it.
    fn token(
        &self,
        token: u8,
        data: &[u8],
        stack: &mut Vec<FormulaOperand>,
        told: &mut FormulaReads,
    ) -> Option<usize> {
        // The class of an operand says how its value is used: value, reference, array.
        let base = if token >= 0x20 {
            (token & 0x1F) | 0x20
        } else {
            token
        };
        match base {
            // + - * / ^
            0x03..=0x07 => arithmetic(base, stack).map(|()| 0),
            // & < <= = >= > <>
            0x08..=0x0E => {
                stack.pop()?;
                *stack.last_mut()? = FormulaOperand::default();
                Some(0)
            }
            // A sign that changes nothing, percent, brackets.
            0x12 | 0x14 | 0x15 => Some(0),
            // Negated.
            0x13 => {
                for cells in &mut stack.last_mut()?.cells {
                    cells.coerced = true;
                }
                Some(0)
            }
            0x19 => attribute(data, stack, told),
            // Functions of as many arguments as a rule says, and of as many as they tell.
            0x21 => {
                let function = word(data, 0)?;
                let (_, count) = FIXED.iter().find(|(number, _)| *number == function)?;
                call(function, *count, stack, told)?;
                Some(2)
            }
            0x22 => {
                let count = usize::from(data.first()? & 0x7F);
                call(word(data, 1)? & 0x7FFF, count, stack, told)?;
                Some(3)
            }
            // Cells and areas of the own sheet, and of others.
            0x24 | 0x2C => self.cells(data, 0, false, base == 0x2C, stack),
            0x25 | 0x2D => self.cells(data, 0, true, base == 0x2D, stack),
            0x3A => self.cells(data, 2, false, false, stack),
            0x3B => self.cells(data, 2, true, false, stack),
            _ => constant(base, data, stack),
        }
    }

    /// A reference, after so many bytes that name its sheets; relative ones count from where the
    /// formula stands.
    fn cells(
        &self,
        data: &[u8],
        after: usize,
        is_area: bool,
        relative: bool,
        stack: &mut Vec<FormulaOperand>,
    ) -> Option<usize> {
        let word = |at: usize| word(data, at);
        let rows = (
            word(after)?,
            if is_area {
                word(after + 2)?
            } else {
                word(after)?
            },
        );
        let at = after + if is_area { 4 } else { 2 };
        let cols = (word(at)?, if is_area { word(at + 2)? } else { word(at)? });
        let top = self.row(rows.0, cols.0, relative);
        let bottom = self.row(rows.1, cols.1, relative);
        let left = self.col(cols.0, relative);
        let right = self.col(cols.1, relative);
        let area = Area {
            top: top.0,
            left: left.0,
            bottom: bottom.1.max(top.1),
            right: right.1.max(left.1),
        };
        let sheets = if after > 0 {
            self.externs.sheets(word(0)?)
        } else {
            vec![self.sheet]
        };
        let cells = sheets
            .into_iter()
            .map(|sheet| OperandCells {
                sheet,
                area,
                coerced: false,
                plus: false,
            })
            .collect();
        stack.push(FormulaOperand {
            cells,
            ..FormulaOperand::default()
        });
        Some(at + if is_area { 4 } else { 2 })
    }

    /// The first and last row that a reference means over all copies of the formula.
    fn row(&self, row: u16, flags: u16, relative: bool) -> (u32, u32) {
        if flags & 0x8000 == 0 || !relative {
            return (row.into(), row.into());
        }
        // An offset of two bytes, negative ones too, over the end of the sheet and on from its
        // beginning.
        let first = (i64::from(self.at.0) + i64::from(row)) & LAST_ROW;
        moved(first, self.copied.down, LAST_ROW)
    }

    fn col(&self, col: u16, relative: bool) -> (u32, u32) {
        let number = i64::from(col & 0x3FFF);
        if col & 0x4000 == 0 || !relative {
            return moved(number & LAST_COL, 0, LAST_COL);
        }
        moved(
            (i64::from(self.at.1) + number) & LAST_COL,
            self.copied.right,
            LAST_COL,
        )
    }
}

/// Two bytes as a number.
fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

/// An operand that tells nothing of cells: how many bytes follow its token.
fn constant(token: u8, data: &[u8], stack: &mut Vec<FormulaOperand>) -> Option<usize> {
    let number = |number| FormulaOperand {
        number,
        is_number: true,
        ..FormulaOperand::default()
    };
    let (operand, bytes) = match token {
        0x1E => (number(word(data, 0)), 2),
        0x1F => (number(None), 8),
        // A text: its length, then letters of one byte or of two.
        0x17 => {
            let bytes = if data.get(1)? & 1 != 0 { 2 } else { 1 };
            let bytes = 2 + usize::from(*data.first()?) * bytes;
            (FormulaOperand::default(), bytes)
        }
        // A missing argument; an error, a boolean; an array; a name, a lost cell; a lost area.
        0x16 => (FormulaOperand::default(), 0),
        0x1C | 0x1D => (FormulaOperand::default(), 1),
        0x20 => (FormulaOperand::default(), 7),
        0x23 | 0x2A => (FormulaOperand::default(), 4),
        0x2B => (FormulaOperand::default(), 8),
        _ => return None,
    };
    stack.push(operand);
    Some(bytes)
}

fn moved(first: i64, by: u32, last: i64) -> (u32, u32) {
    let end = (first + i64::from(by)).min(last);
    (
        u32::try_from(first).unwrap_or_default(),
        u32::try_from(end).unwrap_or_default(),
    )
}

/// An operator between two operands.
fn arithmetic(operator: u8, stack: &mut Vec<FormulaOperand>) -> Option<()> {
    let second = stack.pop()?;
    let first = stack.pop()?;
    let mut cells = first.cells;
    cells.extend(second.cells);
    for cells in &mut cells {
        match operator {
            0x03 => cells.plus = true,
            0x04 => {}
            _ => cells.coerced = true,
        }
    }
    stack.push(FormulaOperand {
        cells,
        number: None,
        is_number: true,
    });
    Some(())
}

/// What is said of a formula beside its tokens, and the short form of a sum.
fn attribute(
    data: &[u8],
    stack: &mut Vec<FormulaOperand>,
    told: &mut FormulaReads,
) -> Option<usize> {
    let flags = *data.first()?;
    if flags & 0x10 != 0 {
        call(SUM, 1, stack, told)?;
    }
    let choices = usize::from(u16::from_le_bytes([*data.get(1)?, *data.get(2)?]));
    Some(if flags & 0x04 != 0 {
        3 + (choices + 1) * 2
    } else {
        3
    })
}

/// A function takes its arguments and leaves its value.
fn call(
    function: u16,
    count: usize,
    stack: &mut Vec<FormulaOperand>,
    told: &mut FormulaReads,
) -> Option<()> {
    let arguments = stack.split_off(stack.len().checked_sub(count)?);
    let mut value = FormulaOperand::default();
    let summed: Vec<FormulaOperand> = match function {
        SUM | SUMPRODUCT => arguments,
        SUMIF => arguments
            .into_iter()
            .skip(if count > 2 { 2 } else { 0 })
            .take(1)
            .collect(),
        SUMIFS => arguments.into_iter().take(1).collect(),
        SUBTOTAL if matches!(arguments.first()?.number, Some(9 | 109)) => arguments,
        IF | IFERROR => {
            let from = usize::from(function == IF);
            value.cells = arguments
                .into_iter()
                .skip(from)
                .flat_map(|argument| argument.cells)
                .collect();
            stack.push(value);
            return Some(());
        }
        _ if THROUGH.contains(&function) => {
            value.cells = arguments
                .into_iter()
                .flat_map(|argument| argument.cells)
                .collect();
            value.is_number = true;
            stack.push(value);
            return Some(());
        }
        _ => {
            stack.push(value);
            return Some(());
        }
    };
    let cells = summed.into_iter().flat_map(|argument| argument.cells);
    told.reads
        .extend(cells.map(|cells| (cells.sheet, cells.area, !cells.coerced)));
    value.is_number = true;
    stack.push(value);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::biff::Record;

    fn read(tokens: &[u8]) -> Option<FormulaReads> {
        let mut externs = Externs::default();
        let record = |data| Record { kind: 0, data };
        externs.book(record(&[1, 0, 0x01, 0x04]));
        externs.spans(record(&[1, 0, 0, 0, 1, 0, 1, 0]));
        Formula {
            externs: &externs,
            sheet: 0,
            at: (4, 2),
            copied: Copied {
                down: 4,
                ..Copied::default()
            },
        }
        .read(tokens)
    }

    const AREA: [u8; 9] = [0x25, 1, 0, 49, 0, 8, 0xC0, 8, 0xC0];
    const READ: (usize, Area, bool) = (
        0,
        Area {
            top: 1,
            left: 8,
            bottom: 49,
            right: 8,
        },
        true,
    );

    #[test]
    fn sums_in_every_form() {
        let sum = [&AREA[..], &[0x19, 0x10, 0, 0]].concat();
        assert_eq!(
            read(&sum),
            Some(FormulaReads {
                reads: vec![READ],
                is_number: true
            })
        );
        let long = [&AREA[..], &[0x22, 1, 4, 0]].concat();
        assert_eq!(read(&long), read(&sum));
        let subtotal = [&[0x1E, 9, 0][..], &AREA, &[0x22, 2, 0x58, 1]].concat();
        assert_eq!(read(&subtotal), read(&sum));
        let count = [&[0x1E, 3, 0][..], &AREA, &[0x22, 2, 0x58, 1]].concat();
        assert_eq!(read(&count), Some(FormulaReads::default()));
        let on_sheet = [&[0x3B, 0, 0][..], &AREA[1..], &[0x19, 0x10, 0, 0]].concat();
        assert_eq!(read(&on_sheet).unwrap().reads, [(1, READ.1, true)]);
        let copied = [0x2D, 0, 0, 0, 0, 1, 0xC0, 3, 0xC0, 0x19, 0x10, 0, 0];
        assert_eq!(
            read(&copied).unwrap().reads,
            [(
                0,
                Area {
                    top: 4,
                    left: 3,
                    bottom: 8,
                    right: 5
                },
                true
            )]
        );
        let plus = [0x24, 1, 0, 3, 0xC0, 0x24, 8, 0, 3, 0xC0, 0x03];
        assert_eq!(read(&plus).unwrap().reads.len(), 2);
        assert!(
            read(&plus)
                .unwrap()
                .reads
                .iter()
                .all(|(.., summed)| !summed)
        );
    }

    #[test]
    fn what_is_not_understood_tells_nothing() {
        for tokens in [
            &[][..],
            &[0x03],
            &[0x18, 1],
            &[0x25, 1],
            &[0x22, 9, 4, 0],
            &[0x01, 0, 0, 0, 0],
            &[0x19, 0xFF],
        ] {
            assert_eq!(read(tokens), None, "{tokens:?}");
        }
    }
}
