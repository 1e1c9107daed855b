//! The second look at the rows of a table: what is not beyond doubt an entry is weighed against the
//! entries.

use rust_decimal::Decimal;

use super::lens::Lens;
use super::lens::Sight;
use super::numbering::Mark;
use super::numbering::bare_number;
use super::page_break::is_figure;
use super::page_break::is_page_break;
use super::rows::RowDoubt;
use super::rows::RowKind;
use super::runs::EntryRuns;
use super::section;
use super::section::SectionTitle;
use super::section::TitleLevel;
use super::sums::RunningSums;
use super::sums::StatedFigures;
use super::survey::FirstLook;
use super::survey::Survey;
use super::survey::is_continued;
use super::survey::is_sum_label;
use super::survey::is_under;
use crate::cells::Row;
use crate::cells::Value;

/// Rows below a title in which its entries begin.
const BELOW_A_TITLE: usize = 6;
/// Rows under a number that are added up.
const MANY_BELOW: usize = 500;
/// A row carries on the one above over at most so many rows of page breaks.
const NEAR_ROWS: u32 = 8;
/// A name is no longer than this; a longer text alone is a note.
const LONG_NAME: usize = 160;

/// The second look, from the top down.
pub(super) struct Weighing<'w, 'a> {
    lens: &'w Lens<'a>,
    survey: &'w Survey,
    sums: Option<RunningSums>,
    runs: Option<EntryRuns>,
    /// How many entries have come.
    entries: usize,
    /// Entries before the last sum, and before the last section.
    since_sum: usize,
    since_section: usize,
    /// Figures of the last sum.
    last_sum: StatedFigures,
    /// Levels of the sections that stand open.
    levels: Vec<TitleLevel>,
    /// The last row that was more than a blank, a note or a page break.
    before: Option<RowKind>,
    /// Its number, from 0.
    before_row: u32,
    /// Whether a signature or a closing note has come since.
    closed: bool,
}

impl<'w, 'a> Weighing<'w, 'a> {
    pub(super) fn new(lens: &'w Lens<'a>, survey: &'w Survey) -> Self {
        Self {
            lens,
            survey,
            sums: None,
            runs: None,
            entries: 0,
            since_sum: 0,
            since_section: 0,
            last_sum: StatedFigures::new(),
            levels: Vec::new(),
            before: None,
            before_row: 0,
            closed: false,
        }
    }

    /// Notes what a row was taken for.
    pub(super) fn pass(&mut self, at: usize, sight: &Sight, kind: &RowKind) {
        let row = self.lens.row(sight);
        match kind {
            // Only the entries of the first look are among the sums.
            RowKind::Entry if self.survey.seen[at].1 == FirstLook::Entry => self.entries += 1,
            RowKind::Sum => {
                self.since_sum = self.entries;
                self.last_sum = self.lens.figures_of(row);
            }
            RowKind::Section(title) => {
                self.since_section = self.entries;
                if !self.levels.contains(&title.level) {
                    self.levels.push(title.level);
                }
            }
            _ => {}
        }
        if !matches!(
            kind,
            RowKind::Blank | RowKind::Note | RowKind::Heading | RowKind::Index
        ) {
            self.before = Some(kind.clone());
            self.before_row = row.number;
            self.closed = false;
        }
        self.closed |= *kind == RowKind::Note && self.is_foot(row);
    }

    pub(super) fn weigh(&mut self, at: usize, sight: &Sight) -> (RowKind, Option<RowDoubt>) {
        let lens = self.lens;
        let row = lens.row(sight);
        let says = sight.filled & self.survey.usual != 0;
        if is_continued(lens, row, sight) && self.follows(row) {
            return (RowKind::Continuation, None);
        }
        if is_page_break(lens, sight, row) {
            return (RowKind::Note, None);
        }
        let stated = lens.figures_of(row);
        let title = section::title(lens, sight);
        if is_sum_label(lens, row) && !(sight.numbered() && says) {
            return (RowKind::Sum, None);
        }
        if let Some(kind) = self.section(at, sight, title.as_ref(), &stated, says) {
            return (kind, None);
        }
        if !says && !sight.coded {
            if let Some(found) = self.sum(at, sight, &stated) {
                return found;
            }
            if self.is_detail(sight, &stated) {
                return (RowKind::Detail, None);
            }
        }
        self.rest(sight, row, says)
    }

    /// A sum by its figures, whatever it is called and wherever it stands (quirk 8).
    fn sum(
        &mut self,
        at: usize,
        sight: &Sight,
        stated: &StatedFigures,
    ) -> Option<(RowKind, Option<RowDoubt>)> {
        if stated.is_empty() || sight.numbered() {
            return None;
        }
        if !self.last_sum.is_empty() && *stated == self.last_sum && self.since_sum == self.entries {
            // Carried forward to the next page.
            return Some((RowKind::Sum, None));
        }
        let (added, above) = self.added_up(at, stated)?;
        // One figure that is like another may be chance, and so may the sum of what follows in the
        // middle.
        let thin = added < 2 || (!above && self.entries > 0);
        Some((
            RowKind::Sum,
            (thin && sight.named).then_some(RowDoubt::ThinSum),
        ))
    }

    /// How many entries the figures add up, if they add up any, and whether those stand above:
    /// those since the last sum or section, all so far, those down to the next title, or all of
    /// them.
    fn added_up(&mut self, at: usize, stated: &StatedFigures) -> Option<(usize, bool)> {
        let next = self.until_next_title(at);
        let (entries, since_sum, since_section) =
            (self.entries, self.since_sum, self.since_section);
        let sums = self.sums();
        let all = sums.len();
        let ranges = [
            since_sum..entries,
            since_section..entries,
            0..entries,
            entries..next,
            0..all,
        ];
        let found = ranges
            .into_iter()
            .filter(|range| sums.hold(stated, range.clone()));
        found
            .map(|range| (range.len(), range.end <= entries))
            .max_by_key(|(added, above)| (*above, *added))
    }

    fn sums(&mut self) -> &RunningSums {
        let (lens, survey) = (self.lens, self.survey);
        self.sums
            .get_or_insert_with(|| RunningSums::of(lens, survey.entries()))
    }

    /// How many entries there are down to the next row that is no entry and has figures or a title.
    fn until_next_title(&mut self, at: usize) -> usize {
        let (lens, survey) = (self.lens, self.survey);
        let runs = self.runs.get_or_insert_with(|| {
            EntryRuns::of(&survey.seen, |sight| {
                lens.measured(sight) || sight.named || sight.mark.is_some()
            })
        });
        runs.entries_until_break(at + 1)
    }

    /// A title with entries below it, and with no more figures than their sum (quirk 9).
    fn section(
        &mut self,
        at: usize,
        sight: &Sight,
        title: Option<&SectionTitle>,
        stated: &StatedFigures,
        says: bool,
    ) -> Option<RowKind> {
        let lens = self.lens;
        // A title alone may stand in any column.
        let alone = sight.cells == 1 || (sight.cells == 2 && sight.mark.is_some());
        let title = title.filter(|_| lens.form.sections && (!says || alone) && !sight.coded)?;
        let adds_below = !stated.is_empty() && self.adds_below(at, stated);
        let opens = adds_below || self.opens(at);
        if sight.numbered() && sight.named {
            // Numbered like an entry: a title only with its own rows below it.
            let parent = self.is_parent(at, sight, stated);
            let plain = stated.is_empty() && self.restarts(at);
            return (parent || (title.known && (adds_below || plain)))
                .then(|| RowKind::Section(title.clone()));
        }
        let level = self.levels.contains(&title.level) && title.text.chars().count() <= 60;
        let looks =
            title.looks_like_title(lens, sight) || (level && !lens.words().is_foot(&title.text));
        let lettered = sight.mark.is_some_and(|mark| !mark.is_arabic());
        let by_mark =
            lettered && (self.survey.numbered || self.survey.coded || title.speaks_of_positions());
        let holds_nothing = stated.iter().all(|(_, number)| number.is_zero());
        let fits =
            stated.is_empty() || adds_below || by_mark || title.known || (holds_nothing && looks);
        let is_title = fits && (looks || by_mark) && (opens || by_mark || title.known);
        is_title.then(|| RowKind::Section(title.clone()))
    }

    /// Whether the figures are those of the rows right below.
    fn adds_below(&mut self, at: usize, stated: &StatedFigures) -> bool {
        let next = self.until_next_title(at);
        let entries = self.entries;
        self.sums().hold(stated, entries..next)
    }

    /// Whether entries follow before anything else does.
    fn opens(&self, at: usize) -> bool {
        let below = self.survey.seen.iter().skip(at + 1).take(BELOW_A_TITLE);
        below
            .filter(|(_, first)| *first != FirstLook::Blank)
            .any(|(_, first)| *first == FirstLook::Entry)
    }

    /// Whether the next entry begins the count anew (quirk 10).
    fn restarts(&self, at: usize) -> bool {
        let next = self.next_number(at);
        bare_number(&next) == "1" || next.trim() == "01"
    }

    fn next_number(&self, at: usize) -> String {
        let below = self.survey.seen.iter().skip(at + 1).take(BELOW_A_TITLE);
        let numbers = below.map(|(sight, _)| self.lens.number_of(self.lens.row(sight)));
        numbers
            .into_iter()
            .find(|number| !number.is_empty())
            .unwrap_or_default()
    }

    /// A title numbered like its rows (quirk 10): `1` over `1.1`, with no figures or the sum of those under
    /// it.
    fn is_parent(&self, at: usize, sight: &Sight, stated: &StatedFigures) -> bool {
        let number = self.lens.number_of(self.lens.row(sight));
        let number = bare_number(&number);
        is_under(&self.next_number(at), number)
            && (stated.is_empty() || self.sums_up(at, number, stated))
    }

    /// Whether the figures are those of the rows numbered under a number. A position over its
    /// variants has figures of its own.
    fn sums_up(&self, at: usize, number: &str, stated: &StatedFigures) -> bool {
        let parts = Mark::of_number(number);
        let lens = self.lens;
        let below = self
            .survey
            .seen
            .iter()
            .skip(at + 1)
            .map(|(sight, _)| lens.row(sight));
        let under = below.map(|row| (row, lens.number_of(row)));
        let under: Vec<(&Row, String)> = under
            .take_while(|(_, own)| own.is_empty() || is_under(own, number))
            .take(MANY_BELOW)
            .collect();
        let child = |own: &str| match (parts, Mark::of_number(own)) {
            (Some(Mark::Arabic(above)), Some(Mark::Arabic(own))) => own == above + 1,
            _ => false,
        };
        stated.iter().all(|(nth, figure)| {
            let rows = under.iter().filter(|(_, own)| child(own));
            let sum = rows.filter_map(|(row, _)| lens.figure(row, lens.figures[*nth]));
            sum.fold(Decimal::ZERO, Decimal::saturating_add) == *figure
        })
    }

    /// Part of the sum above: `Trong đó: nữ | 12`.
    fn is_detail(&self, sight: &Sight, stated: &StatedFigures) -> bool {
        let after_sum = matches!(self.before, Some(RowKind::Sum | RowKind::Detail));
        let within = stated.iter().all(|(nth, number)| {
            self.last_sum
                .iter()
                .find(|(own, _)| own == nth)
                .is_none_or(|(_, sum)| number <= sum)
        });
        after_sum && !sight.numbered() && !stated.is_empty() && within
    }

    /// Whether a figure or a percentage stands in the row: a word in such a column is none.
    fn measured(&self, sight: &Sight, row: &Row) -> bool {
        let is_number = |value: &Value| match value {
            Value::Text(text) => is_figure(text),
            value => value.number().is_some(),
        };
        let measures = row
            .cells
            .iter()
            .filter(|(col, _)| self.lens.is_measure(*col));
        self.lens.measured(sight) && measures.into_iter().any(|(_, value)| is_number(value))
    }

    fn is_foot(&self, row: &Row) -> bool {
        self.lens.filled(row).any(|(_, value)| {
            value
                .text()
                .is_some_and(|text| self.lens.words().is_foot(text))
        })
    }

    /// A single cell in capitals under one that is not: the title of who signs, not the rest of a
    /// value.
    fn is_shouted(&self, sight: &Sight, row: &Row) -> bool {
        let seen = &self.survey.seen;
        let shouts = |text: &str| {
            text.contains(' ') && text.chars().all(|c| !c.is_lowercase() && !c.is_numeric())
        };
        let Some((col, text)) = self
            .lens
            .filled(row)
            .find_map(|(col, value)| Some((col, value.text()?)))
        else {
            return false;
        };
        let before =
            seen.partition_point(|(sight, _)| self.lens.row(sight).number < self.before_row);
        let above = seen
            .get(before)
            .and_then(|(sight, _)| self.lens.row(sight).value(col).text());
        sight.cells == 1 && shouts(text) && !above.is_some_and(shouts)
    }

    /// Whether the row above, page breaks and notes apart, is an entry.
    fn follows(&self, row: &Row) -> bool {
        let near = row.number.saturating_sub(self.before_row) <= NEAR_ROWS;
        near && !self.closed && matches!(self.before, Some(RowKind::Entry | RowKind::Continuation))
    }

    /// Entries of another shape, continuations and what is left.
    fn rest(&self, sight: &Sight, row: &Row, says: bool) -> (RowKind, Option<RowDoubt>) {
        let lens = self.lens;
        if sight.mark.is_some() && sight.cells == 1 {
            return (RowKind::NumberOnly, None);
        }
        let measured = self.measured(sight, row);
        if sight.numbered() && (sight.named || sight.coded || says || measured) {
            return (RowKind::Entry, None);
        }
        if sight.coded && (says || measured || sight.named) {
            return (RowKind::Entry, None);
        }
        let directly = self.follows(row) && row.number == self.before_row + 1;
        if sight.named {
            return self.named(sight, row, says, directly);
        }
        let merged_name = lens
            .name
            .is_some_and(|col| lens.grid.merges.covered_from(row.number, col).is_some());
        if lens.name_merges && sight.mark.is_none() && (measured || (merged_name && !directly)) {
            return (RowKind::Entry, None);
        }
        if lens.only_owner(sight) {
            return (RowKind::Owner, None);
        }
        let more = says || (directly && measured);
        let foreign = self.is_foot(row) || lens.talks_in_keys(sight) || self.is_shouted(sight, row);
        if more && self.follows(row) && sight.mark.is_none() && !foreign {
            return (RowKind::Continuation, None);
        }
        let many = (sight.filled & self.survey.usual).count_ones() >= 2;
        if measured || many {
            (RowKind::LeftOut, Some(RowDoubt::LeftOut))
        } else {
            (RowKind::Note, None)
        }
    }

    /// A row with a name and neither number nor code.
    fn named(
        &self,
        sight: &Sight,
        row: &Row,
        says: bool,
        directly: bool,
    ) -> (RowKind, Option<RowDoubt>) {
        let lens = self.lens;
        let keyless = !self.survey.numbered && !self.survey.coded;
        let signed = self.closed || self.is_foot(row) || lens.talks_in_keys(sight);
        let many = (sight.filled & self.survey.usual).count_ones() >= 2;
        let measured = self.measured(sight, row);
        let whole = many || measured || (keyless && directly);
        let proper = says && whole && (measured || !signed);
        if proper || (keyless && measured) {
            return (RowKind::Entry, None);
        }
        if measured {
            return (RowKind::Entry, Some(RowDoubt::BareEntry));
        }
        if signed {
            return (RowKind::Note, None);
        }
        let text = lens
            .name
            .map(|col| row.value(col).to_string())
            .unwrap_or_default();
        if directly && text.chars().next().is_some_and(char::is_lowercase) {
            return (RowKind::Continuation, None);
        }
        // Where every entry says whose it is, a name alone is nobody's.
        let orphan = self.survey.owned && !lens.says_owner(sight);
        let alone = orphan || lens.words().is_foot(&text) || text.chars().count() > LONG_NAME;
        if keyless && !alone && (directly || self.before.is_none()) {
            return (RowKind::Entry, None);
        }
        (RowKind::Note, None)
    }
}
