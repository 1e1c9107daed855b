//! What a proposal needs is never missed: each needed column taken out of the clean samples, each
//! needed cell blanked.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its workbook has to fail"
)]

use crate::support::Cell;
use crate::support::Sheets;
use crate::support::sample;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dictionary::Forms;
use vtvl::dictionary::Need;
use vtvl::law::Outcome;
use vtvl::opinion::Asked;

/// Proposals in which nothing is wrong: the small one of the layouts, and a sample of a public
/// service unit.
fn clean() -> [(&'static str, Sheets); 2] {
    let small = Sheets::parse(include_str!("layouts/mau-nho.txt")).unwrap();
    [
        ("mau-nho", small),
        ("truong-thpt-2022", sample("truong-thpt-2022")),
    ]
}

/// A column of a sample that holds a needed field.
struct Column {
    sheet: usize,
    col: usize,
    /// The rows of the table, below the heading.
    rows: Vec<usize>,
    heading: usize,
    need: Need,
    called: String,
}

fn files(book: &Sheets) -> [Submitted; 1] {
    [Submitted::new("de-an.xlsx", book.to_xlsx())]
}

/// Whether something is held against the workbook, or it is not judged at all.
fn is_told(engine: &Engine, book: &Sheets) -> bool {
    let Ok(appraisal) = engine.appraise(&files(book), &ReadingManner::default(), &Asked::default())
    else {
        return true;
    };
    let counts = [
        Outcome::Violation,
        Outcome::Explain,
        Outcome::Missing,
        Outcome::Doubtful,
    ];
    appraisal
        .findings
        .iter()
        .any(|finding| counts.contains(&finding.outcome))
}

/// The needed columns of a sample, as the reader finds them.
fn needed(engine: &Engine, book: &Sheets) -> Vec<Column> {
    let forms = Forms::parse(&Book::embedded()).unwrap();
    let (dossier, _) = engine
        .read(&files(book), &ReadingManner::default())
        .unwrap();
    let mut columns = Vec::new();
    for table in dossier.tables.values() {
        let form = forms.of(table.entity).unwrap();
        for field in &form.fields {
            let (Some(need), Some(at)) = (field.needed, table.headings.get(&field.key)) else {
                continue;
            };
            let leaves = table
                .entries
                .iter()
                .filter_map(|entry| entry.leaf(&field.key));
            let own = leaves.filter(|leaf| {
                leaf.at.col == at.col && leaf.at.row > at.row && !leaf.value.is_blank()
            });
            let mut rows: Vec<usize> = own.map(|leaf| leaf.at.row as usize).collect();
            rows.dedup();
            if rows.is_empty() {
                continue;
            }
            let called = format!("{} › {}", form.sheet, field.label);
            let (sheet, col, heading) = (at.sheet.index, at.col as usize, at.row as usize);
            columns.push(Column {
                sheet,
                col,
                rows,
                heading,
                need,
                called,
            });
        }
    }
    columns
}

fn blank(book: &mut Sheets, sheet: usize, row: usize, col: usize) {
    let cells = &mut book.sheets[sheet].rows[row];
    if cells.len() > col {
        cells[col] = Cell::Blank;
    }
}

#[test]
fn a_needed_column_that_is_gone_is_told() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut missed = Vec::new();
    let mut tried = 0;
    // The small one alone: each column is a run of the whole program.
    for (name, book) in clean().into_iter().take(1) {
        assert!(!is_told(&engine, &book), "{name} is clean");
        for column in needed(&engine, &book) {
            let mut without = book.clone();
            column
                .rows
                .iter()
                .for_each(|row| blank(&mut without, column.sheet, *row, column.col));
            blank(&mut without, column.sheet, column.heading, column.col);
            tried += 1;
            if !is_told(&engine, &without) {
                missed.push(format!("{name}: {}", column.called));
            }
        }
    }
    assert!(tried > 30, "{tried} columns were found");
    assert!(
        missed.is_empty(),
        "nothing is said of these columns: {missed:#?}"
    );
}

#[test]
fn a_needed_cell_that_is_blank_is_told() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut missed = Vec::new();
    for (name, book) in clean() {
        for column in needed(&engine, &book)
            .into_iter()
            .filter(|column| column.need == Need::Cell)
        {
            let row = column.rows[column.rows.len() / 2];
            let mut without = book.clone();
            blank(&mut without, column.sheet, row, column.col);
            if !is_told(&engine, &without) {
                missed.push(format!("{name}: {}, dòng {}", column.called, row + 1));
            }
        }
    }
    assert!(
        missed.is_empty(),
        "nothing is said of these cells: {missed:#?}"
    );
}
