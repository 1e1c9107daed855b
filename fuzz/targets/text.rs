//! A workbook as text, for the fuzzer and its seeds: `=== name` begins a sheet (`=== ~name` a
//! hidden one), a line is a row, `|` divides its cells, `#12` is a number, `@0 0 1 3` merges an
//! area, an empty line is an empty row.

use std::sync::Arc;

use vtvl::cells::Area;
use vtvl::cells::Row;
use vtvl::cells::Sheet;
use vtvl::cells::SheetRef;
use vtvl::cells::Value;
use vtvl::cells::Visibility;
use vtvl::cells::Workbook;
use vtvl::cells::WorkbookFormat;

/// The workbook that a text describes; any text describes one.
pub(crate) fn workbook(text: &str) -> Workbook {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut number = 0;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            sheets.push(sheet(sheets.len(), name));
            number = 0;
            continue;
        }
        if sheets.is_empty() {
            sheets.push(sheet(0, "Sheet1"));
        }
        let Some(sheet) = sheets.last_mut() else {
            continue;
        };
        if let Some(area) = line.strip_prefix('@').and_then(area) {
            sheet.merges.push(area);
            continue;
        }
        let cells: Vec<(u32, Value)> = (0..)
            .zip(line.split('|'))
            .filter_map(|(col, cell)| Some((col, value(cell)?)))
            .collect();
        if !cells.is_empty() {
            sheet.rows.push(Row { number, cells });
        }
        number += 1;
    }
    Workbook {
        format: WorkbookFormat::Xlsx,
        sheets,
        own: None,
        lists: Vec::new(),
    }
}

fn sheet(index: usize, name: &str) -> Sheet {
    Sheet {
        id: Arc::new(SheetRef::new(index, name)),
        visibility: if name.starts_with('~') {
            Visibility::Hidden
        } else {
            Visibility::Visible
        },
        rows: Vec::new(),
        merges: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_cols: Vec::new(),
        print_areas: Vec::new(),
        beside: Arc::default(),
    }
}

fn area(text: &str) -> Option<Area> {
    let numbers: Vec<u32> = text
        .split_whitespace()
        .map_while(|word| word.parse::<u16>().ok().map(u32::from))
        .collect();
    let [top, left, bottom, right] = numbers.try_into().ok()?;
    (top <= bottom && left <= right).then_some(Area {
        top,
        left,
        bottom,
        right,
    })
}

fn value(cell: &str) -> Option<Value> {
    if cell.is_empty() {
        return None;
    }
    let number = cell.trim().strip_prefix('#');
    let whole = number
        .and_then(|number| number.parse().ok())
        .map(Value::Whole);
    let decimal = || {
        number
            .and_then(|number| number.parse().ok())
            .map(Value::Decimal)
    };
    whole
        .or_else(decimal)
        .or_else(|| Some(Value::Text(cell.into())))
}
