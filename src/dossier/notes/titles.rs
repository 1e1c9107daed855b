//! Dates in the titles of sheets: the day of a proposal that does not state its own.

use jiff::civil::Date;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dictionary::words::Words;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::plan::grid::Grid;
use crate::dossier::values;

/// The complete dates in the title of a sheet that speak of the proposal's own documents.
pub(crate) fn dates(grid: &Grid<'_>, header_row: u32, words: &Words) -> Vec<(Date, Addr)> {
    let mut found = Vec::new();
    for row in grid.rows().iter().take_while(|row| row.number < header_row) {
        for (col, value) in &row.cells {
            let Value::Text(text) = value else { continue };
            let key = fold::key(text);
            let own = words
                .title_date_holds
                .iter()
                .any(|word| key.contains(word.as_str()))
                && !words
                    .title_date_without
                    .iter()
                    .any(|word| key.contains(word.as_str()));
            if let Some(date) = values::date_within(text).filter(|_| own) {
                found.push((date, grid.at(row.number, *col)));
            }
        }
    }
    found
}

/// The date of a title counts only where the agency's own sheet has none.
pub(crate) fn take(dossier: &mut Dossier, remarks: &mut Vec<Remark>, dates: Vec<(Date, Addr)>) {
    let declared = dossier
        .of_agency(Role::Submitted)
        .is_some_and(|leaf| matches!(leaf.value, Value::Date(_)));
    let Some((date, at)) = dates.into_iter().next().filter(|_| !declared) else {
        return;
    };
    let sentence = format!(
        "Hồ sơ không ghi ngày trình; tạm lấy ngày {} trong tiêu đề",
        Value::Date(date)
    );
    remarks.push(Remark {
        code: RemarkCode::TitleDate,
        sentence,
        cells: vec![at.clone()],
    });
    dossier.title_date = Some((date, at));
}
