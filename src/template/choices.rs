//! What the drop-downs offer: closed lists in the words of the profile, ranks and titles of the
//! day.

use std::collections::BTreeSet;

use super::Request;
use super::frames::letters;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::RankPart;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::law::FactDef;
use crate::law::FactKind;
use crate::law::Item;
use crate::law::List;
use crate::law::ListedFact;

/// Name of the sheet of lists; the reader knows it as a sheet without data
/// (`rules/forms/words.toml`).
pub(super) const SHEET: &str = "Danh mục lựa chọn";
/// First row of its values, from 0.
pub(super) const FIRST_ROW: u32 = 4;

/// One column of the sheet of lists.
#[derive(Debug)]
pub(super) struct ListColumn {
    /// Name by which validations and formulas know it.
    pub(super) name: String,
    /// Its heading.
    pub(super) title: String,
    /// What it offers.
    pub(super) values: Vec<String>,
}

/// Every list of the workbook.
#[derive(Debug)]
pub(super) struct Choices {
    /// In the order of the sheet of lists; the last two are ranks and their codes, row by row.
    pub(super) columns: Vec<ListColumn>,
}

/// The names of the two columns of ranks.
pub(super) const RANK_NAMES: &str = "DS_ten_ngach";
pub(super) const RANK_CODES: &str = "DS_ma_ngach";

impl Choices {
    pub(super) fn of(request: &Request<'_>) -> Self {
        let staff = request.profile.staff.as_str();
        let fields = request
            .forms
            .iter()
            .filter(|form| form.entity.is_some())
            .flat_map(|form| form.fields_on(staff, request.day));
        let mut columns: Vec<ListColumn> = Vec::new();
        for field in fields.filter(|field| field.kind != FieldKind::Mark) {
            let Some(list) = field
                .choices
                .as_deref()
                .and_then(|key| request.forms.list(key))
            else {
                continue;
            };
            let name = list_name(&list.key);
            if columns.iter().all(|column| column.name != name) {
                let values = list
                    .terms
                    .iter()
                    .filter_map(|term| term.label_for(staff, request.day))
                    .map(str::to_owned);
                columns.push(ListColumn {
                    name,
                    title: list.label.clone(),
                    values: values.collect(),
                });
            }
        }
        columns.extend(listed(request));
        let (names, codes) = ranks(request).into_iter().unzip();
        let column = |name: &str, title: &str, values| ListColumn {
            name: name.to_owned(),
            title: title.to_owned(),
            values,
        };
        columns.push(column(RANK_NAMES, "Ngạch, chức danh nghề nghiệp", names));
        columns.push(column(RANK_CODES, "Mã số", codes));
        Self { columns }
    }

    /// The code beside a rank or title.
    pub(super) fn code_of(&self, name: &str) -> Option<&str> {
        let [.., names, codes] = self.columns.as_slice() else {
            return None;
        };
        let found = names
            .values
            .iter()
            .position(|known| known.to_lowercase() == name.to_lowercase())?;
        codes.values.get(found).map(String::as_str)
    }

    /// The defined names with the ranges that they stand for.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        let range = |(col, column): (usize, &ListColumn)| {
            let letters = letters(col);
            let first = FIRST_ROW + 1;
            let last = FIRST_ROW + u32::try_from(column.values.len().max(1)).unwrap_or(1);
            (
                column.name.clone(),
                format!("='{SHEET}'!${letters}${first}:${letters}${last}"),
            )
        };
        self.columns.iter().enumerate().map(range).collect()
    }
}

/// The columns of names from the dated lists that hold on the day.
fn listed(request: &Request<'_>) -> Vec<ListColumn> {
    let (staff, day) = (request.profile.staff.as_str(), request.day);
    let mut columns: Vec<ListColumn> = Vec::new();
    for field in request
        .forms
        .iter()
        .flat_map(|form| form.fields_on(staff, day))
    {
        let lists = field
            .blank
            .lists
            .iter()
            .filter_map(|key| request.law.lists.get(key))
            .filter(|list| is_for(list, staff));
        let items = lists
            .flat_map(|list| list.on(day))
            .filter(|item| !item.unreadable);
        let mut seen = BTreeSet::new();
        let values: Vec<String> = items
            .filter_map(|item| item.name.clone())
            .filter(|n| seen.insert(fold::key(n)))
            .collect();
        let name = names_of(&field.blank.lists);
        if !values.is_empty() && columns.iter().all(|column| column.name != name) {
            columns.push(ListColumn {
                name,
                title: field.label.clone(),
                values,
            });
        }
    }
    columns
}

/// The name of the range of the names of some lists.
fn names_of(lists: &[String]) -> String {
    list_name(&lists.join("_").replace('-', "_"))
}

/// The name of the list that a field chooses from.
pub(super) fn name_for(field: &Field, choices: &Choices) -> Option<String> {
    let listed = names_of(&field.blank.lists);
    if choices.columns.iter().any(|column| column.name == listed) {
        return Some(listed);
    }
    match (&field.choices, field.blank.ranks) {
        (Some(list), _) if field.kind != FieldKind::Mark => Some(list_name(list)),
        (_, Some(RankPart::Name)) => Some(RANK_NAMES.to_owned()),
        (_, Some(RankPart::Code)) => Some(RANK_CODES.to_owned()),
        _ => None,
    }
}

fn list_name(key: &str) -> String {
    format!("DS_{key}")
}

/// Name and code of the ranks and titles that the rules of the profile take: the lists by which the
/// rulebook looks a position's code up, those of another kind of staff left out.
fn ranks<'l>(request: &Request<'l>) -> Vec<(String, String)> {
    let code = request.forms.roles().key(Entity::Position, Role::RankCode);
    let lists_of = |fact: &'l FactDef| match &fact.kind {
        FactKind::Listed(ListedFact::Item { lists, by, .. }) if Some(by.as_str()) == code => {
            lists.as_slice()
        }
        _ => &[],
    };
    let keys = request.law.facts.values().flat_map(lists_of);
    let lists = keys.filter_map(|key| request.law.lists.get(key));
    let mut lists: Vec<&List> = lists
        .filter(|list| is_for(list, &request.profile.staff))
        .collect();
    // The profile's own come first.
    lists.sort_by_key(|list| list.staff.is_none());
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for list in lists {
        for item in list.on(request.day).filter(|item| !is_old(item)) {
            if let (Some(name), Some(code)) = (&item.name, &item.code)
                && seen.insert(fold::key(name))
            {
                found.push((name.clone(), code.clone()));
            }
        }
    }
    found
}

/// Whether a list is for a kind of staff.
fn is_for(list: &List, staff: &str) -> bool {
    list.staff
        .as_ref()
        .is_none_or(|known| known.iter().any(|known| known == staff))
}

/// Whether a newer code has taken the place of this one.
fn is_old(item: &Item) -> bool {
    item.more
        .get("old")
        .and_then(toml::Value::as_bool)
        .unwrap_or(false)
}
