//! What is told of the rows of a table.

use crate::cells::Addr;
use crate::cells::Row;
use crate::dictionary::fold::capital;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::SkipReason;

/// A row that carried on the one above, and had figures of its own.
pub(crate) fn added(row: &Row, cells: Vec<Addr>) -> Remark {
    let sentence = format!(
        "{} nối tiếp dòng trên và cũng có số; các số của hai dòng đã được cộng lại",
        capital(&cells.first().map_or_else(
            || format!("dòng {}", u64::from(row.number) + 1),
            |at| at.sheet.row_called(row.number)
        ))
    );
    Remark {
        code: RemarkCode::SkippedRow,
        sentence,
        cells,
    }
}

/// Prepared rows that nobody filled.
pub(crate) fn number_only(skipped: &[(Addr, SkipReason)]) -> Option<Remark> {
    let prepared = skipped
        .iter()
        .filter(|(_, why)| *why == SkipReason::NumberOnly);
    let cells: Vec<Addr> = prepared.map(|(at, _)| at.clone()).collect();
    let sentence = format!(
        "{} dòng chỉ có số thứ tự, chưa điền nội dung, đã bỏ qua",
        cells.len()
    );
    (!cells.is_empty()).then_some(Remark {
        code: RemarkCode::SkippedRow,
        sentence,
        cells,
    })
}
