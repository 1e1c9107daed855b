//! A table's rows as its columns show them: which cells are filled, how a row is numbered.

use super::grid::Grid;
use super::header::Header;
use super::numbering::Mark;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::BlankFill;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dictionary::plain;
use crate::dictionary::words::Words;
use crate::dossier::values;
use rust_decimal::Decimal;

/// So many columns are told apart in a row's picture; further ones are not looked at.
const MAX_COLUMNS: usize = 64;
/// A code is one word of at most this many letters.
const MAX_CODE_CHARS: usize = 24;

/// Where things stand in a table, worked out once.
pub(crate) struct Lens<'a> {
    pub(crate) grid: &'a Grid<'a>,
    pub(crate) forms: &'a Forms,
    /// Position of the form.
    pub(crate) position: usize,
    pub(crate) form: &'a Form,
    /// The columns from left to right: column and plain heading.
    pub(crate) headings: Vec<(u32, String)>,
    /// The same without accents.
    pub(crate) bare_headings: Vec<(u32, String)>,
    /// How the column of numbers may be headed, without accents.
    pub(crate) number_headings: Vec<String>,
    pub(crate) number: Option<u32>,
    pub(crate) name: Option<u32>,
    pub(crate) code: Option<u32>,
    /// The entry of the same table that an entry stands in.
    pub(crate) superior: Option<u32>,
    /// Columns of numbers and percentages: they can be added up.
    pub(crate) figures: Vec<u32>,
    percents: Vec<u32>,
    /// Whether a name stands once over the rows that its merged cell covers.
    pub(crate) name_merges: bool,
    /// Bits of the columns of figures and percentages.
    measures: u64,
    /// Bits of the number, the name and the code.
    keys: u64,
    /// Bits of the columns that say whose the rows below are: the position of a duty.
    owners: u64,
    /// The column of codes among them.
    owner_code: Option<u32>,
    /// The fields that have a column.
    fields: Vec<usize>,
}

/// What one row shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight {
    /// Position among the rows of the grid.
    pub(crate) index: usize,
    /// What stands in the column of numbers.
    pub(crate) mark: Option<Mark>,
    /// Bits of the columns that are filled.
    pub(crate) filled: u64,
    /// How many cells hold something, those outside the columns too.
    pub(crate) cells: usize,
    pub(crate) named: bool,
    pub(crate) coded: bool,
}

impl Sight {
    /// Numbered as entries are.
    pub(crate) fn numbered(&self) -> bool {
        self.mark.is_some_and(Mark::is_arabic)
    }
}

impl<'a> Lens<'a> {
    pub(crate) fn new(forms: &'a Forms, header: &Header, grid: &'a Grid<'a>) -> Self {
        let form = forms.at(header.form);
        let column = |field: Option<usize>| {
            field
                .and_then(|field| header.column_of(field))
                .map(|column| column.col)
        };
        let name = form.position(|field| field.name);
        let headings: Vec<_> = header
            .columns
            .iter()
            .map(|column| (column.col, plain(&column.heading)))
            .collect();
        let numbers = form
            .fields
            .iter()
            .filter(|field| field.role == Some(Role::Number));
        let mut lens = Self {
            grid,
            forms,
            position: header.form,
            form,
            bare_headings: headings
                .iter()
                .map(|(col, heading)| (*col, fold::bare(heading)))
                .collect(),
            number_headings: numbers
                .flat_map(Field::all_headings)
                .map(fold::bare_words)
                .collect(),
            headings,
            number: column(form.position(|field| field.role == Some(Role::Number))),
            name: column(name),
            code: column(form.position(|field| field.role == Some(Role::Code))),
            superior: column(form.position(|field| field.role == Some(Role::Superior))),
            figures: Vec::new(),
            percents: Vec::new(),
            name_merges: name.is_some_and(|name| form.fields[name].fill == Some(BlankFill::Merged)),
            measures: 0,
            keys: 0,
            owners: 0,
            owner_code: None,
            fields: header
                .columns
                .iter()
                .filter_map(|column| column.field)
                .collect(),
        };
        lens.tell_apart(header);
        lens.keys = [lens.number, lens.name, lens.code]
            .into_iter()
            .flatten()
            .fold(0, |keys, col| keys | lens.bit(col));
        lens
    }

    /// Columns of owners, and those of figures and shares.
    fn tell_apart(&mut self, header: &Header) {
        let form = self.form;
        for column in &header.columns {
            let kind = column.field.map(|field| form.fields[field].kind);
            if column
                .field
                .is_some_and(|field| form.fields[field].names_owner())
            {
                self.owners |= self.bit(column.col);
                if kind == Some(FieldKind::Code) {
                    self.owner_code = Some(column.col);
                }
            }
            if matches!(
                kind,
                Some(FieldKind::Count | FieldKind::Number | FieldKind::Percent)
            ) {
                self.measures |= self.bit(column.col);
                self.figures.push(column.col);
            }
            if kind == Some(FieldKind::Percent) {
                self.percents.push(column.col);
            }
        }
    }

    pub(crate) fn words(&self) -> &'a Words {
        self.forms.words()
    }

    pub(crate) fn row(&self, sight: &Sight) -> &'a Row {
        &self.grid.rows()[sight.index]
    }

    /// The bit of a column; 0 for one that is none of the table's.
    pub(crate) fn bit(&self, col: u32) -> u64 {
        let position = self
            .headings
            .iter()
            .take(MAX_COLUMNS)
            .position(|(own, _)| *own == col);
        position.map_or(0, |position| 1 << position)
    }

    /// Bits of the columns that are neither key nor measure: what an entry says of itself.
    pub(crate) fn saying(&self) -> u64 {
        !(self.keys | self.measures | self.owners)
    }

    /// Whether a field has a column.
    pub(crate) fn has_column(&self, field: usize) -> bool {
        self.fields.contains(&field)
    }

    /// Whether a row says whose it is.
    pub(crate) fn says_owner(&self, sight: &Sight) -> bool {
        sight.filled & self.owners != 0
    }

    /// Whether a row says only whose the rows below are, by a code or by a name that they leave
    /// blank.
    pub(crate) fn only_owner(&self, sight: &Sight) -> bool {
        if sight.filled & self.owners == 0 || sight.filled & !self.owners != 0 {
            return false;
        }
        let row = self.row(sight);
        let next = self.grid.rows().get(sight.index + 1).map(|row| row.number);
        let next = next
            .filter(|next| *next == row.number + 1)
            .map(|_| self.sight(sight.index + 1));
        let open_below =
            next.is_some_and(|next| next.filled & self.owners == 0 && next.filled != 0);
        let coded = self
            .filled(row)
            .any(|(_, value)| may_be_code(&value.shown()));
        open_below && (coded || sight.cells >= 2)
    }

    /// Whether no column says whose the rows are.
    pub(crate) fn owners_missing(&self) -> bool {
        self.owners == 0
    }

    /// Whether a text stands in the column of numbers or codes that is neither.
    pub(crate) fn talks_in_keys(&self, sight: &Sight) -> bool {
        let row = self.row(sight);
        let talks = |col: Option<u32>, fits: &dyn Fn(&str) -> bool| {
            col.is_some_and(|col| self.is_filled(row.value(col)) && !fits(&row.value(col).shown()))
        };
        talks(self.number, &|text| Mark::of_number(text).is_some())
            || talks(self.code, &may_be_code)
            || talks(self.owner_code, &may_be_code)
    }

    pub(crate) fn sight(&self, index: usize) -> Sight {
        let row = &self.grid.rows()[index];
        let mut sight = Sight {
            index,
            mark: None,
            filled: 0,
            cells: 0,
            named: false,
            coded: false,
        };
        for (col, value) in row.cells.iter().filter(|(_, value)| self.is_filled(value)) {
            sight.cells += 1;
            sight.filled |= self.bit(*col);
            sight.named |= self.name == Some(*col);
            sight.coded |= self.code == Some(*col) && may_be_code(&value.shown());
        }
        sight.mark = Mark::of_number(&self.number_of(row));
        sight
    }

    /// The text of a row's number; one that a spreadsheet took for a decimal keeps its point.
    pub(crate) fn number_of(&self, row: &Row) -> String {
        match self.number.map(|col| row.value(col)) {
            Some(Value::Decimal(number)) => number.normalize().to_string(),
            Some(value) => value.to_string(),
            None => String::new(),
        }
    }

    /// Whether a cell says something (quirks 18 and 34): no placeholder, and no formula that was never computed.
    pub(crate) fn is_filled(&self, value: &Value) -> bool {
        match value {
            Value::Blank | Value::Uncomputed => false,
            Value::Text(text) => !text.trim().is_empty() && !self.words().is_placeholder(text),
            _ => true,
        }
    }

    /// Whether a figure or a percentage is filled.
    pub(crate) fn measured(&self, sight: &Sight) -> bool {
        sight.filled & self.measures != 0
    }

    /// Whether a column is one of percentages.
    pub(crate) fn is_percent(&self, col: u32) -> bool {
        self.percents.contains(&col)
    }

    /// Whether a column is one of figures or percentages.
    pub(crate) fn is_measure(&self, col: u32) -> bool {
        self.bit(col) & self.measures != 0
    }

    /// The number in a column of figures.
    pub(crate) fn figure(&self, row: &Row, col: u32) -> Option<Decimal> {
        match row.value(col) {
            Value::Blank => None,
            value => values::read(FieldKind::Number, value, self.words())
                .into_value()
                .number(),
        }
    }

    /// The figures of a row by position in [`Lens::figures`].
    pub(crate) fn figures_of(&self, row: &Row) -> Vec<(usize, Decimal)> {
        let read = |(nth, col): (usize, &u32)| self.figure(row, *col).map(|number| (nth, number));
        self.figures.iter().enumerate().filter_map(read).collect()
    }

    /// The filled cells of a row.
    pub(crate) fn filled<'r>(&self, row: &'r Row) -> impl Iterator<Item = (u32, &'r Value)> {
        row.cells
            .iter()
            .filter(|(_, value)| self.is_filled(value))
            .map(|(col, value)| (*col, value))
    }
}

/// One word with a digit: `LĐ-01`, `01.003`, `TP- NVCN-02`; not `02 vị trí`.
fn may_be_code(text: &str) -> bool {
    let text = text.trim();
    let long_word =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 4 && !word.contains('-');
    text.chars().count() <= MAX_CODE_CHARS
        && (text.chars().any(|c| c.is_ascii_digit()) || text.contains(['-', '.', '_']))
        && !text
            .split(' ')
            .skip(1)
            .any(|word| long_word(word) || word.chars().all(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::may_be_code;

    #[test]
    fn codes_are_told_from_counts_and_names() {
        for code in [
            "LĐ-01",
            "01.003",
            "TP- NVCN-02",
            "TP- 01",
            "NA-NLâ-I.01",
            "V.08.01.02",
            "HC_05",
            "VT 01",
        ] {
            assert!(may_be_code(code), "{code}");
        }
        for text in [
            "02 vị trí",
            "Văn thư",
            "4 VTVL tổng",
            "Không",
            "Trưởng phòng 1 người",
        ] {
            assert!(!may_be_code(text), "{text}");
        }
    }
}
