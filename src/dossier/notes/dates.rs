//! Dates whose day and month a spreadsheet has exchanged (quirk 14).
//!
//! Typed under a locale that puts the month first, `10/12/2015` becomes 12 October, and
//! `15/10/2015` stays text because there is no fifteenth month. A column in which every text has a
//! day past 12, and nothing else has, was typed that way. The values stay what the cells say; that
//! they may be wrong is told.

use jiff::civil::Date;

use crate::cells::Addr;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::header::Header;
use crate::dossier::values;

/// Fewer dates in a column tell nothing.
const ENOUGH_DATES: usize = 3;
/// No month has a number past this.
const MONTHS: i8 = 12;

/// Columns of a table whose real dates seem to have day and month exchanged.
pub(crate) fn swapped(grid: &Grid<'_>, rows: &[Row], form: &Form, header: &Header) -> Vec<Remark> {
    let dated = header.columns.iter().filter(|column| {
        column
            .field
            .is_some_and(|field| form.fields[field].kind == FieldKind::Date)
    });
    dated
        .filter_map(|column| remark(&column.heading, doubtful(grid, rows, column.col)?))
        .collect()
}

fn remark(heading: &str, dates: Vec<(Addr, Date)>) -> Option<Remark> {
    let (at, date) = dates.first()?;
    let other = Date::new(date.year(), date.day(), date.month()).ok()?;
    let sentence = format!(
        "Cột “{heading}” có thể bị đảo ngày và tháng khi nhập: ô {} là {}, \
         trong khi các ngày sau ngày 12 của cột đều là chữ; hãy kiểm tra xem có phải {} không",
        at.local(),
        Value::Date(*date),
        Value::Date(other)
    );
    Some(Remark {
        code: RemarkCode::SwappedDates,
        sentence,
        cells: dates.into_iter().map(|(at, _)| at).collect(),
    })
}

/// The dates of a column that may be exchanged: all that are not text, if the texts bear it out.
fn doubtful(grid: &Grid<'_>, rows: &[Row], col: u32) -> Option<Vec<(Addr, Date)>> {
    let mut texts = 0;
    let mut real = Vec::new();
    for row in rows {
        match row.value(col) {
            Value::Date(date) if date.day() <= MONTHS => {
                real.push((grid.at(row.number, col), *date));
            }
            Value::Date(_) => return None,
            Value::Text(text) => match values::parse_date(text) {
                Some(date) if date.day() > MONTHS => texts += 1,
                // Written year first, it went through the same conversion.
                Some(date) if is_year_first(text) => real.push((grid.at(row.number, col), date)),
                Some(_) => return None,
                None => {}
            },
            _ => {}
        }
    }
    (texts > 0 && !real.is_empty() && texts + real.len() >= ENOUGH_DATES).then_some(real)
}

fn is_year_first(text: &str) -> bool {
    text.trim().chars().take_while(char::is_ascii_digit).count() == 4
}
