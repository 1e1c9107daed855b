//! What a comparison comes to, in numbers and in a sentence.

use std::collections::BTreeMap;

use super::Asking;
use super::Fate;
use super::FindingChange;
use super::ItemChange;
use super::ItemFate;
use super::Moves;
use super::Summary;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dictionary::Roles;
use crate::dictionary::fold::capital;

pub(super) fn summary(
    findings: &[FindingChange],
    items: &[ItemChange],
    unchanged: bool,
    roles: &Roles,
) -> Summary {
    let mut fates: BTreeMap<Fate, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.is_consequence()) {
        *fates.entry(finding.fate).or_default() += 1;
    }
    let count = |fate: Fate| fates.get(&fate).copied().unwrap_or_default();
    let unasked = |item: &ItemChange| match item.fate {
        ItemFate::Changed => item
            .fields
            .iter()
            .filter(|field| field.asked == Asking::No)
            .count(),
        _ => usize::from(item.asked == Asking::No),
    };
    let mut summary = Summary {
        sentence: String::new(),
        unchanged,
        fixed: count(Fate::Fixed),
        limit_moved: count(Fate::LimitMoved),
        new: count(Fate::New),
        changed: count(Fate::Changed),
        same: count(Fate::Same),
        subject_dropped: count(Fate::SubjectDropped),
        not_judged: count(Fate::NotJudged) + count(Fate::NotApplicable),
        positions: moves(
            items,
            "position",
            &telling(roles, Entity::Position, Role::Unit),
        ),
        units: moves(items, "unit", &telling(roles, Entity::Unit, Role::Superior)),
        unasked: items.iter().map(unasked).sum(),
    };
    summary.sentence = sentence(&summary);
    summary
}

/// The fields that tell where an entry stands: its name, its code and its unit.
fn telling(roles: &Roles, entity: Entity, unit: Role) -> [&str; 3] {
    [Role::Name, Role::Code, unit].map(|role| roles.key(entity, role).unwrap_or_default())
}

fn moves(items: &[ItemChange], kind: &str, telling: &[&str; 3]) -> Moves {
    let [name, code, unit] = telling;
    let of = |test: &dyn Fn(&ItemChange) -> bool| {
        items
            .iter()
            .filter(|item| item.kind == kind && test(item))
            .count()
    };
    let changed = |item: &ItemChange| item.fate == ItemFate::Changed;
    Moves {
        added: of(&|item| item.fate == ItemFate::Added),
        dropped: of(&|item| item.fate == ItemFate::Dropped),
        renamed: of(&|item| changed(item) && item.differs(&[name])),
        recoded: of(&|item| changed(item) && item.differs(&[code])),
        moved: of(&|item| changed(item) && item.differs(&[unit])),
        changed: of(&|item| {
            changed(item)
                && item
                    .fields
                    .iter()
                    .any(|field| !telling.contains(&field.field.as_str()))
        }),
    }
}

fn sentence(summary: &Summary) -> String {
    let left = summary.same + summary.changed;
    if summary.unchanged {
        let still = if left > 0 {
            format!(" {left} nội dung thẩm định vẫn còn nguyên.")
        } else {
            String::new()
        };
        return format!("Hai bản không có thay đổi về nội dung.{still}");
    }
    let mut parts = vec![format!("đã sửa {} nội dung", summary.fixed)];
    if summary.limit_moved > 0 {
        parts.push(format!(
            "{} không còn chỉ vì mức so sánh đã đổi (chưa coi là đã sửa)",
            summary.limit_moved
        ));
    }
    parts.push(format!("mới phát sinh {}", summary.new));
    parts.push(match summary.changed {
        0 => format!("còn {left}"),
        changed => format!("còn {left} (trong đó {changed} đã thay đổi)"),
    });
    if summary.subject_dropped > 0 {
        parts.push(format!(
            "{} không còn vì đối tượng đã bỏ",
            summary.subject_dropped
        ));
    }
    if summary.not_judged > 0 {
        parts.push(format!(
            "{} không kiểm tra được ở bản mới",
            summary.not_judged
        ));
    }
    let unasked = match summary.unasked {
        0 => "mọi thay đổi đều liên quan đến nội dung thẩm định".to_owned(),
        unasked => format!("{unasked} thay đổi không do nội dung thẩm định nào yêu cầu"),
    };
    capital(&format!("{}; {unasked}.", parts.join(", ")))
}
