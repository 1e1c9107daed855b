//! The forms of a proposal as data: `rules/forms/*.toml`.
//!
//! One file a form, beside `terms.toml` (closed lists) and `words.toml` (words that tell rows
//! apart). The same data serves the reader, the rules (which fields exist) and the blank workbook.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::Entity;
use super::Field;
use super::FieldKind;
use super::Form;
use super::Role;
use super::Roles;
use super::SheetIndex;
use super::choices::Term;
use super::choices::TermList;
use super::choices::TermsFile;
use super::fold;
use super::fold::plain;
use super::form_faults;
use super::headings::HeadingIndex;
use super::sheet_names::without_numbers;
use super::words::Words;
use super::words::WordsFile;
use crate::book::Book;
use crate::book::Fault;
use crate::book::Faults;

const TERMS: &str = "forms/terms.toml";
const WORDS: &str = "forms/words.toml";

/// Bộ biểu mẫu: every form, term list and word that the reader knows.
#[derive(Debug, Clone)]
pub struct Forms {
    all: Vec<Form>,
    lists: Vec<TermList>,
    words: Words,
    index: HeadingIndex,
    sheets: SheetIndex,
    roles: Arc<Roles>,
}

impl Forms {
    /// The form whose sheet bears exactly this name, numbers and accents apart.
    #[must_use]
    pub fn of_sheet_name(&self, name: &str) -> Option<&Form> {
        let bare = fold::bare(&without_numbers(&plain(name)));
        let place = self
            .sheets
            .names
            .iter()
            .position(|names| names.contains(&bare))?;
        self.all.get(place)
    }

    /// By what a name in the table of a whole province is known again, however it is shortened:
    /// `UBND tỉnh X` and `Ủy ban nhân dân tỉnh X` as [`Role::Superior`].
    #[must_use]
    pub fn body_key(&self, role: Role, name: &str) -> String {
        let spelled = self
            .by_role(Entity::Body, role)
            .map(|field| field.spelled.as_slice())
            .unwrap_or_default();
        let long = |word: &str| {
            let known = spelled.iter().find(|[short, _]| plain(short) == word);
            known.map_or_else(|| word.to_owned(), |[_, long]| plain(long))
        };
        plain(name)
            .split(' ')
            .map(long)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Reads the forms of a rulebook.
    ///
    /// # Errors
    /// [`Faults`] with file and line: unknown keys, wrong types, unknown lists, keys given twice.
    pub fn parse(book: &Book) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let mut lists =
            read::<TermsFile>(book, TERMS, &mut faults).map_or_else(Vec::new, |file| file.lists);
        lists.iter_mut().for_each(TermList::prepare);
        let words = read::<WordsFile>(book, WORDS, &mut faults).map(Words::from);
        let mut forms = Vec::new();
        for (name, text) in book
            .folder("forms")
            .filter(|(name, _)| *name != TERMS && *name != WORDS)
        {
            if let Some(form) = read::<Form>(book, name, &mut faults) {
                faults.extend(form_faults::of_form(&form, name, text, &lists));
                forms.push(form);
            }
        }
        let terms = book.text(TERMS).unwrap_or_default();
        faults.extend(form_faults::of_lists(&lists, TERMS, terms));
        faults.extend(form_faults::of_all(&forms, book));
        forms.sort_by_key(|form| form.order);
        match words {
            Some(words) if faults.is_empty() => {
                let index = HeadingIndex::of(&forms, &words.spelling);
                let sheets = SheetIndex::of(&forms);
                let roles = Arc::new(Roles::of(&forms));
                Ok(Self {
                    all: forms,
                    lists,
                    words,
                    index,
                    sheets,
                    roles,
                })
            }
            _ => {
                faults.sort();
                Err(Faults(faults))
            }
        }
    }

    /// The forms in the order of the standard form, then those that are not part of a proposal.
    pub fn iter(&self) -> impl Iterator<Item = &Form> {
        self.all.iter()
    }

    /// The form that lists a kind of entity.
    #[must_use]
    pub fn of(&self, entity: Entity) -> Option<&Form> {
        self.all.iter().find(|form| form.entity == Some(entity))
    }

    /// What people call the table of a kind of entity: the sheet of its form.
    pub(crate) fn sheet_of(&self, entity: Entity) -> String {
        self.of(entity)
            .map_or_else(|| entity.to_string(), |form| form.sheet.clone())
    }

    /// The form with a key.
    #[must_use]
    pub fn form(&self, key: &str) -> Option<&Form> {
        self.all.iter().find(|form| form.key == key)
    }

    /// A field of a kind of entity.
    #[must_use]
    pub fn field(&self, entity: Entity, field: &str) -> Option<&Field> {
        self.of(entity)?.field(field)
    }

    /// Whether a kind of entity has a field.
    #[must_use]
    pub fn has_field(&self, entity: Entity, field: &str) -> bool {
        self.field(entity, field).is_some()
    }

    /// Which field plays which role.
    #[must_use]
    pub const fn roles(&self) -> &Arc<Roles> {
        &self.roles
    }

    /// The field of a kind of entity with a role.
    #[must_use]
    pub fn by_role(&self, entity: Entity, role: Role) -> Option<&Field> {
        self.field(entity, self.roles.key(entity, role)?)
    }

    /// What a field holds.
    #[must_use]
    pub fn field_kind(&self, entity: Entity, field: &str) -> Option<FieldKind> {
        self.field(entity, field).map(|field| field.kind)
    }

    /// The heading of a field in the standard form.
    #[must_use]
    pub fn label(&self, entity: Entity, field: &str) -> Option<&str> {
        self.field(entity, field).map(|field| field.label.as_str())
    }

    /// The terms of a field that has a closed list.
    #[must_use]
    pub fn field_terms(&self, entity: Entity, field: &str) -> Option<&[Term]> {
        let list = self.field(entity, field)?.choices.as_deref()?;
        self.list(list).map(|list| list.terms.as_slice())
    }

    /// A closed list by its key.
    #[must_use]
    pub fn list(&self, key: &str) -> Option<&TermList> {
        self.lists.iter().find(|list| list.key == key)
    }

    /// The closed lists in the order of their file.
    pub fn lists(&self) -> impl Iterator<Item = &TermList> {
        self.lists.iter()
    }

    /// How the standard form writes a term.
    #[must_use]
    pub fn term_label(&self, list: &str, key: &str) -> Option<&str> {
        self.list(list)?
            .terms
            .iter()
            .find(|term| *term.key == *key)
            .map(|term| term.label.as_str())
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn index(&self) -> &HeadingIndex {
        &self.index
    }

    pub(crate) fn sheet_index(&self) -> &SheetIndex {
        &self.sheets
    }

    pub(crate) fn at(&self, index: usize) -> &Form {
        &self.all[index]
    }
}

fn read<T: DeserializeOwned>(book: &Book, name: &str, faults: &mut Vec<Fault>) -> Option<T> {
    let Some(text) = book.text(name) else {
        faults.push(Fault::of_file(name, "thiếu tệp này trong bộ quy tắc"));
        return None;
    };
    book.toml(name, text, 1)
        .map_err(|fault| faults.push(fault))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::embedded_forms;

    fn faults_of(name: &str, change: impl Fn(&str) -> String) -> String {
        let mut book = Book::embedded();
        let text = change(book.text(name).unwrap());
        book.put(name, &text);
        Forms::parse(&book).unwrap_err().to_string()
    }

    #[test]
    fn every_entity_has_one_form() {
        let forms = embedded_forms();
        for entity in Entity::ALL {
            assert!(forms.of(entity).is_some(), "{entity}");
        }
        assert_eq!(forms.label(Entity::Position, "ma"), Some("Mã VTVL"));
        assert_eq!(
            forms.term_label("nhom_vtvl", "dung_chung"),
            Some("Nghiệp vụ chuyên môn dùng chung")
        );
        let kinds = forms.field_terms(Entity::Unit, "loai").unwrap();
        assert!(kinds.iter().any(|term| &*term.key == "phong") && kinds.len() > 1);
    }

    #[test]
    fn faults_name_file_and_line() {
        let fault = faults_of("forms/danh-muc.toml", |text| {
            text.replacen("order ", "ordre ", 1)
        });
        assert!(fault.contains("rules/forms/danh-muc.toml:"), "{fault}");
        for (was, is, says) in [
            ("width = 13", "wide = 13", "wide"),
            (
                "offers = \"don_vi.ten\"",
                "offers = \"don_vi.teen\"",
                "offers",
            ),
            ("rank_code = \"ngach\"", "rank_code = \"ngac\"", "ngac"),
        ] {
            let fault = faults_of("forms/danh-muc.toml", |text| text.replacen(was, is, 1));
            assert!(
                fault.contains("danh-muc.toml:") && fault.contains(says),
                "{fault}"
            );
        }
        let fault = faults_of("forms/danh-muc.toml", |text| {
            text.replace("\"nhom_vtvl\"", "\"nhom_vtv\"")
        });
        assert!(
            fault.contains("danh-muc.toml:") && fault.contains("nhom_vtv"),
            "{fault}"
        );
        let fault = faults_of("forms/danh-muc.toml", |text| {
            text.replacen("key      = \"ma\"", "key = \"stt\"", 1)
        });
        assert!(fault.contains("hai lần"), "{fault}");
    }

    #[test]
    fn each_needed_role_is_played_once() {
        let fault = |was: &str, is: &str| {
            faults_of("forms/co-cau-to-chuc.toml", |text| {
                let changed = text.replacen(was, is, 1);
                assert_ne!(text, changed, "{was} stands nowhere");
                changed
            })
        };
        for (role, word) in [
            ("heads", "heads"),
            ("deputies", "deputies"),
            ("superior", "superior"),
        ] {
            let fault = fault(&format!("role     = \"{role}\"\n"), "");
            assert!(
                fault.contains("co-cau-to-chuc.toml:2") && fault.contains(word),
                "{fault}"
            );
        }
        let nameless = fault("name     = true\n", "");
        assert!(nameless.contains("name = true"), "{nameless}");
        let twice = fault("role     = \"deputies\"", "role     = \"heads\"");
        assert!(
            twice.contains("so_cap_truong") && twice.contains("so_cap_pho"),
            "{twice}"
        );
        let unknown = fault("role     = \"heads\"", "role     = \"head\"");
        assert!(unknown.contains("co-cau-to-chuc.toml:"), "{unknown}");
    }

    #[test]
    fn every_role_is_written_as_the_forms_write_it() {
        let book = Book::embedded();
        let forms = embedded_forms();
        for entity in Entity::ALL {
            for role in Role::needed(entity) {
                let field = forms.by_role(entity, *role).unwrap();
                let name = format!("forms/{}.toml", forms.of(entity).unwrap().key);
                let words = book
                    .text(&name)
                    .unwrap()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                assert!(
                    words.contains(&role.word()),
                    "{entity}.{}: {}",
                    field.key,
                    role.word()
                );
            }
        }
    }
}
