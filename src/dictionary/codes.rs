//! Keys by which codes and names are compared, however their blanks and dots are written (Q36).

use super::fold;

/// One key for a text: codes lose their blanks, rank codes also their dots, names are folded.
#[must_use]
pub fn text_key(text: &str) -> String {
    let folded = fold::key(text);
    // A stop at the end says nothing.
    let folded = folded
        .trim_end_matches(['.', ';', ',', ':', ' '])
        .to_owned();
    let is_rank_code = folded.chars().any(|c| c.is_ascii_digit())
        && folded
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ' ' || c == 'v' || c == 'a');
    if is_rank_code {
        return rank_code_key(&folded);
    }
    // "TP- NVCN-02" is "TP-NVCN-02"; a name such as "Phòng 1" keeps its words.
    let is_code = folded.contains('-')
        && folded.chars().any(|c| c.is_ascii_digit())
        && folded.len() <= MAX_CODE;
    if is_code {
        folded.replace(' ', "")
    } else {
        folded
    }
}

/// Codes are short; longer texts with dashes and digits are names.
const MAX_CODE: usize = 24;

/// One key for the ways in which a rank or title code is written: `01003`, `01.003`; `V.07.05.15`,
/// `V07.05.15`.
#[must_use]
pub fn rank_code_key(code: &str) -> String {
    code.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A code with digits in the place of the letters that are typed for them: `O` for 0, `l` and `I`
/// for 1.
pub(crate) fn without_slips(code: &str) -> String {
    let digit = |c: char| match c {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        c => c,
    };
    code.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_one_however_blanks_and_dots_stand() {
        assert_eq!(text_key("TP- NVCN-02"), text_key("tp-nvcn-02"));
        assert_eq!(text_key("01.003"), text_key("01003"));
        assert_eq!(text_key("V.08.01.02"), text_key("V08.01.02"));
        assert_ne!(text_key("Phòng 1"), text_key("Phòng 11"));
        assert_ne!(text_key("1.1"), text_key("2.1"));
    }

    #[test]
    fn codes_have_one_key() {
        assert_eq!(rank_code_key("01.003"), rank_code_key(" 01003 "));
        assert_eq!(rank_code_key("V.07.05.15"), rank_code_key("v07.05.15"));
        assert_ne!(rank_code_key("06.031"), rank_code_key("06a.031"));
    }
}
