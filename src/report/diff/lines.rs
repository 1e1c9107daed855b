//! What changed, one line an entry or field.

use serde::Serialize;

use crate::cells::Addr;
use crate::dictionary::Role;
use crate::opinion::Asking;
use crate::opinion::Comparison;
use crate::opinion::FieldChange;
use crate::opinion::Guess;
use crate::opinion::ItemChange;
use crate::opinion::ItemFate;
use crate::opinion::ItemRef;
use crate::opinion::Kept;
use crate::report::words;

/// Below this, that two entries are one is said to be unsure.
const SURE: u8 = 75;

/// Kinds of entries whose coming and going is told by itself.
const STRUCTURE: [(&str, &str); 2] = [("position", "Vị trí việc làm"), ("unit", "Đơn vị")];
/// So are changes of these fields, each by its own words.
const TURNS: [(&str, &[Role]); 3] = [
    ("đổi tên", &[Role::Name]),
    ("đổi mã", &[Role::Code]),
    ("chuyển đơn vị", &[Role::Unit, Role::Superior]),
];

/// Entries of which the same became.
#[derive(Debug, Serialize)]
pub(super) struct DiffGroup {
    pub(super) label: String,
    pub(super) lines: Vec<DiffLine>,
}

#[derive(Debug, Serialize)]
pub(super) struct DiffLine {
    pub(super) text: String,
    pub(super) place: String,
    /// The same after the word for cells.
    pub(super) cells: String,
    /// What is not sure about it, and what may have happened; else empty.
    pub(super) note: String,
    pub(super) unasked: bool,
}

/// Changes of content that were, or were not, asked for.
#[derive(Debug, Serialize)]
pub(super) struct DiffContent {
    pub(super) label: &'static str,
    pub(super) rows: Vec<DiffRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct DiffRow {
    pub(super) table: String,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) old: String,
    pub(super) new: String,
    pub(super) place: String,
}

/// Sheets and columns.
pub(super) fn layout(comparison: &Comparison) -> Vec<String> {
    let name = |name: &Option<String>| format!("“{}”", name.clone().unwrap_or_default());
    let sheets = comparison.sheets.iter().map(|sheet| match sheet.change {
        Kept::Renamed => format!(
            "Trang {} đổi tên thành {}.",
            name(&sheet.old),
            name(&sheet.new)
        ),
        Kept::Added => format!("Bản mới thêm trang {}.", name(&sheet.new)),
        Kept::Dropped => format!("Bản mới bỏ trang {}.", name(&sheet.old)),
    });
    let columns = comparison.columns.iter().map(|column| {
        let done = if column.change == Kept::Added {
            "thêm"
        } else {
            "bỏ"
        };
        format!(
            "Biểu “{}”: bản mới {done} cột “{}”.",
            column.table, column.label
        )
    });
    sheets.chain(columns).collect()
}

/// Positions and units that came, went, or have another name, code or unit.
pub(super) fn structure(comparison: &Comparison) -> Vec<DiffGroup> {
    let mut groups = Vec::new();
    for (kind, title) in STRUCTURE {
        let items: Vec<&ItemChange> = comparison
            .items
            .iter()
            .filter(|item| item.kind == kind)
            .collect();
        let mut group = |label: &str, lines: Vec<DiffLine>| {
            if !lines.is_empty() {
                groups.push(DiffGroup {
                    label: format!("{title} {label} ({})", words::count(lines.len())),
                    lines,
                });
            }
        };
        let fate = |fate: ItemFate| {
            items
                .iter()
                .filter(move |item| item.fate == fate)
                .filter_map(|item| alone(item))
                .collect()
        };
        group("được thêm", fate(ItemFate::Added));
        group("bị bỏ", fate(ItemFate::Dropped));
        for (words, roles) in TURNS {
            let turn = |field: &&FieldChange| field.role.is_some_and(|role| roles.contains(&role));
            let found = items
                .iter()
                .filter_map(|item| Some((*item, item.fields.iter().find(turn)?)));
            group(
                words,
                found.map(|(item, change)| turned(item, change)).collect(),
            );
        }
    }
    groups
}

/// An entry that only one submission has.
fn alone(item: &ItemChange) -> Option<DiffLine> {
    let own = item.item()?;
    let mut parts = vec![words::capital(&own.called)];
    if !own.unit.is_empty() {
        parts.push(own.unit.clone());
    }
    parts.extend(people(own));
    let with: Vec<String> = item
        .with
        .iter()
        .map(|rows| format!("{} dòng “{}”", words::count(rows.rows), rows.table))
        .collect();
    if !with.is_empty() {
        parts.push(format!("kèm {}", with.join(", ")));
    }
    let guesses: Vec<String> = item.perhaps.iter().map(Guess::clause).collect();
    Some(DiffLine {
        text: parts.join(", "),
        cells: own.cell.called(),
        place: own.cell.to_string(),
        note: guesses.join("; "),
        unasked: item.asked == Asking::No,
    })
}

fn people(item: &ItemRef) -> Option<String> {
    (!item.people.is_empty()).then(|| format!("{} người", item.people))
}

/// An entry of which a field that tells it differs.
fn turned(item: &ItemChange, change: &FieldChange) -> DiffLine {
    let called = item
        .old
        .as_ref()
        .map(|old| words::capital(&old.called))
        .unwrap_or_default();
    let people = item
        .new
        .as_ref()
        .and_then(people)
        .map(|people| format!(" ({people})"))
        .unwrap_or_default();
    let quoted = |text: &str| {
        if text.is_empty() {
            "để trống".to_owned()
        } else {
            format!("“{text}”")
        }
    };
    let text = format!(
        "{called}{people}: {} thành {}",
        quoted(&change.old),
        quoted(&change.new)
    );
    let place = places(change.old_cell.as_ref(), change.new_cell.as_ref());
    DiffLine {
        text,
        cells: words::cells(&place),
        place,
        note: doubt(item),
        unasked: change.asked == Asking::No,
    }
}

/// That two entries are one is not sure.
fn doubt(item: &ItemChange) -> String {
    match (item.confidence, item.matched_by) {
        (Some(confidence), Some(by)) if confidence < SURE => {
            format!(
                "chưa chắc là cùng một {} (ghép theo {}, {confidence}%)",
                item.label,
                by.label()
            )
        }
        _ => String::new(),
    }
}

fn places(old: Option<&Addr>, new: Option<&Addr>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old.to_string() == new.to_string() => new.to_string(),
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(one), None) | (None, Some(one)) => one.to_string(),
        (None, None) => String::new(),
    }
}

/// Everything else, by whether a finding asked for it.
pub(super) fn content(comparison: &Comparison) -> Vec<DiffContent> {
    let (unasked, asked): (Vec<_>, Vec<_>) = comparison
        .items
        .iter()
        .flat_map(rows)
        .partition(|(asking, _)| *asking == Asking::No);
    let groups = [
        ("Không nội dung thẩm định nào yêu cầu", unasked),
        (
            "Theo hoặc liên quan đến nội dung thẩm định của bản cũ",
            asked,
        ),
    ];
    let group = |(label, rows): (&'static str, Vec<(Asking, DiffRow)>)| DiffContent {
        label,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    };
    groups
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(group)
        .collect()
}

/// What changed in the content of an entry, each with whether a finding asked for it.
fn rows(item: &ItemChange) -> Vec<(Asking, DiffRow)> {
    let structural = STRUCTURE.iter().any(|(kind, _)| *kind == item.kind);
    let Some(own) = item.item() else {
        return Vec::new();
    };
    let row = |what: &str, old: &str, new: &str, place: String| DiffRow {
        table: item.table.clone(),
        who: words::capital(&own.called),
        what: what.to_owned(),
        old: old.to_owned(),
        new: new.to_owned(),
        place,
    };
    match item.fate {
        ItemFate::Added | ItemFate::Dropped if structural => Vec::new(),
        ItemFate::Added => {
            let row = row("thêm dòng", "", "(có)", own.cell.to_string());
            vec![(item.asked, row)]
        }
        ItemFate::Dropped => {
            let row = row("bỏ dòng", "(có)", "", own.cell.to_string());
            vec![(item.asked, row)]
        }
        ItemFate::Changed => {
            let turn = |role: Role| TURNS.iter().any(|(_, roles)| roles.contains(&role));
            let told = |field: &&FieldChange| !structural || !field.role.is_some_and(turn);
            let line = |field: &FieldChange| {
                let place = places(field.old_cell.as_ref(), field.new_cell.as_ref());
                (
                    field.asked,
                    row(&field.label, &field.old, &field.new, place),
                )
            };
            item.fields.iter().filter(told).map(line).collect()
        }
    }
}
