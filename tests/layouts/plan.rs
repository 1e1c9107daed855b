//! Which trials there are, and which of them run every day: a trial takes a tenth of a second on
//! the small proposal and half a second on the large ones, unoptimised.

use crate::desk::Desk;
use crate::forms::Form;
use crate::layout::Layout;
use crate::trials::Case;

/// One of each kind: these are also made two at a time.
const PAIRED: [&str; 18] = [
    "ghi chú: theo công văn",
    "một dòng trống ở giữa",
    "tiêu đề cột lặp lại",
    "“Trang 2” ở cột giữa",
    "“Cộng trang 1” ở cột tên",
    "“Tổng cộng” ở cuối",
    "STT “1.1”, “1.2”",
    "1 2 3",
    "tiêu đề MA_VTVL",
    "tiêu đề “3. …”",
    "cột cuối lên đầu",
    "cột “Số QĐ” ở giữa",
    "tầng trên “Số liệu” gộp hai cột cuối",
    "tên biểu và dòng kèm theo",
    "ngày tháng và chữ ký",
    "số người “05 người”",
    "dấu cách cứng giữa các chữ",
    "trang tên “PL 01”",
];

/// The form in which they are made two at a time.
const PAIRED_IN: Form = Form::DanhMuc;

/// Of the trials on a large sample one in so many runs every day, of the pairs and of the trials of
/// a layout of many forms on the small proposal one in so many.
const DAILY: [usize; 3] = [150, 4, 4];

/// The samples (by index) on which every third trial is made: they are large, and much alike.
const LARGE: [usize; 2] = [1, 2];

/// Every trial: each layout in each form of each sample where it can be made, and pairs of some
/// layouts.
pub(crate) fn cases(layouts: &[Layout], desks: &[Desk]) -> Vec<Case> {
    let mut cases = Vec::new();
    for (index, layout) in layouts.iter().enumerate() {
        for (sample, desk) in desks.iter().enumerate() {
            if layout.forms.is_empty() {
                cases.push(Case {
                    layouts: vec![index],
                    sample,
                    table: None,
                });
            }
            let part = |table: &usize| {
                !LARGE.contains(&sample) || (index + table + sample).is_multiple_of(3)
            };
            for table in tables(layout, desk).into_iter().filter(part) {
                cases.push(Case {
                    layouts: vec![index],
                    sample,
                    table: Some(table),
                });
            }
        }
    }
    cases.extend(pairs(layouts, &desks[0]));
    cases
}

/// The tables on which a layout is made: every one that it fits, but of many sheets of one kind
/// only two.
fn tables(layout: &Layout, desk: &Desk) -> Vec<usize> {
    let mut fit: Vec<usize> = (0..desk.tables.len())
        .filter(|table| layout.fits(desk, *table))
        .collect();
    let blocks = |table: &usize| desk.tables[*table].form == Form::Khoi;
    if let Some(second) = fit.iter().filter(|table| blocks(table)).nth(1).copied() {
        fit.retain(|table| !blocks(table) || *table <= second);
    }
    fit
}

fn pairs(layouts: &[Layout], desk: &Desk) -> Vec<Case> {
    let table = desk.tables.iter().position(|table| table.form == PAIRED_IN);
    let chosen: Vec<usize> = PAIRED
        .iter()
        .map(|name| {
            layouts
                .iter()
                .position(|layout| layout.name == *name)
                .unwrap()
        })
        .collect();
    let mut cases = Vec::new();
    for (at, one) in chosen.iter().enumerate() {
        cases.extend(chosen[at + 1..].iter().map(|two| Case {
            layouts: vec![*one, *two],
            sample: 0,
            table,
        }));
    }
    cases
}

/// Whether a trial runs every day; the others run with `--include-ignored`.
pub(crate) fn is_daily(case: &Case, layouts: &[Layout]) -> bool {
    let mixed =
        case.layouts.iter().sum::<usize>() * 7 + case.table.unwrap_or_default() * 13 + case.sample;
    let [large, pair, many] = DAILY;
    match (case.sample, case.layouts.as_slice()) {
        (0, [layout]) => layouts[*layout].forms.len() <= 4 || mixed.is_multiple_of(many),
        (0, _) => mixed.is_multiple_of(pair),
        // Blocks stand in one sample only.
        _ => {
            let blocks = layouts[case.layouts[0]].forms == [Form::Khoi];
            mixed.is_multiple_of(large)
                || blocks && case.table.is_some_and(|table| table.is_multiple_of(2))
        }
    }
}
