//! Whether two readings of one workbook say the same, but for how it is spelled.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Dossier;
use super::Doubt;
use super::Entry;
use super::Leaf;
use super::Remark;
use super::RemarkCode;
use super::Table;
use super::gather::identity;
use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dictionary::rank_code_key;
use crate::dictionary::tidy;
use crate::dictionary::without_slips;

/// What became of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// The same, and no more doubts.
    Same,
    /// Other values, or new doubts, at these cells.
    Cells(BTreeSet<Addr>),
    /// Other entries, other tables.
    Different,
}

/// Compares the reading of a workbook before its spelling was mended with that after.
pub(crate) fn compare(
    before: (&Dossier, &[Remark]),
    after: (&Dossier, &[Remark]),
    forms: &Forms,
) -> Sameness {
    let ((old, old_remarks), (new, new_remarks)) = (before, after);
    let mut cells = BTreeSet::new();
    let same_tables = old.tables.keys().eq(new.tables.keys())
        && old.tables.iter().all(|(entity, table)| {
            let form = forms.of(*entity);
            form.zip(new.tables.get(entity))
                .is_some_and(|(form, other)| is_same_table(table, other, form, &mut cells))
        });
    let titles = (&old.title_date, &new.title_date);
    let same_rest = titles.0 == titles.1
        && old.template == new.template
        && new.needed.len() <= old.needed.len();
    if !same_tables || !same_rest || !no_new_doubts(old, new) {
        return Sameness::Different;
    }
    for (_, cell) in told(new_remarks).difference(&told(old_remarks)) {
        match cell {
            Some(cell) => cells.insert(cell.clone()),
            None => return Sameness::Different,
        };
    }
    if cells.is_empty() {
        Sameness::Same
    } else {
        Sameness::Cells(cells)
    }
}

/// Which kinds of remarks there are, and at which cells; none of a remark without a cell.
fn told(remarks: &[Remark]) -> BTreeSet<(RemarkCode, Option<Addr>)> {
    let mut told = BTreeSet::new();
    for Remark { code, cells, .. } in remarks {
        if cells.is_empty() {
            told.insert((*code, None));
        }
        told.extend(cells.iter().map(|cell| (*code, Some(cell.clone()))));
    }
    told
}

/// Whether every doubt of the later reading was one before.
fn no_new_doubts(old: &Dossier, new: &Dossier) -> bool {
    new.doubts.iter().all(|doubt| {
        let same = |known: &Doubt| {
            known.entity == doubt.entity && known.reach == doubt.reach && known.cells == doubt.cells
        };
        old.doubts.iter().any(same)
    })
}

/// Whether two tables have the same entries; values that differ are put to `cells`.
fn is_same_table(old: &Table, new: &Table, form: &Form, cells: &mut BTreeSet<Addr>) -> bool {
    let same_grand = match (&old.grand_total, &new.grand_total) {
        (Some(old), Some(new)) => is_same_entry(old, new, form, cells),
        (old, new) => old.is_none() && new.is_none(),
    };
    let pairs = |old: &[Entry], new: &[Entry], cells: &mut BTreeSet<Addr>| {
        old.len() == new.len()
            && old
                .iter()
                .zip(new)
                .all(|(old, new)| is_same_entry(old, new, form, cells))
    };
    same_grand
        && old.at == new.at
        && old.headings == new.headings
        && pairs(&old.entries, &new.entries, cells)
        && pairs(&old.totals, &new.totals, cells)
        // What were two things must not become one.
        && things(new, form) >= things(old, form)
}

/// How many different things a table lists.
fn things(table: &Table, form: &Form) -> usize {
    table
        .entries
        .iter()
        .map(|entry| identity(entry, form))
        .collect::<BTreeSet<_>>()
        .len()
}

fn is_same_entry(old: &Entry, new: &Entry, form: &Form, cells: &mut BTreeSet<Addr>) -> bool {
    if old.at != new.at || old.part != new.part || old.leaves.len() != new.leaves.len() {
        return false;
    }
    for ((key, old), (other, new)) in old.leaves.iter().zip(new.leaves.iter()) {
        if key != other || old.at != new.at {
            return false;
        }
        if !form
            .field(key)
            .is_some_and(|field| is_same_leaf(field, old, new))
        {
            cells.insert(old.at.clone());
        }
    }
    true
}

fn is_same_leaf(field: &Field, old: &Leaf, new: &Leaf) -> bool {
    if old.value == new.value {
        return old.term == new.term;
    }
    let (Value::Text(before), Value::Text(after)) = (&old.value, &new.value) else {
        return false;
    };
    // A term that was hidden by its spelling may come to light, none may become another.
    let same_term = old.term.is_none() || old.term == new.term;
    let code = |text: &str| rank_code_key(&without_slips(&look(text)));
    same_term
        && (look(before) == look(after) || (field.shape.is_some() && code(before) == code(after)))
}

/// A text as it looks.
fn look(text: &str) -> String {
    let tidied = tidy(text, true).map_or(Cow::Borrowed(text), |tidied| Cow::Owned(tidied.text));
    fold::squeeze(&tidied)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::Sheet;
    use crate::dictionary::embedded_forms;
    use crate::dossier::messy::read_all;
    use crate::dossier::messy::sheet;

    fn read(rows: &str) -> (Dossier, Vec<Remark>) {
        let text = format!("STT | Mã VTVL | Tên vị trí việc làm | Số người\n{rows}");
        let sheet: Sheet = sheet(0, "Danh mục", &text);
        read_all(vec![sheet])
    }

    fn compared(before: &str, after: &str) -> Sameness {
        let ((old, old_remarks), (new, new_remarks)) = (read(before), read(after));
        compare(
            (&old, &old_remarks),
            (&new, &new_remarks),
            &embedded_forms(),
        )
    }

    #[test]
    fn spelling_is_no_difference_and_all_else_is() {
        let before = "1 | A-01 | Trƣởng  phòng | 01 người\n2 | A-02 | Văn thư viên | 2";
        let same = [
            "1 | A-01 | Trưởng phòng | #1\n2 | A-02 | Văn thư viên | #2",
            before,
        ];
        for after in same {
            assert_eq!(compared(before, after), Sameness::Same, "{after}");
        }
        let cell = |after: &str| match compared(before, after) {
            Sameness::Cells(cells) => cells.iter().map(Addr::local).collect::<Vec<_>>().join(" "),
            other => format!("{other:?}"),
        };
        assert_eq!(
            cell("1 | A-01 | Trưởng phòng | #2\n2 | A-02 | Văn thư viên | 2"),
            "D2"
        );
        assert_eq!(
            cell("1 | A-01 | Trưởng phòng | 1\n2 | A-02 | Văn thư viện | 2"),
            "C3"
        );
        assert_eq!(cell("1 | A-01 | Trưởng phòng | 1"), "Different");
    }

    #[test]
    fn two_things_stay_two() {
        // The second code looks as the first.
        let before = "1 | A-01 | Trưởng phòng | 1\n2 | А-01 | Trưởng phòng | 2";
        assert_eq!(
            compared(
                before,
                "1 | A-01 | Trưởng phòng | 1\n2 | A-01 | Trưởng phòng | 2"
            ),
            Sameness::Different
        );
    }
}
