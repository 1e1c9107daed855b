//! Where a table ends because another begins: headings, titles over headings, blocks of a
//! description.

use std::collections::BTreeMap;

use super::labels;
use super::lens::Lens;
use super::lens::Sight;
use super::numbering::bare_number;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::fold;
use crate::dictionary::holds_phrase;
use crate::dictionary::words::is_arabic;
use crate::dossier::weights::EXACT;

/// A heading is short; longer texts are not compared with headings. In bytes.
const MAX_HEADING: usize = 80;
/// A title stands at most so many rows above its headings.
const TITLE_REACH: u32 = 3;
/// Rows below a row that are looked at.
const PROBED_BELOW: usize = 3;
/// The headings of a block stand at most so many rows below the name of its position.
const BLOCK_REACH: usize = 15;
/// A row with more cells opens no block.
const MAX_BLOCK_CELLS: usize = 6;

/// Headings that stand below the header of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadingAgain {
    /// The table's own, as at the top of a printed page, or its names for machines.
    Own,
    /// Those of another table.
    Other,
}

/// Whether a row is the header once more, one of its rows, names for machines, or another header.
pub(crate) fn heading_again(lens: &Lens<'_>, row: &Row, fresh: bool) -> Option<HeadingAgain> {
    let cells: Vec<(u32, &Value)> = lens.filled(row).collect();
    let (first_col, first) = cells.first().map(|(col, value)| (*col, value.shown()))?;
    if first.len() > MAX_HEADING || cells.iter().any(|(_, value)| value.text().is_none()) {
        return None;
    }
    let first = fold::bare_words(&first);
    let is_first = lens
        .bare_headings
        .first()
        .is_some_and(|(col, heading)| *col == first_col && *heading == first);
    let begins = is_first || lens.number_headings.contains(&first);
    if !begins && cells.len() < 2 {
        return None;
    }
    if repeats_header(lens, &cells, begins) || (fresh && is_for_machines(&cells)) {
        return Some(HeadingAgain::Own);
    }
    (begins && cells.len() >= 2).then_some(HeadingAgain::Other)
}

/// Whether all cells stand under headings that say the same, or most of them where the row begins
/// as the header does.
fn repeats_header(lens: &Lens<'_>, cells: &[(u32, &Value)], begins: bool) -> bool {
    let own = |(col, value): &&(u32, &Value)| {
        let heading = lens.bare_headings.iter().find(|(at, _)| at == col);
        heading.is_some_and(|(_, heading)| is_heading_of(&value.shown(), heading))
    };
    let repeated = cells.iter().filter(own).count();
    // What is called otherwise over the names is another table.
    let renamed = cells
        .iter()
        .any(|cell| lens.name == Some(cell.0) && !own(&cell))
        && cells.len() > 2;
    repeated == cells.len() || (!renamed && repeated * 2 > cells.len() && (repeated >= 2 || begins))
}

/// Names for machines (quirk 33): `stt`, `fullName`, `code`.
fn is_for_machines(cells: &[(u32, &Value)]) -> bool {
    let is_name = |(_, value): &(u32, &Value)| value.text().is_some_and(is_identifier);
    cells.len() >= 2 && cells.iter().all(is_name)
}

/// Whether a text is a heading (without accents), or the whole words of one of its rows.
fn is_heading_of(text: &str, heading: &str) -> bool {
    // What is longer without its signs is no part of it: saves making most texts plain.
    if text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .nth(heading.len())
        .is_some()
    {
        return false;
    }
    let text = fold::bare_words(text);
    !text.is_empty() && text.len() <= MAX_HEADING * 2 && holds_phrase(heading, &text)
}

/// One word of unaccented letters, digits and underscores that begins with a letter.
fn is_identifier(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether another table or another block begins at a row. `last` is the row above it.
pub(crate) fn is_end(lens: &Lens<'_>, sight: &Sight, fresh: bool, last: Option<&Sight>) -> bool {
    let row = lens.row(sight);
    let owned = lens.form.fields.iter().any(Field::names_owner);
    if (owned && opens_block(lens, row)) || names_another(lens, row) {
        return true;
    }
    let other = heading_again(lens, row, fresh) == Some(HeadingAgain::Other);
    if fresh {
        return other && is_header(lens, row);
    }
    if other {
        return !carries_on(lens, sight, last);
    }
    opens_table(lens, sight)
        || (sight.cells >= 2 && is_header(lens, row) && !carries_on(lens, sight, last))
}

/// A title with little beside it that opens another block of a job description.
fn opens_block(lens: &Lens<'_>, row: &Row) -> bool {
    let mut filled = lens.filled(row).map(|(_, value)| value);
    let (first, second, third) = (filled.next(), filled.next(), filled.next());
    let opens = |value: Option<&Value>| {
        value
            .and_then(Value::text)
            .is_some_and(|text| lens.words().is_block(text))
    };
    let opens = third.is_none()
        && (opens(first)
            || (opens(second) && first.is_some_and(|first| is_arabic(&first.shown()))));
    // A label with its value may also stand inside a table, over the rows of a position.
    let valued = first
        .and_then(Value::text)
        .and_then(|text| text.split_once(':'))
        .is_some_and(|(_, rest)| !rest.trim().is_empty());
    opens && (!valued || heads_follow(lens, row))
}

/// A label with a value that holds for the table below it: the name or code of another position.
fn names_another(lens: &Lens<'_>, row: &Row) -> bool {
    let labelled = row
        .cells
        .iter()
        .any(|(_, value)| value.text().is_some_and(|text| text.contains(':')));
    labelled
        && row.cells.len() <= MAX_BLOCK_CELLS
        && labels::in_row(lens.grid, lens.forms, lens.position, row)
            .any(|field| lens.form.fields[field].above)
        && heads_follow(lens, row)
}

/// Whether headings come before the next numbered row: without them the rows below are the same
/// table's.
fn heads_follow(lens: &Lens<'_>, row: &Row) -> bool {
    let start = lens.grid.position(row.number + 1);
    let below = (start..lens.grid.rows().len()).take(BLOCK_REACH);
    for index in below {
        let row = &lens.grid.rows()[index];
        if heading_again(lens, row, false).is_some() || is_header(lens, row) {
            return true;
        }
        let sight = lens.sight(index);
        if sight.numbered() && sight.named {
            return false;
        }
    }
    false
}

/// A title right above the headings of another form.
fn opens_table(lens: &Lens<'_>, sight: &Sight) -> bool {
    let row = lens.row(sight);
    let [(_, title)] = row.cells.as_slice() else {
        return false;
    };
    let near = lens.grid.rows()[sight.index + 1..]
        .iter()
        .take(PROBED_BELOW);
    let mut near = near.take_while(|next| next.number <= row.number + TITLE_REACH);
    let is_title = title.text().is_some_and(|text| text.trim().contains(' '));
    is_title
        && near.any(|next| {
            heading_again(lens, next, false) != Some(HeadingAgain::Own) && is_header(lens, next)
        })
}

/// Whether every cell of a row is a heading of one form, and two of them tell which.
fn is_header(lens: &Lens<'_>, row: &Row) -> bool {
    let short = |text: &str| text.len() <= MAX_HEADING;
    if row.cells.len() < 2
        || row
            .cells
            .iter()
            .any(|(_, value)| !value.text().is_some_and(short))
    {
        return false;
    }
    let mut known: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (_, value) in &row.cells {
        let hits = lens.forms.index().exact(&value.shown());
        let mut forms: BTreeMap<usize, bool> = BTreeMap::new();
        for hit in hits.iter().filter(|hit| hit.score >= EXACT) {
            *forms.entry(hit.form).or_default() |=
                lens.forms.at(hit.form).fields[hit.field].tells();
        }
        if forms.is_empty() {
            return false;
        }
        for (form, tells) in forms {
            let count = known.entry(form).or_default();
            *count = (count.0 + 1, count.1 + usize::from(tells));
        }
    }
    known
        .values()
        .any(|(all, telling)| *all >= row.cells.len() && *telling >= 2)
}

/// Whether the next numbered row goes on with the count of the last one: then headings in other
/// words are the table's own.
fn carries_on(lens: &Lens<'_>, sight: &Sight, last: Option<&Sight>) -> bool {
    let Some(last) = last else { return false };
    let above = lens.grid.rows()[..=last.index]
        .iter()
        .rev()
        .take(PROBED_BELOW * 4);
    let mut above = above.filter_map(|row| whole(&lens.number_of(row)));
    let below = (sight.index + 1..lens.grid.rows().len())
        .take(PROBED_BELOW)
        .map(|index| lens.sight(index));
    let mut next = below.filter(Sight::numbered);
    let next = next
        .next()
        .and_then(|next| whole(&lens.number_of(lens.row(&next))));
    above
        .next()
        .zip(next)
        .is_some_and(|(above, next)| next == above + 1 && next > 1)
}

fn whole(number: &str) -> Option<u32> {
    bare_number(number).parse().ok()
}
