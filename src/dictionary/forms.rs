//! The forms of a proposal as data: `rules/forms/*.toml`.
//!
//! One file a form, beside `terms.toml` (closed lists) and `words.toml` (words that tell rows
//! apart). The same data serves the reader, the rules (which fields exist) and the blank workbook.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use regex_lite::Regex;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Entity;
use super::Field;
use super::FieldKind;
use super::FormStanding;
use super::Role;
use super::Roles;
use super::SheetIndex;
use super::blank;
use super::blank::BlankForm;
use super::choices::Term;
use super::choices::TermList;
use super::choices::TermsFile;
use super::fold;
use super::headings::HeadingIndex;
use super::role;
use super::sheet_names::without_numbers;
use super::words::Words;
use super::words::WordsFile;
use super::words::plain;
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

/// Biểu mẫu: one sheet of the standard form, or a form known only to be told apart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The key of the form (`danh-muc`), also its file name.
    pub key: String,
    /// Position in the standard form.
    pub order: u32,
    /// What it lists; none for a form that is not part of a proposal.
    pub entity: Option<Entity>,
    /// Whether it lists the agencies of a whole province: then it is no sheet of a proposal, and
    /// only the name of the sheet, or its title, makes a sheet this form.
    #[serde(default)]
    pub of_whole: bool,
    /// How it is laid out.
    #[serde(default)]
    pub layout: Layout,
    /// Name of the sheet in the standard form.
    pub sheet: String,
    /// Since when and for whom the standard form has it.
    #[serde(default)]
    pub stands: FormStanding,
    /// What the blank workbook makes of it.
    #[serde(default)]
    pub blank: BlankForm,
    /// Other names of the sheet.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// Phrases in the title over the table.
    #[serde(default)]
    pub titles: Vec<String>,
    /// For recognition: of each set at least one field must have a column.
    #[serde(default)]
    pub needs: Vec<Vec<String>>,
    /// Whether the same entry may well stand on several sheets: a task of several units, say.
    #[serde(default)]
    pub repeats: bool,
    /// Whether rows may stand under section rows.
    #[serde(default)]
    pub sections: bool,
    /// The fields that tell whether two rows are the same thing.
    #[serde(default)]
    pub identity: Vec<String>,
    /// How a line of prose begins that is an entry, where the form is written without a header.
    #[serde(default, deserialize_with = "super::field::pattern")]
    pub lines: Option<Regex>,
    /// For a form that is not part of a proposal: what it is and what to submit instead.
    pub advice: Option<String>,
    /// The fields in the order of the standard form.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// How a form is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A header and rows.
    #[default]
    Table,
    /// Label and value, one pair a row.
    Pairs,
}

impl Form {
    /// Whether it is a sheet of a proposal.
    #[must_use]
    pub const fn is_of_proposal(&self) -> bool {
        self.entity.is_some() && !self.of_whole
    }
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
                check(&form, name, text, &lists, &mut faults);
                forms.push(form);
            }
        }
        check_lists(&lists, book.text(TERMS).unwrap_or_default(), &mut faults);
        check_all(&forms, &mut faults);
        for form in &forms {
            let text = book
                .text(&format!("forms/{}.toml", form.key))
                .unwrap_or_default();
            faults.extend(blank::check(form, &forms, &|key| line_of(text, "key", key)));
            faults.extend(role::check(form, &|key| line_of(text, "key", key)));
        }
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

impl Form {
    /// A field by its key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| *field.key == *key)
    }

    /// The fields that the standard form has on any day, in its order.
    pub fn standard_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.standard)
    }

    /// The fields that the standard form of a kind of staff has on a day, in its order.
    pub fn fields_on(&self, staff: &str, day: Date) -> impl Iterator<Item = &Field> {
        let stands = self.stands.holds(staff, day);
        self.standard_fields()
            .filter(move |field| stands && field.stands.holds(staff, day))
    }

    /// The field with a role.
    #[must_use]
    pub fn by_role(&self, role: Role) -> Option<&Field> {
        self.fields.iter().find(|field| field.plays(role))
    }

    /// The key of the field with a role.
    #[must_use]
    pub fn keyed(&self, role: Role) -> Option<&str> {
        self.by_role(role).map(|field| &*field.key)
    }

    pub(crate) fn position(&self, wanted: impl Fn(&Field) -> bool) -> Option<usize> {
        self.fields.iter().position(wanted)
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

/// The line of the first `key = "value"`, for faults that the TOML reader does not find; 0 if
/// absent.
fn line_of(text: &str, key: &str, value: &str) -> usize {
    let quoted = format!("\"{value}\"");
    let found = |line: &str| line.trim_start().starts_with(key) && line.contains(&quoted);
    text.lines().position(found).map_or(0, |line| line + 1)
}

fn check(form: &Form, name: &str, text: &str, lists: &[TermList], faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for field in &form.fields {
        if !seen.insert(&field.key) {
            let line = line_of(text, "key", &field.key);
            faults.push(Fault::at(
                name,
                line,
                format!("trường “{}” được khai hai lần", field.key),
            ));
        }
        if let Some(list) = field
            .choices
            .as_deref()
            .filter(|list| lists.iter().all(|l| l.key != *list))
        {
            let fault = Fault::at(
                name,
                line_of(text, "choices", list),
                format!("không có danh mục “{list}”"),
            );
            faults.push(fault.hint("khai danh mục trong forms/terms.toml"));
        }
    }
    let froms = form.fields.iter().filter_map(|field| field.from.as_ref());
    for key in form
        .needs
        .iter()
        .flatten()
        .chain(&form.identity)
        .chain(froms)
        .filter(|key| form.field(key).is_none())
    {
        let line = line_of(text, "needs", key).max(line_of(text, "identity", key));
        faults.push(Fault::at(
            name,
            line,
            format!("biểu không có trường “{key}”"),
        ));
    }
    if form.entity.is_none() && form.advice.is_none() {
        let fault = Fault::at(
            name,
            line_of(text, "key", &form.key),
            "biểu không có “entity” thì phải có “advice”",
        );
        faults.push(fault.hint("một câu tiếng Việt: đây là biểu gì và nên nộp biểu nào"));
    }
}

fn check_lists(lists: &[TermList], text: &str, faults: &mut Vec<Fault>) {
    for list in lists {
        let mut seen = BTreeSet::new();
        for term in list.terms.iter().filter(|term| !seen.insert(&term.key)) {
            let message = format!("danh mục “{}” có giá trị “{}” hai lần", list.key, term.key);
            faults.push(Fault::at(TERMS, line_of(text, "key", &term.key), message));
        }
        let under = list
            .terms
            .iter()
            .flat_map(|term| &term.under)
            .flat_map(|(above, is)| [above, is]);
        for named in under.filter(|named| list.term(named).is_none()) {
            let message = format!("danh mục “{}” không có giá trị “{named}” (under)", list.key);
            faults.push(Fault::at(TERMS, line_of(text, "key", &list.key), message));
        }
    }
}

fn check_all(forms: &[Form], faults: &mut Vec<Fault>) {
    for (i, form) in forms.iter().enumerate() {
        let earlier = &forms[..i];
        let file = format!("forms/{}.toml", form.key);
        if earlier.iter().any(|other| other.key == form.key) {
            faults.push(Fault::of_file(
                &file,
                format!("hai tệp cùng khai biểu “{}”", form.key),
            ));
        }
        if form.entity.is_some() && earlier.iter().any(|other| other.entity == form.entity) {
            faults.push(Fault::of_file(
                &file,
                format!("một biểu khác cũng liệt kê cùng loại với “{}”", form.key),
            ));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The forms that the program carries.
    pub(crate) fn forms() -> Forms {
        Forms::parse(&Book::embedded()).unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn faults_of(name: &str, change: impl Fn(&str) -> String) -> String {
        let mut book = Book::embedded();
        let text = change(book.text(name).unwrap());
        book.put(name, &text);
        Forms::parse(&book).unwrap_err().to_string()
    }

    #[test]
    fn every_entity_has_one_form() {
        let forms = forms();
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
}
