//! What a layout change is, and small parts that many of them share.

use crate::desk::Desk;
use crate::forms::Form;
use crate::support::Cell;

/// How a layout changes a workbook; the number is the index of the table.
pub(crate) type Change = Box<dyn Fn(&mut Desk, usize) + Send + Sync>;

/// One way in which an honest clerk lays a workbook out.
pub(crate) struct Layout {
    /// Family, a heading of the page.
    pub(crate) family: &'static str,
    /// Name, unique.
    pub(crate) name: String,
    /// Why it is honest: what a careful reader sees.
    pub(crate) why: &'static str,
    /// The forms to which it applies; none: the workbook as a whole.
    pub(crate) forms: &'static [Form],
    /// The fields that must have a column.
    pub(crate) needs: &'static [&'static str],
    /// The rule whose notes about it are true: what it looks like is what the rule is about.
    pub(crate) noted: Option<&'static str>,
    /// Whether a table looks like that already.
    already: fn(&Desk, usize) -> bool,
    /// The change.
    pub(crate) change: Change,
}

impl Layout {
    /// A layout of some forms.
    pub(crate) fn new(
        family: &'static str,
        name: impl Into<String>,
        why: &'static str,
        forms: &'static [Form],
        change: impl Fn(&mut Desk, usize) + Send + Sync + 'static,
    ) -> Self {
        Self {
            family,
            name: name.into(),
            why,
            forms,
            needs: &[],
            noted: None,
            already: |_, _| false,
            change: Box::new(change),
        }
    }

    /// The same layout, only where these fields have a column.
    pub(crate) fn needing(mut self, needs: &'static [&'static str]) -> Self {
        self.needs = needs;
        self
    }

    /// The same layout, of which a rule may speak in notes.
    pub(crate) fn noted(mut self, rule: &'static str) -> Self {
        self.noted = Some(rule);
        self
    }

    /// The same layout, but not where a table looks like that already.
    pub(crate) fn unless(mut self, already: fn(&Desk, usize) -> bool) -> Self {
        self.already = already;
        self
    }

    /// Whether it can be made on a table.
    pub(crate) fn fits(&self, desk: &Desk, table: usize) -> bool {
        let held = &desk.tables[table];
        self.forms.contains(&held.form)
            && !(self.already)(desk, table)
            && self.needs.iter().all(|key| held.columns.contains(key))
    }
}

/// A cell of text.
pub(crate) fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// A row with one cell filled.
pub(crate) fn row_with(col: usize, cell: Cell) -> Vec<Cell> {
    let mut cells = vec![Cell::Blank; col];
    cells.push(cell);
    cells
}

/// The text of a cell, numbers as they are shown.
pub(crate) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Formula(_, value) => value.clone().unwrap_or_default(),
        other => other.written(),
    }
}

/// The number of a cell, if it holds one.
pub(crate) fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Formula(_, Some(value)) => value.parse().ok(),
        _ => None,
    }
}
