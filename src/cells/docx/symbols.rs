//! Letters of symbol fonts: what they show is not what their numbers say.

/// The sign that a letter of a font shows; none where the font is one of letters.
pub(super) fn shown(font: &str, letter: char) -> Option<char> {
    let code = u32::from(letter);
    // Word keeps them in the private area, or as the letter on the key.
    let code = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let font = font.trim().to_ascii_lowercase();
    let table: &[(u32, char)] = match font.as_str() {
        "wingdings" => &WINGDINGS,
        "wingdings 2" => &WINGDINGS_2,
        "wingdings 3" | "webdings" => &WEBDINGS,
        "symbol" => &SYMBOL,
        _ => return None,
    };
    // Blanks and digits of a list of signs are themselves; any other sign marks something.
    let known = table
        .iter()
        .find(|(number, _)| *number == code)
        .map(|(_, sign)| *sign);
    Some(known.unwrap_or(if code == 0x20 || code == 0xA0 {
        ' '
    } else {
        '•'
    }))
}

const WINGDINGS: [(u32, char); 12] = [
    (0x6F, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x78, '☒'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];
const WINGDINGS_2: [(u32, char); 8] = [
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x2A, '☐'),
    (0xA3, '☐'),
];
const WEBDINGS: [(u32, char); 3] = [(0x61, '✓'), (0x72, '✗'), (0x63, '☐')];
const SYMBOL: [(u32, char); 8] = [
    (0x2D, '−'),
    (0xA3, '≤'),
    (0xAE, '→'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB8, '÷'),
    (0xD6, '√'),
    (0xDE, '⇒'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_of_symbol_fonts_are_ticks() {
        assert_eq!(shown("Wingdings", 'ü'), Some('✓'));
        assert_eq!(shown("Wingdings", '\u{f0fe}'), Some('☑'));
        assert_eq!(shown("Wingdings 2", 'P'), Some('✓'));
        assert_eq!(shown("Symbol", '\u{f0b7}'), Some('•'));
        assert_eq!(shown("Times New Roman", 'ü'), None);
    }
}
