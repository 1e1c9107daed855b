//! Sheets, columns and rows in any order: what a proposal says does not hang on where it stands.

use fastrand::Rng;

use crate::columns::reorder;
use crate::desk::Desk;
use crate::forms::TABLES;
use crate::layout::Layout;

const ANY: &str = "Thứ tự bất kỳ";
/// So many orders by chance: each other, each the same in every run.
const SEEDS: u64 = 8;

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let why = "Thứ tự trang, cột, dòng không có nghĩa.";
    let by_chance = |what: &str, change: fn(&mut Desk, &mut Rng)| {
        let name = what.to_owned();
        (1..=SEEDS).map(move |seed| {
            let change = move |desk: &mut Desk, _: usize| change(desk, &mut Rng::with_seed(seed));
            Layout::new(ANY, format!("{name}, lần {seed}"), why, &[], change)
        })
    };
    let mut all: Vec<Layout> = by_chance("trang xáo trộn", sheets).collect();
    all.extend(by_chance("cột xáo trộn", columns));
    all.extend(by_chance("dòng xáo trộn", rows));
    all.extend(by_chance(
        "trang, cột và dòng xáo trộn",
        |desk, dice| {
            rows(desk, dice);
            columns(desk, dice);
            sheets(desk, dice);
        },
    ));
    all
}

fn shuffled(count: usize, dice: &mut Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    dice.shuffle(&mut order);
    order
}

fn sheets(desk: &mut Desk, dice: &mut Rng) {
    let order = shuffled(desk.book.sheets.len(), dice);
    desk.book.sheets = order
        .iter()
        .map(|from| desk.book.sheets[*from].clone())
        .collect();
    for table in &mut desk.tables {
        table.sheet = order
            .iter()
            .position(|from| *from == table.sheet)
            .unwrap_or(table.sheet);
    }
}

fn columns(desk: &mut Desk, dice: &mut Rng) {
    for table in 0..desk.tables.len() {
        // A label stands before its value: general information is no table of columns.
        if TABLES.contains(&desk.tables[table].form) {
            let seed = dice.u64(..);
            reorder(desk, table, |width| {
                shuffled(width, &mut Rng::with_seed(seed))
            });
        }
    }
}

/// Items change places with those that follow them, never across a section or out of a merge.
fn rows(desk: &mut Desk, dice: &mut Rng) {
    for table in 0..desk.tables.len() {
        for run in runs(desk, table) {
            let order = shuffled(run.len(), dice);
            let kept = desk.sheet(table).rows.clone();
            for (to, from) in order.into_iter().enumerate() {
                desk.sheet_mut(table).rows[run[to]].clone_from(&kept[run[from]]);
            }
        }
    }
}

/// Items in a row that stand for themselves: neither merged with others nor carried on from the one
/// above.
fn runs(desk: &Desk, table: usize) -> Vec<Vec<usize>> {
    let merged = |row: usize| {
        desk.sheet(table)
            .merges
            .iter()
            .any(|[top, _, bottom, _]| (*top..=*bottom).contains(&row))
    };
    let alone = |row: &usize| {
        !merged(*row) && !desk.is_carried_on(table, *row) && !desk.is_carried_on(table, row + 1)
    };
    let items: Vec<usize> = desk.items(table).into_iter().filter(alone).collect();
    items
        .chunk_by(|row, next| row + 1 == *next)
        .map(<[usize]>::to_vec)
        .collect()
}
