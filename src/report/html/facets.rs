//! The findings by level, sheet, unit and rule: the index of the page and its filters.

use indexmap::IndexMap;
use serde::Serialize;

use super::super::entries;
use super::super::entries::Labels;
use super::super::words;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;

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
pub(super) struct Tags {
    pub(super) sheets: String,
    pub(super) units: String,
    pub(super) rule: String,
}

/// Labels in the order in which they first occur.
type Groups = IndexMap<String, Vec<usize>>;

impl Facets {
    /// Sorts the findings of an appraisal.
    pub(super) fn of(appraisal: &Appraisal, labels: &Labels) -> Self {
        let listed: Vec<usize> = appraisal.sections.iter().flat_map(|section| section.findings.clone()).collect();
        let finding = |index: &usize| appraisal.findings.get(*index);
        let mut levels: IndexMap<Outcome, Vec<usize>> = IndexMap::new();
        let (mut sheets, mut units, mut rules) = (order_of_sheets(appraisal), order_of_units(appraisal), Groups::new());
        let mut following = 0;
        for (index, finding) in listed.iter().filter_map(|index| Some((*index, finding(index)?))) {
            following += usize::from(finding.cause.is_some());
            levels.entry(finding.outcome).or_default().push(index);
            rules.entry(finding.rule.clone()).or_default().push(index);
            for sheet in sheets_of(finding) {
                sheets.entry(sheet).or_default().push(index);
            }
            for unit in &finding.units {
                units.entry(unit.clone()).or_default().push(index);
            }
        }
        levels.sort_unstable_keys();
        let facet = |key: String, name: &str, label: String, indices: &[usize]| Facet {
            key,
            name: name.to_owned(),
            label,
            number: words::count(indices.len()),
            causes: words::count(indices.iter().filter_map(finding).filter(|f| f.cause.is_none()).count()),
            lines: indices.iter().filter_map(|index| line(appraisal, labels, *index)).collect(),
        };
        let level = |(outcome, indices): (&Outcome, &Vec<usize>)| {
            facet(entries::class(*outcome).to_owned(), outcome.label(), words::capital(outcome.label()), indices)
        };
        let numbered = |sign: &str, groups: &Groups| {
            let all = groups.iter().enumerate().filter(|(_, (_, indices))| !indices.is_empty());
            all.map(|(nth, (name, indices))| facet(format!("{sign}{nth}"), name, name.clone(), indices)).collect()
        };
        let rule = |(id, indices): (&String, &Vec<usize>)| {
            let title = indices.first().and_then(finding).map(|finding| finding.title.clone()).unwrap_or_default();
            facet(id.clone(), id, title, indices)
        };
        Self {
            total: words::count(listed.len() - following),
            following: if following > 0 { words::count(following) } else { String::new() },
            levels: levels.iter().map(level).collect(),
            sheets: numbered("s", &sheets),
            units: numbered("u", &units),
            rules: rules.iter().map(rule).collect(),
        }
    }

    /// The keys that a finding has.
    pub(super) fn tags(&self, finding: &Finding) -> Tags {
        let keys = |facets: &[Facet], labels: &[String]| {
            let chosen = facets.iter().filter(|facet| labels.contains(&facet.name));
            chosen.map(|facet| facet.key.as_str()).collect::<Vec<_>>().join(" ")
        };
        Tags {
            sheets: keys(&self.sheets, &sheets_of(finding)),
            units: keys(&self.units, &finding.units),
            rule: keys(&self.rules, std::slice::from_ref(&finding.rule)),
        }
    }
}

/// The sheets in the order of the workbook, so that a filter lists them as the tabs stand.
fn order_of_sheets(appraisal: &Appraisal) -> Groups {
    let title = |sheet: &crate::opinion::SheetLine| match &sheet.file {
        Some(file) => format!("{} (tệp {file})", sheet.name),
        None => sheet.name.clone(),
    };
    appraisal.input.sheets.iter().map(|sheet| (title(sheet), Vec::new())).collect()
}

fn order_of_units(appraisal: &Appraisal) -> Groups {
    let units = appraisal.figures.units.iter().filter(|unit| !unit.name.is_empty());
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
    let is_echo = |echo: &&Finding| echo.outcome != Outcome::Manual && echo.cause == Some(finding.number);
    let echoes = appraisal.findings.iter().filter(is_echo).count();
    Some(FacetLine {
        anchor: reference.anchor,
        label: reference.label,
        class: entries::class(finding.outcome),
        level: words::kind(finding).to_owned(),
        sentence: finding.sentence.clone(),
        follows: finding.cause.is_some(),
        echoes: if echoes > 0 { words::count(echoes) } else { String::new() },
    })
}
