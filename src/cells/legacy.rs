//! Texts in encodings from before Unicode (Q23): TCVN3 (ABC, the fonts `.VnTime…`) and VNI-Windows.
//!
//! Such a workbook shows Vietnamese only in its own fonts; what its cells say is Latin letters:
//! `Hä vµ tªn` for `Họ và tên`. Suspected by spelling: words that are no Vietnamese syllables and
//! become such when converted. Nothing is converted unless the user asks for it.

use std::collections::BTreeSet;
use std::collections::HashMap;

use super::Addr;
use super::Sheet;
use super::Value;
use super::Workbook;
use super::syllable::is_syllable;

/// Bảng mã cũ: an encoding from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// TCVN 5712:1993, VN3: one byte a letter; capitals with tones only by font.
    Tcvn3,
    /// VNI for Windows: a letter, then its mark as a letter of its own.
    Vni,
}

/// Fewer different words than this are chance.
const ENOUGH_WORDS: usize = 4;
/// Words that the encoding explains, for each word that it would spoil.
const CLEAR: usize = 4;
/// So many cells show what was found.
const EXAMPLES: usize = 3;

/// What speaks for an encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    /// The encoding.
    pub encoding: Encoding,
    /// Some cells, with what they would say.
    pub examples: Vec<(Addr, String)>,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }

    /// The text in Unicode. What is not of the encoding stays.
    #[must_use]
    pub fn decode(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => tcvn3(text),
            Self::Vni => vni(text),
        }
    }
}

/// The encoding that a workbook seems to be in, if it is not in Unicode.
#[must_use]
pub fn suspect(workbook: &Workbook) -> Option<Suspicion> {
    let found = Encoding::ALL.into_iter().filter_map(|encoding| {
        let mut tally = EncodingTally::default();
        for sheet in &workbook.sheets {
            texts(sheet)
                .for_each(|(place, text)| tally.count(encoding, text, Some((sheet, place))));
        }
        let clear =
            tally.explained.len() >= ENOUGH_WORDS && tally.explained.len() >= CLEAR * tally.spoilt;
        let weight = tally.explained.len();
        clear.then_some((
            weight,
            Suspicion {
                encoding,
                examples: tally.examples,
            },
        ))
    });
    found
        .max_by_key(|(weight, _)| *weight)
        .map(|(_, suspicion)| suspicion)
}

/// Converts the texts of the sheets that have words of the encoding; a text that reads better as it
/// is stays.
pub fn convert(workbook: &mut Workbook, encoding: Encoding) {
    for sheet in &mut workbook.sheets {
        let mut tally = EncodingTally::default();
        texts(sheet).for_each(|(_, text)| tally.count(encoding, text, None));
        if tally.explained.is_empty() {
            continue;
        }
        for (_, value) in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Value::Text(text) = value
                && is_eligible(text)
            {
                let mut own = EncodingTally::default();
                own.count(encoding, text, None);
                if own.explained.len() >= own.spoilt {
                    *text = encoding.decode(text).into();
                }
            }
        }
    }
}

/// Words that an encoding explains or would spoil.
#[derive(Debug, Default)]
struct EncodingTally {
    explained: BTreeSet<String>,
    spoilt: usize,
    examples: Vec<(Addr, String)>,
    /// What was found of a word before: a sheet has few words, many times over.
    known: HashMap<String, EncodingEffect>,
}

/// What an encoding does to a word.
#[derive(Debug, Clone)]
enum EncodingEffect {
    /// It makes a syllable of it.
    Explained(String),
    /// It takes a syllable away.
    Spoilt,
    /// Neither.
    Indifferent,
}

impl EncodingEffect {
    fn of(encoding: Encoding, word: &str) -> Self {
        let decoded = encoding.decode(word);
        if decoded == word {
            return Self::Indifferent;
        }
        match (is_syllable(word), is_syllable(&decoded)) {
            (false, true) => Self::Explained(decoded),
            (true, false) => Self::Spoilt,
            _ => Self::Indifferent,
        }
    }
}

impl EncodingTally {
    fn count(&mut self, encoding: Encoding, text: &str, place: Option<(&Sheet, (u32, u32))>) {
        let before = self.explained.len();
        for word in
            text.split(|c: char| c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphanumeric()))
        {
            // All encodings leave ASCII as it is.
            if word.is_ascii() {
                continue;
            }
            if !self.known.contains_key(word) {
                self.known
                    .insert(word.to_owned(), EncodingEffect::of(encoding, word));
            }
            match self.known.get(word) {
                Some(EncodingEffect::Explained(decoded)) if !self.explained.contains(decoded) => {
                    self.explained.insert(decoded.clone());
                }
                Some(EncodingEffect::Spoilt) => self.spoilt += 1,
                _ => {}
            }
        }
        let tells = self.explained.len() > before && self.examples.len() < EXAMPLES;
        if let Some((sheet, (row, col))) = place.filter(|_| tells) {
            self.examples
                .push((sheet.at(row, col), encoding.decode(text)));
        }
    }
}

/// Texts of the sheet that may be in a legacy encoding.
fn texts(sheet: &Sheet) -> impl Iterator<Item = ((u32, u32), &str)> {
    let cells = sheet.rows.iter().flat_map(|row| {
        row.cells
            .iter()
            .map(move |(col, value)| (row.number, *col, value))
    });
    cells.filter_map(|(row, col, value)| {
        value
            .text()
            .filter(|text| is_eligible(text))
            .map(|text| ((row, col), text))
    })
}

/// Only letters of Latin-1: a text with Vietnamese letters of Unicode is in no legacy encoding.
fn is_eligible(text: &str) -> bool {
    !text.is_ascii()
        && text
            .chars()
            .all(|c| u32::from(c) < 0x100 || !(is_vietnamese(c) || c.is_alphabetic()))
}

/// The blocks of Unicode where Vietnamese letters stand, for which alone nearly every text need be
/// looked at.
const fn is_vietnamese(c: char) -> bool {
    matches!(c, '\u{100}'..='\u{1bf}' | '\u{1ea0}'..='\u{1ef9}')
}

/// TCVN3 by code of the letter: (first code, letters in order; `_` where there is none).
const TCVN3: [(u32, &str); 4] = [
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ_ằẳẵắ"),
    (
        0xC6,
        "ặầẩẫấậè_ẻẽéẹềểễếệìỉ___ĩíịò_ỏõóọồổỗốộờởỡớợù_ủũúụừửữứựỳỷỹýỵ",
    ),
    (0xFF, ""),
];

fn tcvn3_letter(c: char) -> Option<char> {
    let code = u32::from(c);
    let (first, letters) = TCVN3.iter().rev().find(|(first, _)| *first <= code)?;
    letters
        .chars()
        .nth(usize::try_from(code - first).ok()?)
        .filter(|letter| *letter != '_')
}

/// Capitals with tones have the codes of the small letters in the fonts of capitals: a text without
/// small letters of its own is in capitals.
fn tcvn3(text: &str) -> String {
    let decoded = text.chars().map(|c| tcvn3_letter(c).unwrap_or(c));
    let capitals = text.chars().filter(char::is_ascii_uppercase).count() > 1
        && !text.contains(|c: char| c.is_ascii_lowercase());
    if capitals {
        decoded.flat_map(char::to_uppercase).collect()
    } else {
        decoded.collect()
    }
}

/// Letters of VNI that stand alone.
const VNI_ALONE: [(char, char); 14] = [
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('Æ', 'Ỉ'),
    ('ó', 'ĩ'),
    ('Ó', 'Ĩ'),
    ('ò', 'ị'),
    ('Ò', 'Ị'),
];

/// Marks of VNI after a vowel: the mark as a small letter, and what it adds (hat or breve, then
/// tone).
const VNI_MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

fn vni(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let mut out: Vec<char> = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let base = match letter {
            'î' => 'ỵ',
            'Î' => 'Ỵ',
            _ => VNI_ALONE
                .iter()
                .find(|(vni, _)| *vni == letter)
                .map_or(letter, |(_, letter)| *letter),
        };
        out.push(base);
        let small = base.to_lowercase().next().unwrap_or(base);
        let mark = letters
            .peek()
            .copied()
            .and_then(|next| vni_mark(small, next));
        if let Some(mark) = mark {
            letters.next();
            out.extend(mark.chars());
        }
    }
    out.into_iter().nfc().collect()
}

/// What a letter after a vowel adds to it; none when it is a letter of its own.
fn vni_mark(vowel: char, next: char) -> Option<&'static str> {
    let next = next.to_lowercase().next()?;
    let (_, mark) = VNI_MARKS.iter().find(|(letter, _)| *letter == next)?;
    let takes = match (mark.chars().next()?, mark.chars().count()) {
        ('\u{306}', _) => vowel == 'a',
        ('\u{302}', _) => matches!(vowel, 'a' | 'e' | 'o'),
        _ => matches!(vowel, 'a' | 'e' | 'o' | 'ơ' | 'u' | 'ư' | 'y'),
    };
    takes.then_some(*mark)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;
    use crate::cells::Row;
    use crate::cells::SheetRef;
    use crate::cells::Visibility;
    use crate::cells::WorkbookFormat;

    const WORDS: &str = "vị trí việc làm công chức lãnh đạo quản lý nghiệp vụ chuyên ngành hỗ trợ phục vụ Ủy ban nhân dân tỉnh \
        tổng hợp khuyến nông thuế quỹ ngoại ngữ lưu trữ kỹ thuật bảo vệ ẩn ẵm ằng ỷ ỳ ỵ ĩ ì ỡ ẽ ẻ ẫy Đơn Ông Ăn Âu Ơn Ưu";

    fn encoded(encoding: Encoding, text: &str) -> String {
        let letter = |c: char| -> String {
            if c.is_ascii() {
                return c.to_string();
            }
            match encoding {
                Encoding::Tcvn3 => (0xA1..=0xFE)
                    .filter_map(char::from_u32)
                    .find(|code| tcvn3_letter(*code) == Some(c))
                    .map_or(c.to_string(), String::from),
                Encoding::Vni => {
                    let all = ('\u{41}'..='\u{ff}').map(String::from);
                    let pairs =
                        ('A'..='ö').flat_map(|a| ('À'..='ü').map(move |b| format!("{a}{b}")));
                    all.chain(pairs)
                        .find(|code| vni(code) == c.to_string())
                        .unwrap_or_else(|| c.to_string())
                }
            }
        };
        text.nfc().map(letter).collect()
    }

    fn workbook(texts: &[&str]) -> Workbook {
        let row = |(number, text): (u32, &&str)| Row {
            number,
            cells: vec![(0, Value::Text((*text).into()))],
        };
        let sheet = Sheet {
            id: Arc::new(SheetRef::new(0, "A")),
            visibility: Visibility::Visible,
            rows: (0..).zip(texts).map(row).collect(),
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            print_areas: Vec::new(),
            beside: Arc::default(),
        };
        Workbook {
            format: WorkbookFormat::Xlsx,
            sheets: vec![sheet],
            own: None,
            lists: Vec::new(),
        }
    }

    #[test]
    fn known_examples() {
        assert_eq!(Encoding::Tcvn3.decode("Hä vµ tªn"), "Họ và tên");
        assert_eq!(Encoding::Tcvn3.decode("QUYÕT §ÞNH"), "QUYẾT ĐỊNH");
        assert_eq!(
            Encoding::Vni.decode("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"),
            "Cộng hòa xã hội chủ nghĩa Việt Nam"
        );
        assert_eq!(Encoding::Vni.decode("QUYEÁT ÑÒNH"), "QUYẾT ĐỊNH");
    }

    #[test]
    fn legacy_workbooks_are_suspected_and_converted() {
        let texts = [
            "Họ và tên",
            "Vị trí việc làm",
            "Trưởng phòng Tổ chức cán bộ",
            "Chuyên viên",
        ];
        for encoding in Encoding::ALL {
            let codes: Vec<String> = texts.iter().map(|text| encoded(encoding, text)).collect();
            let mut book = workbook(
                &codes
                    .iter()
                    .map(String::as_str)
                    .chain(["MÃ VÒNG 2", "Đã ở Unicode"])
                    .collect::<Vec<_>>(),
            );
            let suspicion = suspect(&book).unwrap();
            assert_eq!(suspicion.encoding, encoding);
            assert_eq!(suspicion.examples[0].1, "Họ và tên");
            convert(&mut book, encoding);
            let read: Vec<String> = book.sheets[0]
                .rows
                .iter()
                .map(|row| row.value(0).to_string())
                .collect();
            assert_eq!(read[..4], texts);
            assert_eq!(read[4..], ["MÃ VÒNG 2", "Đã ở Unicode"]);
        }
    }

    #[test]
    fn unicode_and_other_languages_are_not_suspected() {
        let french =
            "déjà vu, été, où êtes-vous, garçon, château, élève, crème brûlée, naïve, Noël, cœur";
        let german = "Müller, Größe, schön, für, über, Straße, Mädchen, Übung, Äpfel, Köln";
        let old = "MÃ VÒNG 2, TRÀ VÀ BÒ, CÔ ÉM, ÐÀO, bò, cá, tôm, hè, và, là, mà, dì, chú, bé, mẹ";
        for text in [french, german, old, "5 µm, 20 °C, ½ m², © ABC ®, «a»"] {
            let parts: Vec<&str> = text.split(", ").collect();
            assert_eq!(suspect(&workbook(&parts)), None, "{text}");
        }
        assert_eq!(
            suspect(&workbook(&WORDS.split(' ').collect::<Vec<_>>())),
            None
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_encoded_is_decoded(picks in prop::collection::vec(any::<prop::sample::Index>(), 1..8)) {
            let words: Vec<&str> = WORDS.split_whitespace().collect();
            let text = picks.iter().map(|pick| words[pick.index(words.len())]).collect::<Vec<_>>().join(" ");
            // Capitals with tones have no code of their own in TCVN3.
            let small = text.to_lowercase();
            prop_assert_eq!(Encoding::Tcvn3.decode(&encoded(Encoding::Tcvn3, &small)), small);
            prop_assert_eq!(Encoding::Vni.decode(&encoded(Encoding::Vni, &text)), text);
        }

        #[test]
        fn unicode_in_any_order_is_not_suspected(picks in prop::collection::vec(any::<prop::sample::Index>(), 1..40)) {
            let words: Vec<&str> = WORDS.split_whitespace().collect();
            let texts: Vec<&str> = picks.iter().map(|pick| words[pick.index(words.len())]).collect();
            prop_assert_eq!(suspect(&workbook(&texts)), None);
        }
    }
}
