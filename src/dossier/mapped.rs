//! Reading a sheet as the user's mapping says.

use std::collections::BTreeMap;

use super::FormReading;
use super::Leaves;
use super::SheetReading;
use super::header;
use super::mapping::SheetMap;
use super::mapping::Target;
use super::merges::Merges;
use super::pairs;
use super::pairs::Pairs;
use super::read::State;
use super::split;
use super::titles;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::dictionary::Layout;

const REASON: &str = "Theo bản đồ đọc của người dùng (--map)";

impl State<'_> {
    /// Reads the tables that the mapping points at, and nothing else of the sheet.
    pub(super) fn mapped(&mut self, sheet: &Sheet, maps: &[&SheetMap]) -> SheetReading {
        let mut readings: Vec<FormReading> = Vec::new();
        let mut above = 0;
        let mut standing = Leaves::default();
        for (place, map) in maps.iter().enumerate() {
            let Target::Form { form, rows, columns, cells } = &map.target else { continue };
            if self.forms.at(*form).layout == Layout::Pairs {
                return self.mapped_pairs(sheet, *form, cells);
            }
            let whole = Merges::of(sheet);
            let top = sheet.rows.partition_point(|row| row.number < rows.0);
            let labels = pairs::above(sheet, &whole, self.forms, *form, above.min(top)..top);
            if !labels.is_empty() {
                // As without a mapping: labels hold until others come.
                standing = labels;
            }
            if place == 0 {
                self.title_dates.extend(titles::dates(sheet, rows.0, self.forms.words()));
            }
            // A table ends where the next one begins; of tables side by side each has its columns.
            let others =
                || maps.iter().enumerate().filter(|(other, _)| *other != place).filter_map(|(_, map)| map.rows());
            let bottom = others().filter(|other| other.0 > rows.1).map(|other| other.0 - 1).min().unwrap_or(u32::MAX);
            let bottom = without_titles(sheet, rows.1, bottom);
            let beside = others().any(|other| other.0 <= rows.1 && rows.0 <= other.1);
            let span = columns.keys().next().zip(columns.keys().next_back()).filter(|_| beside);
            let span = span.map_or((0, u32::MAX), |(left, right)| (*left, *right));
            let part = split::part(sheet, (0, bottom), span);
            let merges = Merges::of(&part);
            let header = header::given(&part, &merges, self.forms, *form, *rows, columns);
            let (reading, end) = self.table(&part, &merges, header, 1.0, &standing, readings.len());
            above = part.rows.get(end).map_or(top, |row| sheet.rows.partition_point(|own| own.number < row.number));
            readings.push(reading);
        }
        let mut readings = readings.into_iter();
        let form = readings.next();
        SheetReading {
            at: sheet.at(0, 0),
            visibility: sheet.visibility,
            reason: if form.is_some() {
                REASON
            } else {
                "Bỏ qua theo bản đồ đọc của người dùng (--map)"
            }
            .to_owned(),
            form,
            more: readings.collect(),
            rows: sheet.rows.len(),
        }
    }

    fn mapped_pairs(&mut self, sheet: &Sheet, form: usize, cells: &BTreeMap<usize, (u32, u32)>) -> SheetReading {
        let merges = Merges::of(sheet);
        let found = pairs::find(sheet, &merges, self.forms, form);
        let mut pairs = found.unwrap_or_else(|| Pairs::empty(form));
        for (field, (row, col)) in cells {
            pairs::point(sheet, &mut pairs, *field, sheet.at(*row, *col));
        }
        self.pairs(sheet, &pairs, 1.0, REASON.to_owned())
    }
}

/// The last row of a table that ends above another: the titles of the other are not its rows.
fn without_titles(sheet: &Sheet, header_end: u32, bottom: u32) -> u32 {
    let end = sheet.rows.partition_point(|row| row.number <= bottom);
    let is_title = |row: &Row| matches!(row.cells.as_slice(), [(_, value)] if value.text().is_some_and(|text| text.trim().contains(' ')));
    let titles = sheet.rows[..end].iter().rev().take_while(|row| row.number > header_end && is_title(row));
    titles.last().filter(|_| bottom != u32::MAX).map_or(bottom, |first| first.number.saturating_sub(1))
}
