//! What is not there to be judged: one sentence, whatever the number of rows.

use indexmap::IndexMap;

use crate::law::Outcome;
use crate::opinion::Evidence;
use crate::opinion::Finding;
use crate::report::wording::counted;

/// Subjects that a sentence names before it only counts them; the annex has them all.
const NAMED: usize = 3;

/// Whether a finding only says that data is not there.
pub(super) fn is_gap(finding: &Finding) -> bool {
    finding.outcome == Outcome::Missing
}

/// Gaps by what is not there: the number of the matter and a clause each
/// (`số người của 21 vị trí, gồm …`), whatever the number of rows.
pub(super) fn lines<'f>(gaps: impl IntoIterator<Item = &'f Finding>) -> Vec<(usize, String)> {
    // By what is not there and why: the first matter that says so, and whom it lacks of.
    let mut facts: IndexMap<(String, String), (usize, Vec<String>)> = IndexMap::new();
    let mut kind = "";
    for finding in gaps {
        kind = if finding.subject.label.is_empty() {
            "mục"
        } else {
            &finding.subject.label
        };
        for (what, why, whom) in lacking(finding) {
            let new = || (finding.number, Vec::new());
            let (_, names) = facts.entry((what, why)).or_insert_with(new);
            if !whom.is_empty() && !names.contains(&whom) {
                names.push(whom);
            }
        }
    }
    let mut clauses: IndexMap<usize, Vec<String>> = IndexMap::new();
    for ((what, why), (number, names)) in facts {
        let clause = clause(&what, &why, &names, kind);
        clauses.entry(number).or_default().push(clause);
    }
    clauses
        .into_iter()
        .map(|(number, clauses)| (number, clauses.join("; ")))
        .collect()
}

/// What is not there, of whom and why; a long list of names is in the annex.
fn clause(what: &str, why: &str, names: &[String], kind: &str) -> String {
    match names.len() {
        0 => format!("{what} ({why})"),
        1..=NAMED => format!("{what} của {} ({why})", names.join("; ")),
        many => format!(
            "{what} của {} {kind}, gồm {} ({why}; danh sách tại Phụ lục)",
            counted(many),
            names[..NAMED].join("; ")
        ),
    }
}

/// What a gap says as a finding: what is not there, in one sentence; none where the proof does not
/// tell.
pub(super) fn sentence(finding: &Finding) -> Option<String> {
    let lines: Vec<String> = lines([finding]).into_iter().map(|(_, line)| line).collect();
    (is_gap(finding) && !lines.is_empty())
        .then(|| format!("Hồ sơ chưa có số liệu: {}.", lines.join("; ")))
}

/// What is lacking, why, and of whom.
fn lacking(finding: &Finding) -> Vec<(String, String, String)> {
    let of = |evidence: &Evidence, whom: &str| {
        let why = evidence
            .value
            .strip_prefix('(')
            .and_then(|value| value.strip_suffix(')'))?;
        Some((evidence.fact.clone(), why.to_owned(), whom.to_owned()))
    };
    let is_dossier = |whom: &str| whom == "hồ sơ";
    let own = if is_dossier(&finding.subject.called) {
        ""
    } else {
        finding.subject.called.as_str()
    };
    let single = finding
        .evidence
        .iter()
        .filter_map(|evidence| of(evidence, own));
    let many = finding.instances.iter().flat_map(|instance| {
        instance
            .evidence
            .iter()
            .filter_map(|evidence| of(evidence, &instance.subject.called))
    });
    single.chain(many).collect()
}
