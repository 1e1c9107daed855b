//! Whether a workbook was made from our blank one, and whether anything has been written in it.

use crate::cells::Addr;
use crate::cells::Workbook;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::TemplateMark;

/// The mark stands in the first rows of a sheet.
const ROWS: u32 = 12;
/// Notes the mark of a workbook; when nothing has been written in it yet, says so.
pub(crate) fn tell(
    workbook: &Workbook,
    forms: &Forms,
    dossier: &mut Dossier,
    remarks: &mut Vec<Remark>,
) {
    dossier.template = find(workbook);
    let Some((_, at)) = dossier
        .template
        .as_ref()
        .filter(|_| is_unfilled(dossier, forms))
    else {
        return;
    };
    let sentence = "Tệp là mẫu chưa điền, chưa có nội dung nào để kiểm tra; hãy điền các trang của mẫu rồi chạy lại";
    remarks.push(Remark {
        code: RemarkCode::BlankTemplate,
        sentence: sentence.to_owned(),
        cells: vec![at.clone()],
    });
    dossier.unfilled = true;
}

/// Whether the tables hold only what the blank workbook says by itself: for whom it is, and the
/// names of the rows that are the terms of a list.
fn is_unfilled(dossier: &Dossier, forms: &Forms) -> bool {
    dossier.tables.iter().all(|(entity, table)| {
        let Some(form) = forms.of(*entity) else {
            return true;
        };
        let given = |key: &str| match entity {
            Entity::Agency => form.keyed(Role::Staff) == Some(key),
            _ => {
                form.blank.terms
                    && form
                        .field(key)
                        .is_some_and(|field| field.name || field.role == Some(Role::Number))
            }
        };
        let leaves = table.entries.iter().flat_map(|entry| &entry.leaves);
        leaves
            .into_iter()
            .all(|(key, leaf)| leaf.value.is_blank() || given(key))
    })
}

/// The mark of a workbook, whichever sheet carries it.
fn find(workbook: &Workbook) -> Option<(TemplateMark, Addr)> {
    workbook.sheets.iter().find_map(|sheet| {
        let top = sheet.rows.iter().take_while(|row| row.number < ROWS);
        top.flat_map(|row| {
            row.cells
                .iter()
                .map(move |(col, value)| (row.number, *col, value))
        })
        .find_map(|(row, col, value)| {
            Some((TemplateMark::parse(value.text()?)?, sheet.at(row, col)))
        })
    })
}
