//! Roman numbers, as Word numbers lists with them.

/// `1994` is `MCMXCIV`; from 5000 on the digits (`upperRoman` of ECMA-376 part 1, 17.18.59).
#[must_use]
pub fn roman(number: u32) -> String {
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
