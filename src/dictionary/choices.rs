//! Closed lists of terms (`rules/forms/terms.toml`): which term a text stands for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::FormStanding;
use super::Key;
use super::fold;
use super::fold::plain;
use super::fold::without_brackets;
use super::likeness::alike;
use super::phrase::Phrase;
use super::phrase::PlainText;
use super::phrase::holds_phrase;

/// How near a misspelt text must be to a term, from 0 to 1.
const NEAR: f64 = 0.88;
/// Shorter texts are never taken for misspellings.
const NEAR_MIN_CHARS: usize = 8;
/// A mark before a term is no longer than this.
const MAX_MARK: usize = 3;
/// Longer texts are prose.
const NEAR_MAX_CHARS: usize = 120;

/// Giá trị trong danh mục đóng: one term of a closed list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The key by which rules name it (`lanh_dao_quan_ly`).
    #[serde(deserialize_with = "super::key::read")]
    pub key: Key,
    /// How the standard form writes it.
    pub label: String,
    /// How the form of one kind of staff (a term of `doi_tuong`) writes it, where that differs.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// The kinds of staff whose form offers it; none: every form does. It is understood everywhere.
    pub only: Option<Vec<String>>,
    /// Since when and for whom the standard form offers it.
    #[serde(default)]
    pub stands: FormStanding,
    /// What it is called in the standard form since a later law, the first that fits counts.
    #[serde(default)]
    pub called: Vec<CalledTerm>,
    /// Other ways in which a whole cell says it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Phrases that suffice inside a longer text, when no whole text matches.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Phrases that forbid the recognition by [`Term::holds`].
    #[serde(default)]
    pub without: Vec<String>,
    /// The term that it is under a superior with another: a `Phòng` under a chi cục. Of kinds of
    /// units.
    #[serde(default)]
    pub under: BTreeMap<String, String>,
    #[serde(skip)]
    ready: Ready,
}

/// Tên theo luật mới: how the standard form of some time writes a term.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalledTerm {
    /// Since when and for whom.
    pub stands: FormStanding,
    /// The words.
    pub label: String,
}

/// Danh mục đóng: a closed list of terms.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermList {
    /// The key by which fields name the list.
    pub key: String,
    /// Its name in Vietnamese.
    pub label: String,
    /// The terms, in the order of the standard form.
    #[serde(rename = "term")]
    pub terms: Vec<Term>,
    #[serde(skip)]
    ready: TermIndex,
}

/// The first term of a list that has a name, by the name made ready for comparison.
#[derive(Debug, Clone, Default)]
struct TermIndex {
    spelled: FxHashMap<String, usize>,
    /// The same without accents.
    bare: FxHashMap<String, usize>,
}

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsFile {
    #[serde(rename = "list")]
    pub(crate) lists: Vec<TermList>,
}

/// The names and phrases of a term, made ready for comparison once.
#[derive(Debug, Clone, Default)]
struct Ready {
    bare_names: Vec<String>,
    holds: Vec<WrittenPhrase>,
    without: Vec<WrittenPhrase>,
}

/// A phrase as it is written, and as it is typed without accents.
#[derive(Debug, Clone)]
struct WrittenPhrase {
    accented: Phrase,
    bare: Phrase,
}

impl WrittenPhrase {
    fn new(phrase: &str) -> Self {
        Self {
            accented: Phrase::new(phrase),
            bare: Phrase::new(&fold::bare_words(phrase)),
        }
    }
}

impl Term {
    /// How the standard form of a kind of staff writes it on a day; none when that form does not
    /// offer it.
    #[must_use]
    pub fn label_for(&self, staff: &str, day: Date) -> Option<&str> {
        let own = self
            .only
            .as_ref()
            .is_none_or(|only| only.iter().any(|known| known == staff));
        let offered = own && self.stands.holds(staff, day);
        let later = self
            .called
            .iter()
            .find(|called| called.stands.holds(staff, day))
            .map(|called| &called.label);
        offered.then(|| {
            later
                .or_else(|| self.labels.get(staff))
                .unwrap_or(&self.label)
                .as_str()
        })
    }

    /// How a longer text writes the term: the way of the standard form that stands in it, else the
    /// label.
    #[must_use]
    pub fn said_in(&self, text: &str) -> &str {
        let text = plain(text);
        // The words of a later law are short, and stand in longer ones: they count alone only.
        if let Some(later) = self
            .called
            .iter()
            .find(|called| plain(&called.label) == text)
        {
            return &later.label;
        }
        let ways = std::iter::once(&self.label).chain(self.labels.values());
        ways.into_iter()
            .find(|way| holds_phrase(&text, &plain(way)))
            .unwrap_or(&self.label)
    }
}

impl TermList {
    /// A term by its key.
    #[must_use]
    pub fn term(&self, key: &str) -> Option<&Term> {
        self.terms.iter().find(|term| *term.key == *key)
    }

    /// The term that a mark stands for which is none of the known ones: the list of marks begins
    /// with yes.
    #[must_use]
    pub fn yes(&self) -> Option<&Term> {
        self.terms.first()
    }

    /// Makes the terms ready for [`TermList::find`]; done once when the forms are read.
    pub(crate) fn prepare(&mut self) {
        for (position, term) in self.terms.iter_mut().enumerate() {
            let names: Vec<String> = std::iter::once(&term.label)
                .chain(term.called.iter().map(|c| &c.label))
                .chain(&term.synonyms)
                .map(|name| spelled(name))
                .collect();
            let bare_names: Vec<String> = names.iter().map(|name| fold::bare(name)).collect();
            for name in names {
                self.ready.spelled.entry(name).or_insert(position);
            }
            for name in &bare_names {
                self.ready.bare.entry(name.clone()).or_insert(position);
            }
            let phrases = |phrases: &[String]| {
                phrases
                    .iter()
                    .map(|phrase| WrittenPhrase::new(phrase))
                    .collect()
            };
            term.ready = Ready {
                bare_names,
                holds: phrases(&term.holds),
                without: phrases(&term.without),
            };
        }
    }

    /// The term that a cell's text stands for: a whole match with accents, then without, then by
    /// phrase, then by a near spelling.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Term> {
        let written = TermSpellings::new(text);
        self.find_in(&written)
            .or_else(|| self.find_near(written.short()))
    }

    /// The same without near spellings, which cost most: to tell what a column holds.
    #[must_use]
    pub fn find_written(&self, text: &str) -> Option<&Term> {
        self.find_in(&TermSpellings::new(text))
    }

    /// The term that is written in a text, or in the same without its brackets or its mark.
    pub(crate) fn find_in(&self, written: &TermSpellings) -> Option<&Term> {
        let whole = written.whole.as_str();
        if whole.is_empty() {
            return None;
        }
        let texts = [
            whole,
            written.short(),
            written.unmarked.as_deref().unwrap_or(whole),
        ];
        let first = |index: &FxHashMap<String, usize>| {
            let position = texts.into_iter().filter_map(|text| index.get(text)).min();
            position.and_then(|position| self.terms.get(*position))
        };
        // Without accents only what was typed without them: lương is not lượng.
        let unaccented = || {
            if texts.into_iter().all(str::is_ascii) {
                first(&self.ready.bare)
            } else {
                None
            }
        };
        first(&self.ready.spelled)
            .or_else(unaccented)
            .or_else(|| self.find_held(whole))
    }

    /// The term whose phrase a longer text holds, as in the title of a section.
    fn find_held(&self, whole: &str) -> Option<&Term> {
        let ascii = whole.is_ascii();
        let whole = PlainText::of_plain(whole.to_owned());
        let held = |phrase: &WrittenPhrase| {
            whole.holds(&phrase.accented) || (ascii && whole.holds(&phrase.bare))
        };
        let fits = |term: &&Term| {
            term.ready.holds.iter().any(held) && !term.ready.without.iter().any(held)
        };
        self.terms.iter().find(fits)
    }

    fn find_near(&self, text: &str) -> Option<&Term> {
        if !(NEAR_MIN_CHARS..=NEAR_MAX_CHARS).contains(&text.chars().count()) {
            return None;
        }
        let bare = fold::bare(text);
        let mut best: Option<(f64, &Term)> = None;
        for term in &self.terms {
            let near = term
                .ready
                .bare_names
                .iter()
                .filter_map(|name| alike(&bare, name, NEAR));
            let Some(score) = near.reduce(f64::max) else {
                continue;
            };
            // Of equals the first of the list.
            if best.is_none_or(|(held, _)| score > held) {
                best = Some((score, term));
            }
        }
        best.map(|(_, term)| term)
    }
}

/// The plain text, or the text itself where nothing but signs is left (`✓`). A list is written with
/// commas or with `và`.
fn spelled(text: &str) -> String {
    let plain = plain(text);
    if plain.is_empty() {
        return fold::squeeze(text);
    }
    let joint = JOINT.as_str();
    if plain.contains(joint) {
        plain.split(joint).collect::<Vec<_>>().join(" ")
    } else {
        plain
    }
}

/// Cách viết: a cell's text in the ways in which it may be a term, each as [`spelled`] gives it.
#[derive(Debug)]
pub(crate) struct TermSpellings {
    whole: String,
    /// Without its brackets, where it has any.
    short: Option<String>,
    /// Without the number or letter before it, where it has one.
    unmarked: Option<String>,
}

impl TermSpellings {
    pub(crate) fn new(text: &str) -> Self {
        let bare = without_mark(text);
        Self {
            whole: spelled(text),
            short: text
                .contains(['(', '[', ')', ']'])
                .then(|| spelled(&without_brackets(text))),
            unmarked: (bare.len() < text.trim().len()).then(|| spelled(bare)),
        }
    }

    fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.whole)
    }
}

/// A text without a number or a letter before it: `1. Sở và tương đương`, `a) Phòng`.
fn without_mark(text: &str) -> &str {
    let text = text.trim();
    let Some((mark, rest)) = text.split_once(['.', ')', ':', '-', '/']) else {
        return text;
    };
    let is_mark =
        (1..=MAX_MARK).contains(&mark.chars().count()) && mark.chars().all(char::is_alphanumeric);
    if is_mark && !rest.trim().is_empty() {
        rest.trim()
    } else {
        text
    }
}

/// What joins the parts of a list.
static JOINT: LazyLock<String> = LazyLock::new(|| format!(" {} ", plain("và")));

#[cfg(test)]
mod tests {
    use crate::dictionary::embedded_forms;

    fn term(list: &str, text: &str) -> Option<super::Key> {
        embedded_forms()
            .list(list)
            .unwrap()
            .find(text)
            .map(|term| term.key.clone())
    }

    #[test]
    fn groups_of_both_kinds_of_agency() {
        for (text, key) in [
            ("Lãnh đạo, quản lý", Some("lanh_dao_quan_ly")),
            ("LÃNH ĐẠO QUẢN LÝ", Some("lanh_dao_quan_ly")),
            (
                "Viên chức quản lý (Cấp phó người đứng đầu - Mục 2 Phụ lục I)",
                Some("lanh_dao_quan_ly"),
            ),
            ("Chức danh nghề nghiệp chuyên ngành", Some("chuyen_nganh")),
            ("Nghiệp vụ chuyên nghành", Some("chuyen_nganh")),
            ("Nghiệp vụ chuyên môn dùng chung", Some("dung_chung")),
            (
                "Vị trí việc làm công chức chuyên môn, nghiệp vụ",
                Some("chuyen_mon_nghiep_vu"),
            ),
            (
                "Vị trí việc làm hỗ trợ phục vụ (Không bố trí công chức)",
                Some("ho_tro_phuc_vu"),
            ),
            ("Ho tro, phuc vu", Some("ho_tro_phuc_vu")),
            ("Nhóm khác", None),
            ("", None),
        ] {
            assert_eq!(term("nhom_vtvl", text).as_deref(), key, "{text}");
        }
    }

    #[test]
    fn the_request_is_not_the_proposal() {
        for (text, key) in [
            (
                "Văn bản đề nghị thẩm định, phê duyệt vị trí việc làm",
                "van_ban_de_nghi",
            ),
            (
                "Văn bản đề nghị thẩm định Đề án vị trí việc làm",
                "van_ban_de_nghi",
            ),
            ("Tờ trình kèm Đề án vị trí việc làm", "van_ban_de_nghi"),
            ("Đề án điều chỉnh vị trí việc làm năm 2021", "de_an"),
            (
                "Bản sao văn bản quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức",
                "van_ban_chuc_nang",
            ),
            ("Văn bản khác có liên quan đến đề án", "van_ban_khac"),
        ] {
            assert_eq!(
                term("thanh_phan_ho_so", text).as_deref(),
                Some(key),
                "{text}"
            );
        }
    }

    #[test]
    fn autonomy_levels_are_not_confused() {
        for (text, key) in [
            ("Tự bảo đảm chi thường xuyên và chi đầu tư", "nhom_1"),
            ("Tự bảo đảm chi thường xuyên", "nhom_2"),
            ("Tự bảo đảm một phần chi thường xuyên", "nhom_3"),
            ("Nhà nước bảo đảm chi thường xuyên", "nhom_4"),
        ] {
            assert_eq!(term("muc_tu_chu", text).as_deref(), Some(key), "{text}");
        }
    }

    #[test]
    fn marks() {
        for (text, key) in [
            ("x", Some("co")),
            ("X", Some("co")),
            ("✓", Some("co")),
            ("Không", Some("khong")),
            ("?", None),
        ] {
            assert_eq!(term("co_khong", text).as_deref(), key, "{text}");
        }
    }
}
