//! The words that tell rows and sheets apart (`rules/forms/words.toml`): totals, feet, sections,
//! placeholders. Also the small grammar of row numbers: Roman, Arabic, index rows.

use serde::Deserialize;

use super::fold;
use super::fold::plain;
use super::spelling::Spelling;

/// Từ nhận dạng: the words of `rules/forms/words.toml`, folded for comparison.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) total_whole: Vec<String>,
    pub(crate) total_starts: Vec<String>,
    /// The first words of both: a text without any of them is no total.
    total_marks: Vec<String>,
    pub(crate) foot_starts: Vec<String>,
    pub(crate) foot_holds: Vec<String>,
    pub(crate) units: Vec<String>,
    pub(crate) placeholders: Vec<String>,
    /// What marks a row as going on with the row above: `(tiếp)`.
    continuations: Vec<String>,
    /// How another block of a job description begins: `3. Các mối quan hệ công việc`.
    block_starts: Vec<String>,
    /// What stands before a level: `Cấp độ`.
    pub(crate) levels: Vec<String>,
    /// What joins the ends of a range of levels: `đến`.
    pub(crate) level_joints: Vec<String>,
    /// What stands between levels that are told one by one: `,`, `và`.
    pub(crate) level_lists: Vec<String>,
    pub(crate) number_units: Vec<String>,
    pub(crate) title_date_holds: Vec<String>,
    pub(crate) title_date_without: Vec<String>,
    pub(crate) guidance: Vec<String>,
    /// How the heading of a column of names begins, without accents: `ten`.
    pub(crate) names: Vec<String>,
    /// How headings are written.
    pub(crate) spelling: Spelling,
}

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordsFile {
    total: WholeOrStart,
    foot: StartOrHold,
    section: Units,
    blank: Placeholders,
    continuation: MarkWords,
    block: Starts,
    level: LevelWords,
    number: Units,
    title_date: HoldOrNot,
    sheet: Guidance,
    heading: Headings,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Headings {
    /// Long and short form.
    short: Vec<(String, String)>,
    units: Vec<String>,
    columns: Vec<String>,
    years: Vec<String>,
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeOrStart {
    whole: Vec<String>,
    starts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StartOrHold {
    starts: Vec<String>,
    holds: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldOrNot {
    holds: Vec<String>,
    without: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    units: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Placeholders {
    placeholders: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkWords {
    marks: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Starts {
    starts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelWords {
    words: Vec<String>,
    joints: Vec<String>,
    lists: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Guidance {
    guidance: Vec<String>,
}

impl From<WordsFile> for Words {
    fn from(file: WordsFile) -> Self {
        let keys = |words: Vec<String>| words.iter().map(|word| fold::key(word)).collect();
        let total_whole: Vec<String> = keys(file.total.whole);
        let total_starts: Vec<String> = keys(file.total.starts);
        let first = |words: &String| words.split(' ').next().unwrap_or_default().to_owned();
        let mut total_marks: Vec<String> =
            total_whole.iter().chain(&total_starts).map(first).collect();
        total_marks.sort();
        total_marks.dedup();
        Self {
            total_whole,
            total_starts,
            total_marks,
            foot_starts: keys(file.foot.starts),
            foot_holds: keys(file.foot.holds),
            units: keys(file.section.units),
            placeholders: keys(file.blank.placeholders),
            continuations: keys(file.continuation.marks),
            block_starts: keys(file.block.starts),
            levels: keys(file.level.words),
            level_joints: keys(file.level.joints),
            level_lists: keys(file.level.lists),
            number_units: keys(file.number.units),
            title_date_holds: keys(file.title_date.holds),
            title_date_without: keys(file.title_date.without),
            guidance: keys(file.sheet.guidance),
            names: file
                .heading
                .names
                .iter()
                .map(|name| fold::bare(name))
                .collect(),
            spelling: Spelling {
                short: file
                    .heading
                    .short
                    .iter()
                    .map(|(long, short)| (fold::bare(long), fold::bare(short)))
                    .collect(),
                units: file.heading.units.iter().map(|unit| plain(unit)).collect(),
                columns: file
                    .heading
                    .columns
                    .iter()
                    .map(|column| plain(column))
                    .collect(),
                years: file.heading.years.iter().map(|year| plain(year)).collect(),
            },
        }
    }
}

/// A mark that a row goes on is a word or two, in brackets: no longer than so many bytes.
const MAX_CONTINUATION: usize = 64;

impl Words {
    /// Whether a text is the label of a total row (Q8): `TỔNG I+II+III:`, `Cộng`, `Tổng số`.
    pub(crate) fn is_total(&self, text: &str) -> bool {
        let key = fold::key(text);
        if !self
            .total_marks
            .iter()
            .any(|mark| key.contains(mark.as_str()))
        {
            return false;
        }
        let words: Vec<_> = fold::words_only(&key)
            .split(' ')
            .filter(|w| !is_count_or_roman(w))
            .map(str::to_owned)
            .collect();
        let whole = words.join(" ");
        self.total_whole.contains(&whole)
            || self
                .total_starts
                .iter()
                .any(|start| key.starts_with(start.as_str()))
    }

    /// Whether a text opens the notes or the signatures at the foot of a table (Q35).
    pub(crate) fn is_foot(&self, text: &str) -> bool {
        let key = fold::key(text);
        let starts = self.foot_starts.iter().any(|start| {
            key.strip_prefix(start.as_str())
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        if starts {
            return true;
        }
        let letters: Vec<_> = fold::words_only(&key)
            .split(' ')
            .filter(|w| !is_digits(w))
            .map(str::to_owned)
            .collect();
        let letters = letters.join(" ");
        self.foot_holds
            .iter()
            .any(|words| letters.contains(words.as_str()))
    }

    /// Whether a text opens another block (Q30), after its number: `3. Các mối quan hệ công việc`.
    pub(crate) fn is_block(&self, text: &str) -> bool {
        let key = fold::key(text);
        let rest =
            key.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
        // `3- Các mối quan hệ` opens a block, `- quan hệ công việc` is one of a list.
        let bare = if rest.len() < key.len() {
            rest.trim_start_matches(['-', '–', ':', ' '])
        } else {
            rest
        };
        let bare = section_prefix_key(bare);
        self.block_starts
            .iter()
            .any(|start| bare.starts_with(start.as_str()))
    }

    /// Whether a text only holds the place of something to be filled in (Q34): `…………`, `....`.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return false;
        }
        let marks = |c| matches!(c, '.' | '…' | '_' | '-' | '–' | '—' | ' ');
        // Placeholders in words are few and short: most texts are told by their first letter.
        let first = trimmed.chars().next().and_then(|c| c.to_lowercase().next());
        let alike = |known: &String| {
            trimmed.len() <= known.len() + 4 && first.is_some_and(|c| known.starts_with(c))
        };
        trimmed.chars().all(marks)
            || self
                .placeholders
                .iter()
                .any(|known| alike(known) && *known == fold::key(trimmed))
    }

    /// A text without its mark of continuation (Q16): `Văn thư viên (tiếp)` is `Văn thư viên`; none
    /// when it has no such mark.
    pub(crate) fn continued<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.trim();
        let is_mark = |part: &str| {
            part.len() <= MAX_CONTINUATION && self.continuations.contains(&plain(part))
        };
        if is_mark(text) {
            return Some("");
        }
        let open = text.rfind('(')?;
        (text.ends_with(')') && is_mark(&text[open..])).then(|| text[..open].trim_end())
    }

    /// Whether a text begins with the word for a unit: `Phòng Tổng hợp`.
    pub(crate) fn names_unit(&self, text: &str) -> bool {
        let key = fold::key(text);
        self.units.iter().any(|unit| {
            key.strip_prefix(unit.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    }
}

/// Whether a row number is Arabic (Q10): `1`, `01`, `2.`, `4.1.2`.
pub(crate) fn is_arabic(text: &str) -> bool {
    let trimmed = text.trim().trim_end_matches(['.', ')']);
    trimmed.starts_with(|c: char| c.is_ascii_digit())
        && trimmed.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Whether a row number is Roman or a lone capital: `I`, `IV.`, `A`.
pub(crate) fn is_roman(text: &str) -> bool {
    let trimmed = text.trim().trim_end_matches(['.', ')', ':']);
    if trimmed.is_empty() {
        return false;
    }
    let roman = trimmed.len() <= 6 && trimmed.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let letter = trimmed.len() == 1 && trimmed.chars().all(|c| c.is_ascii_uppercase());
    roman || letter
}

/// Splits a Roman or lettered prefix off a title (Q9): `I. CẤP SỞ` is (`I`, `CẤP SỞ`).
pub(crate) fn section_prefix(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let end = text.find(['.', ')', '-', ':', '/'])?;
    let (head, rest) = text.split_at(end);
    (is_roman(head) && rest.len() > 1).then(|| (head, rest[1..].trim()))
}

/// A key without a Roman number before it: `iii. phạm vi` is `phạm vi`.
fn section_prefix_key(key: &str) -> &str {
    let rest = key.trim_start_matches(['i', 'v', 'x']);
    match rest.trim_start().strip_prefix(['.', ')', '-', '–']) {
        Some(after) if rest.len() < key.len() => after.trim_start(),
        _ => key,
    }
}

/// Whether the texts of a row number the columns (Q4): `1 2 3`, `A B 1 2`, `(1) (2) (3)=(1)+(2)`.
pub(crate) fn is_index_row(texts: &[impl AsRef<str>]) -> bool {
    let mut last_number = 0_u32;
    let mut last_letter = None;
    for text in texts {
        let clean: String = text
            .as_ref()
            .chars()
            .filter(|c| !matches!(c, '(' | ')' | '[' | ']' | ' '))
            .collect();
        let head = clean.split(['=', '/']).next().unwrap_or_default();
        if let Ok(number) = head.parse::<u32>() {
            if number != last_number + 1 {
                return false;
            }
            last_number = number;
        } else if head.len() == 1 && head.chars().all(|c| c.is_ascii_alphabetic()) {
            let letter = head.chars().next();
            if letter <= last_letter || last_number > 0 {
                return false;
            }
            last_letter = letter;
        } else {
            return false;
        }
    }
    texts.len() >= 3
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// For folded words: `12`, `i`, `iii`.
fn is_count_or_roman(word: &str) -> bool {
    is_digits(word) || (!word.is_empty() && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::embedded_forms;

    #[test]
    fn totals_are_told_from_words_that_start_alike() {
        let forms = embedded_forms();
        let words = forms.words();
        for label in [
            "Tổng số",
            "TỔNG I+II+III:",
            "CỘNG",
            "Tổng cộng danh sách có 12 người.",
            "TỔNG CỘNG",
        ] {
            assert!(words.is_total(label), "{label}");
        }
        for name in [
            "Tổng hợp báo cáo",
            "Cộng tác viên",
            "Tổng biên tập",
            "Công nghệ",
        ] {
            assert!(!words.is_total(name), "{name}");
        }
    }

    #[test]
    fn feet_are_told_from_positions() {
        let forms = embedded_forms();
        let words = forms.words();
        for label in [
            "NGƯỜI LẬP BIỂU",
            "Ghi chú: …",
            "Bình Minh, ngày 30 tháng 6 năm 2021",
            "KT. GIÁM ĐỐC",
        ] {
            assert!(words.is_foot(label), "{label}");
        }
        for name in ["Ngày trình", "Chuyên viên", "Tmua"] {
            assert!(!words.is_foot(name), "{name}");
        }
    }

    #[test]
    fn row_numbers() {
        assert!(is_arabic("01") && is_arabic("4.1.2.") && !is_arabic("I") && !is_arabic("1a"));
        assert!(
            is_roman("I") && is_roman("III.") && is_roman("A") && !is_roman("VP") && !is_roman("1")
        );
        assert_eq!(section_prefix("I. CẤP SỞ"), Some(("I", "CẤP SỞ")));
        assert_eq!(section_prefix("Phòng A"), None);
    }

    #[test]
    fn index_rows_count_up() {
        let row = |texts: &[&str]| {
            is_index_row(&texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>())
        };
        assert!(
            row(&["1", "2", "3"])
                && row(&["A", "B", "1", "2"])
                && row(&["(1)", "(2)", "(3)=(1)+(2)"])
        );
        assert!(!row(&["1", "12", "36"]) && !row(&["1", "2"]) && !row(&["1", "LD-01", "3"]));
    }
}
