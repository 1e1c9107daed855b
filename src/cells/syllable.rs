//! Whether a word could be a Vietnamese syllable: an onset, a rhyme, a tone.
//!
//! Only spelling is looked at, not meaning: enough to tell text of a legacy encoding, whose words
//! are no syllables until they are converted, from text that is fine as it is.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung uôc uôi uôm \
    uôn uông uôt uơ up ut uy uya uych uyên uyêt uyt uynh uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt \
    ưu y yêm yên yêng yêt yêu";

static KNOWN_RHYMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| RHYMES.split_ascii_whitespace().collect());

/// The five tone marks as combining characters: huyền, hỏi, ngã, sắc, nặng.
pub(crate) const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// Whether a word, in any case, is spelt as a Vietnamese syllable is.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tones = 0;
    let bare: String = word
        .chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| {
            let tone = TONES.contains(c);
            tones += usize::from(tone);
            !tone
        })
        .nfc()
        .collect();
    if tones > 1 {
        return false;
    }
    let rhymes = |rest: &str| KNOWN_RHYMES.contains(rest);
    ONSETS.iter().any(|onset| {
        bare.strip_prefix(onset).is_some_and(|rest| {
            // `gi` is an onset that is its own rhyme in `gì`; `qu` has swallowed the glide of
            // `quy`.
            rhymes(rest)
                || (*onset == "gi" && rest.is_empty())
                || (*onset == "qu" && rhymes(&format!("u{rest}")))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_and_other_words() {
        let text = "Danh mục vị trí việc làm của Sở Nông nghiệp và Phát triển nông thôn quyết định giao chỉ tiêu gì \
                    khuyến nông thuế nghiêng quỹ giữa ngoại ngữ hoặc huỳnh yếu lưu trữ";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "Hä", "vµ", "tªn", "VềNG", "Müller", "château", "chöùc", "nhieäm", "XLSX", "stress",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
