//! What the formulas of a workbook sum over.
//!
//! A person reads a total as the sum of what it stands under. A formula that sums passes over text,
//! so a number that is text is missing from the total; whoever reads the cells has to know which
//! ones a sum reads.

use std::collections::HashMap;

use super::Area;
use super::addr::name_of;
use super::beside::SumAreas;
use super::reference::Copied;
use super::reference::Piece;
use super::reference::Pieces;

/// Excel takes formulas of 8,192 characters; a longer one is not looked at.
const FORMULA_BYTES: usize = 1 << 15;
/// Functions inside each other; Excel allows 64.
const DEPTH: usize = 64;
/// Sheets that one reference over several sheets may name.
const SPAN: usize = 100;
/// Text that says that a formula may sum.
const SUMMING: [&str; 5] = ["SUM", "SUBTOTAL", "AGGREGATE", "sum", "+"];

/// How a formula reads cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Sums over them: text counts for nothing.
    Summed,
    /// Adds or multiplies them one by one: text that is a number counts.
    Added,
}

/// The functions that matter, by what their arguments are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Sum,
    SumIf,
    SumIfs,
    Product,
    /// `SUBTOTAL` and `AGGREGATE`: a number says what they do; so many arguments come before the
    /// cells.
    Choice(usize),
    /// Gives what it takes; the arguments before are conditions.
    Through(usize),
    /// Anything else: what it reads is not summed.
    Opaque,
}

impl Function {
    fn named(name: &str) -> Self {
        let name = name.strip_prefix("_xlfn.").unwrap_or(name);
        match name.to_ascii_uppercase().as_str() {
            "SUM" => Self::Sum,
            "SUMIF" => Self::SumIf,
            "SUMIFS" => Self::SumIfs,
            "SUMPRODUCT" => Self::Product,
            "SUBTOTAL" => Self::Choice(1),
            "AGGREGATE" => Self::Choice(2),
            "IF" => Self::Through(1),
            "" | "IFERROR" | "ROUND" | "ROUNDUP" | "ROUNDDOWN" | "ABS" | "INT" => Self::Through(0),
            _ => Self::Opaque,
        }
    }
}

/// A function whose arguments are being read.
struct FunctionFrame {
    function: Function,
    argument: usize,
    /// How its own place is read.
    outer: Option<Use>,
    /// Whether the number of a choice is a sum.
    chosen: bool,
    /// The condition's cells of a `SUMIF`, which are summed when no others are named.
    waiting: Vec<(Option<usize>, Area)>,
}

impl FunctionFrame {
    fn reads(&self) -> Option<Use> {
        let summed = |is: bool| is.then_some(Use::Summed);
        match self.function {
            Function::Sum | Function::Product => Some(Use::Summed),
            Function::SumIf => summed(self.argument == 2),
            Function::SumIfs => summed(self.argument == 0),
            Function::Choice(before) => summed(self.chosen && self.argument >= before),
            Function::Through(before) => self.outer.filter(|_| self.argument >= before),
            Function::Opaque => None,
        }
    }
}

/// The formulas of a workbook, as far as they have been read.
#[derive(Debug, Default)]
pub(super) struct Formulas {
    /// Places of the sheets by their names.
    sheets: HashMap<String, usize>,
    /// Texts of defined names, by their names in small letters.
    names: HashMap<String, String>,
    /// What is read of each sheet.
    sums: Vec<SumAreas>,
}

impl Formulas {
    /// For a workbook with these sheets, and these names that stand for references.
    pub(super) fn new(sheets: &[String], names: &[(String, String)]) -> Self {
        let place = |(at, name): (usize, &String)| (name.to_lowercase(), at);
        let name = |(name, text): &(String, String)| (name.to_lowercase(), text.clone());
        Self {
            sheets: sheets.iter().enumerate().map(place).collect(),
            names: names.iter().map(name).collect(),
            sums: vec![SumAreas::default(); sheets.len()],
        }
    }

    /// What was read of each sheet, in their order.
    pub(super) fn finish(self) -> Vec<SumAreas> {
        self.sums
    }

    /// Reads a formula of a sheet; `copied` says how far it stands for its copies, too.
    pub(super) fn read(&mut self, formula: &str, sheet: usize, copied: Copied) {
        if formula.len() > FORMULA_BYTES || !SUMMING.iter().any(|word| formula.contains(word)) {
            return;
        }
        let pieces: Vec<Piece<'_>> = Pieces::new(formula, copied).collect();
        let mut frames: Vec<FunctionFrame> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| pieces.get(before));
            let beside = [before, pieces.get(at + 1)];
            match piece {
                Piece::Open(name) if frames.len() < DEPTH => {
                    let times = before == Some(&Piece::Times);
                    let outer = frames.last().and_then(FunctionFrame::reads);
                    frames.push(FunctionFrame {
                        function: Function::named(name),
                        argument: 0,
                        outer: if times {
                            outer.map(|_| Use::Added)
                        } else {
                            outer
                        },
                        chosen: false,
                        waiting: Vec::new(),
                    });
                }
                Piece::Open(_) => return,
                Piece::Close => {
                    let Some(frame) = frames.pop() else { return };
                    if frame.function == Function::SumIf && frame.argument < 2 {
                        frame
                            .waiting
                            .into_iter()
                            .for_each(|(of, area)| self.put(of, area, Use::Summed));
                    }
                }
                Piece::Next => {
                    if let Some(frame) = frames.last_mut() {
                        frame.argument += 1;
                    }
                }
                Piece::Number(number) => choose(&mut frames, number),
                Piece::Cells(of, area) => self.cells(*of, *area, sheet, &mut frames, beside),
                Piece::Name(name) => self.named(name, sheet, &mut frames, beside),
                _ => {}
            }
        }
    }

    /// Cells in a formula, among what stands beside them.
    fn cells(
        &mut self,
        of: Option<&str>,
        area: Area,
        sheet: usize,
        frames: &mut [FunctionFrame],
        beside: [Option<&Piece<'_>>; 2],
    ) {
        let is_beside = |piece: Piece<'_>| beside.contains(&Some(&piece));
        let places = self.places(of, sheet);
        if let Some(frame) = frames.last_mut()
            && frame.function == Function::SumIf
            && frame.argument == 0
        {
            frame
                .waiting
                .extend(places.into_iter().map(|place| (Some(place), area)));
            return;
        }
        let product = frames
            .iter()
            .any(|frame| frame.function == Function::Product)
            && frames.len() > 1;
        let used = match frames.last().map(FunctionFrame::reads) {
            _ if is_beside(Piece::Compare) => None,
            // Outside of all functions: `=D2+D9`.
            None => (is_beside(Piece::Plus) && !is_beside(Piece::Times)).then_some(Use::Added),
            Some(Some(_))
                if product || is_beside(Piece::Times) || beside[0] == Some(&Piece::Minus) =>
            {
                Some(Use::Added)
            }
            Some(used) => used,
        };
        if let Some(used) = used {
            for place in places {
                self.put(Some(place), area, used);
            }
        }
    }

    /// A defined name stands for the cells that it names; names of names are not followed.
    fn named(
        &mut self,
        name: &str,
        sheet: usize,
        frames: &mut [FunctionFrame],
        beside: [Option<&Piece<'_>>; 2],
    ) {
        let Some(text) = self.names.get(&name.to_lowercase()).cloned() else {
            return;
        };
        for piece in Pieces::new(&text, Copied::default()) {
            if let Piece::Cells(of, area) = piece {
                self.cells(of, area, sheet, frames, beside);
            }
        }
    }

    /// The sheets that a name before cells means: one, or those from one to another.
    fn places(&self, of: Option<&str>, sheet: usize) -> Vec<usize> {
        let Some(of) = of else { return vec![sheet] };
        let place = |name: &str| {
            let name = name.replace("''", "'");
            self.sheets.get(&name_of(&name).to_lowercase()).copied()
        };
        if let Some(place) = place(of) {
            return vec![place];
        }
        match of
            .split_once(':')
            .map(|(first, last)| (place(first), place(last)))
        {
            Some((Some(first), Some(last))) => {
                (first.min(last)..=first.max(last)).take(SPAN).collect()
            }
            _ => Vec::new(),
        }
    }

    fn put(&mut self, of: Option<usize>, area: Area, used: Use) {
        let Some(sums) = of.and_then(|of| self.sums.get_mut(of)) else {
            return;
        };
        match used {
            Use::Summed => sums.sum(area),
            Use::Added => sums.add(area),
        }
    }
}

/// The number that says what a choice does: 9 and 109 are sums.
fn choose(frames: &mut [FunctionFrame], number: &str) {
    if let Some(frame) = frames.last_mut()
        && matches!(frame.function, Function::Choice(_))
        && frame.argument == 0
    {
        frame.chosen = matches!(number, "9" | "109");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
        Area {
            top,
            left,
            bottom,
            right,
        }
    }

    /// What a formula on the first sheet reads of both sheets: `+` before what is added one by one.
    fn read(formula: &str) -> String {
        let sheets = ["Tổng hợp".to_owned(), "Danh mục VTVL".to_owned()];
        let names = [(
            "SoNguoi".to_owned(),
            "'Danh mục VTVL'!$I$2:$I$50".to_owned(),
        )];
        let mut formulas = Formulas::new(&sheets, &names);
        formulas.read(formula, 0, Copied::default());
        let mut wanted = Formulas::new(&sheets, &[]);
        let mut told = Vec::new();
        for (place, sums) in formulas.finish().into_iter().enumerate() {
            for col in 0..12 {
                let mut one = SumAreas::default();
                one.sum(area(1, col, 49, col));
                let mut added = SumAreas::default();
                added.add(area(1, col, 49, col));
                let name = format!("{}{}", ["", "2!"][place], super::super::column_letters(col));
                if sums == one {
                    told.push(name);
                } else if sums == added {
                    told.push(format!("+{name}"));
                }
            }
            wanted.sums[place] = sums;
        }
        let empty = wanted
            .sums
            .iter()
            .filter(|sums| **sums == SumAreas::default())
            .count();
        assert_eq!(empty + told.len(), 2, "{formula}: {:?}", wanted.sums);
        told.join(" ")
    }

    #[test]
    fn sums_of_every_kind() {
        for (formula, wanted) in [
            ("SUM(I2:I50)", "I"),
            ("sum(I2:I50)", "I"),
            ("SUM('Danh mục VTVL'!I2:I50)", "2!I"),
            ("SUM('danh mục vtvl'!$I$2:$I$50,C2:C50)", "C 2!I"),
            ("IF(SUM(I2:I50)>0,ROUND(SUM(I2:I50),0),\"\")", "I"),
            ("SUMIF(B2:B50,\"x\",I2:I50)", "I"),
            ("SUMIF(I2:I50,\">0\")", "I"),
            ("SUMIFS(I2:I50,B2:B50,\"x\",C2:C50,D2:D50)", "I"),
            ("SUBTOTAL(9,I2:I50)", "I"),
            ("SUBTOTAL(109,I2:I50)", "I"),
            ("AGGREGATE(9,5,I2:I50)", "I"),
            ("SUM(SoNguoi)", "2!I"),
            ("SUM(IF(B2:B50=\"x\",I2:I50,0))", "I"),
            ("SUMPRODUCT(I2:I50)", "I"),
            ("SUMPRODUCT((B2:B50=\"x\")*I2:I50)", "+I"),
            ("SUMPRODUCT((B2:B50=\"x\")*(I2:I50))", "+I"),
            ("SUMPRODUCT(--(B2:B50=\"x\"),I2:I50)", "I"),
            ("D2:D50+1", "+D"),
        ] {
            assert_eq!(read(formula), wanted, "{formula}");
        }
    }

    #[test]
    fn what_is_not_summed() {
        for formula in [
            "COUNTA(I2:I50)",
            "SUBTOTAL(3,I2:I50)",
            "SUM(COUNTIF(B2:B50,\"x\"))",
            "SUM('[1]Tờ'!I2:I50)",
            "SUM('Tờ khác'!I2:I50)",
            "SUMIF(I2:I50",
            "\"SUM(I2:I50)\"",
            "VLOOKUP(A1,SUM,I2:I50)",
            "D2:D50*2",
            "SUM)I2:I50",
        ] {
            assert_eq!(read(formula), "", "{formula}");
        }
        assert_eq!(read(&"SUM(".repeat(1_000)), "");
    }
}
