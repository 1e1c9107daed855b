//! The report as one self-contained page: readable on a phone, on paper and by a screen reader,
//! with scripts and without.
//!
//! What only follows from a finding is folded under it, wherever its own section is.
//!
//! Nothing is fetched from elsewhere, and a policy in the page forbids it. The one script only
//! filters and copies links; without it everything is visible and the page has an index. All styles
//! stand under the class `vtvl`, so that another page can show the report inside. The page is
//! well-formed XML too.

pub(super) mod charts;
mod excerpt;
mod facets;
pub(super) mod policy;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;
use tera::Context;

use self::charts::Chart;
use self::excerpt::Picture;
use self::facets::FacetTags;
use self::facets::Facets;
use super::ReportError;
use super::clean;
use super::entries;
use super::entries::FindingEntry;
use super::entries::Labels;
use super::entries::ResultSection;
use super::pages;
use super::view::AppraisalView;
use super::words;
use crate::opinion::Appraisal;
use crate::opinion::Finding;

const PAGE: &str = include_str!("../templates/html/page.html");
pub(super) const HEAD: &str = include_str!("../templates/html/head.html");
const CONCLUSION: &str = include_str!("../templates/html/conclusion.html");
const FINDINGS: &str = include_str!("../templates/html/findings.html");
const FIGURES: &str = include_str!("../templates/html/figures.html");
const REST: &str = include_str!("../templates/html/rest.html");
pub(super) const COMPONENTS: &str = include_str!("../templates/html/components.html");
pub(super) const STYLE: &str = include_str!("../templates/html/style.css");
const SCRIPT: &str = include_str!("../templates/html/filter.js");

/// What the page shows beyond the common view.
#[derive(Debug, Serialize)]
struct Extras {
    /// The sections with the causes alone.
    sections: Vec<ResultSection>,
    /// The findings by level and by sheet, and what can be filtered by.
    facets: Facets,
    /// What stands beside each finding, by its anchor.
    beside: BTreeMap<String, FindingBeside>,
    charts: Vec<Chart>,
    policy: String,
}

/// What stands beside one finding.
#[derive(Debug, Serialize)]
struct FindingBeside {
    /// What only follows from it.
    echoes: Vec<FindingEntry>,
    tags: FacetTags,
    pictures: Vec<Picture>,
    /// How many cases a folded finding has.
    cases: String,
}

/// Writes the report as one page.
pub(super) fn write(appraisal: &Appraisal, out: &mut dyn Write) -> Result<(), ReportError> {
    let mut context = Context::from_serialize(&AppraisalView::of(appraisal))?;
    context.extend(Context::from_serialize(&extras(appraisal))?);
    context.insert("style", STYLE);
    context.insert("script", SCRIPT);
    let sources = [
        ("head.html", HEAD),
        ("components.html", COMPONENTS),
        ("conclusion.html", CONCLUSION),
        ("findings.html", FINDINGS),
        ("figures.html", FIGURES),
        ("rest.html", REST),
        ("page.html", PAGE),
    ];
    let text = pages::templates(sources, clean::markup)?.render("page.html", &context)?;
    Ok(out.write_all(text.as_bytes())?)
}

fn extras(appraisal: &Appraisal) -> Extras {
    let labels = Labels::of(appraisal);
    let facets = Facets::of(appraisal, &labels);
    let (sections, mut echoes) = folded(appraisal, &labels);
    let beside = |(index, finding): (usize, &Finding)| {
        let tags = facets.tags(finding);
        let pictures = finding.excerpts.iter().map(excerpt::picture).collect();
        let cases = words::count(finding.instances.len());
        let anchor = labels.at(index)?.anchor;
        let echoes = echoes.remove(&anchor).unwrap_or_default();
        Some((
            anchor,
            FindingBeside {
                echoes,
                tags,
                pictures,
                cases,
            },
        ))
    };
    Extras {
        beside: appraisal
            .findings
            .iter()
            .enumerate()
            .filter_map(beside)
            .collect(),
        sections,
        charts: charts::of(appraisal),
        policy: policy::of(STYLE, SCRIPT),
        facets,
    }
}

/// The sections with their causes, and by the anchor of each cause what only follows from it.
fn folded(
    appraisal: &Appraisal,
    labels: &Labels,
) -> (Vec<ResultSection>, BTreeMap<String, Vec<FindingEntry>>) {
    let mut sections = entries::sections(appraisal, labels);
    let mut echoes: BTreeMap<String, Vec<FindingEntry>> = BTreeMap::new();
    for section in &mut sections {
        let (causes, following) = section
            .entries
            .drain(..)
            .partition::<Vec<_>, _>(|entry| entry.cause.is_empty());
        section.entries = causes;
        for echo in following {
            echoes.entry(echo.cause.clone()).or_default().push(echo);
        }
    }
    (sections, echoes)
}
