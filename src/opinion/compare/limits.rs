//! Limits that moved: where what fixes them did not move with them, what was over them only looks
//! mended.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::Version;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::law::act_key;
use crate::opinion::AgencySummary;

/// A limit that both submissions state, and state differently.
struct MovedLimit {
    role: Role,
    what: &'static str,
    was: String,
    is: String,
    /// What it is to be held against.
    source: LimitSource,
}

/// What fixes a limit.
enum LimitSource {
    /// Another decision than before: the limit may well have moved.
    Decided(String),
    /// The same decision as before, or none.
    Same(String),
    /// No decision that the dossier names.
    Unnamed,
}

/// The later submission as it would be under the limits of the earlier one: what is over those is
/// not mended. None where no limit moved, or each under a decision of its own.
#[must_use]
pub fn held_to_former_limits(old: Version<'_>, new: Version<'_>) -> Option<Dossier> {
    let undecided = moved(&old.appraisal.agency, &new.appraisal.agency)
        .into_iter()
        .filter(|limit| !limit.is_decided());
    let mut held = new.dossier.clone();
    let mut any = false;
    for limit in undecided {
        let Some(former) = old.dossier.of_agency(limit.role).cloned() else {
            continue;
        };
        let key = held
            .roles
            .key(Entity::Agency, limit.role)
            .map(str::to_owned);
        let entries = held
            .tables
            .get_mut(&Entity::Agency)
            .map(|table| &mut table.entries);
        let leaf = entries
            .and_then(|entries| entries.first_mut())
            .zip(key)
            .and_then(|(entry, key)| entry.leaves.get_mut(key.as_str()));
        if let Some(leaf) = leaf {
            (leaf.value, leaf.term) = (former.value, former.term);
            any = true;
        }
    }
    any.then_some(held)
}

/// What the reader has to know of the limits: warnings of those that nothing lets move, and what is
/// only told.
pub(super) fn told(old: &AgencySummary, new: &AgencySummary) -> (Vec<String>, Vec<String>) {
    let (mut warnings, mut notices) = (Vec::new(), Vec::new());
    for limit in moved(old, new) {
        let MovedLimit { what, was, is, .. } = &limit;
        match &limit.source {
            LimitSource::Same(decision) => warnings.push(format!(
                "{what} đổi từ {was} thành {is} mà quyết định giao vẫn là {decision}: đối chiếu lại quyết định."
            )),
            LimitSource::Unnamed => warnings.push(format!(
                "{what} đổi từ “{was}” thành “{is}”, các mức phải giữ đổi theo: đối chiếu lại văn bản quy định."
            )),
            LimitSource::Decided(decision) => {
                notices
                    .push(format!("{what} đổi từ {was} thành {is} theo {decision} (bản cũ căn cứ quyết định khác)."));
            }
        }
    }
    (warnings, notices)
}

impl MovedLimit {
    const fn is_decided(&self) -> bool {
        matches!(self.source, LimitSource::Decided(_))
    }
}

fn moved(old: &AgencySummary, new: &AgencySummary) -> Vec<MovedLimit> {
    let mut found = Vec::new();
    if let (Some(was), Some(is)) = (old.assigned, new.assigned)
        && was != is
    {
        let (was, is) = (was.to_string(), is.to_string());
        let source = decided(&old.assignment, &new.assignment);
        found.push(MovedLimit {
            role: Role::Assigned,
            what: "Số được giao",
            was,
            is,
            source,
        });
    }
    let stated = [
        (
            Role::Autonomy,
            "Mức độ tự chủ",
            &old.autonomy,
            &new.autonomy,
        ),
        (Role::Kind, "Loại cơ quan", &old.kind_label, &new.kind_label),
    ];
    let differ = stated
        .into_iter()
        .filter(|(.., was, is)| !was.is_empty() && !is.is_empty() && was != is);
    found.extend(differ.map(|(role, what, was, is)| MovedLimit {
        role,
        what,
        was: was.clone(),
        is: is.clone(),
        source: LimitSource::Unnamed,
    }));
    found
}

/// Whether the later submission names another decision.
fn decided(old: &str, new: &str) -> LimitSource {
    let [before, after] = [old, new].map(Decision::of);
    if new.trim().is_empty() || before.is(&after) {
        let named = [new, old].into_iter().find(|text| !text.trim().is_empty());
        return LimitSource::Same(named.unwrap_or("(không ghi quyết định nào)").to_owned());
    }
    LimitSource::Decided(new.to_owned())
}

/// A decision as a dossier names it: what two ways of writing it share.
struct Decision {
    text: String,
    number: Option<String>,
    day: Option<String>,
}

/// A number of a decision: `1875/QĐ-UBND`, `12/2020/QĐ-UBND`.
const NAMED: &str =
    r"\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-Za-zĐđƯư][A-Za-zĐđƯư0-9]*(?:\s?[-–—‑]\s?[A-Za-zĐđƯư0-9]+)*";

impl Decision {
    fn of(text: &str) -> Self {
        static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(NAMED).ok());
        static DAY: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"0?(\d{1,2})/0?(\d{1,2})/(\d{4})").ok());
        let number = NUMBER
            .as_ref()
            .and_then(|pattern| pattern.find(text))
            .map(|found| act_key(found.as_str()));
        let day = DAY.as_ref().and_then(|pattern| pattern.captures(text));
        let day = day.map(|parts| format!("{}/{}/{}", &parts[1], &parts[2], &parts[3]));
        Self {
            text: fold::key(text),
            number,
            day,
        }
    }

    /// The same number, and no other day: a day that only one of two has tells nothing.
    fn is(&self, other: &Self) -> bool {
        let same_day = self.day.is_none() || other.day.is_none() || self.day == other.day;
        match (&self.number, &other.number) {
            (Some(one), Some(two)) => one == two && same_day,
            _ => self.text == other.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_the_same_however_it_is_written() {
        let same = |one: &str, two: &str| Decision::of(one).is(&Decision::of(two));
        let one = "Quyết định số 1875/QĐ-UBND ngày 21/12/2020";
        for two in [
            "1875/QĐ-UBND",
            "QĐ 1875/QĐ–UBND, ngày 21/12/2020 của UBND tỉnh",
            "số 1875 / QĐ-UBND",
        ] {
            assert!(same(one, two), "{two}");
        }
        for two in [
            "1876/QĐ-UBND",
            "Quyết định số 1875/QĐ-UBND ngày 05/3/2021",
            "",
        ] {
            assert!(!same(one, two), "{two}");
        }
        assert!(same("", "") && same("theo Nghị quyết", "Theo  nghị quyết"));
    }
}
