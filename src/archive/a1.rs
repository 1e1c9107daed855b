//! Addresses of cells as spreadsheets write them: `D12`.

/// Excel's last row, from 0.
pub const LAST_ROW: u32 = 1_048_575;
/// Excel's last column, from 0.
pub const LAST_COL: u32 = 16_383;

/// Column letters of a column counted from 0: 0 is `A`, 26 is `AA`.
#[must_use]
pub fn column_letters(col: u32) -> String {
    let mut rest = u64::from(col) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        let digit = u8::try_from(rest % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The column that letters name, from 0: `AA` is 26.
#[must_use]
pub fn parse_column(letters: &str) -> Option<u32> {
    let mut col = 0u32;
    for letter in letters.bytes() {
        col = next_column(col, letter)?;
    }
    col.checked_sub(1)
}

/// Row and column, from 0, of a cell as people and files write it: `D12`, `$D$12`; none outside a
/// sheet.
///
/// Keeps nothing: a sheet may have millions of cells.
#[must_use]
pub fn parse_cell(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0u32, 0u32);
    let mut digits = false;
    for byte in text.trim().bytes() {
        match byte {
            b'0'..=b'9' if col > 0 => {
                digits = true;
                row = row * 10 + u32::from(byte - b'0');
            }
            b'$' => {}
            letter if !digits => col = next_column(col, letter)?,
            _ => return None,
        }
        if row > LAST_ROW + 1 {
            return None;
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

/// A column counted from 1 with one more letter behind.
fn next_column(col: u32, letter: u8) -> Option<u32> {
    let digit = letter
        .is_ascii_alphabetic()
        .then(|| letter.to_ascii_uppercase() - b'A')?;
    Some(col * 26 + u32::from(digit) + 1).filter(|col| *col <= LAST_COL + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_are_written() {
        for col in [0, 25, 26, 701, 702, LAST_COL] {
            assert_eq!(parse_column(&column_letters(col)), Some(col));
        }
        for right in ["D12", "$d$12", " D12 ", "$D$12"] {
            assert_eq!(parse_cell(right), Some((11, 3)), "{right}");
        }
        assert_eq!(parse_cell("XFD1048576"), Some((LAST_ROW, LAST_COL)));
        for wrong in [
            "",
            "12",
            "D",
            "D0",
            "XFE1",
            "A1048577",
            "AAAA1",
            "Đ1",
            "D-1",
            "A1B",
            "1A",
            "A99999999999",
        ] {
            assert_eq!(parse_cell(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn column_letters_roll_over() {
        let letters: Vec<_> = [0, 25, 26, 51, 52, 701, 702, 16_383]
            .into_iter()
            .map(column_letters)
            .collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
