//! The boxes of the comments, in the legacy drawing of a sheet (VML, ECMA-376 part 4).
//!
//! Drawings of old programs are not always well-formed XML, so that this part is searched as text.

use std::ops::Range;

use super::AnnotateError;
use crate::report::patch::PatchError;
use crate::report::patch::xml::Edits;

const NEW: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"#\"/></o:shapelayout></xml>";
const KIND: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
/// The namespaces that ours are written in.
const NAMESPACES: &str = " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
/// How nearly every drawing declares them; others name them in their own way.
const PREFIXES: [&str; 3] = ["xmlns:v=", "xmlns:o=", "xmlns:x="];

/// Numbers of shapes come in blocks of which a drawing names its own; each sheet has this many.
const BLOCK: usize = 1024;
const BLOCKS: usize = 4;

/// A box: its cell, and where it is anchored.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) cell: (u32, u32),
    pub(super) anchor: String,
    pub(super) size: (u32, u32),
}

fn shape(number: usize, shape: &Shape, namespaces: &str) -> String {
    let (width, height) = shape.size;
    let (row, col) = shape.cell;
    format!(
        "<v:shape{namespaces} id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:{}pt;height:{}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
        width * 3 / 4,
        height * 3 / 4,
        shape.anchor
    )
}

/// A drawing with these boxes; `there` is that of the workbook, `sheet` counts sheets from 1. Boxes
/// of the cells in `dropped` go, those in `grown` get a new anchor.
pub(super) fn write(
    there: Option<&str>,
    sheet: usize,
    shapes: &[Shape],
    dropped: &[(u32, u32)],
    grown: &[Shape],
) -> Result<String, AnnotateError> {
    let block = (sheet - 1) * BLOCKS + 1;
    let blocks: Vec<String> = (block..=block + shapes.len() / BLOCK)
        .map(|block| block.to_string())
        .collect();
    let new = NEW.replace('#', &blocks.join(","));
    let text = there.unwrap_or(&new);
    let namespaces = if PREFIXES.iter().all(|prefix| text.contains(prefix)) {
        ""
    } else {
        NAMESPACES
    };
    let mut edits = Edits::default();
    for place in boxes(text) {
        let inside = &text[place.clone()];
        let Some(cell) = cell(inside) else { continue };
        if dropped.contains(&cell) {
            edits.replace(place, String::new());
        } else if let Some(grown) = grown.iter().find(|shape| shape.cell == cell)
            && let Some(anchor) = content(inside, "Anchor")
        {
            edits.replace(
                place.start + anchor.start..place.start + anchor.end,
                grown.anchor.clone(),
            );
        }
    }
    let first = last_number(text).map_or(block * BLOCK + 1, |last| last + 1);
    let kind = if text.contains("id=\"_x0000_t202\"") {
        ""
    } else {
        KIND
    };
    let kind = kind.replacen("<v:shapetype", &format!("<v:shapetype{namespaces}"), 1);
    let list: String = shapes
        .iter()
        .zip(first..)
        .map(|(one, number)| shape(number, one, namespaces))
        .collect();
    let end = text.rfind("</xml>").ok_or(PatchError::Corrupt)?;
    edits.insert(end, format!("{kind}{list}"));
    Ok(edits.applied(text)?)
}

/// Where the boxes of comments are.
fn boxes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("<v:shape ").map(|start| from + start) {
        let Some(end) = text[start..]
            .find("</v:shape>")
            .map(|end| start + end + "</v:shape>".len())
        else {
            break;
        };
        if text[start..end].contains("ObjectType=\"Note\"") {
            found.push(start..end);
        }
        from = end;
    }
    found
}

/// The cell of a box.
fn cell(shape: &str) -> Option<(u32, u32)> {
    let number = |name: &str| shape[content(shape, name)?].trim().parse().ok();
    Some((number("Row")?, number("Column")?))
}

/// Where the text of an element of a box stands.
fn content(shape: &str, name: &str) -> Option<Range<usize>> {
    let open = format!("<x:{name}>");
    let start = shape.find(&open)? + open.len();
    Some(start..start + shape[start..].find("</x:")?)
}

/// The highest number of a shape.
fn last_number(text: &str) -> Option<usize> {
    let number = |(at, sign): (usize, &str)| {
        let digits: String = text[at + sign.len()..]
            .chars()
            .take_while(char::is_ascii_digit)
            .take(9)
            .collect();
        digits.parse().ok()
    };
    text.match_indices("\"_x0000_s").filter_map(number).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: u32, col: u32) -> Shape {
        Shape {
            cell: (row, col),
            anchor: format!("anchor {row} {col}"),
            size: (300, 100),
        }
    }

    #[test]
    fn boxes_are_added_moved_and_taken_away() {
        let first = write(None, 3, &[at(0, 0), at(1, 2), at(4, 4)], &[], &[]).unwrap();
        assert!(
            first.contains("data=\"9\"")
                && first.contains("_x0000_s9217\"")
                && first.contains("_x0000_s9219\"")
        );
        let second = write(
            Some(&first),
            3,
            &[at(9, 9)],
            &[(1, 2)],
            &[Shape {
                anchor: "grown".into(),
                ..at(0, 0)
            }],
        );
        let second = second.unwrap();
        assert_eq!(
            boxes(&second)
                .iter()
                .map(|place| cell(&second[place.clone()]).unwrap())
                .collect::<Vec<_>>(),
            [(0, 0), (4, 4), (9, 9)]
        );
        assert!(second.contains("<x:Anchor>grown</x:Anchor>") && second.contains("_x0000_s9220\""));
        assert_eq!(second.matches("<v:shapetype").count(), 1);
    }

    #[test]
    fn an_old_drawing_need_not_be_well_formed() {
        let old = "<xml xmlns:v=\"a\" xmlns:o=\"b\" xmlns:x=\"c\"><v:shape id=\"_x0000_s1025\"><div>a<br>b</div></v:shape></xml>";
        let text = write(Some(old), 1, &[at(0, 0)], &[], &[]).unwrap();
        assert!(
            text.starts_with(&old[..old.len() - "</xml>".len()]) && text.contains("_x0000_s1026\"")
        );
        assert!(write(Some("<xml/>"), 1, &[at(0, 0)], &[], &[]).is_err());
        let other =
            "<xml><n:shapelayout xmlns:n=\"urn:schemas-microsoft-com:office:office\"/></xml>";
        let text = write(Some(other), 1, &[at(0, 0)], &[], &[]).unwrap();
        assert!(
            text.contains("<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\""),
            "{text}"
        );
        let many: Vec<Shape> = (0..3_000).map(|row| at(row, 0)).collect();
        assert!(
            write(None, 1, &many, &[], &[])
                .unwrap()
                .contains("data=\"1,2,3\"")
        );
    }
}
