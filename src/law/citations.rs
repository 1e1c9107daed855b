//! How pages cite: in the order that Vietnamese law is cited in, and no act that was not in force.

use super::Law;
use super::Level;
use super::Nature;
use super::Period;
use super::Rule;
use super::act::line_of;
use crate::book::Book;
use crate::book::Fault;

/// Every citation of a page that nobody would sign.
pub(super) fn faults(law: &Law, book: &Book, rule: &Rule) -> Vec<Fault> {
    let text = book.text(&rule.file).unwrap_or_default();
    let fault =
        |needle: &str, message: String| Fault::at(&rule.file, line_of(text, needle), message);
    let mut found = Vec::new();
    for provision in provisions(rule).filter(|provision| is_turned(provision)) {
        found.push(fault(
            provision,
            format!("“{provision}” viết ngược: trích dẫn theo thứ tự điểm, khoản, Điều"),
        ));
    }
    for (act, period) in cited(law, rule) {
        let Some(life) = law.act(act).map(super::Act::life) else {
            continue;
        };
        if let Some(outside) = outside(period, life) {
            found.push(fault(
                act,
                format!("trang viện dẫn {act} {outside} ({life})"),
            ));
        }
    }
    if rule.nature == Nature::Law && rule.provision.is_none() && rule.cites.is_empty() {
        found.push(fault(
            "nature",
            "nature = “law” phải có điều khoản (provision hoặc cites)".to_owned(),
        ));
    }
    found
}

/// All provisions that a page names in its front matter.
fn provisions(rule: &Rule) -> impl Iterator<Item = &str> {
    let set_by = rule.values.values().flat_map(|value| value.timeline.iter());
    let set_by = set_by.filter_map(|(_, dated)| {
        dated
            .set_by
            .as_ref()
            .map(|(_, provision)| provision.as_str())
    });
    let cites = rule.cites.iter().map(|cite| cite.provision.as_str());
    rule.provision
        .as_deref()
        .into_iter()
        .chain(cites)
        .chain(set_by)
}

/// Whether an article stands before its clause, or a clause before its point.
fn is_turned(provision: &str) -> bool {
    let words: Vec<&str> = provision.split_whitespace().collect();
    let turned = |words: &[&str]| {
        // What a comma ends is another provision.
        let one = !words[1].ends_with([',', ';']);
        one && matches!(
            (words[0], words[2]),
            ("Điều", "khoản" | "điểm") | ("khoản", "điểm")
        )
    };
    words.windows(3).any(turned)
}

/// The acts that a page grounds findings in, with the time in which it does.
fn cited<'a>(law: &'a Law, rule: &'a Rule) -> Vec<(&'a str, Period)> {
    let own = law
        .sets
        .get(&rule.set)
        .and_then(|set| set.number.as_deref());
    let mut found: Vec<(&str, Period)> = own.map(|act| (act, own_time(rule))).into_iter().collect();
    found.extend(
        rule.cites
            .iter()
            .map(|cite| (cite.act.as_str(), within(cite.period, rule.in_force))),
    );
    for value in rule.values.values() {
        for (from, dated) in value.timeline.iter() {
            let since = Period {
                from: Some(from),
                until: None,
            };
            found.extend(
                dated
                    .set_by
                    .as_ref()
                    .map(|(act, _)| (act.as_str(), within(since, rule.in_force))),
            );
        }
    }
    found
}

/// When a page grounds findings in the act of its folder: not while it cites another for everybody,
/// nor when it only remarks, as of a percentage that no act sets any more.
fn own_time(rule: &Rule) -> Period {
    let mut time = rule.in_force;
    for cite in rule.cites.iter().filter(|cite| cite.profile.is_none()) {
        if cite.period.from <= time.from {
            time.from = cite.period.until;
        } else if cite.period.until.is_none() || cite.period.until >= time.until {
            time.until = cite.period.from;
        }
    }
    let remark = rule
        .changes
        .iter()
        .find(|change| change.level == Level::Note && change.when.is_empty());
    match remark.and_then(|change| change.period.from) {
        Some(from) => within(
            time,
            Period {
                from: None,
                until: Some(from),
            },
        ),
        None => time,
    }
}

/// The days that lie in both.
fn within(a: Period, b: Period) -> Period {
    let earlier = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    Period {
        from: a.from.max(b.from),
        until: earlier,
    }
}

/// On which side a time reaches beyond the life of an act, as far as that is known.
fn outside(period: Period, life: Period) -> Option<&'static str> {
    let before = life
        .from
        .is_some_and(|born| period.from.is_none_or(|from| from < born));
    let after = life
        .until
        .is_some_and(|dead| period.until.is_none_or(|until| until > dead));
    match (before, after) {
        (true, _) => Some("trước ngày văn bản có hiệu lực"),
        (_, true) => Some("sau ngày văn bản hết hiệu lực"),
        _ => None,
    }
}
