//! The head of a document: names, and the rules under them, whose length the decree ties to the text above.

use serde::Serialize;

use super::House;

/// What stands at the head of a document.
#[derive(Debug, Serialize)]
pub(super) struct Names {
    superior: String,
    head: String,
    head_side: usize,
    motto_side: usize,
    subject_side: usize,
}

/// Widths of the two columns of the head, and of the text, in twentieths of a point.
const LEFT: usize = 3654;
const RIGHT: usize = 5700;
const TEXT: usize = 9354;

/// Sizes in twentieths of a point: names of bodies 13, tiêu ngữ and trích yếu 14.
const NAME: usize = 13 * 20;
const MOTTO: usize = 14 * 20;

impl Names {
    /// The head of a document about `subject`.
    pub(super) fn of(house: &House, subject: &str) -> Self {
        let (superior, head) = (house.superior().to_uppercase(), house.head().to_uppercase());
        let shown = if head.is_empty() { "…TÊN CƠ QUAN THẨM ĐỊNH…" } else { &head };
        Self {
            head_side: side(LEFT, share(line(shown, NAME, LEFT))),
            motto_side: side(RIGHT, line("Độc lập - Tự do - Hạnh phúc", MOTTO, RIGHT)),
            subject_side: side(TEXT, share(line(subject, MOTTO, TEXT))),
            superior,
            head,
        }
    }
}

/// From a third to a half of a line: the rule under a name.
const fn share(length: usize) -> usize {
    length * 2 / 5
}

/// The indent on both sides that leaves a rule of this length in the middle.
const fn side(column: usize, length: usize) -> usize {
    column.saturating_sub(length) / 2
}

/// Length of the longest line of a bold text of a size, broken where its column ends.
fn line(text: &str, size: usize, column: usize) -> usize {
    let length: usize = text.chars().map(width).sum::<usize>() * size / 1000;
    length.min(column)
}

/// Widths of Times New Roman Bold in thousandths of its size, by kind of letter: enough for a rule.
fn width(c: char) -> usize {
    match c {
        ' ' | '.' | ',' | ';' => 250,
        '-' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' => 310,
        'm' | 'M' | 'W' | '…' => 940,
        'I' => 389,
        c if c.is_uppercase() => 710,
        _ => 515,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_the_lengths_of_the_decree() {
        let mut house = House::parse("body = \"Sở Nội vụ tỉnh Lam Giang\"\nhead = \"Sở Nội vụ\"").unwrap();
        let names = Names::of(&house, "Đề án vị trí việc làm");
        // SỞ NỘI VỤ in bold 13 points is about 26 mm, tiêu ngữ in bold 14 points about 61 mm.
        let rule = |column: usize, side: usize| column - 2 * side;
        assert!((440..=790).contains(&rule(LEFT, names.head_side)), "{}", rule(LEFT, names.head_side));
        assert!((3200..=3700).contains(&rule(RIGHT, names.motto_side)), "{}", rule(RIGHT, names.motto_side));
        assert_eq!(names.head, "SỞ NỘI VỤ");
        house = House::parse("body = \"Ủy ban\"").unwrap();
        assert_eq!(Names::of(&house, "").head, "ỦY BAN");
    }
}
