//! The Word document of a sheet in text form: the same text gives the same bytes.
//!
//! A row of one cell is a paragraph, rows of several cells below each other are a table, `|` is a
//! new page. `~` cuts a table over two pages; a cell `№` has the number that Word counts by itself;
//! merges are merges.

use std::fmt::Write as _;
use std::io::Cursor;
use std::io::Write as _;

use zip::write::SimpleFileOptions;

use super::Cell;
use super::Sheet;
use super::Sheets;
use super::stop;

/// Width of the text on the paper, in twentieths of a point.
const WIDTH: usize = 9638;
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl Sheets {
    /// The bytes of the document that the first sheet describes.
    #[track_caller]
    pub(crate) fn to_docx(&self) -> Vec<u8> {
        let [sheet] = self.sheets.as_slice() else {
            stop("a document is one sheet")
        };
        let (body, lists) = body(sheet);
        let section = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" w:left=\"1417\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>";
        let parts = [
            ("[Content_Types].xml", content_types()),
            (
                "_rels/.rels",
                relations(&[("officeDocument", "word/document.xml")]),
            ),
            (
                "word/document.xml",
                format!(
                    "<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}{section}</w:body></w:document>"
                ),
            ),
            ("word/styles.xml", styles()),
            ("word/numbering.xml", numbering(lists)),
            (
                "word/_rels/document.xml.rels",
                relations(&[("styles", "styles.xml"), ("numbering", "numbering.xml")]),
            ),
        ];
        pack(&parts).unwrap_or_else(|error| stop(&error.to_string()))
    }
}

fn pack(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in parts {
        out.start_file(*name, options)?;
        out.write_all(format!("{HEAD}{content}").as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
        )
    };
    let parts = [
        part("document", "document.main"),
        part("styles", "styles"),
        part("numbering", "numbering"),
    ]
    .concat();
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{parts}</Types>"
    )
}

fn relations(to: &[(&str, &str)]) -> String {
    let one = |(nth, (kind, part)): (usize, &(&str, &str))| {
        format!(
            "<Relationship Id=\"rId{}\" Type=\"{KINDS}/{kind}\" Target=\"{part}\"/>",
            nth + 1
        )
    };
    let all: String = to.iter().enumerate().map(one).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

fn styles() -> String {
    format!(
        "<w:styles xmlns:w=\"{NAMESPACE}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"26\"/><w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style></w:styles>"
    )
}

/// A list that counts from 1 for each of the tables that have one.
fn numbering(lists: usize) -> String {
    let one = |list: usize| {
        format!(
            "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        )
    };
    let all: String = (1..=lists).map(one).collect();
    format!(
        "<w:numbering xmlns:w=\"{NAMESPACE}\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>{all}</w:numbering>"
    )
}

/// The body, and how many lists it counts.
fn body(sheet: &Sheet) -> (String, usize) {
    let mut out = String::new();
    let mut lists = 0;
    let mut row = 0;
    while row < sheet.rows.len() {
        match texts(sheet, row).as_slice() {
            [] => out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            [one] if one == "~" => out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            [one] => paragraphs(&mut out, one),
            _ => {
                let end = (row..sheet.rows.len())
                    .find(|row| texts(sheet, *row).len() < 2)
                    .unwrap_or(sheet.rows.len());
                table(&mut out, sheet, row..end, &mut lists);
                row = end;
                continue;
            }
        }
        row += 1;
    }
    (out, lists)
}

/// The texts of a row up to the last one.
fn texts(sheet: &Sheet, row: usize) -> Vec<String> {
    sheet.rows[row].iter().map(text).collect()
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string().replace('.', ","),
        Cell::Date(year, month, day) => format!("{day:02}/{month:02}/{year}"),
        Cell::Bool(_) | Cell::Formula(..) => stop("a document has no formulas"),
    }
}

fn paragraphs(out: &mut String, text: &str) {
    let title = !text.chars().any(char::is_lowercase);
    let (place, bold) = match (title, text.starts_with(|c: char| c.is_ascii_digit())) {
        (true, _) => (
            "<w:pPr><w:jc w:val=\"center\"/></w:pPr>",
            "<w:rPr><w:b/></w:rPr>",
        ),
        (false, true) => ("", "<w:rPr><w:b/></w:rPr>"),
        (false, false) => ("<w:pPr><w:jc w:val=\"both\"/></w:pPr>", ""),
    };
    for line in text.lines() {
        run(out, place, bold, line);
    }
}

fn run(out: &mut String, place: &str, look: &str, text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = write!(
        out,
        "<w:p>{place}<w:r>{look}<w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    );
}

fn table(out: &mut String, sheet: &Sheet, rows: std::ops::Range<usize>, lists: &mut usize) {
    let columns = rows
        .clone()
        .map(|row| sheet.rows[row].len())
        .max()
        .unwrap_or(0);
    let widths = widths(sheet, rows.clone(), columns);
    // The letterhead has no lines.
    table_head(out, &widths, rows.start > 0);
    let heads = (0..columns)
        .filter_map(|col| area(sheet, rows.start, col))
        .map(|[top, _, bottom, _]| bottom - top)
        .max();
    let counted = rows
        .clone()
        .any(|row| texts(sheet, row).iter().any(|text| text == "№"));
    *lists += usize::from(counted);
    for row in rows.clone() {
        let head = rows.len() > 2 && row <= rows.start + heads.unwrap_or(0);
        out.push_str(if head {
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
        } else {
            "<w:tr>"
        });
        cells(out, sheet, row, &widths, (head, *lists));
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// The merged area that a cell is of.
fn area(sheet: &Sheet, row: usize, col: usize) -> Option<&[usize; 4]> {
    sheet.merges.iter().find(|[top, left, bottom, right]| {
        (*top..=*bottom).contains(&row) && (*left..=*right).contains(&col)
    })
}

fn table_head(out: &mut String, widths: &[usize], lined: bool) {
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map(|side| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")
    });
    let borders = if lined {
        format!("<w:tblBorders>{}</w:tblBorders>", borders.concat())
    } else {
        String::new()
    };
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/>{borders}<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for width in widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
}

/// The cells of a row, of a head or not, and the list that counts it.
fn cells(
    out: &mut String,
    sheet: &Sheet,
    row: usize,
    widths: &[usize],
    (head, list): (bool, usize),
) {
    let mut col = 0;
    while col < widths.len() {
        let [top, _, bottom, right] = area(sheet, row, col)
            .copied()
            .unwrap_or([row, col, row, col]);
        let width: usize = widths[col..=right].iter().sum();
        let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if right > col {
            let _ = write!(out, "<w:gridSpan w:val=\"{}\"/>", right - col + 1);
        }
        if bottom > top {
            out.push_str(if row == top {
                "<w:vMerge w:val=\"restart\"/>"
            } else {
                "<w:vMerge/>"
            });
        }
        out.push_str("</w:tcPr>");
        cell(out, sheet.rows[row].get(col), head, list);
        out.push_str("</w:tc>");
        col = right + 1;
    }
}

fn cell(out: &mut String, cell: Option<&Cell>, head: bool, list: usize) {
    let text = cell.map(text).unwrap_or_default();
    if text == "№" {
        let _ = write!(
            out,
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr></w:p>"
        );
    } else if text.is_empty() {
        out.push_str("<w:p/>");
    } else {
        let (place, look) = if head {
            (
                "<w:pPr><w:jc w:val=\"center\"/></w:pPr>",
                "<w:rPr><w:b/></w:rPr>",
            )
        } else {
            ("", "")
        };
        text.lines().for_each(|line| run(out, place, look, line));
    }
}

/// Widths by the longest text of each column, within bounds; all together the width of the text.
fn widths(sheet: &Sheet, rows: std::ops::Range<usize>, columns: usize) -> Vec<usize> {
    let longest = |col: usize| {
        let cells = rows.clone().filter_map(|row| sheet.rows[row].get(col));
        cells
            .map(|cell| text(cell).chars().count())
            .max()
            .unwrap_or(0)
            .clamp(10, 60)
    };
    let shares: Vec<usize> = (0..columns).map(longest).collect();
    let all: usize = shares.iter().sum();
    let mut widths: Vec<usize> = shares.iter().map(|share| share * WIDTH / all).collect();
    let rest = WIDTH - widths.iter().sum::<usize>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
