//! The first step of reading: what stands where on a sheet. A plan names forms, headers, columns
//! and rows; nothing is taken yet. The user's mapping makes the same plans.

pub(crate) mod boundary;
pub(crate) mod carried;
mod dividers;
pub(crate) mod evidence;
pub(crate) mod grid;
pub(crate) mod header;
mod header_search;
mod heading_cells;
pub(crate) mod labels;
pub(crate) mod lens;
pub(crate) mod level_columns;
mod levels;
pub(crate) mod lines;
pub(crate) mod mapped;
pub(crate) mod mapping;
pub(crate) mod merges;
pub(crate) mod numbering;
mod page_break;
pub(crate) mod plausible;
mod prose;
mod relations;
mod row_plan;
pub(crate) mod rows;
mod runs;
pub(crate) mod section;
mod sibling;
pub(crate) mod split;
pub(crate) mod sums;
pub(crate) mod survey;
pub(crate) mod tables;
mod title_page;
mod unheaded;
mod weighing;

use std::rc::Rc;

use jiff::civil::Date;

use self::carried::Carried;
use self::evidence::SheetEvidence;
use self::grid::Grid;
use self::header::Header;
use self::labels::Pairs;
use self::lines::EntryLine;
use self::mapping::Mapping;
use self::rows::RowsPlan;
use super::HeadingsLie;
use super::Leaves;
use super::SheetReason;
use super::notes::titles;
use crate::cells::Addr;
use crate::cells::Sheet;
use crate::cells::Visibility;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Layout;
use crate::dictionary::plain;
use crate::dossier::weights::ENOUGH;

pub(crate) use self::carried::carry_on;
pub(crate) use self::relations::tell_columns;
pub(crate) use self::sibling::siblings;
pub(crate) use self::title_page::read_title_pages;

/// A very hidden sheet with so few cells is a remnant of some macro (quirk 24).
const REMNANT_CELLS: usize = 2;
/// A table has so many rows of so many cells, its header among them.
const TABLE_ROWS: usize = 3;
const TABLE_CELLS: usize = 3;
/// The confidence in a table from which labels are not looked for.
const SURE_TABLE: f64 = 0.8;

/// What stands on a sheet.
pub(crate) struct SheetPlan<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) forms: Vec<FormPlan<'a>>,
    /// Why, or why not, one Vietnamese sentence.
    pub(crate) reason: SheetReason,
    pub(crate) standing: SheetStanding,
    /// The form that its name or a title over a table speaks for, by position, where it was taken
    /// for none.
    pub(crate) called: Option<usize>,
    /// Dates in its titles that speak of the proposal's own documents.
    pub(crate) title_dates: Vec<(Date, Addr)>,
}

/// How a sheet stands in the submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SheetStanding {
    /// It holds forms.
    Form,
    /// It was recognised as nothing.
    Unknown,
    /// It is passed over for a reason that needs no remark: empty, a guide, the user's word.
    Passed,
    /// Hidden so that only a macro shows it, and all but empty.
    Remnant,
}

/// One form found on a sheet.
pub(crate) enum FormPlan<'a> {
    Table(TablePlan<'a>),
    Labels(LabelsPlan<'a>),
    Lines(LinesPlan<'a>),
}

/// A table: its header, its rows, and the labels above that hold for them.
pub(crate) struct TablePlan<'a> {
    pub(crate) grid: Rc<Grid<'a>>,
    pub(crate) header: Header,
    /// Pairs of columns that stand under each other's heading, by position in the header.
    pub(crate) swapped: Vec<(usize, usize)>,
    /// How sure the form is, 0 to 1.
    pub(crate) confidence: f64,
    pub(crate) above: Leaves,
    pub(crate) rows: RowsPlan,
    /// What it takes from the sheets before it, where it has no headings of its own.
    pub(crate) carried: Option<Carried<'a>>,
}

impl<'a> TablePlan<'a> {
    /// Where its headings stand.
    pub(crate) fn heading_grid(&self) -> &Grid<'a> {
        self.carried
            .as_ref()
            .map_or(&self.grid, |carried| &carried.headings)
    }

    /// Position among the grid's rows of the first row below the headings.
    pub(crate) fn first_row(&self) -> usize {
        if self.carried.is_some() {
            0
        } else {
            self.grid.position(self.header.rows.1.saturating_add(1))
        }
    }
}

/// A form of labels and values.
pub(crate) struct LabelsPlan<'a> {
    pub(crate) grid: Rc<Grid<'a>>,
    pub(crate) pairs: Pairs,
    pub(crate) confidence: f64,
}

/// A form whose entries are lines of prose, or rows without a header.
pub(crate) struct LinesPlan<'a> {
    pub(crate) grid: Rc<Grid<'a>>,
    pub(crate) form: usize,
    pub(crate) lines: Vec<EntryLine>,
}

/// Plans the reading of a sheet.
pub(crate) fn sheet<'a>(sheet: &'a Sheet, forms: &Forms, mapping: &Mapping) -> SheetPlan<'a> {
    let passed = |standing: SheetStanding, reason: SheetReason| SheetPlan {
        sheet,
        forms: Vec::new(),
        reason,
        standing,
        called: None,
        title_dates: Vec::new(),
    };
    let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
    if sheet.visibility == Visibility::VeryHidden && cells <= REMNANT_CELLS {
        return passed(SheetStanding::Remnant, SheetReason::Remnant);
    }
    if cells == 0 {
        return passed(SheetStanding::Passed, SheetReason::Blank);
    }
    if forms
        .words()
        .guidance
        .iter()
        .any(|name| plain(name) == plain(sheet.name()))
    {
        return passed(SheetStanding::Passed, SheetReason::Guidance);
    }
    let maps = mapping.of(&sheet.id);
    if !maps.is_empty() {
        return mapped::sheet(sheet, forms, &maps);
    }
    let mut plan = found(sheet, forms);
    plan.take_prose(forms);
    plan
}

fn found<'a>(sheet: &'a Sheet, forms: &Forms) -> SheetPlan<'a> {
    let grid = Rc::new(Grid::whole(sheet));
    let evidence = SheetEvidence::of(&grid, forms);
    let mut plan = SheetPlan {
        sheet,
        forms: Vec::new(),
        reason: evidence.unknown(forms),
        standing: SheetStanding::Form,
        called: None,
        title_dates: Vec::new(),
    };
    if let Some(found) = recognise(&grid, forms, &evidence) {
        plan.take(found, &grid, forms, &evidence);
        return plan;
    }
    // The same form may lie on its side (quirk 31).
    if let Some(turned) = Grid::turned(sheet).map(Rc::new)
        && let Some(found) =
            recognise(&turned, forms, &evidence).filter(|found| found.may_be_turned(&turned))
    {
        plan.take(found, &turned, forms, &evidence);
        return plan;
    }
    plan.standing = SheetStanding::Unknown;
    plan.called = evidence.nearest().filter(|_| is_table(&grid));
    plan
}

/// Whether a sheet holds more than titles and lines: rows of several cells.
fn is_table(grid: &Grid<'_>) -> bool {
    grid.rows()
        .iter()
        .filter(|row| row.cells.len() >= TABLE_CELLS)
        .count()
        >= TABLE_ROWS
}

/// What a sheet was recognised as.
enum RecognisedForm {
    Table(Header, f64),
    Labels(Pairs, f64),
    Lines(usize, Vec<EntryLine>),
}

impl RecognisedForm {
    /// Whether it makes sense on a sheet that was turned: a list of agencies has many values a
    /// label.
    fn may_be_turned(&self, turned: &Grid<'_>) -> bool {
        let cells = |row: u32| turned.row(row).map_or(0, |row| row.cells.len());
        match self {
            Self::Table(..) => true,
            Self::Labels(pairs, _) => pairs.found.iter().all(|pair| cells(pair.label_at.col) <= 2),
            Self::Lines(..) => false,
        }
    }
}

impl<'a> SheetPlan<'a> {
    fn take(
        &mut self,
        found: RecognisedForm,
        grid: &Rc<Grid<'a>>,
        forms: &Forms,
        evidence: &SheetEvidence,
    ) {
        match found {
            RecognisedForm::Table(header, confidence) => {
                let counts = (header.matched(), header.columns.len());
                let lie = if grid.is_turned() {
                    HeadingsLie::BeforeRows
                } else {
                    HeadingsLie::OverColumns
                };
                self.reason = SheetReason::Signs(evidence.signs(
                    forms,
                    header.form,
                    header.rows.0,
                    counts,
                    lie,
                ));
                self.title_dates = titles::dates(grid, header.rows.0, forms.words());
                let tables = tables::all(grid, forms, evidence, header, confidence);
                self.forms.extend(tables.into_iter().map(FormPlan::Table));
                if self.forms.is_empty() {
                    self.reason = SheetReason::Ownerless;
                    self.standing = SheetStanding::Unknown;
                }
            }
            RecognisedForm::Labels(pairs, confidence) => {
                let counts = (pairs.found.len(), pairs.found.len() + pairs.unknown.len());
                let lie = if grid.is_turned() {
                    HeadingsLie::Above
                } else {
                    HeadingsLie::Beside
                };
                self.reason =
                    SheetReason::Signs(evidence.signs(forms, pairs.form, u32::MAX, counts, lie));
                let tables = if grid.is_turned() {
                    Vec::new()
                } else {
                    tables::below(grid, forms, evidence, &pairs)
                };
                self.forms.push(FormPlan::Labels(LabelsPlan {
                    grid: Rc::clone(grid),
                    pairs,
                    confidence,
                }));
                self.forms.extend(tables.into_iter().map(FormPlan::Table));
            }
            RecognisedForm::Lines(form, lines) => {
                self.reason = SheetReason::Lines {
                    form: forms.at(form).sheet.clone(),
                };
                self.forms.push(FormPlan::Lines(LinesPlan {
                    grid: Rc::clone(grid),
                    form,
                    lines,
                }));
            }
        }
    }
}

impl SheetPlan<'_> {
    /// Entries in the running text of a Word document, of forms that it does not hold otherwise.
    fn take_prose(&mut self, forms: &Forms) {
        for (form, lines) in prose::lines(self.sheet, forms) {
            let same = |plan: &FormPlan<'_>| match plan {
                FormPlan::Table(table) => table.header.form == form,
                FormPlan::Labels(labels) => labels.pairs.form == form,
                FormPlan::Lines(lines) => lines.form == form,
            };
            if self.forms.iter().any(same) {
                // The rest of the text is no list with lines left over.
                for plan in &mut self.forms {
                    if let FormPlan::Lines(plan) = plan {
                        plan.lines.retain(|line| line.taken);
                    }
                }
                continue;
            }
            if self.standing == SheetStanding::Unknown {
                self.standing = SheetStanding::Form;
                self.reason = SheetReason::Prose {
                    form: forms.at(form).sheet.clone(),
                };
            }
            self.forms.push(FormPlan::Lines(LinesPlan {
                grid: Rc::new(Grid::whole(self.sheet)),
                form,
                lines,
            }));
        }
    }

    /// Its first cell that holds something.
    pub(crate) fn first_cell(&self) -> Addr {
        let first = self.sheet.rows.first();
        let first = first.and_then(|row| Some((row.number, row.cells.first()?.0)));
        let (row, col) = first.unwrap_or_default();
        self.sheet.at(row, col)
    }

    /// The forms on it that are no part of a proposal, with where they stand.
    pub(crate) fn other_forms<'f>(&self, forms: &'f Forms) -> Vec<(&'f Form, Addr)> {
        let other = |plan: &FormPlan<'_>| match plan {
            FormPlan::Table(table) => {
                let form = forms.at(table.header.form);
                let first = table.header.columns.first();
                let at = first.map_or((table.header.rows.0, 0), |column| (column.row, column.col));
                form.entity
                    .is_none()
                    .then(|| (form, table.grid.at(at.0, at.1)))
            }
            FormPlan::Labels(_) | FormPlan::Lines(_) => None,
        };
        self.forms.iter().filter_map(other).collect()
    }
}

fn recognise(
    grid: &Rc<Grid<'_>>,
    forms: &Forms,
    evidence: &SheetEvidence,
) -> Option<RecognisedForm> {
    let weigh = |header: &Header| evidence.weigh(header, header.rows.0);
    let table = header_search::find(grid, forms, 0, evidence.nearest(), &weigh)
        .filter(|(_, confidence)| *confidence >= ENOUGH);
    let table = table.filter(|(header, _)| is_one(grid, forms, header));
    if table
        .as_ref()
        .is_some_and(|(_, confidence)| *confidence > SURE_TABLE)
    {
        return table.map(|(header, confidence)| RecognisedForm::Table(header, confidence));
    }
    let of_labels = forms
        .iter()
        .enumerate()
        .filter(|(_, form)| form.layout == Layout::Pairs);
    let labels = of_labels
        .filter_map(|(position, _)| labels::find(grid, forms, position))
        .map(|pairs| (evidence.confidence(pairs.form, u32::MAX, pairs.fit), pairs))
        .filter(|(confidence, _)| *confidence >= ENOUGH)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match (table, labels) {
        (Some((header, sure)), Some((surer, _))) if sure >= surer => {
            Some(RecognisedForm::Table(header, sure))
        }
        (_, Some((confidence, pairs))) => Some(RecognisedForm::Labels(pairs, confidence)),
        (Some((header, confidence)), None) => Some(RecognisedForm::Table(header, confidence)),
        (None, None) => {
            let form = evidence.nearest()?;
            lines::find(grid, forms.at(form), evidence.title_of(form), forms)
                .map(|lines| RecognisedForm::Lines(form, lines))
        }
    }
}

/// Whether labels that stand in a row have one row of values: a list of agencies is not the agency.
fn is_one(grid: &Grid<'_>, forms: &Forms, header: &Header) -> bool {
    let below = grid
        .below(header.rows.1)
        .iter()
        .filter(|row| row.cells.len() > 1);
    forms.at(header.form).layout == Layout::Table || below.count() <= 1
}
