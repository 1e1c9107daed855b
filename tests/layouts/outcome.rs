//! What the program says of a workbook, and where two answers differ.

use std::collections::BTreeMap;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::FindingSubject;

use crate::headings::plain;
use crate::support::Sheets;

/// What must not change with the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The workbook was refused, with the sentence.
    Refused(String),
    /// The workbook was judged.
    Judged(Judged),
}

/// What was said of a workbook that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    /// Code, name, group, unit, people proposed of each position, and how often it is there.
    positions: BTreeMap<String, usize>,
    /// People by the list of positions.
    people: Option<i64>,
    /// Findings by outcome, rule, subject.
    findings: BTreeMap<(String, String, String), usize>,
}

/// Where an answer differs from the right one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Difference {
    /// False words: violations, requests to explain, missing data that are not there.
    pub(crate) false_words: usize,
    /// Everything that differs, in a few words, the most telling first.
    pub(crate) said: Vec<String>,
}

/// Reads and judges a workbook.
pub(crate) fn answer(engine: &Engine, book: &Sheets) -> Answer {
    let files = [Submitted::new("de-an.xlsx", book.to_xlsx())];
    match engine.appraise(&files, &ReadingManner::default(), &Asked::default()) {
        Ok(appraisal) => Answer::Judged(judged(&appraisal)),
        Err(error) => Answer::Refused(error.to_string()),
    }
}

fn judged(appraisal: &Appraisal) -> Judged {
    let mut positions = BTreeMap::new();
    for line in &appraisal.positions {
        let parts = [&line.code, &line.name, &line.group, &line.unit].map(|part| folded(part));
        *positions
            .entry(format!("{} · {}", parts.join(" · "), count(&line.proposed)))
            .or_default() += 1;
    }
    let mut findings = BTreeMap::new();
    for finding in &appraisal.findings {
        let instances = finding.instances.iter().map(|instance| &instance.subject);
        let alone = finding.instances.is_empty().then_some(&finding.subject);
        for subject in alone.into_iter().chain(instances) {
            let key = (
                finding.outcome.label().to_owned(),
                finding.rule.clone(),
                called(subject),
            );
            *findings.entry(key).or_default() += 1;
        }
    }
    Judged {
        positions,
        people: appraisal.figures.people,
        findings,
    }
}

fn called(subject: &FindingSubject) -> String {
    let name = if subject.key.is_empty() {
        &subject.name
    } else {
        &subject.key
    };
    format!("{} {}", subject.kind, folded(name))
}

/// A text without what only looks: case, accents as they are typed, signs, blanks, `quý` or `quí`.
fn folded(text: &str) -> String {
    let plain = plain(text).to_lowercase().replace('y', "i");
    let words = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A count without what only looks: `05 người` is 5.
fn count(text: &str) -> String {
    let digits: String = text
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits
        .parse::<i64>()
        .map_or_else(|_| folded(text), |number| number.to_string())
}

impl Answer {
    /// The same without the notes of a rule.
    pub(crate) fn without_notes(mut self, rule: &str) -> Self {
        if let Self::Judged(judged) = &mut self {
            judged
                .findings
                .retain(|(outcome, own, _), _| outcome != Outcome::Note.label() || own != rule);
        }
        self
    }

    /// Where it differs from the right answer; nothing when it says the same.
    pub(crate) fn differs(&self, right: &Self) -> Option<Difference> {
        match (self, right) {
            (one, other) if one == other => None,
            (Self::Judged(one), Self::Judged(right)) => Some(difference(one, right)),
            (Self::Refused(why), _) => Some(Difference {
                false_words: 1,
                said: vec![format!("không nhận hồ sơ: {why}")],
            }),
            _ => Some(Difference {
                false_words: 1,
                said: vec!["mẫu gốc bị từ chối".into()],
            }),
        }
    }
}

fn difference(one: &Judged, right: &Judged) -> Difference {
    let mut out = Difference::default();
    let (positions, before) = (
        one.positions.values().sum::<usize>(),
        right.positions.values().sum::<usize>(),
    );
    if positions != before {
        out.said.push(format!("{before} → {positions} vị trí"));
    }
    if one.people != right.people {
        let shown =
            |people: Option<i64>| people.map_or_else(|| "?".into(), |people| people.to_string());
        out.said.push(format!(
            "{} → {} người",
            shown(right.people),
            shown(one.people)
        ));
    }
    let mut appeared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (key, number) in more(&one.findings, &right.findings) {
        *appeared.entry((&key.0, &key.1)).or_default() += number;
        if [Outcome::Violation, Outcome::Explain, Outcome::Missing]
            .iter()
            .any(|outcome| outcome.label() == key.0)
        {
            out.false_words += number;
        }
    }
    let mut gone: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (key, number) in more(&right.findings, &one.findings) {
        *gone.entry((&key.0, &key.1)).or_default() += number;
    }
    out.said.extend(
        appeared
            .iter()
            .map(|((outcome, rule), number)| format!("+{number} {outcome} `{rule}`")),
    );
    out.said.extend(
        gone.iter()
            .map(|((outcome, rule), number)| format!("−{number} {outcome} `{rule}`")),
    );
    if let Some((position, _)) = more(&one.positions, &right.positions).next() {
        out.said.push(format!("vị trí lạ: {position}"));
    }
    if let Some((position, _)) = more(&right.positions, &one.positions).next() {
        out.said.push(format!("mất vị trí: {position}"));
    }
    out
}

/// What one count has more than another.
fn more<'a, K: Ord>(
    one: &'a BTreeMap<K, usize>,
    other: &'a BTreeMap<K, usize>,
) -> impl Iterator<Item = (&'a K, usize)> {
    one.iter().filter_map(|(key, number)| {
        let surplus = number.saturating_sub(other.get(key).copied().unwrap_or_default());
        (surplus > 0).then_some((key, surplus))
    })
}
