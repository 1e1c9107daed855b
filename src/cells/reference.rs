//! References as formulas write them, and the pieces of a formula around them.

use super::Area;
use crate::archive::LAST_COL;
use crate::archive::LAST_ROW;
use crate::archive::parse_column;

/// How far a formula is copied from where it is written: the relative parts of its references move
/// with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Copied {
    pub(super) up: u32,
    pub(super) down: u32,
    pub(super) left: u32,
    pub(super) right: u32,
}

/// A piece of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A function (in any case) with its parenthesis, or a parenthesis alone.
    Open(&'a str),
    Close,
    /// The end of an argument.
    Next,
    Compare,
    /// Multiplication or division.
    Times,
    Plus,
    Minus,
    Number(&'a str),
    /// Cells, of another sheet where one is named (`A1`, `'Danh mục'!$I$2:$I$50`, `I:I`,
    /// `Q1:Q4!B2`).
    Cells(Option<&'a str>, Area),
    /// A word that may be a defined name.
    Name(&'a str),
    /// Text, errors, arrays, cells of another file or of a table by its name.
    Other,
}

/// Takes a formula apart.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
    copied: Copied,
    /// What follows lies in another file.
    foreign: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str, copied: Copied) -> Self {
        Self {
            text,
            at: 0,
            copied,
            foreign: false,
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// What stands before the closing mark, past it; a doubled mark is no end.
    fn quoted(&mut self, mark: char) -> &'a str {
        let start = self.at;
        loop {
            self.take_while(|c| c != mark);
            let end = self.at;
            if !self.eat(mark) || !self.eat(mark) {
                return &self.text[start..end];
            }
        }
    }

    /// Past the bracket that closes, brackets inside included.
    fn bracketed(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            self.take_while(|c| c != '[' && c != ']');
            match self.peek() {
                Some('[') => depth += 1,
                Some(_) => depth -= 1,
                None => return,
            }
            self.at += 1;
        }
    }

    fn word(&mut self) -> &'a str {
        self.take_while(is_word)
    }

    /// A word and what it is: a function, a sheet before its cells, cells, a number, a name.
    fn named(&mut self) -> Piece<'a> {
        let start = self.at;
        let first = self.word();
        if self.eat('(') {
            return Piece::Open(first);
        }
        if self.eat('!') {
            return self.cells_of(first);
        }
        if self.eat(':') {
            let second = self.word();
            if self.eat('!') {
                let span = &self.text[start..self.at - 1];
                return self.cells_of(span);
            }
            self.foreign = false;
            return area(first, second, self.copied)
                .map_or(Piece::Other, |area| Piece::Cells(None, area));
        }
        self.foreign = false;
        if first.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return Piece::Number(first);
        }
        area(first, first, self.copied).map_or(Piece::Name(first), |area| Piece::Cells(None, area))
    }

    /// The cells after the name of their sheet.
    fn cells_of(&mut self, sheet: &'a str) -> Piece<'a> {
        let foreign = std::mem::take(&mut self.foreign) || sheet.contains('[');
        let first = self.word();
        let second = if self.eat(':') { self.word() } else { first };
        match area(first, second, self.copied) {
            Some(area) if !foreign => Piece::Cells(Some(sheet), area),
            None if !foreign && first == second => Piece::Name(first),
            _ => Piece::Other,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        self.take_while(char::is_whitespace);
        let next = self.peek()?;
        if is_word(next) {
            return Some(self.named());
        }
        self.at += next.len_utf8();
        Some(match next {
            '(' => Piece::Open(""),
            ')' => Piece::Close,
            ',' | ';' => Piece::Next,
            '<' | '>' | '=' => {
                self.take_while(|c| matches!(c, '<' | '>' | '='));
                Piece::Compare
            }
            '*' | '/' => Piece::Times,
            '+' => Piece::Plus,
            '-' => Piece::Minus,
            '"' => {
                self.quoted('"');
                Piece::Other
            }
            '\'' => {
                let sheet = self.quoted('\'');
                if self.eat('!') {
                    self.cells_of(sheet)
                } else {
                    Piece::Other
                }
            }
            '{' => {
                self.take_while(|c| c != '}');
                self.eat('}');
                Piece::Other
            }
            '[' => {
                self.bracketed();
                self.foreign = true;
                Piece::Other
            }
            '#' => {
                self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!' | '?'));
                Piece::Other
            }
            _ => Piece::Other,
        })
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '_' | '.' | '$' | '\\' | '?')
        || (!c.is_ascii() && !c.is_whitespace())
}

/// A row or a column of a corner, from 0, and whether it stays when the formula is copied.
type Edge = Option<(u32, bool)>;

/// `D2`, `$D2`, `D`, `2`: column and row.
fn corner(word: &str) -> Option<(Edge, Edge)> {
    let fixed = |text: &mut &str| {
        let bare = text.strip_prefix('$');
        *text = bare.unwrap_or(text);
        bare.is_some()
    };
    let mut rest = word;
    let mut stays = fixed(&mut rest);
    let (letters, mut digits) = rest.split_at(
        rest.find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len()),
    );
    let mut col = None;
    if !letters.is_empty() {
        col = Some((parse_column(letters)?, stays));
        stays = fixed(&mut digits);
    }
    let mut row = None;
    if !digits.is_empty() {
        let number = digits
            .bytes()
            .all(|digit| digit.is_ascii_digit())
            .then(|| digits.parse::<u32>().ok())??;
        row = Some((number.checked_sub(1).filter(|row| *row <= LAST_ROW)?, stays));
    }
    (col.is_some() || row.is_some()).then_some((col, row))
}

/// The cells between two corners; of one corner only where it is a cell.
fn area(first: &str, last: &str, copied: Copied) -> Option<Area> {
    let ((first_col, first_row), (last_col, last_row)) = (corner(first)?, corner(last)?);
    let whole = first_col.is_none() || first_row.is_none();
    if (std::ptr::eq(first, last) && whole)
        || first_col.is_some() != last_col.is_some()
        || first_row.is_some() != last_row.is_some()
    {
        return None;
    }
    let back = |edge: Edge, by: u32| {
        edge.map_or(
            0,
            |(at, stays)| if stays { at } else { at.saturating_sub(by) },
        )
    };
    let on = |edge: Edge, by: u32, last: u32| {
        edge.map_or(last, |(at, stays)| {
            if stays {
                at
            } else {
                at.saturating_add(by).min(last)
            }
        })
    };
    let rows = (
        back(first_row, copied.up),
        on(last_row, copied.down, LAST_ROW),
    );
    let cols = (
        back(first_col, copied.left),
        on(last_col, copied.right, LAST_COL),
    );
    Some(Area {
        top: rows.0.min(rows.1),
        left: cols.0.min(cols.1),
        bottom: rows.0.max(rows.1),
        right: cols.0.max(cols.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn cells(top: u32, left: u32, bottom: u32, right: u32) -> Area {
        Area {
            top,
            left,
            bottom,
            right,
        }
    }

    fn one(text: &str) -> Piece<'_> {
        let mut pieces = Pieces::new(text, Copied::default());
        let first = pieces.next().unwrap();
        assert_eq!(pieces.next(), None, "{text}");
        first
    }

    #[test]
    fn references_of_every_writing() {
        assert_eq!(one("D2"), Piece::Cells(None, cells(1, 3, 1, 3)));
        assert_eq!(one("$D$2:F9"), Piece::Cells(None, cells(1, 3, 8, 5)));
        assert_eq!(one("I:I"), Piece::Cells(None, cells(0, 8, LAST_ROW, 8)));
        assert_eq!(one("$2:$5"), Piece::Cells(None, cells(1, 0, 4, LAST_COL)));
        assert_eq!(
            one("'Danh mục ''A'''!I2:I50"),
            Piece::Cells(Some("Danh mục ''A''"), cells(1, 8, 49, 8))
        );
        assert_eq!(one("Tờ1!B2"), Piece::Cells(Some("Tờ1"), cells(1, 1, 1, 1)));
        assert_eq!(
            one("Q1:Q4!B2"),
            Piece::Cells(Some("Q1:Q4"), cells(1, 1, 1, 1))
        );
        assert_eq!(one("so_nguoi"), Piece::Name("so_nguoi"));
        assert_eq!(one("12.5"), Piece::Number("12.5"));
        for other in [
            "\"A1:A9\"\"B2\"",
            "#REF!",
            "{1,2,A1}",
            "A1:B",
            "XFE1:XFE2",
            "'[1]Tờ1'!A1",
        ] {
            assert_eq!(one(other), Piece::Other, "{other}");
        }
        let foreign: Vec<_> = Pieces::new("[2]Tờ1!A1+[Số người]", Copied::default()).collect();
        assert_eq!(
            foreign,
            [Piece::Other, Piece::Other, Piece::Plus, Piece::Other]
        );
    }

    #[test]
    fn a_copied_formula_reads_what_its_copies_read() {
        let copied = Copied {
            up: 0,
            down: 48,
            left: 0,
            right: 2,
        };
        let first = |text: &'static str| Pieces::new(text, copied).next();
        assert_eq!(first("B2:D2"), Some(Piece::Cells(None, cells(1, 1, 49, 5))));
        assert_eq!(
            first("$B$2:$D$2"),
            Some(Piece::Cells(None, cells(1, 1, 1, 3)))
        );
        assert_eq!(
            first("I:I"),
            Some(Piece::Cells(None, cells(0, 8, LAST_ROW, 10)))
        );
    }
}
