//! Which cells of the tables can be written as what they were read as.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use super::RepairKind;
use super::raw::RawCell;
use super::raw::RawContent;
use super::raw::RawText;
use crate::cells::Addr;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::fold;
use crate::dictionary::rank_code_key;
use crate::dictionary::tidy;
use crate::dictionary::without_slips;
use crate::dossier::Dossier;
use crate::dossier::FormReading;
use crate::dossier::Leaf;
use crate::dossier::Reach;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::values;
use crate::dossier::values::ValueReading;
use crate::law::Law;

/// Remarks on cells that the reader did not understand, or not for sure.
const DOUBTED: [RemarkCode; 8] = [
    RemarkCode::UnreadableValue,
    RemarkCode::ValueNotUnderstood,
    RemarkCode::SwappedDates,
    RemarkCode::DoubtfulReading,
    RemarkCode::RowLeftOut,
    RemarkCode::UncomputedFormula,
    RemarkCode::ErrorCell,
    RemarkCode::LegacyText,
];
/// So many exchanged letters stand in a sentence.
const LETTERS: usize = 3;

/// What a field took from a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim<'a> {
    field: &'a Field,
    leaf: &'a Leaf,
}

/// Cells of tables that may be mended, with what was read from each.
pub(super) type Candidates<'a> = BTreeMap<&'a Addr, Vec<Claim<'a>>>;

/// What a cell says in another spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fix {
    pub(super) after: Value,
    pub(super) kinds: Vec<RepairKind>,
    pub(super) why: String,
}

/// The cells of the tables that the reader understood, without its headings and whatever it was in
/// doubt about.
pub(super) fn candidates<'a>(
    dossier: &'a Dossier,
    remarks: &'a [Remark],
    forms: &'a Forms,
) -> Candidates<'a> {
    let mut shut = Shut::of(dossier, remarks);
    let mut found: Candidates<'a> = BTreeMap::new();
    for (entity, table) in dossier
        .tables
        .iter()
        .filter(|(entity, _)| !shut.tables.contains(entity))
    {
        let grand = table.grand_total.iter();
        for (key, leaf) in table
            .entries
            .iter()
            .chain(&table.totals)
            .chain(grand)
            .flat_map(|entry| entry.leaves.iter())
        {
            let Some(field) = forms.field(*entity, key) else {
                continue;
            };
            if shut.fields.contains(&(*entity, key)) {
                shut.cells.insert(&leaf.at);
            }
            let claims = found.entry(&leaf.at).or_default();
            let is_known = |claim: &Claim<'_>| {
                std::ptr::eq(claim.field, field) && claim.leaf.value == leaf.value
            };
            if !claims.iter().any(is_known) {
                claims.push(Claim { field, leaf });
            }
        }
    }
    found.retain(|at, _| !shut.cells.contains(at));
    found
}

/// What nothing is mended in.
#[derive(Default)]
struct Shut<'a> {
    tables: BTreeSet<Entity>,
    fields: BTreeSet<(Entity, &'a Key)>,
    cells: BTreeSet<&'a Addr>,
}

impl<'a> Shut<'a> {
    /// What the reader was in doubt about, and headings.
    fn of(dossier: &'a Dossier, remarks: &'a [Remark]) -> Self {
        let mut shut = Self::default();
        for doubt in &dossier.doubts {
            shut.cells.extend(&doubt.cells);
            match &doubt.reach {
                Reach::Table => drop(shut.tables.insert(doubt.entity)),
                Reach::Field(key) => drop(shut.fields.insert((doubt.entity, key))),
                Reach::Cells | Reach::Rows => {}
            }
        }
        let doubted = remarks
            .iter()
            .filter(|remark| DOUBTED.contains(&remark.code));
        shut.cells.extend(doubted.flat_map(|remark| &remark.cells));
        for sheet in &dossier.sheets {
            let forms = sheet.form.iter().chain(&sheet.more);
            shut.cells.extend(forms.flat_map(headings));
        }
        shut
    }
}

/// What stands over the values of a form: its headings, labels, and titles of sections.
fn headings(form: &FormReading) -> impl Iterator<Item = &Addr> {
    let columns = form.columns.iter().map(|column| &column.at);
    columns.chain(form.sections.iter().map(|(at, _)| at))
}

/// The codes of ranks and titles in the lists of the rulebook, by their keys; none where one is
/// written in two ways.
pub(super) struct ListCodes<'a>(HashMap<String, Option<&'a str>>);

impl<'a> ListCodes<'a> {
    pub(super) fn of(law: &'a Law) -> Self {
        let mut codes: HashMap<String, Option<&'a str>> = HashMap::new();
        for code in law
            .lists
            .values()
            .flat_map(|list| &list.items)
            .filter_map(|item| item.code.as_deref())
        {
            let known = codes.entry(rank_code_key(code)).or_insert(Some(code));
            *known = known.filter(|known| *known == code);
        }
        Self(codes)
    }

    fn find(&self, code: &str) -> Option<&'a str> {
        self.0.get(&rank_code_key(code)).copied().flatten()
    }
}

/// What finding a repair rests on.
#[derive(Clone, Copy)]
pub(super) struct MendBasis<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) forms: &'a Forms,
    pub(super) codes: &'a ListCodes<'a>,
}

/// The repair of a cell, and whether its text has parts that look different; none where it is as it
/// should be, or where the repair would not be sure.
pub(super) fn fix(
    claims: &[Claim<'_>],
    sheet: &Sheet,
    raw: &RawCell,
    known: MendBasis<'_>,
) -> Option<(Fix, bool)> {
    let at = &claims.first()?.leaf.at;
    let value = sheet.value(at.row, at.col);
    if sheet.is_formula(at.row, at.col) || sheet.beside.shown(at.row, at.col, value).is_some() {
        return None;
    }
    match (&raw.held, value) {
        (RawContent::Text(RawText { text, rich }), Value::Text(read)) => {
            // What the reader saw is what is written.
            if !text.nfc().eq(read.chars()) || has_escape(text) {
                return None;
            }
            let only = if let [only] = claims {
                typed(only, text, value, known)
            } else {
                None
            };
            Some((only.or_else(|| tidied(claims, text, known))?, *rich))
        }
        (RawContent::Number, Value::Whole(_) | Value::Decimal(_)) => {
            let [only] = claims else { return None };
            Some((coded(only, &value.to_string(), value, known)?, false))
        }
        _ => None,
    }
}

/// Whether a text holds what spreadsheets take for one character: `_x000D_`.
fn has_escape(text: &str) -> bool {
    text.match_indices("_x")
        .any(|(at, _)| text.as_bytes().get(at + 6) == Some(&b'_'))
}

/// What a text is read as: a number, a day, a code of a list.
fn typed(claim: &Claim<'_>, text: &str, value: &Value, known: MendBasis<'_>) -> Option<Fix> {
    let Claim { field, leaf } = claim;
    if field.shape.is_some() {
        return coded(claim, text, value, known);
    }
    let words = known.forms.words();
    let ValueReading::Read(read) = values::read_field(field, value, words) else {
        return None;
    };
    if read != leaf.value || !values::says_only_value(field, text, words) {
        return None;
    }
    match &read {
        Value::Whole(_) | Value::Decimal(_) => {
            let missing = known.dossier.added_texts.contains(&leaf.at);
            let more = if missing {
                "; công thức cộng đang bỏ sót ô này"
            } else {
                ""
            };
            Some(Fix {
                after: read,
                kinds: vec![RepairKind::Number],
                why: format!("số ghi thành chữ{more}"),
            })
        }
        Value::Date(_) => Some(Fix {
            after: read,
            kinds: vec![RepairKind::Date],
            why: "ngày ghi thành chữ".to_owned(),
        }),
        _ => None,
    }
}

/// The code of a list that a cell says in another spelling.
fn coded(claim: &Claim<'_>, written: &str, value: &Value, known: MendBasis<'_>) -> Option<Fix> {
    let Claim { field, leaf } = claim;
    field.shape.as_ref()?;
    let (ValueReading::Read(read) | ValueReading::Taken(read)) =
        values::read_field(field, value, known.forms.words())
    else {
        return None;
    };
    if read != leaf.value {
        return None;
    }
    let read = read.to_string();
    let bare = tidy(written, true).map_or_else(|| written.to_owned(), |tidied| tidied.text);
    let fix = |code: &str, why: &str| {
        let kinds = vec![RepairKind::Code];
        (code != written).then(|| Fix {
            after: Value::Text(code.into()),
            kinds,
            why: why.to_owned(),
        })
    };
    let is_number = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    if let Some(code) = known.codes.find(&read) {
        let whole = rank_code_key(&bare) == rank_code_key(code) || is_number(&bare);
        let untidy = bare != written && bare == code;
        return if untidy || !whole {
            None
        } else {
            fix(code, "mã ghi theo danh mục ngạch, chức danh")
        };
    }
    let code = known
        .codes
        .find(&without_slips(&bare))
        .filter(|_| value.text().is_some())?;
    fix(
        code,
        "mã gõ nhầm chữ O, l, I thay cho số 0, 1; ghi theo danh mục",
    )
}

/// A text without what nobody sees, where it is read as before.
fn tidied(claims: &[Claim<'_>], text: &str, known: MendBasis<'_>) -> Option<Fix> {
    let is_code = claims
        .iter()
        .all(|claim| claim.field.kind == FieldKind::Code);
    let tidied = tidy(text, is_code)?;
    let words = known.forms.words();
    let reads_as_before = |claim: &Claim<'_>| match claim.field.kind {
        FieldKind::Text | FieldKind::Code | FieldKind::Mark | FieldKind::Level => {
            let said = fold::key(&claim.leaf.value.to_string());
            !said.is_empty() && fold::key(text).contains(&said)
        }
        FieldKind::Count | FieldKind::Number | FieldKind::Percent | FieldKind::Date => {
            let read = values::read_field(
                claim.field,
                &Value::Text(tidied.text.as_str().into()),
                words,
            );
            matches!(read, ValueReading::Read(value) if value == claim.leaf.value)
        }
    };
    if !claims.iter().any(reads_as_before) {
        return None;
    }
    let mut kinds = Vec::new();
    let mut whys = Vec::new();
    if !tidied.letters.is_empty() {
        kinds.push(RepairKind::Letters);
        let letter = |(was, is): &(char, char)| {
            format!(
                "“{was}” (mã U+{:04X}) chỉ giống hình, thay bằng “{is}”",
                u32::from(*was)
            )
        };
        whys.push(
            tidied
                .letters
                .iter()
                .take(LETTERS)
                .map(letter)
                .collect::<Vec<_>>()
                .join(", "),
        );
    }
    if tidied.composed {
        kinds.push(RepairKind::Composed);
        whys.push("chữ và dấu ghi rời nhau".to_owned());
    }
    if tidied.blanks {
        kinds.push(RepairKind::Blanks);
        whys.push("khoảng trắng thừa".to_owned());
    }
    Some(Fix {
        after: Value::Text(tidied.text.into()),
        kinds,
        why: whys.join("; "),
    })
}
