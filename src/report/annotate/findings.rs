//! The findings of one file of the submission, by cell: what is filled, and what its comment says.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;

use super::comments::Notes;
use super::sheet::Marks;
use crate::cells::Addr;
use crate::cells::Area;
use crate::cells::Sheet;
use crate::cells::Workbook;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::runs;
use crate::report::levels;
use crate::report::words;

/// The most comments of one sheet; more cells are only filled. Spreadsheet programs draw each as a
/// shape.
const COMMENTS: usize = 3_000;
/// Rows of merged areas that are looked at; no form has as many.
const MERGED_ROWS: u64 = 1_000_000;
/// Instances of a folded finding after which each comment only says what is the matter.
pub(super) const FLOOD: usize = 12;

/// What a sheet is told.
#[derive(Debug, Default)]
pub(super) struct OnSheet {
    pub(super) marks: Marks,
    pub(super) notes: Notes,
    /// Cells that are filled and have no comment.
    pub(super) silent: usize,
}

/// A finding of this file, with the number that comment and list know it by.
#[derive(Debug)]
pub(super) struct NumberedFinding<'a> {
    pub(super) number: usize,
    pub(super) finding: &'a Finding,
}

/// One file of the submission, and where its sheets begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    name: Option<&'a str>,
    first: usize,
}

impl<'a> File<'a> {
    /// The file of this name; none where the submission is one file.
    pub(super) fn of(appraisal: &Appraisal, name: Option<&'a str>) -> Self {
        let first = appraisal
            .input
            .sheets
            .iter()
            .position(|sheet| sheet.file.as_deref() == name);
        Self {
            name,
            first: first.unwrap_or(0),
        }
    }

    /// The place of a cell's sheet in this file; none when it is in another.
    pub(super) fn sheet(&self, cell: &Addr) -> Option<usize> {
        if cell.sheet.file.as_deref() == self.name {
            cell.sheet.index.checked_sub(self.first)
        } else {
            None
        }
    }
}

/// The findings that concern a file, in the order of the appraisal; what is only listed comes last.
/// Questions are the appraiser's, and not sent to the agency.
pub(super) fn entries<'a>(appraisal: &'a Appraisal, file: &File<'_>) -> Vec<NumberedFinding<'a>> {
    // What stands nowhere is told in the first file.
    let here = |finding: &Finding| {
        finding.cells.iter().any(|cell| file.sheet(cell).is_some())
            || (finding.cells.is_empty() && file.first == 0)
    };
    let told = appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome != Outcome::Manual && here(finding));
    let mut found: Vec<NumberedFinding<'a>> = told
        .map(|finding| NumberedFinding {
            number: finding.number,
            finding,
        })
        .collect();
    found.sort_by_key(|entry| is_listed_only(entry.finding.outcome));
    found
}

/// Marks and comments by place of the sheet.
pub(super) fn by_sheet(
    entries: &[NumberedFinding<'_>],
    file: &File<'_>,
    workbook: &Workbook,
    index: &str,
) -> BTreeMap<usize, OnSheet> {
    let mut sheets: BTreeMap<usize, OnSheet> = BTreeMap::new();
    let mut merged: BTreeMap<usize, Merged> = BTreeMap::new();
    let mut order: Vec<&NumberedFinding<'_>> = entries
        .iter()
        .filter(|entry| levels::fill(entry.finding.outcome).is_some())
        .collect();
    // The gravest first in every comment.
    order.sort_by_key(|entry| (entry.finding.outcome, entry.number));
    for entry in order {
        let lead = entry.finding.cells.first();
        let mut told: BTreeSet<(usize, u32, u32)> = BTreeSet::new();
        for (cell, sentence) in said(entry.finding) {
            let Some(sheet) = file.sheet(cell) else {
                continue;
            };
            let Some(there) = workbook.sheets.get(sheet) else {
                continue;
            };
            let (row, col) = merged
                .entry(sheet)
                .or_insert_with(|| Merged::of(there))
                .corner(cell);
            if !told.insert((sheet, row, col)) {
                continue;
            }
            let on = sheets.entry(sheet).or_default();
            let mark = on
                .marks
                .entry(row)
                .or_default()
                .entry(col)
                .or_insert(entry.finding.outcome);
            *mark = (*mark).min(entry.finding.outcome);
            if on.notes.len() >= COMMENTS && !on.notes.contains_key(&(row, col)) {
                on.silent += 1;
                continue;
            }
            let lines = lines(entry, cell, sentence, lead == Some(cell), index);
            on.notes
                .entry((row, col))
                .or_default()
                .add(heading(entry), &lines);
        }
    }
    sheets
}

/// The cells of a finding, each with what is the matter there.
fn said(finding: &Finding) -> Vec<(&Addr, &str)> {
    if let Some(doubt) = &finding.doubt {
        // Of what may be misread only the cells of the reading are told: the others may be right.
        return doubt
            .cells
            .iter()
            .map(|cell| (cell, finding.sentence.as_str()))
            .collect();
    }
    if finding.instances.is_empty() {
        return alone(&finding.cells)
            .map(|cell| (cell, finding.sentence.as_str()))
            .collect();
    }
    let mut own: BTreeMap<&Addr, &str> = BTreeMap::new();
    for instance in &finding.instances {
        for cell in alone(&instance.cells) {
            own.entry(cell).or_insert(&instance.sentence);
        }
    }
    own.into_iter().collect()
}

/// More cells of one column than this were summed or counted: they are not what is wrong.
const SUMMED: u32 = 4;

/// The cells that are wrong themselves: the most telling one, and those that stand by themselves.
fn alone(cells: &[Addr]) -> impl Iterator<Item = &Addr> {
    let long: Vec<(Addr, Addr)> = runs(cells)
        .into_iter()
        .filter(|(from, to)| to.row - from.row >= SUMMED || to.col - from.col >= SUMMED)
        .collect();
    let is_summed = move |cell: &Addr| {
        long.iter().any(|(from, to)| {
            from.sheet == cell.sheet
                && (from.row..=to.row).contains(&cell.row)
                && (from.col..=to.col).contains(&cell.col)
        })
    };
    cells
        .iter()
        .enumerate()
        .filter(move |(nth, cell)| *nth == 0 || !is_summed(cell))
        .map(|(_, cell)| cell)
}

/// The merged areas of a sheet by the rows that they cover.
#[derive(Debug, Default)]
struct Merged(HashMap<u32, Vec<Area>>);

impl Merged {
    fn of(sheet: &Sheet) -> Self {
        let mut merged = Self::default();
        let mut rows = 0u64;
        for area in &sheet.merges {
            rows += u64::from(area.bottom.saturating_sub(area.top)) + 1;
            if rows > MERGED_ROWS {
                break;
            }
            for row in area.top..=area.bottom {
                merged.0.entry(row).or_default().push(*area);
            }
        }
        merged
    }

    /// The upper left cell of the area that covers a cell, which is the one that shows.
    fn corner(&self, cell: &Addr) -> (u32, u32) {
        let area = self
            .0
            .get(&cell.row)
            .and_then(|areas| areas.iter().find(|area| area.contains(cell.row, cell.col)));
        area.map_or((cell.row, cell.col), |area| (area.top, area.left))
    }
}

fn heading(entry: &NumberedFinding<'_>) -> String {
    format!(
        "{} (số {})",
        words::capital(entry.finding.outcome.label()),
        entry.number
    )
}

fn lines(
    entry: &NumberedFinding<'_>,
    cell: &Addr,
    sentence: &str,
    leads: bool,
    index: &str,
) -> Vec<String> {
    let finding = entry.finding;
    let sentence = words::capital(sentence);
    if finding.instances.len() > FLOOD {
        return vec![
            sentence,
            format!("Căn cứ, kiến nghị: xem số {} ở {index}.", entry.number),
        ];
    }
    if finding.instances.is_empty() && !leads {
        let lead = finding.cells.first().map(|lead| {
            if lead.sheet == cell.sheet {
                lead.called_here()
            } else {
                lead.called()
            }
        });
        return vec![
            sentence,
            format!("Xem kiến nghị ở {}.", lead.unwrap_or_default()),
        ];
    }
    let citation = words::capital(&finding.citation.text);
    vec![
        sentence,
        format!("Căn cứ: {citation}"),
        format!("Kiến nghị: {}", words::capital(&finding.remedy)),
    ]
}

/// Whether a finding only asks the appraiser, or is waived: listed, its cells not marked.
const fn is_listed_only(outcome: Outcome) -> bool {
    levels::fill(outcome).is_none()
}
