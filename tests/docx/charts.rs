//! The charts of the report, read back from their own XML: every bar is as long as the number beside it is large.

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::package::Tag;
use crate::package::tags;

/// A table with a chart.
#[derive(Debug, Default, Clone)]
pub(crate) struct Chart {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// The texts of a row, and the pieces of its bar.
#[derive(Debug, Default, Clone)]
pub(crate) struct Row {
    pub(crate) texts: Vec<String>,
    pub(crate) pieces: Vec<Piece>,
    /// Cells of the bar so far.
    cells: usize,
}

/// A piece of a bar: its width in twips, its colour, whether a line stands at its end.
#[derive(Debug, Default, Clone)]
pub(crate) struct Piece {
    pub(crate) width: i64,
    pub(crate) fill: String,
    pub(crate) mark: bool,
}

impl Chart {
    /// The number of people in a row, as Vietnamese write it.
    pub(crate) fn number(&self, row: &Row, column: &str) -> Option<i64> {
        let at = self.head.iter().position(|name| name == column)?;
        row.texts.get(at)?.replace('.', "").parse().ok()
    }
}

impl Row {
    pub(crate) fn whole(&self) -> i64 {
        self.pieces.iter().map(|piece| piece.width).sum()
    }

    /// Length of the bar.
    pub(crate) fn inked(&self) -> i64 {
        self.pieces.iter().filter(|piece| !piece.fill.is_empty()).map(|piece| piece.width).sum()
    }

    pub(crate) fn strong(&self) -> i64 {
        self.pieces.iter().filter(|piece| piece.fill == "1F4E79").map(|piece| piece.width).sum()
    }

    /// Where the limit stands.
    pub(crate) fn mark(&self) -> Option<i64> {
        let at = self.pieces.iter().position(|piece| piece.mark)?;
        Some(self.pieces[..=at].iter().map(|piece| piece.width).sum())
    }
}

/// Tables whose last column is a chart. A bar is a table without text in a cell.
pub(crate) fn charts(document: &str) -> Vec<Chart> {
    let mut reader = Reader::from_str(document);
    let (mut depth, mut rows, mut charts) = (0, Vec::<Row>::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += usize::from(Tag::of(&start).name == "w:tbl");
                opened(&start, depth, &mut rows);
            }
            Event::Empty(start) => opened(&start, depth, &mut rows),
            Event::End(end) if end.name().as_ref() == "w:tbl" => {
                depth -= 1;
                if depth == 0 {
                    charts.extend(chart(std::mem::take(&mut rows)));
                }
            }
            Event::Text(text) if depth > 0 && !text.trim().is_empty() => {
                assert_eq!(depth, 1, "a bar has no text");
                rows.last_mut().unwrap().texts.last_mut().unwrap().push_str(&text);
            }
            Event::Eof => return charts,
            _ => {}
        }
    }
}

fn opened(start: &BytesStart<'_>, depth: usize, rows: &mut Vec<Row>) {
    let tag = Tag::of(start);
    match (depth, tag.name.as_str()) {
        (1, "w:tr") => rows.push(Row::default()),
        (1, "w:tc") => rows.last_mut().unwrap().texts.push(String::new()),
        (2, "w:gridCol") => {
            let pieces = &mut rows.last_mut().unwrap().pieces;
            pieces.push(Piece { width: tag.number("w:w"), ..Piece::default() });
        }
        (2, "w:tcW") => {
            let row = rows.last_mut().unwrap();
            row.cells += 1;
            assert_eq!(current(row).width, tag.number("w:w"), "a cell is as wide as its column");
        }
        (2, "w:shd") => tag.get("w:fill").clone_into(&mut current(rows.last_mut().unwrap()).fill),
        (2, "w:right") if tag.attributes.contains_key("w:sz") => current(rows.last_mut().unwrap()).mark = true,
        _ => {}
    }
}

/// The piece whose cell is open.
fn current(row: &mut Row) -> &mut Piece {
    &mut row.pieces[row.cells - 1]
}

/// A document without its bars, and the bars, each with the start of the cell that it is in.
pub(crate) fn apart(document: &str) -> (String, Vec<String>) {
    let (mut depth, mut outer, mut bars) = (0, String::new(), Vec::new());
    for piece in document.split_inclusive('>') {
        let (opens, closes) = (piece.ends_with("<w:tbl>"), piece.ends_with("</w:tbl>"));
        if opens && depth == 1 {
            let cell = outer.rfind("<w:tcW ").unwrap();
            bars.push(outer[cell..].split_inclusive('>').next().unwrap().to_owned());
        }
        depth += usize::from(opens);
        if depth > 1 {
            bars.last_mut().unwrap().push_str(piece);
        } else {
            outer.push_str(piece);
        }
        depth -= usize::from(closes);
    }
    (outer, bars)
}

/// A bar is one row, as wide as the room of its cell.
pub(crate) fn fills_its_cell(name: &str, bar: &str) {
    let tags = tags(&format!("<r xmlns:w=\"w\">{bar}</r>"));
    let widths = |of: &str| tags.iter().filter(|tag| tag.name == of).map(|tag| tag.number("w:w")).collect::<Vec<_>>();
    let (cells, columns) = (widths("w:tcW"), widths("w:gridCol"));
    let room = cells[0] - 216;
    assert_eq!(cells[1..], columns, "{name}: {bar}");
    assert_eq!((widths("w:tblW"), columns.iter().sum::<i64>()), (vec![room], room), "{name}: {bar}");
    assert!(columns.iter().all(|width| *width > 0), "{name}: {bar}");
    assert_eq!((bar.matches("<w:tr>").count(), bar.matches("<w:cantSplit/>").count()), (1, 1), "{name}");
    assert!(!bar.contains("<w:t>") && !bar.contains("<w:r>"), "{name}: {bar}");
}

fn chart(mut rows: Vec<Row>) -> Option<Chart> {
    let head = rows.remove(0).texts;
    head.last()?.starts_with("Biểu đồ").then_some(Chart { head, rows })
}
