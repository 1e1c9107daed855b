//! Telling the rows of a table apart: entries, totals, sections, continuations, feet.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::header::Header;
use super::merges::Merges;
use super::values;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::Fill;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Kind;
use crate::dictionary::Role;
use crate::dictionary::Section;
use crate::dictionary::words::Words;
use crate::dictionary::words::holds_phrase;
use crate::dictionary::words::is_arabic;
use crate::dictionary::words::is_index_row;
use crate::dictionary::words::is_roman;
use crate::dictionary::words::plain;
use crate::dictionary::words::section_prefix;

/// The first heading of a table is short; longer texts are not compared with it.
const MAX_FIRST_HEADING: usize = 60;

/// Rows below a row that tell whether it is a section of theirs.
const PROBED_BELOW: usize = 3;

/// A title stands at most so many rows above its headings.
const TITLE_REACH: u32 = 3;
/// A heading that is word for word one that a form knows, but for accents.
const SURE_HEADING: f64 = 0.95;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowKind {
    /// An entry.
    Data,
    /// Nothing, or placeholders.
    Blank,
    /// The header once more, as at the top of a printed page.
    RepeatedHeader,
    /// The header of another table.
    NewHeader,
    /// Numbers of the columns.
    Index,
    /// A total: the column of its label.
    Total,
    /// A section: column and text of its title, and how it is numbered.
    Section(u32, String, Level),
    /// More of the entry above.
    Continuation,
    /// Only a row number.
    NumberOnly,
    /// Something without what an entry needs.
    Stray,
    /// Notes or signatures: the table ends.
    Foot,
}

/// How a section is numbered: sections numbered alike stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// `A`, `B`.
    Letter,
    /// `I`, `II`.
    Roman,
    /// `1`, `4.1`: with so many parts.
    Arabic(usize),
    /// Without a number.
    Plain,
}

impl Level {
    fn of(number: &str) -> Self {
        let number = number.trim().trim_end_matches(['.', ')', ':']);
        if is_arabic(number) {
            Self::Arabic(number.split('.').count())
        } else if !is_roman(number) {
            Self::Plain
        } else if number.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
            Self::Roman
        } else {
            Self::Letter
        }
    }
}

/// What stands around a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// No entry has come yet.
    pub(super) fresh: bool,
    /// The row above is an entry or its continuation.
    pub(super) follows: bool,
    /// Empty rows lie between it and the entries above.
    pub(super) apart: bool,
    /// The rows below it.
    pub(super) below: &'a [Row],
}

/// Where things stand in a table, worked out once.
#[derive(Debug)]
pub(super) struct Sorter<'a> {
    form: &'a Form,
    forms: &'a Forms,
    words: &'a Words,
    merges: &'a Merges,
    number: Option<u32>,
    name: Option<u32>,
    code: Option<u32>,
    /// The headings by column, plain; columns from left to right.
    headings: Vec<(u32, String)>,
    number_headings: Vec<String>,
    has_arabic: bool,
    name_merges: bool,
    measures: Vec<u32>,
}

impl<'a> Sorter<'a> {
    pub(super) fn new(forms: &'a Forms, header: &Header, merges: &'a Merges, rows: &[Row]) -> Self {
        let form = forms.at(header.form);
        let column = |field: Option<usize>| field.and_then(|field| header.column_of(field)).map(|column| column.col);
        let number = column(form.position(|field| field.role == Some(Role::Number)));
        let name = form.position(|field| field.name);
        let headings = header.columns.iter().map(|column| (column.col, plain(&column.heading))).collect();
        let measures = header.columns.iter().filter(|column| {
            let kind = column.field.map(|field| form.fields[field].kind);
            matches!(kind, Some(Kind::Count | Kind::Number | Kind::Percent))
        });
        Self {
            form,
            forms,
            words: forms.words(),
            merges,
            number,
            name: column(name),
            code: column(form.position(|field| field.role == Some(Role::Code))),
            number_headings: form
                .fields
                .iter()
                .filter(|field| field.role == Some(Role::Number))
                .flat_map(|field| field.all_headings().map(plain))
                .collect(),
            headings,
            has_arabic: number.is_some_and(|col| rows.iter().any(|row| is_arabic(&row.value(col).to_string()))),
            name_merges: name.is_some_and(|name| form.fields[name].fill == Some(Fill::Merged)),
            measures: measures.map(|column| column.col).collect(),
        }
    }

    /// What a row is.
    pub(super) fn kind(&self, row: &Row, place: Place<'_>) -> RowKind {
        let Place { fresh, follows, apart, below } = place;
        let number = self.number_of(row);
        let numbered = is_arabic(&number);
        let named = self.name.is_some_and(|col| self.filled(row.value(col)));
        if fresh && row.cells.len() >= 3 {
            let texts: Vec<String> = row.cells.iter().map(|(_, value)| value.to_string()).collect();
            if is_index_row(&texts) {
                return RowKind::Index;
            }
        }
        if follows && number.is_empty() && self.is_continued(row) {
            return RowKind::Continuation;
        }
        if self.opens_block(row) || (!fresh && self.opens_table(row, follows, below)) {
            return RowKind::Foot;
        }
        if numbered && named {
            return self.parent(row, &number, below).unwrap_or(RowKind::Data);
        }
        let cells: Vec<(u32, &Value)> =
            row.cells.iter().filter(|(_, value)| self.filled(value)).map(|(col, value)| (*col, value)).collect();
        if cells.is_empty() {
            return RowKind::Blank;
        }
        if let Some(kind) = self.header_again(&cells, fresh) {
            return kind;
        }
        if !numbered {
            if self.number.is_none() && named && cells.len() >= 3 && !self.is_total(&cells) {
                return RowKind::Data;
            }
            if self.is_total(&cells) {
                return RowKind::Total;
            }
            let wordy = |(_, value): &(u32, &Value)| value.text().is_some_and(|text| self.words.is_foot(text));
            if cells.len() <= 4 && cells.iter().any(wordy) {
                return RowKind::Foot;
            }
            if let Some(section) = self.section(row, &cells, &number, named) {
                return section;
            }
            if apart && number.is_empty() && self.is_note(&cells) {
                return RowKind::Foot;
            }
        }
        self.rest(row, &cells, &number, named, follows)
    }

    /// A title with little beside it that opens another block of a job description.
    fn opens_block(&self, row: &Row) -> bool {
        let mut filled = row.cells.iter().filter(|(_, value)| self.filled(value)).map(|(_, value)| value);
        let (first, second, third) = (filled.next(), filled.next(), filled.next());
        let opens = |value: Option<&Value>| value.and_then(Value::text).is_some_and(|text| self.words.is_block(text));
        third.is_none() && (opens(first) || (opens(second) && first.is_some_and(|first| is_arabic(&first.to_string()))))
    }

    /// Another table begins here: its headings, or a title right above its headings.
    fn opens_table(&self, row: &Row, follows: bool, below: &[Row]) -> bool {
        match row.cells.as_slice() {
            [(_, title)] => {
                let near = below.iter().take(PROBED_BELOW).take_while(|next| next.number <= row.number + TITLE_REACH);
                let is_title = title.text().is_some_and(|text| text.trim().contains(' '));
                is_title && near.into_iter().any(|next| self.is_header(next))
            }
            // Below an entry a header begins with its own first heading, which is told elsewhere.
            _ => !follows && self.is_header(row),
        }
    }

    /// Whether every cell of a row is a heading of one form, and two of them tell which; its own header
    /// once more is none.
    fn is_header(&self, row: &Row) -> bool {
        let short = |text: &str| text.len() <= MAX_FIRST_HEADING;
        let cells: Vec<(u32, &Value)> = row.cells.iter().map(|(col, value)| (*col, value)).collect();
        if self.header_again(&cells, false) == Some(RowKind::RepeatedHeader) {
            return false;
        }
        if row.cells.len() < 2 || row.cells.iter().any(|(_, value)| !value.text().is_some_and(short)) {
            return false;
        }
        let mut known: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (_, value) in &row.cells {
            let hits = self.forms.index().exact(&value.to_string());
            let mut forms: BTreeMap<usize, bool> = BTreeMap::new();
            for hit in hits.iter().filter(|hit| hit.score >= SURE_HEADING) {
                *forms.entry(hit.form).or_default() |= self.forms.at(hit.form).fields[hit.field].tells();
            }
            if forms.is_empty() {
                return false;
            }
            for (form, tells) in forms {
                let count = known.entry(form).or_default();
                *count = (count.0 + 1, count.1 + usize::from(tells));
            }
        }
        known.values().any(|(all, telling)| *all >= row.cells.len() && *telling >= 2)
    }

    /// The number of a row; one that a spreadsheet took for a decimal keeps its point.
    fn number_of(&self, row: &Row) -> String {
        match self.number.map(|col| row.value(col)) {
            Some(Value::Decimal(number)) => number.normalize().to_string(),
            Some(value) => value.to_string(),
            None => String::new(),
        }
    }

    /// A section numbered like its rows: `1` over `1.1` and `1.2`, with a title and no more than sums.
    fn parent(&self, row: &Row, number: &str, below: &[Row]) -> Option<RowKind> {
        if !self.form.sections {
            return None;
        }
        let next = below.iter().take(PROBED_BELOW).map(|row| self.number_of(row)).find(|number| !number.is_empty())?;
        let number = number.trim().trim_end_matches(['.', ')']);
        next.trim()
            .strip_prefix(number)
            .filter(|rest| rest.starts_with('.') && rest.len() > 1 && is_arabic(&rest[1..]))?;
        let name = self.name?;
        let says_more = row.cells.iter().any(|(col, value)| {
            ![self.number, self.name].contains(&Some(*col)) && !self.measures.contains(col) && self.filled(value)
        });
        let titled = || RowKind::Section(name, row.value(name).to_string(), Level::of(number));
        (!says_more && (self.code.is_some() || self.sums_up(row, number, below))).then(titled)
    }

    /// Whether a row has no numbers, or those of the rows numbered under it in sum. A position over
    /// its variants has numbers of its own.
    fn sums_up(&self, row: &Row, number: &str, below: &[Row]) -> bool {
        let number_in =
            |row: &Row, col: u32| values::read(Kind::Number, row.value(col), self.words).into_value().number();
        let own = self.measures.iter().find_map(|col| number_in(row, *col).map(|sum| (*col, sum)));
        let Some((col, stated)) = own else { return true };
        let parts = Level::Arabic(number.split('.').count() + 1);
        let under =
            below.iter().map(|row| (row, self.number_of(row))).take_while(|(_, n)| n.is_empty() || is_under(n, number));
        let sum = under
            .filter(|(_, n)| Level::of(n) == parts)
            .try_fold(Decimal::ZERO, |sum, (row, _)| sum.checked_add(number_in(row, col).unwrap_or_default()));
        sum == Some(stated)
    }

    /// Entries, continuations and what is left.
    fn rest(&self, row: &Row, cells: &[(u32, &Value)], number: &str, named: bool, follows: bool) -> RowKind {
        if named {
            return RowKind::Data;
        }
        let numbered = !number.is_empty();
        if numbered && cells.len() == 1 {
            return RowKind::NumberOnly;
        }
        if numbered || self.code.is_some_and(|col| self.filled(row.value(col))) {
            return RowKind::Data;
        }
        let measured = self.measures.iter().any(|col| self.filled(row.value(*col)));
        let merged_name = self.name.is_some_and(|col| self.merges.covered_from(row.number, col).is_some());
        if self.name_merges && (measured || merged_name) && (measured || !follows) {
            return RowKind::Data;
        }
        if follows { RowKind::Continuation } else { RowKind::Stray }
    }

    /// A name that says that it goes on: `(tiếp)`, `Văn thư viên (tiếp theo)`.
    fn is_continued(&self, row: &Row) -> bool {
        let name = self.name.and_then(|col| row.value(col).text());
        name.is_some_and(|name| self.words.continued(name).is_some())
    }

    /// A word or two without a number beside them, in a table whose rows have numbers: below the
    /// table that is a note or a signature, whatever it says.
    fn is_note(&self, cells: &[(u32, &Value)]) -> bool {
        let measured = cells.iter().any(|(col, value)| self.measures.contains(col) && value.number().is_some());
        cells.len() <= 2 && !measured && (self.has_arabic || self.number.is_none())
    }

    fn filled(&self, value: &Value) -> bool {
        match value {
            Value::Blank => false,
            Value::Text(text) => !text.trim().is_empty() && !self.words.is_placeholder(text),
            _ => true,
        }
    }

    /// The table's own header once more, one of its rows, or its names for machines; or the header of another table.
    fn header_again(&self, cells: &[(u32, &Value)], fresh: bool) -> Option<RowKind> {
        let (first_col, first) = cells.first().map(|(col, value)| (*col, value.to_string()))?;
        if first.len() > MAX_FIRST_HEADING {
            return None;
        }
        let first = plain(&first);
        let own = |(col, value): &&(u32, &Value)| {
            let heading = self.headings.iter().find(|(at, _)| at == col);
            heading.is_some_and(|(_, heading)| value.text().is_some_and(|text| holds_phrase(heading, &plain(text))))
        };
        let is_first = self.headings.first().is_some_and(|(col, heading)| *col == first_col && *heading == first);
        let is_number = self.number_headings.contains(&first);
        if !is_first && !is_number && cells.len() < 2 {
            return None;
        }
        let repeated = cells.iter().filter(own).count();
        if repeated == cells.len() || ((is_first || is_number) && repeated * 2 > cells.len()) {
            return Some(RowKind::RepeatedHeader);
        }
        // Names for machines: `stt`, `fullName`, `code`.
        let for_machines = |(_, value): &(u32, &Value)| value.text().is_some_and(is_identifier);
        if fresh && cells.iter().all(for_machines) {
            return Some(RowKind::RepeatedHeader);
        }
        (is_first || is_number).then_some(RowKind::NewHeader)
    }

    /// A total says so in one of its first cells, no further right than the names.
    fn is_total(&self, cells: &[(u32, &Value)]) -> bool {
        let limit = self.name.unwrap_or(u32::MAX).max(self.number.unwrap_or(0));
        let labels = cells.iter().take(3).filter(|(col, _)| *col <= limit);
        labels.filter_map(|(_, value)| value.text()).any(|text| self.words.is_total(text))
    }

    fn section(&self, row: &Row, cells: &[(u32, &Value)], number: &str, named: bool) -> Option<RowKind> {
        if !self.form.sections {
            return None;
        }
        let (first_col, first_value) = cells.first().copied()?;
        let title = self.name.filter(|_| named).map_or(first_col, |col| col);
        let titled =
            |col: u32, number: &str| Some(RowKind::Section(col, row.value(col).to_string(), Level::of(number)));
        if !number.is_empty() && is_roman(number) {
            let text = cells.iter().find(|(col, value)| Some(*col) != self.number && value.text().is_some());
            return match text {
                Some((col, _)) if self.has_arabic || self.form_has_section_term(&row.value(*col).to_string()) => {
                    titled(if named { title } else { *col }, number)
                }
                _ => None,
            };
        }
        let text = first_value.text()?;
        let others = cells.iter().skip(1).filter(|(col, _)| !self.measures.contains(col)).count();
        if others > 1 {
            return None;
        }
        if let Some((number, _)) = section_prefix(text) {
            return titled(first_col, number);
        }
        let wide = self.merges.width(row.number, first_col) >= 3;
        let coded = self.code.is_some_and(|col| self.filled(row.value(col)));
        let lone = cells.len() == 1 && (self.has_arabic || self.number.is_none());
        let heading = wide || text.trim_end().ends_with(':') || self.words.names_unit(text) || is_upper(text);
        ((lone && heading) || (others == 0 && !coded && wide)).then(|| titled(first_col, "")).flatten()
    }

    /// Whether a section of this form may carry a term: then a Roman number alone makes a section.
    fn form_has_section_term(&self, text: &str) -> bool {
        let takes = self.form.fields.iter().any(|field| field.section == Some(Section::Term));
        takes && plain(text).starts_with("vị trí việc làm")
    }
}

/// Whether a row number stands under another: `4.1` under `4`.
fn is_under(number: &str, upper: &str) -> bool {
    let rest = number.trim().strip_prefix(upper).and_then(|rest| rest.strip_prefix('.'));
    rest.is_some_and(is_arabic)
}

fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// One word of unaccented letters, digits and underscores that begins with a letter.
fn is_identifier(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
