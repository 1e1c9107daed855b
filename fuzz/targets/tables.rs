//! The table finder. A workbook as text: `=== name` begins a sheet, a line is a row, `|` divides its
//! cells, `#12` is a number, `@0 0 1 3` merges an area, an empty line is an empty row.

#![no_main]

use std::sync::Arc;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vtvl::book::Book;
use vtvl::cells::Area;
use vtvl::cells::Format;
use vtvl::cells::Row;
use vtvl::cells::Sheet;
use vtvl::cells::SheetRef;
use vtvl::cells::Value;
use vtvl::cells::Visibility;
use vtvl::cells::Workbook;
use vtvl::dossier::Forms;
use vtvl::dossier::Mapping;

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::parse(&Book::embedded()).expect("the rulebook is checked"));

fuzz_target!(|text: &str| {
    let workbook = workbook(text);
    let (dossier, _) = vtvl::dossier::read(&workbook, &FORMS, &Mapping::default());
    for entry in dossier.tables.values().flat_map(|table| &table.entries) {
        for leaf in entry.leaves.values() {
            let sheet = &workbook.sheets[leaf.at.sheet.index];
            let last = sheet.rows.last().map_or(0, |row| row.number);
            assert!(leaf.at.row <= last, "a leaf below the last row: {}", leaf.at);
        }
    }
});

fn workbook(text: &str) -> Workbook {
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
        let Some(sheet) = sheets.last_mut() else { continue };
        if let Some(area) = line.strip_prefix('@').and_then(area) {
            sheet.merges.push(area);
            continue;
        }
        let cells: Vec<(u32, Value)> =
            (0..).zip(line.split('|')).filter_map(|(col, cell)| Some((col, value(cell)?))).collect();
        if !cells.is_empty() {
            sheet.rows.push(Row { number, cells });
        }
        number += 1;
    }
    Workbook { format: Format::Xlsx, sheets }
}

fn sheet(index: usize, name: &str) -> Sheet {
    Sheet {
        id: Arc::new(SheetRef::new(index, name)),
        visibility: if name.starts_with('~') { Visibility::Hidden } else { Visibility::Visible },
        rows: Vec::new(),
        merges: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_cols: Vec::new(),
            print_areas: Vec::new(),
    }
}

fn area(text: &str) -> Option<Area> {
    let numbers: Vec<u32> = text.split_whitespace().map_while(|word| word.parse::<u16>().ok().map(u32::from)).collect();
    let [top, left, bottom, right] = numbers.try_into().ok()?;
    (top <= bottom && left <= right).then_some(Area { top, left, bottom, right })
}

fn value(cell: &str) -> Option<Value> {
    if cell.is_empty() {
        return None;
    }
    let number = cell.trim().strip_prefix('#');
    let whole = number.and_then(|number| number.parse().ok()).map(Value::Whole);
    let decimal = || number.and_then(|number| number.parse().ok()).map(Value::Decimal);
    whole.or_else(decimal).or_else(|| Some(Value::Text(cell.to_owned())))
}
