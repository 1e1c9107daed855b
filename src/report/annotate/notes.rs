//! What stands in the comments: each cell's findings, short enough to read in a box.

use crate::report::clean;

/// The author of our comments, by whom they are known again.
pub(super) const AUTHOR: &str = "vtvl";
/// What our part of another's comment begins with.
pub(super) const RULE: &str = "— Nhận xét của vtvl —";

/// The most findings that one comment tells.
const BLOCKS: usize = 6;
/// The most characters of one text in a comment.
const TEXT: usize = 700;
/// Characters of a line in the box, and pixels of a line and of the box.
const LINE: usize = 52;
const LINE_PIXELS: u32 = 15;
const WIDTH: u32 = 340;
const LOWEST: u32 = 60;
const HIGHEST: u32 = 460;

/// The texts of a comment in their order, each with whether it is bold.
pub(super) type NotePieces = Vec<(bool, String)>;

/// Chú thích: the comment of one cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Note {
    /// A heading in bold, and what stands under it.
    blocks: Vec<(String, String)>,
    left_out: usize,
}

impl Note {
    /// Adds a finding: its level with its number, and lines of text.
    pub(super) fn add(&mut self, heading: String, lines: &[String]) {
        if self.blocks.len() >= BLOCKS {
            self.left_out += 1;
            return;
        }
        let lines: Vec<String> = lines
            .iter()
            .filter(|line| !line.is_empty())
            .map(|line| shortened(line))
            .collect();
        self.blocks.push((heading, lines.join("\n")));
    }

    /// Headings and texts in turn, the last of it where the rest is (`trang “…”`).
    pub(super) fn pieces(&self, index: &str) -> NotePieces {
        let mut pieces = Vec::new();
        for (nth, (heading, text)) in self.blocks.iter().enumerate() {
            let gap = if nth > 0 { "\n\n" } else { "" };
            pieces.push((true, format!("{gap}{heading}")));
            pieces.push((false, format!("\n{text}")));
        }
        if self.left_out > 0 {
            pieces.push((
                false,
                format!("\n\nVà {} nội dung khác, xem {index}.", self.left_out),
            ));
        }
        pieces
    }

    /// Width and height of its box in pixels.
    pub(super) fn size(&self, before: usize) -> (u32, u32) {
        let wrapped = |line: &str| line.chars().count().div_ceil(LINE).max(1);
        let mut lines = before + 1;
        for (heading, text) in &self.blocks {
            lines += 1 + wrapped(heading) + text.lines().map(wrapped).sum::<usize>();
        }
        let height = u32::try_from(lines)
            .unwrap_or(u32::MAX)
            .saturating_mul(LINE_PIXELS);
        (WIDTH, height.clamp(LOWEST, HIGHEST))
    }
}

/// Lines of a text of another in a box of ours.
pub(super) fn lines(characters: usize) -> usize {
    characters.div_ceil(LINE)
}

fn shortened(text: &str) -> String {
    let plain = clean::plain(text);
    if plain.chars().count() <= TEXT {
        return plain;
    }
    let cut: String = plain.chars().take(TEXT).collect();
    format!(
        "{}…",
        cut.rsplit_once(' ')
            .map_or(cut.as_str(), |(whole, _)| whole)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_bounded() {
        let mut note = Note::default();
        for number in 0..40 {
            note.add(
                format!("Lưu ý (số {number})"),
                &["chữ ".repeat(4_000), String::new()],
            );
        }
        let text: String = note
            .pieces("trang “X”")
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert!(
            text.ends_with("Và 34 nội dung khác, xem trang “X”."),
            "{text}"
        );
        assert!(text.chars().count() < 6_000);
        assert_eq!(note.size(0), (WIDTH, HIGHEST));
    }
}
