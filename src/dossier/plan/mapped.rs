//! Plans that the user's mapping makes: the tables that it points at, and nothing else of the
//! sheet.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::FormPlan;
use super::LabelsPlan;
use super::SheetPlan;
use super::SheetStanding;
use super::TablePlan;
use super::grid::Grid;
use super::header_search;
use super::labels;
use super::labels::Pairs;
use super::mapping::SheetMap;
use super::mapping::SheetTarget;
use super::tables;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::dictionary::Forms;
use crate::dictionary::Layout;
use crate::dossier::Leaves;
use crate::dossier::SheetReason;
use crate::dossier::notes::titles;

/// Plans a sheet as the mapping says.
pub(crate) fn sheet<'a>(sheet: &'a Sheet, forms: &Forms, maps: &[&SheetMap]) -> SheetPlan<'a> {
    let whole = Rc::new(Grid::whole(sheet));
    let mut plan = SheetPlan {
        sheet,
        forms: Vec::new(),
        reason: SheetReason::PassedByMapping,
        standing: SheetStanding::Passed,
        called: None,
        title_dates: Vec::new(),
    };
    let mut above = 0;
    let mut standing = Leaves::default();
    for (place, map) in maps.iter().enumerate() {
        let SheetTarget::Form {
            form,
            rows,
            columns,
            cells,
        } = &map.target
        else {
            continue;
        };
        (plan.reason, plan.standing) = (SheetReason::Mapped, SheetStanding::Form);
        if forms.at(*form).layout == Layout::Pairs {
            let pairs = pointed(&whole, forms, *form, cells);
            plan.forms = vec![FormPlan::Labels(LabelsPlan {
                grid: whole,
                pairs,
                confidence: 1.0,
            })];
            return plan;
        }
        let top = whole.position(rows.0);
        let labels = labels::above(&whole, forms, *form, above.min(top)..top);
        if !labels.is_empty() {
            // As without a mapping: labels hold until others come.
            standing = labels;
        }
        if place == 0 {
            plan.title_dates = titles::dates(&whole, rows.0, forms.words());
        }
        let table = table(
            &whole,
            forms,
            maps,
            place,
            (*form, *rows, columns),
            &standing,
        );
        let end = table.grid.rows().get(table.rows.end).map(|row| row.number);
        above = end.map_or(top, |row| whole.position(row));
        plan.forms.push(FormPlan::Table(table));
    }
    plan
}

/// One table that the mapping points at. It ends where the next one begins; of tables side by side
/// each has its columns.
fn table(
    whole: &Grid<'_>,
    forms: &Forms,
    maps: &[&SheetMap],
    place: usize,
    (form, rows, columns): (usize, (u32, u32), &BTreeMap<u32, Option<usize>>),
    standing: &Leaves,
) -> TablePlan<'static> {
    let others = || {
        maps.iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .filter_map(|(_, map)| map.rows())
    };
    let bottom = others()
        .filter(|other| other.0 > rows.1)
        .map(|other| other.0 - 1)
        .min()
        .unwrap_or(u32::MAX);
    let bottom = without_titles(whole, rows.1, bottom);
    let beside = others().any(|other| other.0 <= rows.1 && rows.0 <= other.1);
    let span = columns
        .keys()
        .next()
        .zip(columns.keys().next_back())
        .filter(|_| beside);
    let span = span.map_or((0, u32::MAX), |(left, right)| (*left, *right));
    let part = whole.part((0, bottom), span);
    let header = header_search::given(&part, forms, form, rows, columns);
    tables::one(Rc::new(part), forms, header, 1.0, standing)
}

fn pointed(
    grid: &Grid<'_>,
    forms: &Forms,
    form: usize,
    cells: &BTreeMap<usize, (u32, u32)>,
) -> Pairs {
    let mut pairs = labels::find(grid, forms, form).unwrap_or_else(|| Pairs::empty(form));
    for (field, (row, col)) in cells {
        labels::point(grid, &mut pairs, *field, grid.at(*row, *col));
    }
    pairs
}

/// The last row of a table that ends above another: the titles of the other are not its rows.
fn without_titles(grid: &Grid<'_>, header_end: u32, bottom: u32) -> u32 {
    if bottom == u32::MAX {
        return bottom;
    }
    let end = grid.position(bottom + 1);
    let is_title = |row: &Row| matches!(row.cells.as_slice(), [(_, value)] if value.text().is_some_and(|text| text.trim().contains(' ')));
    let titles = grid.rows()[..end]
        .iter()
        .rev()
        .take_while(|row| row.number > header_end && is_title(row));
    titles
        .last()
        .map_or(bottom, |first| first.number.saturating_sub(1))
}
