//! The head of a document: names, and the rules under them, whose length the decree ties to the
//! text above.

use serde::Serialize;

use super::House;

/// What stands at the head of a document.
#[derive(Debug, Serialize)]
pub(super) struct Names {
    /// Name of the superior, one line or two.
    superior: Vec<String>,
    /// Name of the issuing body, one line or two.
    head: Vec<String>,
    head_side: usize,
    motto_side: usize,
    subject_side: usize,
}

/// Widths of the two columns of the head, and of the text, in twentieths of a point.
const LEFT: usize = 3954;
const RIGHT: usize = 5400;
const TEXT: usize = 9354;

/// Indent of trích yếu on both sides.
const INDENT: usize = 567;

/// Sizes in twentieths of a point: names of bodies 12, tiêu ngữ 13, trích yếu 14.
const NAME: usize = 12 * 20;
const MOTTO: usize = 13 * 20;
const SUBJECT: usize = 14 * 20;

impl Names {
    /// The head of a document about `subject`.
    pub(super) fn of(house: &House, subject: &str) -> Self {
        let (superior, head) = (
            lines(&house.superior().to_uppercase()),
            lines(&house.head().to_uppercase()),
        );
        let shown = head.last().map_or("…CƠ QUAN THẨM ĐỊNH…", String::as_str);
        Self {
            head_side: side(LEFT, share(line(shown, NAME, LEFT))),
            motto_side: side(RIGHT, line("Độc lập - Tự do - Hạnh phúc", MOTTO, RIGHT)),
            subject_side: side(TEXT, share(line(subject, SUBJECT, TEXT - 2 * INDENT))),
            superior,
            head,
        }
    }
}

/// Where a name too long for its column is broken: before the place it belongs to.
const PLACES: [&str; 6] = [
    " TỈNH ",
    " THÀNH PHỐ ",
    " HUYỆN ",
    " QUẬN ",
    " THỊ XÃ ",
    " XÃ ",
];

/// A name as one line, or as two when it is too long for its column.
fn lines(name: &str) -> Vec<String> {
    if name.is_empty() {
        return Vec::new();
    }
    let long = name.chars().map(width).sum::<usize>() * NAME / 1000 > LEFT;
    let at = PLACES
        .iter()
        .filter_map(|place| name.find(place))
        .min()
        .filter(|_| long);
    match at.and_then(|at| name.split_at_checked(at)) {
        Some((first, second)) => vec![first.to_owned(), second.trim_start().to_owned()],
        None => vec![name.to_owned()],
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
        let house = |text: &str| House::parse(text).unwrap();
        let names = Names::of(
            &house("body = \"Sở Nội vụ tỉnh Lam Giang\"\nhead = \"Sở Nội vụ\""),
            "Đề án vị trí việc làm",
        );
        // SỞ NỘI VỤ in bold 12 points is about 24 mm, tiêu ngữ in bold 13 points about 57 mm.
        let rule = |column: usize, side: usize| column - 2 * side;
        assert!(
            (440..=700).contains(&rule(LEFT, names.head_side)),
            "{}",
            rule(LEFT, names.head_side)
        );
        assert!(
            (3000..=3500).contains(&rule(RIGHT, names.motto_side)),
            "{}",
            rule(RIGHT, names.motto_side)
        );
        assert_eq!(names.head, ["SỞ NỘI VỤ"]);
        assert_eq!(Names::of(&house("body = \"Ủy ban\""), "").head, ["ỦY BAN"]);
        let long = Names::of(&house("superior = \"Ủy ban nhân dân tỉnh Lam Giang\""), "");
        assert_eq!(long.superior, ["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"]);
        assert!(long.head.is_empty());
    }
}
