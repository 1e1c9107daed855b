//! Numbers of lists, as Word writes them.

/// Letters are not repeated more often: numbers further on are written in digits.
const MAX_REPEATS: u32 = 20;

/// A number in a format of a list (`ST_NumberFormat`, ECMA-376 part 1, 17.18.59); formats that no
/// Vietnamese paper has are written in digits, a bullet as nothing.
#[must_use]
pub fn list_number(number: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}

/// `A` to `Z`, then `AA`, `BB` and so on.
fn letters(number: u32) -> String {
    let nth = number.checked_sub(1).filter(|nth| *nth < 26 * MAX_REPEATS);
    let letter = |nth: u32| char::from_u32(u32::from('A') + nth % 26);
    let written = nth.and_then(|nth| {
        (0..=nth / 26)
            .map(|_| letter(nth))
            .collect::<Option<String>>()
    });
    written.unwrap_or_else(|| number.to_string())
}

/// `1994` is `MCMXCIV`; from 5000 on the digits.
fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 5000 {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, digits) in DIGITS {
        while left >= value {
            left -= value;
            text.push_str(digits);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let formats = [
            "decimal",
            "upperRoman",
            "lowerLetter",
            "decimalZero",
            "bullet",
            "unheard-of",
        ];
        assert_eq!(
            formats.map(|format| list_number(9, format)),
            ["9", "IX", "i", "09", "", "9"]
        );
        assert_eq!([27, 28, 0, 521].map(letters), ["AA", "BB", "0", "521"]);
        assert_eq!(
            [1994, 0, u32::MAX].map(roman),
            ["MCMXCIV", "", "4294967295"]
        );
    }
}
