//! Comparing a heading with the headings that the forms know.

use std::collections::HashMap;

use super::fold;
use super::forms::Form;
use super::words::holds_phrase;
use super::words::plain;
use super::words::without_brackets;

/// A heading with the right letters under other accents: a slip of the keyboard, most likely.
const SLIP: f64 = 0.82;
/// How near a misspelt heading must be, from 0 to 1.
const NEAR: f64 = 0.85;
/// Shorter headings are never taken for misspellings.
const NEAR_MIN_CHARS: usize = 6;
/// The part of a longer heading that a known one must make up.
const PART: f64 = 0.6;

/// Every heading of every form, for look-up without accents.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeadingIndex {
    by_bare: HashMap<String, Vec<Known>>,
    /// By form and field: the headings without accents.
    bare: Vec<Vec<Vec<String>>>,
}

#[derive(Debug, Clone)]
struct Known {
    form: usize,
    field: usize,
    plain: String,
}

/// A field that a heading may stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) form: usize,
    pub(crate) field: usize,
    pub(crate) score: f64,
}

impl HeadingIndex {
    pub(crate) fn of(forms: &[Form]) -> Self {
        let mut by_bare: HashMap<String, Vec<Known>> = HashMap::new();
        let mut bare = Vec::with_capacity(forms.len());
        for (form, data) in forms.iter().enumerate() {
            let mut of_form = Vec::with_capacity(data.fields.len());
            for (field, data) in data.fields.iter().enumerate() {
                let mut of_field = Vec::new();
                for plain in data.all_headings().flat_map(spellings) {
                    let bare = fold::bare(&plain);
                    if !of_field.contains(&bare) {
                        of_field.push(bare.clone());
                    }
                    by_bare.entry(bare).or_default().push(Known { form, field, plain });
                }
                of_form.push(of_field);
            }
            bare.push(of_form);
        }
        Self { by_bare, bare }
    }

    /// The fields whose heading this text is, letter for letter or but for accents.
    pub(crate) fn exact(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (i, plain) in spellings(text).into_iter().enumerate() {
            // The bracketed hint dropped is a little less sure than the whole heading.
            let whole = if i == 0 { 1.0 } else { 0.99 };
            for known in self.by_bare.get(&fold::bare(&plain)).into_iter().flatten() {
                let score = whole
                    * if known.plain == plain {
                        1.0
                    } else if plain.is_ascii() {
                        0.95
                    } else {
                        SLIP
                    };
                match hits.iter_mut().find(|hit| (hit.form, hit.field) == (known.form, known.field)) {
                    Some(hit) => hit.score = hit.score.max(score),
                    None => hits.push(Hit { form: known.form, field: known.field, score }),
                }
            }
        }
        hits
    }
}

/// A heading made ready for [`HeadingIndex::nearness`].
pub(crate) fn bare_spellings(text: &str) -> Vec<String> {
    spellings(text).iter().map(|plain| fold::bare(plain)).collect()
}

impl HeadingIndex {
    /// How near a heading is to those of a field, 0 to 1: a misspelling, or a known heading inside.
    pub(crate) fn nearness(&self, form: usize, field: usize, texts: &[String]) -> f64 {
        let scores = self.bare[form][field].iter().flat_map(|heading| texts.iter().map(|text| near(text, heading)));
        scores.fold(0.0, f64::max)
    }
}

fn near(text: &str, heading: &str) -> f64 {
    let (long, short) = if text.len() >= heading.len() { (text, heading) } else { (heading, text) };
    let part = ratio(short.len(), long.len());
    let mut score: f64 = 0.0;
    // Texts of very different lengths cannot be near: saves most of the work.
    if short.len() >= NEAR_MIN_CHARS && part >= 0.6 {
        let alike = strsim::normalized_levenshtein(long, short);
        // Under an exact match of the same text.
        score = if alike >= NEAR { 0.9 * alike } else { 0.7 * alike };
    }
    if short.contains(' ') && holds_phrase(long, short) {
        // A known heading inside a much longer one is worth a guess, never more.
        score = score.max(if part >= PART { 0.5 + 0.4 * part } else { 0.5 + 0.2 * part });
    }
    score
}

/// The comparable spellings of a heading: whole, then without bracketed hints. Years and other
/// numbers are data, not part of the heading.
fn spellings(text: &str) -> Vec<String> {
    let clean = |text: &str| {
        let plain = plain(&text.replace('_', " "));
        let words: Vec<&str> = plain.split(' ').filter(|w| !w.chars().all(|c| c.is_ascii_digit())).collect();
        words.join(" ")
    };
    let mut spellings = vec![clean(text)];
    let short = clean(&without_brackets(text));
    if short != spellings[0] {
        spellings.push(short);
    }
    spellings.retain(|spelling| !spelling.is_empty());
    spellings
}

/// A quotient of two counts; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of letters and columns are far below 2^52")]
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    /// From here on the reader takes a heading for a field's.
    const TAKEN: f64 = 0.74;

    use super::fold;
    use super::plain;
    use crate::dictionary::forms::tests::forms;

    fn known(form: &str, heading: &str) -> Option<String> {
        let forms = forms();
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
            ("danh-muc", "Tỷ lệ công chức bố trí theo từng vị trí việc làm (%)", "ty_le"),
            ("khung-nang-luc", "Cấp độ (1–5)", "cap_do"),
            ("mo-ta-cong-viec", "Sản phẩm / Kết quả đầu ra", "san_pham"),
            ("danh-sach-ngach", "Ma_ngach", "ma"),
            ("bang-bien-che", "Biên chế có mặt tính đến ngày 15/6/2026", "co_mat"),
            ("thong-tin-chung", "Biên chế (số lượng người làm việc) được giao", "so_giao"),
        ] {
            assert_eq!(known(form, heading).as_deref(), Some(field), "{heading}");
        }
        assert_eq!(known("danh-muc", "Đơn vị tính"), None);
    }

    #[test]
    fn misspellings_are_near_and_others_are_not() {
        let near = |text: &str, heading: &str| super::near(&fold::bare(&plain(text)), &fold::bare(&plain(heading)));
        assert!(near("Tiêu chí đáng giá hoàn thành công việc", "Tiêu chí đánh giá hoàn thành công việc") > TAKEN);
        assert!(near("Số cấp trưởng", "Số cấp phó") < TAKEN);
        assert!(near("Đơn vị tính", "Đơn vị") < TAKEN);
        assert!(near("Phụ cấp / Định mức", "Ghi chú") < TAKEN);
    }
}
