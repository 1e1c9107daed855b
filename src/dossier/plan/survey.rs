//! The first look at a table: entries beyond doubt, what they have in common, and where another
//! table begins.

use std::borrow::Cow;

use super::boundary;
use super::boundary::HeadingAgain;
use super::lens::Lens;
use super::lens::Sight;
use super::numbering::bare_number;
use crate::cells::Row;
use crate::dictionary::fold;
use crate::dictionary::words::is_index_row;
use crate::dossier::weights::CODED_TABLE;
use crate::dossier::weights::FEW_ENTRIES;
use crate::dossier::weights::USUAL_COLUMN;
use crate::dossier::weights::share;

/// A sum or a title fills no more cells than this.
const FEW_CELLS: usize = 5;
/// So many numbered columns may have been taken out.
const GONE: usize = 2;
/// A unit of measure is no longer than this.
const SHORT_UNIT: usize = 14;
/// Rows below a row in which its own rows begin.
const NEAR_BELOW: usize = 3;

/// What the first look says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FirstLook {
    Entry,
    Blank,
    Heading,
    Index,
    /// To be weighed.
    Other,
}

/// The first look at a table.
pub(crate) struct Survey {
    pub(crate) seen: Vec<(Sight, FirstLook)>,
    /// Position among the grid's rows where another table begins.
    pub(crate) end: usize,
    /// Bits of the columns that most entries fill, keys and measures left out.
    pub(crate) usual: u64,
    /// Whether nearly every entry has a code.
    pub(crate) coded: bool,
    /// Whether entries are numbered.
    pub(crate) numbered: bool,
    /// Whether nearly every entry says whose it is.
    pub(crate) owned: bool,
}

pub(crate) fn survey(lens: &Lens<'_>, start: usize) -> Survey {
    let grid_rows = lens.grid.rows();
    let mut seen: Vec<(Sight, FirstLook)> =
        Vec::with_capacity(grid_rows.len().saturating_sub(start));
    let mut end = grid_rows.len();
    let mut fresh = true;
    let header_end = start
        .checked_sub(1)
        .and_then(|above| grid_rows.get(above))
        .map_or(0, |row| row.number);
    for (index, row) in grid_rows.iter().enumerate().skip(start) {
        if lens.grid.parts(header_end, row.number) {
            end = index;
            break;
        }
        let sight = lens.sight(index);
        let mut first = first_look(lens, &sight, fresh);
        if first == FirstLook::Other
            && boundary::is_end(lens, &sight, fresh, seen.last().map(|(sight, _)| sight))
        {
            end = index;
            break;
        }
        // Headings in other words over rows that carry on the count are the table's own.
        if first == FirstLook::Other
            && boundary::heading_again(lens, lens.row(&sight), fresh).is_some()
        {
            first = FirstLook::Heading;
        }
        fresh &= first != FirstLook::Entry;
        seen.push((sight, first));
    }
    let mut survey = Survey {
        seen,
        end,
        usual: 0,
        coded: false,
        numbered: false,
        owned: false,
    };
    survey.take_habits(lens);
    survey.doubt_headless(lens);
    survey
}

fn first_look(lens: &Lens<'_>, sight: &Sight, fresh: bool) -> FirstLook {
    if sight.cells == 0 {
        return FirstLook::Blank;
    }
    let row = lens.row(sight);
    // Nearly every row: a number of its own, and much beside it.
    let name = lens.name.and_then(|col| row.value(col).text());
    let worded = name.is_some_and(|name| name.contains(' ') && name.contains(char::is_alphabetic));
    if sight.numbered() && sight.cells > FEW_CELLS && worded {
        return FirstLook::Entry;
    }
    if (sight.cells >= 3 && is_index(lens, row, sight, fresh))
        || (fresh && is_measure_row(lens, row))
    {
        return FirstLook::Index;
    }
    match boundary::heading_again(lens, row, fresh) {
        Some(HeadingAgain::Own) => return FirstLook::Heading,
        Some(HeadingAgain::Other) => return FirstLook::Other,
        None => {}
    }
    let by_number = sight.numbered() && (sight.named || sight.coded);
    let by_code = sight.coded && sight.named;
    // Without numbers and codes an entry is a name with something beside it.
    let by_name = lens.number.is_none() && sight.named && sight.cells >= 3;
    let is_entry = by_number || by_code || by_name;
    if is_entry && !is_sum_label(lens, row) && !is_continued(lens, row, sight) {
        FirstLook::Entry
    } else {
        FirstLook::Other
    }
}

/// Whether a row numbers the columns (quirk 4).
fn is_index(lens: &Lens<'_>, row: &Row, sight: &Sight, fresh: bool) -> bool {
    let texts: Vec<Cow<str>> = row.cells.iter().map(|(_, value)| value.shown()).collect();
    let mut numbers: Vec<u32> = texts
        .iter()
        .filter_map(|text| text.trim_matches(['(', ')', ' ']).parse().ok())
        .collect();
    numbers.sort_unstable();
    // Columns put in another order take their numbers along.
    let counts = numbers.len() == texts.len()
        && numbers
            .iter()
            .zip(1..)
            .all(|(number, wanted)| *number == wanted);
    // Columns taken out leave gaps, right under the headings.
    let distinct = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let within = numbers
        .last()
        .is_some_and(|last| usize::try_from(*last).is_ok_and(|last| last <= texts.len() + GONE));
    let gapped =
        fresh && distinct && within && numbers.len() == texts.len() && numbers.len() > FEW_CELLS;
    // Names are never numbers: `1 | 2 | 3` under them numbers the columns.
    (counts || gapped || is_index_row(&texts)) && (sight.named || lens.name.is_none())
}

/// Whether a row under the headings says only in what is counted: `(người) | (%)`.
fn is_measure_row(lens: &Lens<'_>, row: &Row) -> bool {
    let is_unit = |text: &str| {
        let bare = text.trim().trim_matches(['(', ')']).trim();
        let known = lens
            .words()
            .number_units
            .iter()
            .any(|unit| *unit == fold::key(bare));
        known
            || (text.trim().starts_with('(')
                && text.trim().ends_with(')')
                && bare.chars().count() <= SHORT_UNIT)
    };
    let mut cells = lens.filled(row).peekable();
    cells.peek().is_some() && cells.all(|(_, value)| value.text().is_some_and(is_unit))
}

/// Whether one of the first cells, no further right than the names, is called a sum.
pub(crate) fn is_sum_label(lens: &Lens<'_>, row: &Row) -> bool {
    let limit = lens.name.unwrap_or(u32::MAX).max(lens.number.unwrap_or(0));
    let labels = lens.filled(row).take(3).filter(|(col, _)| *col <= limit);
    labels
        .filter_map(|(_, value)| value.text())
        .any(|text| lens.words().is_total(text))
}

/// A name that says that it goes on (quirk 16): `(tiếp)`, `Văn thư viên (tiếp theo)`.
pub(crate) fn is_continued(lens: &Lens<'_>, row: &Row, sight: &Sight) -> bool {
    let name = lens.name.and_then(|col| row.value(col).text());
    sight.mark.is_none() && name.is_some_and(|name| lens.words().continued(name).is_some())
}

impl Survey {
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Sight> {
        self.seen
            .iter()
            .filter(|(_, first)| *first == FirstLook::Entry)
            .map(|(sight, _)| sight)
    }

    /// What most entries have in common.
    fn take_habits(&mut self, lens: &Lens<'_>) {
        let count = self.entries().count();
        let with = |has: &dyn Fn(&Sight) -> bool| self.entries().filter(|sight| has(sight)).count();
        let coded = share(with(&|sight| sight.coded), count) >= CODED_TABLE;
        let numbered = share(with(&|sight| sight.numbered()), count) >= CODED_TABLE;
        let owned = share(with(&|sight| lens.says_owner(sight)), count) >= CODED_TABLE;
        let mut usual = 0;
        for bit in (0..lens.headings.len().min(64)).map(|nth| 1_u64 << nth) {
            if count < FEW_ENTRIES
                || share(with(&|sight| sight.filled & bit != 0), count) >= USUAL_COLUMN
            {
                usual |= bit;
            }
        }
        (self.usual, self.coded, self.numbered, self.owned) =
            (usual & lens.saying(), coded, numbered, owned);
    }

    /// Numbered rows that say nothing of what all others say may be titles numbered like entries.
    fn doubt_headless(&mut self, lens: &Lens<'_>) {
        if !lens.form.sections {
            return;
        }
        let (usual, coded) = (self.usual, self.coded);
        let numbers: Vec<String> = self
            .seen
            .iter()
            .map(|(sight, _)| lens.number_of(lens.row(sight)))
            .collect();
        for at in 0..self.seen.len() {
            let (sight, first) = &mut self.seen[at];
            let next = numbers[at + 1..]
                .iter()
                .take(NEAR_BELOW)
                .find(|number| !number.is_empty());
            let parent = next.is_some_and(|next| is_under(next, &numbers[at]));
            let bare =
                sight.filled & usual == 0 && !(coded && sight.coded) && (usual != 0 || parent);
            if *first == FirstLook::Entry && bare && sight.named {
                *first = FirstLook::Other;
            }
        }
    }
}

/// Whether a row number stands under another: `4.1` under `4`.
pub(crate) fn is_under(number: &str, upper: &str) -> bool {
    let upper = bare_number(upper);
    let rest = number
        .trim()
        .strip_prefix(upper)
        .and_then(|rest| rest.strip_prefix('.'));
    !upper.is_empty() && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
