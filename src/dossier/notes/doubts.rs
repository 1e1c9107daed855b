//! The doubts of a reading: rows whose nature is uncertain, columns that were guessed.

use crate::cells::Addr;
use crate::cells::Row;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold::capital;
use crate::dossier::ColumnReading;
use crate::dossier::ColumnSource;
use crate::dossier::Doubt;
use crate::dossier::Entry;
use crate::dossier::Reach;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::part::DoubtfulRow;
use crate::dossier::part::FormPart;
use crate::dossier::plan::FormPlan;
use crate::dossier::plan::SheetPlan;
use crate::dossier::plan::SheetStanding;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::header::Header;
use crate::dossier::plan::header::HeaderColumn;
use crate::dossier::plan::plausible;
use crate::dossier::plan::rows::RowDoubt;
use crate::dossier::weights::CARRIED_ROWS;
use crate::dossier::weights::GUESSED;
use crate::dossier::weights::share;

/// How to overrule what was made of a column.
const POINT_AT_COLUMN: &str = "Sửa tiêu đề cột theo mẫu, hoặc chỉ lại cột bằng bản đồ đọc";
/// How a row is shown that has no name: so many of its values.
const SHOWN_VALUES: usize = 3;

/// The doubts about the rows of a part, with a remark for each that was left out.
pub(crate) fn of_rows(part: &FormPart) -> (Vec<Doubt>, Vec<Remark>) {
    let Some(entity) = part.entity else {
        return (Vec::new(), Vec::new());
    };
    let mut doubts = Vec::new();
    let mut remarks = Vec::new();
    for row in &part.doubtful {
        let (what, overrule) = said(row);
        let cells = cells(&row.entry);
        let code = if row.taken {
            RemarkCode::DoubtfulReading
        } else {
            RemarkCode::RowLeftOut
        };
        remarks.push(Remark {
            code,
            sentence: format!("{}; {overrule}", capital(&what)),
            cells: cells.clone(),
        });
        doubts.push(Doubt {
            entity,
            reach: Reach::Rows,
            cells,
            what,
            overrule: capital(&overrule),
        });
    }
    (doubts, remarks)
}

/// A row that the counts and sums of the other sheets leave no room for.
pub(crate) fn left_out_by_sums(row: &DoubtfulRow) -> Remark {
    let sentence = format!(
        "{} trang “{}”{} không được tính là một mục, vì chỉ như vậy số liệu các biểu mới khớp nhau; \
         nếu là một mục thì điền số thứ tự, mã và sửa các dòng tổng",
        capital(&row.entry.at.sheet.row_called(row.entry.at.row)),
        row.entry.at.sheet.title(),
        shown(&row.entry)
    );
    Remark {
        code: RemarkCode::RowLeftOut,
        sentence,
        cells: cells(&row.entry),
    }
}

fn said(row: &DoubtfulRow) -> (String, String) {
    let text = shown(&row.entry);
    let sheet = &row.entry.at.sheet;
    let name = format!(
        "{} trang “{}”{text}",
        sheet.row_called(row.entry.at.row),
        sheet.title()
    );
    let (what, overrule) = match (row.why, row.taken) {
        (RowDoubt::BareEntry, true) => (
            format!("{name} không có số thứ tự và mã nhưng vẫn được tính là một mục"),
            "nếu là dòng cộng hoặc ghi chú thì ghi rõ “Cộng” hoặc xóa con số; nếu là một mục thì điền số thứ tự và mã",
        ),
        (RowDoubt::ThinSum, false) => (
            format!("{name} được coi là dòng cộng vì con số bằng tổng các dòng trên"),
            "nếu là một mục thì điền số thứ tự và mã cho dòng này",
        ),
        (_, true) => (
            format!("{name} được tính là một mục vì có như vậy số liệu các biểu mới khớp nhau"),
            "nếu không phải thì ghi rõ “Cộng” hoặc xóa con số",
        ),
        (_, false) => (
            format!("{name} có số liệu nhưng không có tên, mã nên không được tính vào biểu"),
            "điền tên, mã nếu là một mục; ghi rõ “Cộng” nếu là dòng cộng",
        ),
    };
    (what, overrule.to_owned())
}

fn shown(entry: &Entry) -> String {
    let own = entry
        .leaves
        .values()
        .filter(|leaf| leaf.at.row == entry.at.row && !leaf.value.is_blank());
    let texts: Vec<String> = own
        .take(SHOWN_VALUES)
        .map(|leaf| leaf.value.to_string())
        .collect();
    if texts.is_empty() {
        String::new()
    } else {
        format!(" (“{}”)", texts.join(" · "))
    }
}

/// The cells of the row itself.
fn cells(entry: &Entry) -> Vec<Addr> {
    let own = entry
        .leaves
        .values()
        .filter(|leaf| leaf.at.row == entry.at.row && !leaf.value.is_blank());
    let mut cells: Vec<Addr> = own.map(|leaf| leaf.at.clone()).collect();
    cells.sort();
    cells.dedup();
    if cells.is_empty() {
        vec![entry.at.clone()]
    } else {
        cells
    }
}

/// A doubt about each column that was guessed and that its values do not bear out.
pub(crate) fn of_columns(part: &FormPart, forms: &Forms) -> Vec<Doubt> {
    let (Some(entity), Some(form)) = (part.entity, forms.form(&part.reading.form)) else {
        return Vec::new();
    };
    let guessed = part.reading.columns.iter().filter(|column| column.doubtful);
    let doubt = |column: &ColumnReading| {
        let key = column.field.clone()?;
        let label = &form.field(&key)?.label;
        let what = match column.heading.as_str() {
            "" => format!(
                "cột {} không có tiêu đề, tạm hiểu là “{label}”",
                column.at.column_called()
            ),
            heading => format!(
                "cột {} “{heading}” tạm hiểu là “{label}”",
                column.at.column_called()
            ),
        };
        Some(Doubt {
            entity,
            reach: Reach::Field(key),
            cells: vec![column.at.clone()],
            what,
            overrule: POINT_AT_COLUMN.to_owned(),
        })
    };
    guessed.filter_map(doubt).collect()
}

/// A doubt about each field without a column where a column that is not known may be it: by its
/// heading more or less, or because both are of figures.
pub(crate) fn of_unknown_columns(grid: &Grid<'_>, forms: &Forms, header: &Header) -> Vec<Doubt> {
    let form = forms.at(header.form);
    let Some(entity) = form.entity else {
        return Vec::new();
    };
    let unknown: Vec<&HeaderColumn> = header
        .columns
        .iter()
        .filter(|column| {
            column.field.is_none()
                && column.source != ColumnSource::Mapping
                && !header.levels.holds(column.col)
        })
        .collect();
    let missing = form.fields.iter().enumerate().filter(|(position, field)| {
        field.standard && field.tells() && header.column_of(*position).is_none()
    });
    let may_be = |(position, field): (usize, &Field)| {
        let near = |column: &&&HeaderColumn| {
            let texts = forms.index().bare_spellings(&column.heading);
            forms.index().nearness(header.form, position, &texts) >= GUESSED
        };
        let figures = |column: &&&HeaderColumn| {
            matches!(field.kind, FieldKind::Count | FieldKind::Number)
                && plausible::holds_figures(grid, forms, header, column)
        };
        let column = unknown
            .iter()
            .find(near)
            .or_else(|| unknown.iter().find(figures))?;
        let at = grid.at(column.row, column.col);
        let what = format!(
            "cột {} “{}” không rõ là gì, có thể là “{}”",
            at.column_called(),
            column.heading,
            field.label
        );
        Some(Doubt {
            entity,
            reach: Reach::Field(field.key.clone()),
            cells: vec![at],
            what,
            overrule: POINT_AT_COLUMN.to_owned(),
        })
    };
    missing.filter_map(may_be).collect()
}

/// A doubt about a sheet that was recognised as nothing, right behind one whose rows it seems to
/// carry on.
pub(crate) fn of_next_sheet(
    before: &SheetPlan<'_>,
    sheet: &SheetPlan<'_>,
    forms: &Forms,
) -> Option<Doubt> {
    let Some(FormPlan::Table(table)) = before.forms.last() else {
        return None;
    };
    let entity = forms.at(table.header.form).entity?;
    let rows = &sheet.sheet.rows;
    let columns: Vec<u32> = table
        .header
        .columns
        .iter()
        .map(|column| column.col)
        .collect();
    let alike = |row: &&Row| {
        let filled = columns
            .iter()
            .filter(|col| !row.value(**col).is_blank())
            .count();
        filled * 2 > columns.len() && row.cells.iter().all(|(col, _)| columns.contains(col))
    };
    let carried = rows.iter().filter(alike).count();
    if sheet.standing != SheetStanding::Unknown
        || carried < 2
        || share(carried, rows.len()) < CARRIED_ROWS
    {
        return None;
    }
    let at = rows
        .iter()
        .find(alike)
        .and_then(|row| Some(sheet.sheet.at(row.number, row.cells.first()?.0)))?;
    let what = format!(
        "trang “{}” không có tiêu đề cột, có thể là phần tiếp của biểu ở trang “{}” nên chưa được tính",
        sheet.sheet.title(),
        before.sheet.title()
    );
    let overrule =
        "Ghi lại tiêu đề cột ở đầu trang, hoặc chuyển các dòng về cùng một trang".to_owned();
    Some(Doubt {
        entity,
        reach: Reach::Rows,
        cells: vec![at],
        what,
        overrule,
    })
}

/// A doubt about a table that no sheet was taken for, where one is called like it: that sheet may
/// be it, written in a way that was not understood.
pub(crate) fn of_named_sheets(plans: &[SheetPlan<'_>], forms: &Forms) -> Vec<Doubt> {
    let named = plans
        .iter()
        .filter(|plan| plan.standing == SheetStanding::Unknown)
        .filter_map(|plan| {
            let form = forms.at(plan.called?);
            Some((plan, form, form.entity?))
        });
    let doubt = |(plan, form, entity): (&SheetPlan<'_>, &Form, Entity)| {
        let title = plan.sheet.title();
        Doubt {
            entity,
            reach: Reach::Table,
            cells: vec![plan.first_cell()],
            what: format!(
                "trang “{title}” mang tên biểu “{}” nhưng không nhận ra các cột của biểu này",
                form.sheet
            ),
            overrule: "Sửa tiêu đề cột theo mẫu, hoặc chỉ lại biểu và cột bằng bản đồ đọc"
                .to_owned(),
        }
    };
    named.map(doubt).collect()
}
