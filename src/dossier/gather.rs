//! Putting the tables of all sheets together: one table a kind of entity.
//!
//! A form that comes twice either goes on (one sheet a position, one a unit) or says the same again
//! (an extract, a draft): then the fuller one counts, and the user is told of the other.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Dossier;
use super::Entry;
use super::FormReading;
use super::Remark;
use super::RemarkCode;
use super::Table;
use super::copies;
use super::table::Draft;
use super::totals;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dictionary::Entity;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dictionary::headings::ratio;

/// The share of rows in common from which a second table is a repetition.
const SAME: f64 = 0.5;

/// One table of one sheet.
#[derive(Debug)]
pub(super) struct Part {
    /// Position of its sheet among the readings.
    pub(super) sheet: usize,
    /// 0 for the first table of the sheet, then up.
    pub(super) slot: usize,
    pub(super) entity: Entity,
    pub(super) visibility: Visibility,
    pub(super) at: Addr,
    pub(super) draft: Draft,
}

impl Part {
    fn visible(&self) -> bool {
        self.visibility == Visibility::Visible
    }

    fn weight(&self) -> usize {
        let said = |entry: &Entry| entry.leaves.values().filter(|leaf| !leaf.value.is_blank()).count();
        match self.entity {
            Entity::Agency => self.draft.entries.first().map_or(0, said),
            _ => self.draft.entries.len(),
        }
    }
}

/// Puts the parts into the dossier, with what is to be said about repetitions.
pub(super) fn gather(parts: Vec<Part>, forms: &Forms, dossier: &mut Dossier, remarks: &mut Vec<Remark>) {
    let mut by_entity: BTreeMap<Entity, Vec<Part>> = BTreeMap::new();
    for part in parts {
        by_entity.entry(part.entity).or_default().push(part);
    }
    for (entity, parts) in by_entity {
        let Some(form) = forms.of(entity) else { continue };
        let (kept, dropped) = choose(parts, form);
        for (part, why) in dropped {
            let name = part.at.sheet.title();
            let kept_name = kept.first().map_or_else(String::new, |kept| kept.at.sheet.title());
            let sentence = format!(
                "Trang “{name}” cũng là biểu “{}” {why} trang “{kept_name}”; chỉ dùng trang “{kept_name}”",
                form.sheet
            );
            if let Some(reading) = reading_of(dossier, &part) {
                reading.entries = 0;
            }
            remarks.push(Remark { code: RemarkCode::RepeatedForm, sentence, cells: vec![part.at.clone()] });
            remarks.extend(copies::compare(&part, &kept, form));
        }
        join(entity, kept, form, dossier, remarks);
    }
}

fn reading_of<'a>(dossier: &'a mut Dossier, part: &Part) -> Option<&'a mut FormReading> {
    let sheet = dossier.sheets.get_mut(part.sheet)?;
    match part.slot {
        0 => sheet.form.as_mut(),
        slot => sheet.more.get_mut(slot - 1),
    }
}

/// The parts that count, in reading order, and the others with the reason.
fn choose(parts: Vec<Part>, form: &Form) -> (Vec<Part>, Vec<(Part, &'static str)>) {
    if parts.len() == 1 {
        return (parts, Vec::new());
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|i| (!parts[*i].visible(), std::cmp::Reverse(parts[*i].weight()), *i));
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut verdicts: Vec<Option<&'static str>> = vec![None; parts.len()];
    for (rank, i) in order.iter().enumerate() {
        let part = &parts[*i];
        let keys: Vec<String> = part.draft.entries.iter().map(|entry| identity(entry, form)).collect();
        let common = ratio(keys.iter().filter(|key| seen.contains(*key)).count(), keys.len());
        if rank > 0 {
            verdicts[*i] = if form.entity == Some(Entity::Agency) {
                Some("và điền ít hơn")
            } else if !part.visible() && parts[order[0]].visible() {
                Some("nhưng bị ẩn, khác với")
            } else if common >= SAME {
                Some("và lặp lại nội dung của")
            } else {
                None
            };
        }
        if verdicts[*i].is_none() {
            seen.extend(keys);
        }
    }
    let mut kept = Vec::new();
    let mut dropped = Vec::new();
    for (part, verdict) in parts.into_iter().zip(verdicts) {
        match verdict {
            None => kept.push(part),
            Some(why) => dropped.push((part, why)),
        }
    }
    (kept, dropped)
}

/// What two rows must share to be the same thing.
pub(super) fn identity(entry: &Entry, form: &Form) -> String {
    let texts: Vec<String> = form.identity.iter().map(|field| fold::key(&entry.text(field))).collect();
    if texts.iter().all(String::is_empty) {
        let name = form.fields.iter().find(|field| field.name);
        return name.map(|field| fold::key(&entry.text(&field.key))).unwrap_or_default();
    }
    texts.join("\n")
}

fn join(entity: Entity, kept: Vec<Part>, form: &Form, dossier: &mut Dossier, remarks: &mut Vec<Remark>) {
    let mut sheets: Vec<Addr> = Vec::new();
    let mut table: Option<Table> = None;
    // The total of one sheet is not the total of several.
    let mut filled = kept.iter().filter(|part| !part.draft.entries.is_empty());
    let whole = filled.next().filter(|_| filled.next().is_none());
    let grand_total = whole.and_then(|part| totals::grand(&part.draft));
    for part in kept {
        if sheets.iter().all(|at| at.sheet != part.at.sheet) {
            sheets.push(part.at.clone());
        }
        remarks.extend(part.draft.remarks);
        let table = table.get_or_insert_with(|| Table {
            entity,
            entries: Vec::new(),
            totals: Vec::new(),
            grand_total: grand_total.clone(),
            at: part.at.clone(),
            headings: BTreeMap::new(),
        });
        table.entries.extend(part.draft.entries);
        table.totals.extend(part.draft.totals);
        for (field, at) in part.draft.headings {
            table.headings.entry(field).or_insert(at);
        }
    }
    if sheets.len() > 1 {
        let sentence =
            format!("Biểu “{}” nằm trên {} trang; các dòng được nối lại theo thứ tự trang", form.sheet, sheets.len());
        remarks.push(Remark { code: RemarkCode::RepeatedForm, sentence, cells: sheets });
    }
    if let Some(table) = table {
        dossier.tables.insert(entity, table);
    }
}
