//! The findings by level, sheet, unit and rule: the index of the page and its filters.

use indexmap::IndexMap;
use serde::Serialize;

use super::super::entries;
use super::super::entries::Labels;
use super::super::words;
use super::super::words::count_or_none;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::SheetLine;

/// The index and the filters.
#[derive(Debug, Serialize)]
pub(super) struct Facets {
    /// Findings in all, without questions and without what only follows from others.
    pub(super) total: String,
    pub(super) levels: Vec<Facet>,
    pub(super) sheets: Vec<Facet>,
    pub(super) units: Vec<Facet>,
    pub(super) rules: Vec<Facet>,
    /// Findings that only follow from others, else empty.
    pub(super) following: String,
}

/// One choice of a filter, with what it leaves.
#[derive(Debug, Serialize)]
pub(super) struct Facet {
    /// By which the address of the page and the marks of a finding name it.
    pub(super) key: String,
    /// What the findings themselves call it.
    #[serde(skip)]
    name: String,
    pub(super) label: String,
    /// Findings that have it.
    pub(super) number: String,
    /// Those among them that do not only follow from another.
    pub(super) causes: String,
    pub(super) lines: Vec<FacetLine>,
}

impl Facet {
    /// What is chosen by a key, with its name and label: these findings.
    fn of(
        appraisal: &Appraisal,
        labels: &Labels,
        [key, name, label]: [String; 3],
        indices: &[usize],
    ) -> Self {
        let findings = indices
            .iter()
            .filter_map(|index| appraisal.findings.get(*index));
        Self {
            key,
            name,
            label,
            number: words::count(indices.len()),
            causes: words::count(findings.filter(|finding| finding.cause.is_none()).count()),
            lines: indices
                .iter()
                .filter_map(|index| line(appraisal, labels, *index))
                .collect(),
        }
    }
}

/// A finding as the index names it.
#[derive(Debug, Serialize)]
pub(super) struct FacetLine {
    pub(super) anchor: String,
    pub(super) label: String,
    pub(super) class: &'static str,
    pub(super) level: String,
    pub(super) sentence: String,
    /// Whether it only follows from another finding.
    pub(super) follows: bool,
    /// How many only follow from it, else empty.
    pub(super) echoes: String,
}

/// What a finding is filtered by: keys, separated by blanks.
#[derive(Debug, Serialize)]
pub(super) struct FacetTags {
    pub(super) sheets: String,
    pub(super) units: String,
    pub(super) rule: String,
}

/// Labels in the order in which they first occur.
type Groups = IndexMap<String, Vec<usize>>;

/// The findings of an appraisal by what they are filtered by.
struct FacetGroups {
    levels: IndexMap<Outcome, Vec<usize>>,
    sheets: Groups,
    units: Groups,
    rules: Groups,
    /// How many only follow from another.
    following: usize,
}

impl FacetGroups {
    fn of(appraisal: &Appraisal, listed: &[usize]) -> Self {
        let mut groups = Self {
            levels: IndexMap::new(),
            sheets: order_of_sheets(appraisal),
            units: order_of_units(appraisal),
            rules: Groups::new(),
            following: 0,
        };
        for (index, finding) in listed
            .iter()
            .filter_map(|index| Some((*index, appraisal.findings.get(*index)?)))
        {
            groups.following += usize::from(finding.cause.is_some());
            groups
                .levels
                .entry(finding.outcome)
                .or_default()
                .push(index);
            groups
                .rules
                .entry(finding.rule.clone())
                .or_default()
                .push(index);
            for sheet in sheets_of(finding) {
                groups.sheets.entry(sheet).or_default().push(index);
            }
            for unit in &finding.units {
                groups.units.entry(unit.clone()).or_default().push(index);
            }
        }
        groups.levels.sort_unstable_keys();
        groups
    }
}

impl Facets {
    /// Sorts the findings of an appraisal.
    pub(super) fn of(appraisal: &Appraisal, labels: &Labels) -> Self {
        let listed: Vec<usize> = appraisal
            .sections
            .iter()
            .flat_map(|section| section.findings.clone())
            .collect();
        let groups = FacetGroups::of(appraisal, &listed);
        let facet =
            |names: [String; 3], indices: &[usize]| Facet::of(appraisal, labels, names, indices);
        let level = |(outcome, indices): (&Outcome, &Vec<usize>)| {
            let (key, label) = (entries::class(*outcome), outcome.label());
            let names = [key.to_owned(), label.to_owned(), words::capital(label)];
            facet(names, indices)
        };
        let numbered = |sign: &str, groups: &Groups| {
            let all = (0_usize..).zip(groups);
            all.filter(|(_, (_, indices))| !indices.is_empty())
                .map(|(nth, (name, indices))| {
                    let names = [format!("{sign}{nth}"), name.clone(), name.clone()];
                    facet(names, indices)
                })
                .collect()
        };
        let rule = |(id, indices): (&String, &Vec<usize>)| {
            let first = indices.first().and_then(|at| appraisal.findings.get(*at));
            let title = first.map(|finding| finding.title.clone());
            facet([id.clone(), id.clone(), title.unwrap_or_default()], indices)
        };
        Self {
            total: words::count(listed.len() - groups.following),
            following: count_or_none(groups.following),
            levels: groups.levels.iter().map(level).collect(),
            sheets: numbered("s", &groups.sheets),
            units: numbered("u", &groups.units),
            rules: groups.rules.iter().map(rule).collect(),
        }
    }

    /// The keys that a finding has.
    pub(super) fn tags(&self, finding: &Finding) -> FacetTags {
        let keys = |facets: &[Facet], labels: &[String]| {
            let chosen = facets.iter().filter(|facet| labels.contains(&facet.name));
            chosen
                .map(|facet| facet.key.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        FacetTags {
            sheets: keys(&self.sheets, &sheets_of(finding)),
            units: keys(&self.units, &finding.units),
            rule: keys(&self.rules, std::slice::from_ref(&finding.rule)),
        }
    }
}

/// The sheets in the order of the workbook, so that a filter lists them as the tabs stand.
fn order_of_sheets(appraisal: &Appraisal) -> Groups {
    let title = |sheet: &SheetLine| match &sheet.file {
        Some(file) => format!("{} (tệp {file})", sheet.name),
        None => sheet.name.clone(),
    };
    appraisal
        .input
        .sheets
        .iter()
        .map(|sheet| (title(sheet), Vec::new()))
        .collect()
}

fn order_of_units(appraisal: &Appraisal) -> Groups {
    let units = appraisal
        .figures
        .units
        .iter()
        .filter(|unit| !unit.name.is_empty());
    units.map(|unit| (unit.name.clone(), Vec::new())).collect()
}

/// The sheets of the cells of a finding, each once.
fn sheets_of(finding: &Finding) -> Vec<String> {
    let mut indices: Vec<usize> = Vec::new();
    let mut titles = Vec::new();
    for cell in &finding.cells {
        if !indices.contains(&cell.sheet.index) {
            indices.push(cell.sheet.index);
            titles.push(cell.sheet.title());
        }
    }
    titles
}

fn line(appraisal: &Appraisal, labels: &Labels, index: usize) -> Option<FacetLine> {
    let (reference, finding) = (labels.at(index)?, appraisal.findings.get(index)?);
    let is_echo =
        |echo: &&Finding| echo.outcome != Outcome::Manual && echo.cause == Some(finding.number);
    let echoes = appraisal.findings.iter().filter(is_echo).count();
    Some(FacetLine {
        anchor: reference.anchor,
        label: reference.label,
        class: entries::class(finding.outcome),
        level: words::kind(finding).to_owned(),
        sentence: finding.sentence.clone(),
        follows: finding.cause.is_some(),
        echoes: count_or_none(echoes),
    })
}
