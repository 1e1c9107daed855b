//! The reader of `.docx`, and the copy of it with comments, from the parts of a package.

#![no_main]

mod limits;
mod parts;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (bytes, limits) = (parts::package(data), limits::small());
    let Ok(workbook) = vtvl::cells::open(&bytes, &limits) else {
        return;
    };
    // Every cell has a place that can be told, and anchors are of cells.
    for sheet in &workbook.sheets {
        for row in &sheet.rows {
            for (col, _) in &row.cells {
                assert!(!sheet.at(row.number, *col).to_string().is_empty());
            }
        }
    }
    if workbook.format == vtvl::cells::WorkbookFormat::Docx {
        let anchors =
            vtvl::cells::word_anchors(&bytes, &limits).expect("what was read can be read again");
        assert_eq!(anchors.len(), workbook.sheets.len());
    }
});
