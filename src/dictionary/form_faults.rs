//! What is wrong with the forms, beyond what the TOML reader finds.

use std::collections::BTreeSet;

use super::Entity;
use super::Field;
use super::Form;
use super::Role;
use super::blank::Compute;
use super::choices::TermList;
use crate::book::Book;
use crate::book::Fault;

/// A spreadsheet shows no longer prompt than this, in UTF-16 units.
const MAX_HINT: usize = 255;
/// More prepared rows than this make a workbook heavy.
const MAX_ROWS: u32 = 500;

/// What is wrong with one form: keys given twice, fields and lists that are not there.
pub(super) fn of_form(form: &Form, name: &str, text: &str, lists: &[TermList]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for field in &form.fields {
        if !seen.insert(&field.key) {
            let line = line_of(text, "key", &field.key);
            let message = format!("trường “{}” được khai hai lần", field.key);
            faults.push(Fault::at(name, line, message));
        }
        let known = |list: &&str| lists.iter().any(|known| known.key == **list);
        if let Some(list) = field.choices.as_deref().filter(|list| !known(list)) {
            let line = line_of(text, "choices", list);
            let fault = Fault::at(name, line, format!("không có danh mục “{list}”"));
            faults.push(fault.hint("khai danh mục trong forms/terms.toml"));
        }
    }
    let froms = form.fields.iter().filter_map(|field| field.from.as_ref());
    let named = form
        .needs
        .iter()
        .flatten()
        .chain(&form.identity)
        .chain(froms);
    for key in named.filter(|key| form.field(key).is_none()) {
        let line = line_of(text, "needs", key).max(line_of(text, "identity", key));
        faults.push(Fault::at(
            name,
            line,
            format!("biểu không có trường “{key}”"),
        ));
    }
    if form.entity.is_none() && form.advice.is_none() {
        let line = line_of(text, "key", &form.key);
        let fault = Fault::at(name, line, "biểu không có “entity” thì phải có “advice”");
        faults.push(fault.hint("một câu tiếng Việt: đây là biểu gì và nên nộp biểu nào"));
    }
    faults
}

/// What is wrong with the closed lists of the file `name`.
pub(super) fn of_lists(lists: &[TermList], name: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for list in lists {
        let mut seen = BTreeSet::new();
        for term in list.terms.iter().filter(|term| !seen.insert(&term.key)) {
            let message = format!("danh mục “{}” có giá trị “{}” hai lần", list.key, term.key);
            faults.push(Fault::at(name, line_of(text, "key", &term.key), message));
        }
        let under = list.terms.iter().flat_map(|term| &term.under);
        let named = under.flat_map(|(above, is)| [above, is]);
        for named in named.filter(|named| list.term(named).is_none()) {
            let message = format!("danh mục “{}” không có giá trị “{named}” (under)", list.key);
            faults.push(Fault::at(name, line_of(text, "key", &list.key), message));
        }
    }
    faults
}

/// What is wrong with forms that stand beside each other: two of one key or one kind, columns of
/// other sheets that are not there, roles that nobody plays.
pub(super) fn of_all(forms: &[Form], book: &Book) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (i, form) in forms.iter().enumerate() {
        let earlier = &forms[..i];
        let file = file_of(form);
        if earlier.iter().any(|other| other.key == form.key) {
            let message = format!("hai tệp cùng khai biểu “{}”", form.key);
            faults.push(Fault::of_file(&file, message));
        }
        if form.entity.is_some() && earlier.iter().any(|other| other.entity == form.entity) {
            let message = format!("một biểu khác cũng liệt kê cùng loại với “{}”", form.key);
            faults.push(Fault::of_file(&file, message));
        }
        let text = book.text(&file).unwrap_or_default();
        let line = |key: &str| line_of(text, "key", key);
        faults.extend(blank_faults(form, forms, &line));
        faults.extend(role_faults(form, &line));
    }
    faults
}

/// The file that a form stands in.
fn file_of(form: &Form) -> String {
    format!("forms/{}.toml", form.key)
}

/// The line of the first `key = "value"`, for faults that the TOML reader does not find; 0 if
/// absent.
fn line_of(text: &str, key: &str, value: &str) -> usize {
    let quoted = format!("\"{value}\"");
    let found = |line: &str| line.trim_start().starts_with(key) && line.contains(&quoted);
    text.lines().position(found).map_or(0, |line| line + 1)
}

/// What a form says wrongly for the blank workbook; `line` tells where a key is declared.
fn blank_faults(form: &Form, all: &[Form], line: &dyn Fn(&str) -> usize) -> Vec<Fault> {
    let file = file_of(form);
    let mut faults = Vec::new();
    let mut fault = |key: &str, text: String| faults.push(Fault::at(&file, line(key), text));
    if form.blank.rows > MAX_ROWS {
        fault(
            &form.key,
            format!("“rows” của biểu không được quá {MAX_ROWS}"),
        );
    }
    if form.blank.terms
        && !form
            .fields
            .iter()
            .any(|field| field.name && field.choices.is_some())
    {
        fault(
            &form.key,
            "“terms” cần trường “name” có danh mục “choices”".to_owned(),
        );
    }
    let keys: BTreeSet<&str> = form.fields.iter().map(|field| &*field.key).collect();
    for field in &form.fields {
        for text in blank_field_faults(field, &keys, all) {
            fault(&field.key, text);
        }
    }
    faults
}

fn blank_field_faults(field: &Field, keys: &BTreeSet<&str>, all: &[Form]) -> Vec<String> {
    let blank = &field.blank;
    let mut faults = Vec::new();
    if blank
        .hint
        .as_ref()
        .is_some_and(|hint| hint.encode_utf16().count() > MAX_HINT)
    {
        faults.push(format!(
            "“hint” dài hơn {MAX_HINT} ký tự, bảng tính không hiện được"
        ));
    }
    let has = |entity: Entity, key: &str| {
        all.iter().any(|form| {
            form.entity == Some(entity) && form.field(key).is_some_and(|field| field.standard)
        })
    };
    if blank.offers.is_some()
        && !blank
            .offered()
            .is_some_and(|(entity, key)| has(entity, key))
    {
        faults.push("“offers” phải là một cột của mẫu, dạng “don_vi.ten”".to_owned());
    }
    let mut own: Vec<&str> = Vec::new();
    match &blank.compute {
        Some(Compute::Product([first, second])) => own.extend([first.as_str(), second.as_str()]),
        Some(Compute::Share(key) | Compute::RankCode(key)) => own.push(key),
        Some(Compute::Count(matching) | Compute::Sum(matching) | Compute::Lookup(matching)) => {
            own.push(&matching.keys[1]);
            let theirs = std::iter::once(&matching.keys[0]).chain(&matching.field);
            faults.extend(
                theirs
                    .filter(|key| !has(matching.of, key))
                    .map(|key| format!("“compute”: biểu kia không có cột “{key}”")),
            );
            if matching.field.is_none() && !matches!(&blank.compute, Some(Compute::Count(_))) {
                faults.push("“compute” thiếu “field”".to_owned());
            }
        }
        Some(Compute::Row) | None => {}
    }
    faults.extend(
        own.into_iter()
            .filter(|key| !keys.contains(key))
            .map(|key| format!("biểu không có trường “{key}”")),
    );
    faults
}

/// Two fields with one role, and roles that no field has; `line` tells where a key is declared.
fn role_faults(form: &Form, line: &dyn Fn(&str) -> usize) -> Vec<Fault> {
    let file = file_of(form);
    let mut faults = Vec::new();
    for (i, field) in form.fields.iter().enumerate() {
        let named = field.name.then_some(Role::Name);
        for role in field.role.into_iter().chain(named) {
            if let Some(other) = form.fields[..i].iter().find(|other| other.plays(role)) {
                let message = format!(
                    "hai trường “{}” và “{}” cùng khai {}",
                    other.key,
                    field.key,
                    role.word()
                );
                faults.push(Fault::at(&file, line(&field.key), message));
            }
        }
    }
    let needed = form.entity.map_or(&[][..], Role::needed);
    for role in needed.iter().filter(|role| form.keyed(**role).is_none()) {
        let fault = Fault::at(
            &file,
            line(&form.key),
            format!("không trường nào của biểu khai {}", role.word()),
        );
        faults.push(fault.hint("chương trình cần biết trường nào giữ vai trò này"));
    }
    faults
}
