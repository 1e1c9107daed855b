//! Comparing a heading with the headings that the forms know.

use std::collections::HashMap;

use super::form::Form;
use super::likeness::alike;
use super::likeness::ratio;
use super::memo::Memo;
use super::phrase::holds_phrase;
use super::spelling::Spelling;

/// A heading with the right letters under other accents: a slip of the keyboard, most likely.
const SLIP: f64 = 0.82;
/// How near a misspelt heading (Q39) must be, from 0 to 1.
const NEAR: f64 = 0.85;
/// Less alike texts are not compared letter by letter.
const ALIKE: f64 = 0.6;
/// Shorter headings are never taken for misspellings.
const NEAR_MIN_CHARS: usize = 6;
/// The part of a longer heading that a known one must make up.
const PART: f64 = 0.6;
/// Longer texts are prose: not compared letter by letter. In bytes.
const MAX_COMPARED: usize = 240;
/// A known heading with further words behind it: `Tên năng lực thành phần`.
const BEGUN: f64 = 0.75;
/// What begins a longer heading has at least two words and so many letters.
const BEGUN_MIN_CHARS: usize = 8;

/// Every heading of every form, for look-up without accents.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeadingIndex {
    by_bare: HashMap<String, Vec<KnownHeading>>,
    /// By form and field: the headings without accents.
    bare: Vec<Vec<Vec<String>>>,
    spelling: Spelling,
    /// What was looked up: agencies of one form head their columns alike.
    exact: Memo<Vec<Hit>>,
}

#[derive(Debug, Clone)]
struct KnownHeading {
    form: usize,
    field: usize,
    plain: String,
    /// Whether it is the heading of the standard form.
    label: bool,
}

impl KnownHeading {
    /// How sure it is that a heading of the same letters is this one; `whole` is how sure these
    /// letters are the heading.
    fn score(&self, plain: &str, whole: f64) -> f64 {
        // Of two columns the one under the heading of the standard form is the field's.
        let label = if self.label { 1.0 } else { 0.995 };
        let accents = if self.plain == plain {
            1.0
        } else if plain.is_ascii() {
            0.95
        } else {
            SLIP
        };
        whole * label * accents
    }
}

/// A field that a heading may stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) form: usize,
    pub(crate) field: usize,
    pub(crate) score: f64,
}

impl HeadingIndex {
    pub(crate) fn of(forms: &[Form], spelling: &Spelling) -> Self {
        let mut by_bare: HashMap<String, Vec<KnownHeading>> = HashMap::new();
        let mut bare = Vec::with_capacity(forms.len());
        for (form, data) in forms.iter().enumerate() {
            let mut of_form = Vec::with_capacity(data.fields.len());
            for (field, data) in data.fields.iter().enumerate() {
                let mut of_field = Vec::new();
                for (nth, heading) in data.all_headings().enumerate() {
                    for plain in spelling.of(heading) {
                        let bare = spelling.bare(&plain);
                        if !of_field.contains(&bare) {
                            of_field.push(bare.clone());
                        }
                        by_bare.entry(bare).or_default().push(KnownHeading {
                            form,
                            field,
                            plain,
                            label: nth == 0,
                        });
                    }
                }
                of_form.push(of_field);
            }
            bare.push(of_form);
        }
        Self {
            by_bare,
            bare,
            spelling: spelling.clone(),
            exact: Memo::default(),
        }
    }

    /// The fields whose heading this text is, letter for letter or but for accents.
    pub(crate) fn exact(&self, text: &str) -> Vec<Hit> {
        self.exact.of(text, |text| self.look_up(text))
    }

    fn look_up(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (i, plain) in self.spelling.of(text).into_iter().enumerate() {
            // The bracketed hint dropped is a little less sure than the whole heading.
            let whole = if i == 0 { 1.0 } else { 0.99 };
            for known in self
                .by_bare
                .get(&self.spelling.bare(&plain))
                .into_iter()
                .flatten()
            {
                let score = known.score(&plain, whole);
                match hits
                    .iter_mut()
                    .find(|hit| (hit.form, hit.field) == (known.form, known.field))
                {
                    Some(hit) => hit.score = hit.score.max(score),
                    None => hits.push(Hit {
                        form: known.form,
                        field: known.field,
                        score,
                    }),
                }
            }
        }
        hits
    }

    /// A heading made ready for [`HeadingIndex::nearness`]; longer texts are prose and near to
    /// nothing.
    pub(crate) fn bare_spellings(&self, text: &str) -> Vec<String> {
        if text.len() > MAX_COMPARED {
            return Vec::new();
        }
        self.spelling
            .of(text)
            .iter()
            .map(|plain| self.spelling.bare(plain))
            .collect()
    }

    /// How near a heading is to those of a field, 0 to 1: a misspelling, or a known heading inside.
    pub(crate) fn nearness(&self, form: usize, field: usize, texts: &[String]) -> f64 {
        self.nearest(form, field, texts, ALIKE)
    }

    /// The same, but what is too far to be a misspelling counts for nothing: quicker.
    pub(crate) fn spelled_near(&self, form: usize, field: usize, texts: &[String]) -> f64 {
        self.nearest(form, field, texts, NEAR)
    }

    fn nearest(&self, form: usize, field: usize, texts: &[String], least: f64) -> f64 {
        let headings = self.bare[form][field].iter();
        let scores =
            headings.flat_map(|heading| texts.iter().map(move |text| near(text, heading, least)));
        scores.fold(0.0, f64::max)
    }

    /// How near a heading is to one of a field's with further words behind it, 0 to 1.
    pub(crate) fn begun(&self, form: usize, field: usize, texts: &[String]) -> f64 {
        let begins = |heading: &String| {
            heading.len() >= BEGUN_MIN_CHARS
                && heading.contains(' ')
                && texts.iter().any(|text| {
                    text.strip_prefix(heading.as_str())
                        .is_some_and(|rest| rest.starts_with(' '))
                })
        };
        if self.bare[form][field].iter().any(begins) {
            BEGUN
        } else {
            0.0
        }
    }
}

/// `least` is the likeness under which letters are not compared.
fn near(text: &str, heading: &str, least: f64) -> f64 {
    let (long, short) = if text.len() >= heading.len() {
        (text, heading)
    } else {
        (heading, text)
    };
    let part = ratio(short.len(), long.len());
    let mut score: f64 = 0.0;
    // Two texts are no more alike than their lengths: saves most of the work.
    if short.len() >= NEAR_MIN_CHARS && part >= least {
        // Under an exact match of the same text.
        score = match alike(long, short, NEAR) {
            Some(alike) => 0.9 * alike,
            None if least < NEAR => 0.7 * strsim::normalized_levenshtein(long, short),
            None => 0.0,
        };
    }
    if short.contains(' ') && holds_phrase(long, short) {
        // A known heading inside a much longer one is worth a guess, never more.
        score = score.max(if part >= PART {
            0.5 + 0.4 * part
        } else {
            0.5 + 0.2 * part
        });
    }
    score
}

#[cfg(test)]
mod tests {
    /// From here on the reader takes a heading for a field's.
    const TAKEN: f64 = 0.74;

    use crate::dictionary::embedded_forms;
    use crate::dictionary::fold::bare_words;

    fn known(form: &str, heading: &str) -> Option<String> {
        let forms = embedded_forms();
        let position = forms.iter().position(|f| f.key == form).unwrap();
        let hits = forms.index().exact(heading);
        let hit = hits.iter().find(|hit| hit.form == position)?;
        Some(forms.at(position).fields[hit.field].key.to_string())
    }

    #[test]
    fn headings_survive_hints_years_blanks_and_accents() {
        for (form, heading, field) in [
            ("danh-muc", "Số\nTT", "stt"),
            ("danh-muc", "Phân bổ biên chế năm 2026", "so_nguoi"),
            ("danh-muc", "TEN VI TRI VIEC LAM", "ten"),
            ("danh-muc", "Tên VTVL: (*)", "ten"),
            (
                "danh-muc",
                "Tỷ lệ công chức bố trí theo từng vị trí việc làm (%)",
                "ty_le",
            ),
            ("khung-nang-luc", "Cấp độ (1–5)", "cap_do"),
            ("mo-ta-cong-viec", "Sản phẩm / Kết quả đầu ra", "san_pham"),
            ("danh-sach-ngach", "Ma_ngach", "ma"),
            (
                "bang-bien-che",
                "Biên chế có mặt tính đến ngày 15/6/2026",
                "co_mat",
            ),
            (
                "thong-tin-chung",
                "Biên chế (số lượng người làm việc) được giao",
                "so_giao",
            ),
        ] {
            assert_eq!(known(form, heading).as_deref(), Some(field), "{heading}");
        }
        assert_eq!(known("danh-muc", "Đơn vị tính"), None);
    }

    #[test]
    fn long_texts_are_near_to_nothing() {
        let forms = embedded_forms();
        assert!(
            forms
                .index()
                .bare_spellings(&"Tên vị trí việc làm ".repeat(2_000))
                .is_empty()
        );
        assert!(
            forms
                .list("nhom_vtvl")
                .unwrap()
                .find(&"Nhóm khác hẳn ".repeat(2_000))
                .is_none()
        );
    }

    #[test]
    fn misspellings_are_near_and_others_are_not() {
        let near = |text: &str, heading: &str| {
            super::near(&bare_words(text), &bare_words(heading), super::ALIKE)
        };
        assert!(
            near(
                "Tiêu chí đáng giá hoàn thành công việc",
                "Tiêu chí đánh giá hoàn thành công việc"
            ) > TAKEN
        );
        assert!(near("Số cấp trưởng", "Số cấp phó") < TAKEN);
        assert!(near("Đơn vị tính", "Đơn vị") < TAKEN);
        assert!(near("Phụ cấp / Định mức", "Ghi chú") < TAKEN);
    }
}
