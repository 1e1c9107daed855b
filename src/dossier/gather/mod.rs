//! The third step of reading: the parts of all sheets put together, one table a kind of entity.
//!
//! A form that comes twice either goes on (one sheet a position, one a unit) or says the same again
//! (an extract, a draft): then the fuller one counts, and the user is told of the other.

pub(crate) mod copies;
mod nested;
pub(crate) mod reconcile;
pub(crate) mod totals;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::Table;
use crate::dossier::TablePart;
use crate::dossier::notes::doubts;
use crate::dossier::part::FormPart;
use crate::dossier::plan::evidence::series;
use crate::dossier::weights::REPEATED;
use crate::dossier::weights::share;

/// Puts the parts of all sheets into the dossier, with what is to be said about repetitions and
/// doubts.
pub(crate) fn gather(
    parts: Vec<FormPart>,
    forms: &Forms,
    dossier: &mut Dossier,
    remarks: &mut Vec<Remark>,
) {
    let mut by_entity: BTreeMap<Entity, Vec<FormPart>> = BTreeMap::new();
    for part in parts {
        let sheet = part.sheet;
        match part.entity {
            Some(entity) => by_entity.entry(entity).or_default().push(part),
            None => dossier.note(sheet, part.reading),
        }
    }
    let mut kept: BTreeMap<Entity, Vec<FormPart>> = BTreeMap::new();
    for (entity, parts) in by_entity {
        let Some(form) = forms.of(entity) else {
            continue;
        };
        let (own, dropped) = choose(parts, form);
        for (mut part, why) in dropped {
            remarks.push(repeated(&part, &own, why, form));
            remarks.extend(copies::compare(&part, &own, form));
            part.reading.entries = 0;
            dossier.note(part.sheet, part.reading);
        }
        kept.insert(entity, own);
    }
    for mut part in reconcile::strangers(&mut kept, forms) {
        let Some((form, own)) = part
            .entity
            .and_then(|entity| Some((forms.of(entity)?, kept.get(&entity)?)))
        else {
            continue;
        };
        remarks.push(repeated(
            &part,
            own,
            "nhưng số liệu các biểu chỉ khớp nhau khi không tính, khác với",
            form,
        ));
        part.reading.entries = 0;
        dossier.note(part.sheet, part.reading);
    }
    reconcile::reconcile(&mut kept, forms);
    for (entity, parts) in kept {
        let Some(form) = forms.of(entity) else {
            continue;
        };
        join(entity, parts, form, forms, dossier, remarks);
    }
    nested::settle_kinds(dossier, forms);
    dossier.order_readings();
}

fn repeated(part: &FormPart, kept: &[FormPart], why: &str, form: &Form) -> Remark {
    let name = part.at.sheet.title();
    let kept = kept
        .first()
        .map_or_else(String::new, |kept| kept.at.sheet.title());
    let sentence = format!(
        "Trang “{name}” cũng là biểu “{}” {why} trang “{kept}”; chỉ dùng trang “{kept}”",
        form.sheet
    );
    Remark {
        code: RemarkCode::RepeatedForm,
        sentence,
        cells: vec![part.at.clone()],
    }
}

/// The parts that count, in reading order, and the others with the reason.
fn choose(parts: Vec<FormPart>, form: &Form) -> (Vec<FormPart>, Vec<(FormPart, &'static str)>) {
    if parts.len() == 1 {
        return (parts, Vec::new());
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|i| {
        (
            !parts[*i].is_visible(),
            std::cmp::Reverse(parts[*i].weight()),
            *i,
        )
    });
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut verdicts: Vec<Option<&'static str>> = vec![None; parts.len()];
    for (rank, i) in order.iter().enumerate() {
        let part = &parts[*i];
        let keys: Vec<String> = part
            .entries
            .iter()
            .map(|entry| identity(entry, form))
            .collect();
        let common = share(
            keys.iter().filter(|key| seen.contains(*key)).count(),
            keys.len(),
        );
        if rank > 0 {
            verdicts[*i] = why_dropped(part, &parts, &parts[order[0]], common, form);
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

/// Why a part does not count beside the fullest one, as the middle of a sentence; `common` is the
/// share of its rows that fuller parts have too.
fn why_dropped(
    part: &FormPart,
    parts: &[FormPart],
    fullest: &FormPart,
    common: f64,
    form: &Form,
) -> Option<&'static str> {
    if form.entity == Some(Entity::Agency) {
        Some("và điền ít hơn")
    } else if is_unowned(part, form) && parts.iter().any(|other| !is_unowned(other, form)) {
        Some("nhưng không ghi là của vị trí nào, khác với")
    } else if !part.is_visible() && fullest.is_visible() {
        Some("nhưng bị ẩn, khác với")
    } else if common >= REPEATED && !is_of_series(part, parts, form) {
        Some("và lặp lại nội dung của")
    } else {
        None
    }
}

/// Whether a part of a form whose rows belong to positions says of none whose it is.
fn is_unowned(part: &FormPart, form: &Form) -> bool {
    let mut owners = form
        .fields
        .iter()
        .filter(|field| field.names_owner())
        .peekable();
    let says = |key: &str| part.entries.iter().any(|entry| !entry.text(key).is_empty());
    owners.peek().is_some() && !owners.any(|field| says(&field.key))
}

/// Whether a part stands on one of several annexes numbered one after another (`PL II`, `PL III`),
/// and what it lists may well come again: tasks and duties may, positions with their codes may not.
fn is_of_series(part: &FormPart, parts: &[FormPart], form: &Form) -> bool {
    let own = series(&part.at.sheet.name);
    let in_series = |other: &FormPart| {
        other.sheet != part.sheet && own.is_some() && series(&other.at.sheet.name) == own
    };
    form.repeats && parts.iter().any(in_series)
}

/// What two rows must share to be the same thing.
pub(crate) fn identity(entry: &Entry, form: &Form) -> String {
    let texts: Vec<String> = form
        .identity
        .iter()
        .map(|field| fold::key(&entry.text(field)))
        .collect();
    if texts.iter().all(String::is_empty) {
        let name = form.fields.iter().find(|field| field.name);
        return name
            .map(|field| fold::key(&entry.text(&field.key)))
            .unwrap_or_default();
    }
    texts.join("\n")
}

fn join(
    entity: Entity,
    kept: Vec<FormPart>,
    form: &Form,
    forms: &Forms,
    dossier: &mut Dossier,
    remarks: &mut Vec<Remark>,
) {
    let mut sheets: Vec<Addr> = Vec::new();
    // The total of one sheet is not the total of several.
    let mut filled = kept.iter().filter(|part| !part.entries.is_empty());
    let whole = filled.next().filter(|_| filled.next().is_none());
    let grand_total = whole.and_then(totals::grand);
    let Some(first) = kept.first() else { return };
    let mut table = Table {
        entity,
        entries: Vec::new(),
        totals: Vec::new(),
        grand_total,
        at: first.at.clone(),
        headings: BTreeMap::new(),
        parts: Vec::new(),
    };
    for mut part in kept {
        if sheets.iter().all(|at| at.sheet != part.at.sheet) {
            sheets.push(part.at.clone());
        }
        let (doubts, told) = doubts::of_rows(&part);
        dossier.doubts.extend(doubts);
        dossier.doubts.extend(doubts::of_columns(&part, forms));
        dossier.doubts.extend(std::mem::take(&mut part.doubts));
        remarks.extend(std::mem::take(&mut part.remarks));
        remarks.extend(told);
        let nth = table.parts.len();
        part.entries
            .iter_mut()
            .chain(&mut part.totals)
            .for_each(|entry| entry.part = nth);
        part.reading.entries = part.entries.len();
        table.entries.append(&mut part.entries);
        table.totals.append(&mut part.totals);
        for (field, at) in &part.headings {
            table
                .headings
                .entry(field.clone())
                .or_insert_with(|| at.clone());
        }
        table.parts.push(TablePart {
            at: part.at,
            headings: part.headings,
        });
        dossier.note(part.sheet, part.reading);
    }
    remarks.extend(on_several_sheets(form, sheets));
    dossier.tables.insert(entity, table);
}

/// What is told of a form whose rows were joined from several sheets.
fn on_several_sheets(form: &Form, sheets: Vec<Addr>) -> Option<Remark> {
    let sentence = format!(
        "Biểu “{}” nằm trên {} trang; các dòng được nối lại theo thứ tự trang",
        form.sheet,
        sheets.len()
    );
    (sheets.len() > 1).then_some(Remark {
        code: RemarkCode::RepeatedForm,
        sentence,
        cells: sheets,
    })
}
