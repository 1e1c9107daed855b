//! From a workbook to a dossier: plan every sheet, take what the plans point at, gather the tables.

use super::Dossier;
use super::Doubt;
use super::FormReading;
use super::Mapping;
use super::Remark;
use super::RemarkCode;
use super::SheetReading;
use super::added;
use super::gather;
use super::needed;
use super::notes::doubts;
use super::notes::leftover;
use super::notes::mark;
use super::notes::terms;
use super::notes::titles;
use super::notes::told;
use super::notes::unused::Unused;
use super::plan;
use super::plan::SheetPlan;
use super::plan::SheetStanding;
use super::take;
use crate::cells::Sheet;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::dictionary::Forms;

/// Understands a workbook as a proposal, as far as the user's mapping leaves it open. Never fails
/// on content: what cannot be read is remarked, in the order of the sheets.
#[must_use]
pub fn read(workbook: &Workbook, forms: &Forms, mapping: &Mapping) -> (Dossier, Vec<Remark>) {
    let plans = planned(workbook, forms, mapping);
    let sheets = plans.iter().map(reading).collect();
    let mut dossier = Dossier {
        sheets,
        roles: forms.roles().clone(),
        ..Dossier::default()
    };
    let mut remarks = of_sheets(&plans, forms);
    remarks.extend(mapping.unused(workbook));
    let next = plans
        .windows(2)
        .filter_map(|pair| doubts::of_next_sheet(&pair[0], &pair[1], forms));
    dossier.doubts.extend(next);
    let parts = plans
        .iter()
        .flat_map(|plan| take::sheet(plan, forms))
        .collect();
    gather::gather(parts, forms, &mut dossier, &mut remarks);
    let absent = |doubt: &Doubt| !dossier.tables.contains_key(&doubt.entity);
    let named: Vec<Doubt> = doubts::of_named_sheets(&plans, forms)
        .into_iter()
        .filter(absent)
        .collect();
    dossier.doubts.extend(named);
    mark::tell(workbook, forms, &mut dossier, &mut remarks);
    titles::take(
        &mut dossier,
        &mut remarks,
        plans
            .into_iter()
            .flat_map(|plan| plan.title_dates)
            .collect(),
    );
    dossier.added_texts = added::texts(workbook, &dossier);
    dossier.needed = needed::missing(&dossier, forms);
    remarks.extend(told::tell(workbook, &dossier));
    remarks.extend(terms::near(&dossier, forms));
    for (sheet, reading) in workbook.sheets.iter().zip(&dossier.sheets) {
        remarks.extend(leftover::tell(sheet, reading));
    }
    if dossier.tables.is_empty() {
        remarks.push(no_proposal(forms));
    }
    remarks.sort_by(|a, b| a.cells.first().cmp(&b.cells.first()));
    (dossier, remarks)
}

/// What stands on each sheet, by itself and then beside the others.
fn planned<'a>(workbook: &'a Workbook, forms: &Forms, mapping: &Mapping) -> Vec<SheetPlan<'a>> {
    let mut plans: Vec<SheetPlan<'_>> = workbook
        .sheets
        .iter()
        .map(|sheet| plan::sheet(sheet, forms, mapping))
        .collect();
    plan::siblings(&mut plans, forms);
    plan::read_title_pages(&mut plans, forms);
    plan::carry_on(&mut plans, forms);
    plan::tell_columns(&mut plans, forms);
    plans
}

/// That no sheet is a form of a proposal.
fn no_proposal(forms: &Forms) -> Remark {
    let names: Vec<&str> = forms
        .iter()
        .filter(|form| form.is_of_proposal())
        .map(|form| form.sheet.as_str())
        .collect();
    let sentence = format!(
        "Không có trang nào là biểu của đề án vị trí việc làm; hãy lập hồ sơ theo {} trang của mẫu chuẩn ({})",
        names.len(),
        names.join(", ")
    );
    Remark {
        code: RemarkCode::NoProposal,
        sentence,
        cells: Vec::new(),
    }
}

/// How a sheet was understood, before its forms are known.
fn reading(plan: &SheetPlan<'_>) -> SheetReading {
    SheetReading {
        at: plan.sheet.at(0, 0),
        visibility: plan.sheet.visibility,
        form: None,
        more: Vec::new(),
        reason: plan.reason.clone(),
        rows: plan.sheet.rows.len(),
    }
}

/// What is told of the sheets themselves: unknown, hidden, of no use here.
fn of_sheets(plans: &[SheetPlan<'_>], forms: &Forms) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut unused = Unused::default();
    for plan in plans {
        let sheet = plan.sheet;
        match plan.standing {
            SheetStanding::Remnant => remarks.push(hidden(sheet, plan.reason.to_string())),
            SheetStanding::Unknown if sheet.visibility == Visibility::Visible => {
                unused.add(
                    RemarkCode::UnknownSheet,
                    &plan.reason.to_string(),
                    &sheet.title(),
                    plan.first_cell(),
                );
            }
            SheetStanding::Form | SheetStanding::Unknown
                if sheet.visibility != Visibility::Visible =>
            {
                let is_form = plan.standing == SheetStanding::Form;
                let done = if is_form {
                    "vẫn được đọc như trang hiện"
                } else {
                    "không đọc được là biểu nào"
                };
                remarks.push(hidden(
                    sheet,
                    format!("Trang “{}” bị ẩn nhưng có dữ liệu; {done}", sheet.title()),
                ));
            }
            _ => {}
        }
        for (form, at) in plan.other_forms(forms) {
            unused.add(
                RemarkCode::OtherForm,
                form.advice.as_deref().unwrap_or_default(),
                &sheet.title(),
                at,
            );
        }
    }
    remarks.extend(unused.into_remarks());
    remarks
}

fn hidden(sheet: &Sheet, sentence: String) -> Remark {
    Remark {
        code: RemarkCode::HiddenSheet,
        sentence,
        cells: vec![sheet.at(0, 0)],
    }
}

impl Dossier {
    /// Notes how a form of a sheet was understood.
    pub(crate) fn note(&mut self, sheet: usize, form: FormReading) {
        let Some(reading) = self.sheets.get_mut(sheet) else {
            return;
        };
        match &reading.form {
            None => reading.form = Some(form),
            Some(_) => reading.more.push(form),
        }
    }

    /// Puts the forms of each sheet in the order in which they stand on it.
    pub(crate) fn order_readings(&mut self) {
        for sheet in &mut self.sheets {
            let mut forms: Vec<FormReading> = sheet
                .form
                .take()
                .into_iter()
                .chain(sheet.more.drain(..))
                .collect();
            forms.sort_by_key(|form| {
                (
                    form.header.0,
                    form.columns.iter().map(|column| column.at.col).min(),
                )
            });
            let mut forms = forms.into_iter();
            sheet.form = forms.next();
            sheet.more = forms.collect();
        }
    }
}
