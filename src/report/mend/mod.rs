//! The submitted workbook with its spelling mended: only what cannot change what it says, each
//! change listed.
//!
//! A cell is mended as it was read: the reader says what a text is, the lists of the rulebook how a
//! code is written. Then the copy is read as the original was, and what does not read the same is
//! not mended. The package is patched; all that is not mended stays byte for byte.

mod copy;
mod engine;
mod error;
mod find;
mod list;
mod raw;
mod tell;

use std::collections::HashMap;

use super::patch::PatchError;
use super::words;
use crate::archive;
use crate::cells;
use crate::cells::Addr;
use crate::cells::Limits;
use crate::cells::OpenError;
use crate::cells::OwnPaper;
use crate::cells::Value;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::cells::WorkbookFormat;
use crate::dictionary::Forms;
use crate::dossier;
use crate::dossier::Dossier;
use crate::dossier::Mapping;
use crate::dossier::Remark;
use crate::dossier::Sameness;
use crate::law::Law;
use crate::opinion;
use copy::SheetParts;
use copy::Unmended;
use find::ListCodes;
use find::MendBasis;

pub use error::MendError;
pub use tell::write_mended;
pub use tell::write_mended_json;

/// What is mended in a cell. The riskier stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// Letters of another script, or of no Vietnamese word, that look as the right ones do (Q22).
    Letters,
    /// A code of a rank or title that the lists write in another way (Q36).
    Code,
    /// A day written as text (Q14).
    Date,
    /// A number written as text (Q12, Q13).
    Number,
    /// Marks apart from their letters (Q20).
    Composed,
    /// Blanks at the ends, doubled, of another kind, or of no width (Q18, Q19).
    Blanks,
}

impl RepairKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Letters,
        Self::Code,
        Self::Date,
        Self::Number,
        Self::Composed,
        Self::Blanks,
    ];

    /// The name in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Letters => "look-alike",
            Self::Code => "code",
            Self::Date => "date",
            Self::Number => "number",
            Self::Composed => "composed",
            Self::Blanks => "blanks",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Letters => "Chữ giống hình nhưng khác mã",
            Self::Code => "Mã ngạch, chức danh ghi theo danh mục",
            Self::Date => "Ngày ghi thành chữ",
            Self::Number => "Số ghi thành chữ",
            Self::Composed => "Chữ và dấu ghi rời nhau",
            Self::Blanks => "Khoảng trắng thừa",
        }
    }
}

/// Chỗ đã sửa: one cell that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The cell.
    pub cell: Addr,
    /// What was mended; never empty.
    pub kinds: Vec<RepairKind>,
    /// What is written in the original, to the letter.
    pub before: String,
    /// What is written in the copy.
    pub after: Value,
    /// Why, a Vietnamese clause.
    pub why: String,
}

/// Chỗ để nguyên: a cell that could have been mended and was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAlone {
    /// The cell.
    pub cell: Addr,
    /// What is written there.
    pub text: String,
    /// Why not, a Vietnamese clause.
    pub why: &'static str,
}

/// Bản đã sửa: what was mended in a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The mended `.xlsx`; none when there was nothing to mend.
    pub bytes: Option<Vec<u8>>,
    /// The name of the sheet that lists the changes; empty when there are none.
    pub index: String,
    /// The changes in the order of the cells.
    pub repairs: Vec<Repair>,
    /// What was left alone, in the same order.
    pub left: Vec<LeftAlone>,
    /// What the user has to know of the copy, one Vietnamese sentence each.
    pub notes: Vec<String>,
}

/// How the workbook is read, and what its codes are held against.
#[derive(Debug, Clone, Copy)]
pub struct Mending<'a> {
    /// The forms.
    pub forms: &'a Forms,
    /// The law, for its lists.
    pub law: &'a Law,
    /// What the user says of sheets and columns.
    pub mapping: &'a Mapping,
    /// What a workbook may claim.
    pub limits: &'a Limits,
}

const RICH: &str = "ô có nhiều kiểu chữ, sửa sẽ mất kiểu chữ ấy";
const NAMED: &str = "công thức hoặc điều kiện trong tệp nhắc đúng chữ này";
const TWIN: &str = "cùng chữ này còn ở ô không sửa được, công thức có thể đang so khớp hai ô";
const FORMAT: &str = "định dạng của ô sẽ làm giá trị hiện khác đi";
const UNLIKE: &str = "sửa thử rồi đọc lại thấy không còn như cũ";

/// Mends the spelling of a workbook where that cannot change what it says. The same input gives the
/// same bytes.
///
/// # Errors
/// [`MendError`] when the workbook cannot be read, holds no proposal, or must not be changed.
pub fn mend(bytes: &[u8], mending: Mending<'_>) -> Result<Mended, MendError> {
    let Mending {
        forms,
        mapping,
        limits,
        ..
    } = mending;
    let workbook = open(bytes, limits)?;
    let (dossier, remarks) = dossier::read(&workbook, forms, mapping);
    opinion::must_be_proposal(&dossier, &remarks)?;
    let plain = plain(bytes, limits)?;
    let original = Unmended {
        bytes: plain.as_deref().unwrap_or(bytes),
        workbook: &workbook,
        limits,
    };
    let (parts, mut sorted) = found(&original, (&dossier, &remarks), mending)?;
    while !sorted.repairs.is_empty() {
        let written = original.write(&parts, &mut sorted)?;
        if sorted.repairs.is_empty() {
            break;
        }
        let again = cells::open(&written.bytes, limits)?;
        let (after, new) = dossier::read(&again, forms, mapping);
        let sameness = dossier::compare((&dossier, &remarks), (&after, &new), forms);
        if sorted.leave_unlike(&sameness, &again) {
            continue;
        }
        let notes = original.notes(&parts, &sorted.repairs);
        return Ok(Mended {
            bytes: Some(written.bytes),
            index: written.index,
            repairs: sorted.repairs,
            left: sorted.left,
            notes,
        });
    }
    Ok(Mended {
        bytes: None,
        index: String::new(),
        repairs: Vec::new(),
        left: sorted.left,
        notes: Vec::new(),
    })
}

/// How many cells of a workbook that was read so seem to want mending; none of one that must not be
/// changed. Nothing is written and read again for it: [`mend`] may find fewer.
#[must_use]
pub fn mendable(
    bytes: &[u8],
    workbook: &Workbook,
    read: (&Dossier, &[Remark]),
    mending: Mending<'_>,
) -> usize {
    let count = || {
        may_change(workbook)?;
        let plain = plain(bytes, mending.limits)?;
        let original = Unmended {
            bytes: plain.as_deref().unwrap_or(bytes),
            workbook,
            limits: mending.limits,
        };
        Ok::<usize, MendError>(found(&original, read, mending)?.1.repairs.len())
    };
    count().unwrap_or(0)
}

/// What is changed has to be UTF-8.
fn plain(bytes: &[u8], limits: &Limits) -> Result<Option<Vec<u8>>, MendError> {
    let mut package = archive::open(bytes, limits).map_err(OpenError::from)?;
    Ok(archive::plain(&mut package, limits).map_err(OpenError::from)?)
}

/// What could be mended in a workbook, as it was read.
fn found(
    original: &Unmended<'_>,
    (dossier, remarks): (&Dossier, &[Remark]),
    mending: Mending<'_>,
) -> Result<(SheetParts, Sorted), MendError> {
    let forms = mending.forms;
    let parts = original.parts(find::candidates(dossier, remarks, forms).keys().copied())?;
    let codes = ListCodes::of(mending.law);
    let sorted = sort(
        original,
        &parts,
        (dossier, remarks),
        MendBasis {
            dossier,
            forms,
            codes: &codes,
        },
    );
    Ok((parts, sorted))
}

/// Opens a workbook that may be mended.
fn open(bytes: &[u8], limits: &Limits) -> Result<Workbook, MendError> {
    let workbook = cells::open(bytes, limits)?;
    may_change(&workbook)?;
    Ok(workbook)
}

/// Refuses a workbook that is not to be mended.
fn may_change(workbook: &Workbook) -> Result<(), MendError> {
    match workbook.format {
        WorkbookFormat::Xlsx => {}
        WorkbookFormat::Xls | WorkbookFormat::Ods => return Err(MendError::OtherFormat),
        WorkbookFormat::Docx => return Err(MendError::Document),
    }
    match workbook.own {
        Some(OwnPaper::Report) => return Err(MendError::Own("báo cáo")),
        Some(OwnPaper::Review) => return Err(MendError::Own("bảng thẩm định")),
        Some(OwnPaper::Annotated | OwnPaper::Mended) | None => {}
    }
    // The mends would be of letters that stand for others (Q23).
    if cells::suspect(workbook).is_some() {
        return Err(MendError::OldLetters);
    }
    Ok(())
}

/// Whether a mended cell of the copy holds what it is to hold.
fn is_there(repair: &Repair, copy: &Workbook) -> bool {
    let cell = &repair.cell;
    copy.sheets
        .get(cell.sheet.index)
        .is_some_and(|sheet| *sheet.value(cell.row, cell.col) == repair.after)
}

/// The repairs, and what is left alone.
#[derive(Debug, Default)]
struct Sorted {
    repairs: Vec<Repair>,
    left: Vec<LeftAlone>,
}

impl Sorted {
    /// Leaves alone what fits; whether anything did.
    fn leave(&mut self, why: &'static str, fits: impl Fn(&Repair) -> bool) -> bool {
        let before = self.repairs.len();
        let gone = self.repairs.extract_if(.., |repair| fits(repair));
        self.left.extend(gone.map(|repair| LeftAlone {
            cell: repair.cell,
            text: repair.before,
            why,
        }));
        self.left.sort_by(|a, b| a.cell.cmp(&b.cell));
        self.repairs.len() < before
    }

    /// Leaves alone what makes the copy read otherwise than the original; whether it does.
    fn leave_unlike(&mut self, sameness: &Sameness, copy: &Workbook) -> bool {
        let is_told = match sameness {
            Sameness::Same => return self.leave(UNLIKE, |repair| !is_there(repair, copy)),
            Sameness::Cells(cells) => self.leave(UNLIKE, |repair| cells.contains(&repair.cell)),
            Sameness::Different => false,
        };
        if !is_told {
            // Nobody can tell which it is: the riskiest go first.
            let risk = |repair: &Repair| repair.kinds.iter().min().copied();
            let riskiest = self.repairs.iter().filter_map(risk).min();
            self.leave(UNLIKE, |repair| risk(repair) == riskiest);
        }
        true
    }
}

/// Sorts what could be mended by whether it may be.
fn sort(
    original: &Unmended<'_>,
    parts: &SheetParts,
    read: (&Dossier, &[Remark]),
    known: MendBasis<'_>,
) -> Sorted {
    let mut sorted = Sorted::default();
    for (at, claims) in find::candidates(read.0, read.1, known.forms) {
        let Some(sheet) = original.workbook.sheets.get(at.sheet.index) else {
            continue;
        };
        let Some(raw) = parts.cell(at) else { continue };
        let Some((fix, rich)) = find::fix(&claims, sheet, raw, known) else {
            continue;
        };
        let before = match &raw.held {
            raw::RawContent::Text(text) => text.text.clone(),
            _ => sheet.value(at.row, at.col).to_string(),
        };
        if rich {
            sorted.left.push(LeftAlone {
                cell: at.clone(),
                text: before,
                why: RICH,
            });
        } else {
            sorted.repairs.push(Repair {
                cell: at.clone(),
                kinds: fix.kinds,
                before,
                after: fix.after,
                why: fix.why,
            });
        }
    }
    sorted.leave(NAMED, |repair| parts.met.is_named(&repair.before));
    if parts.met.formulas {
        let counts = parts.met.counts();
        let mut mended: HashMap<String, usize> = HashMap::new();
        for repair in &sorted.repairs {
            *mended.entry(repair.before.clone()).or_default() += 1;
        }
        let is_twin = |repair: &Repair| {
            let text = repair.after.text().is_some();
            text && counts
                .get(repair.before.as_str())
                .is_some_and(|all| *all > mended[&repair.before])
        };
        sorted.leave(TWIN, is_twin);
    }
    sorted
}

/// Where a cell is, for people.
fn place(cell: &Addr, workbook: Option<&Workbook>) -> String {
    let name = cell.sheet.title();
    match workbook
        .and_then(|workbook| workbook.sheets.get(cell.sheet.index))
        .map(|sheet| sheet.visibility)
    {
        Some(Visibility::Hidden | Visibility::VeryHidden) => format!("{name} (trang ẩn)"),
        _ => name,
    }
}

/// A text with what nobody sees made visible: `␣` for a blank too many, `¤` for a character of no
/// width.
fn visible(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_blank = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
    let shown = |(at, c): (usize, &char)| match c {
        '\n' => '\n',
        ' ' if !is_blank(at.checked_sub(1).and_then(|before| letters.get(before)))
            && !is_blank(letters.get(at + 1)) =>
        {
            ' '
        }
        // The first of several is one that stays.
        ' ' if at > 0
            && !is_blank(letters.get(at - 1))
            && letters[at..].iter().any(|c| !c.is_whitespace()) =>
        {
            ' '
        }
        c if c.is_whitespace() => '␣',
        '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{200c}' | '\u{200d}' => '¤',
        c => *c,
    };
    letters.iter().enumerate().map(shown).collect()
}

/// How many, in words: `7 chỗ`.
fn many(count: usize) -> String {
    format!("{} chỗ", words::count(count))
}
