//! Lines of a terminal: broken between words, measured in columns.

use unicode_width::UnicodeWidthChar as _;
use unicode_width::UnicodeWidthStr as _;

/// Words after which no line ends, so that a provision stays readable in one piece.
const GLUED: [&str; 6] = ["Điều", "điều", "khoản", "điểm", "số", "ô"];

/// Acts whose kind is two words: `Nghị định số 62/2020/NĐ-CP` stays together.
const KINDS: [(&str, &str); 4] = [
    ("Nghị", "định"),
    ("Thông", "tư"),
    ("Quyết", "định"),
    ("Công", "văn"),
];

/// Breaks a text into lines of at most `width` columns; a longer word is cut.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        for part in fitting(&piece, width) {
            if !line.is_empty() && line.width() + 1 + part.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&part);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The words of a text, those that belong together joined by a space.
fn pieces(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut pieces: Vec<String> = Vec::new();
    let mut glued = false;
    for (index, word) in words.iter().enumerate() {
        match pieces.last_mut() {
            Some(last) if glued => {
                last.push(' ');
                last.push_str(word);
            }
            _ => pieces.push((*word).to_owned()),
        }
        let next = words.get(index + 1).copied().unwrap_or_default();
        let previous = index
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .copied()
            .unwrap_or_default();
        let opens_number = GLUED.contains(word) && next.len() < 40;
        let opens_kind = KINDS.contains(&(*word, next));
        let ends_kind = KINDS.contains(&(previous, word)) && next == "số";
        glued = opens_number || opens_kind || ends_kind;
    }
    pieces
}

/// A piece whole when it fits, else its words, else its characters.
fn fitting(piece: &str, width: usize) -> Vec<String> {
    if piece.width() <= width {
        return vec![piece.to_owned()];
    }
    if piece.contains(' ') {
        return piece
            .split(' ')
            .flat_map(|word| fitting(word, width))
            .collect();
    }
    let mut parts = vec![String::new()];
    let mut used = 0;
    for c in piece.chars() {
        let columns = c.width().unwrap_or(0);
        if used + columns > width {
            parts.push(String::new());
            used = 0;
        }
        used += columns;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width_and_lose_no_word() {
        let text = "Vị trí VP-03 “Chuyên viên” đề xuất 3 người, vượt mức tại Điều 5 khoản 2 Nghị định số 62/2020/NĐ-CP";
        let lines = wrap(text, 40);
        assert!(lines.iter().all(|line| line.width() <= 40), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert!(
            lines
                .iter()
                .any(|line| line.contains("Nghị định số 62/2020/NĐ-CP")),
            "{lines:?}"
        );
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        assert_eq!(wrap(&"x".repeat(25), 10).len(), 3);
        assert_eq!(wrap("", 10), [""]);
    }
}
