//! The cells around each finding of every sample are those of its workbook.

use std::collections::BTreeSet;

use crate::support::stop;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::cells;
use vtvl::cells::Workbook;
use vtvl::opinion::Asked;
use vtvl::opinion::Excerpt;
use vtvl::opinion::Finding;

/// That the spans of all rows fill the columns: a table of HTML without holes or overlaps.
fn fills_its_columns(excerpt: &Excerpt) -> bool {
    let area: usize = excerpt
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.rows * cell.columns)
        .sum();
    area == excerpt.rows.len() * excerpt.columns.len()
}

/// How many excerpts have a row of heads.
fn with_heads(findings: &[Finding]) -> usize {
    findings
        .iter()
        .flat_map(|finding| &finding.excerpts)
        .filter(|excerpt| excerpt.rows.iter().any(|row| row.is_header))
        .count()
}

/// That a finding shows its most telling cell first, and nothing where it stands nowhere.
fn begins_with_its_first_cell(finding: &Finding) {
    if finding.cells.is_empty() {
        assert!(finding.excerpts.is_empty(), "{}", finding.rule);
        return;
    }
    let first = finding
        .excerpts
        .first()
        .unwrap_or_else(|| stop(&finding.rule));
    assert_eq!(
        first.sheet, finding.cells[0].sheet,
        "{}: the most telling cell first",
        finding.rule
    );
}

/// That an excerpt is small, without holes, marks the cells of its finding and no others, and says
/// what the workbook says.
fn is_true(excerpt: &Excerpt, finding: &Finding, workbook: &Workbook) {
    assert!(fills_its_columns(excerpt), "{}", finding.rule);
    assert!(
        excerpt.columns.len() <= 8 && excerpt.rows.len() <= 25,
        "{}",
        finding.rule
    );
    let sheet = &workbook.sheets[excerpt.sheet.index];
    let cells = excerpt.rows.iter().flat_map(|row| &row.cells);
    assert!(cells.clone().any(|cell| cell.is_marked), "{}", finding.rule);
    for cell in cells.filter(|cell| cell.rows * cell.columns == 1) {
        let (row, col) = cells::parse_cell(&cell.at).unwrap_or_else(|| stop(&cell.at));
        let named = finding.cells.contains(&sheet.at(row, col));
        assert_eq!(cell.is_marked, named, "{} {}", finding.rule, cell.at);
        let value = sheet.value(row, col).to_string();
        let shown = cell.text.trim_end_matches('…').trim_end();
        assert!(
            value.starts_with(shown) || sheet.merged(row, col).is_some(),
            "{} {value}",
            cell.at
        );
    }
}

#[test]
fn every_finding_of_every_sample_has_a_true_picture() {
    let engine = Engine::new(&Book::embedded()).unwrap_or_else(|faults| stop(&faults.to_string()));
    let (mut findings, mut headers, mut units) = (0, 0, BTreeSet::new());
    for name in [
        "so-nong-nghiep-2021-co-loi",
        "truong-thpt-2022-co-loi",
        "so-van-hoa-2021-bo-cuc-la",
    ] {
        let bytes = crate::support::sample(name).to_xlsx();
        let workbook =
            cells::open(&bytes, &engine.limits).unwrap_or_else(|error| stop(&error.to_string()));
        let files = [Submitted::new(&format!("{name}.xlsx"), bytes)];
        let appraisal = engine.appraise(&files, &ReadingManner::default(), &Asked::default());
        let appraisal = appraisal.unwrap_or_else(|error| stop(&error.to_string()));
        findings += appraisal.findings.len();
        headers += with_heads(&appraisal.findings);
        for finding in &appraisal.findings {
            units.extend(finding.units.clone());
            begins_with_its_first_cell(finding);
            for excerpt in &finding.excerpts {
                is_true(excerpt, finding, &workbook);
            }
        }
    }
    assert!(
        findings > 60 && headers > 40,
        "{findings} findings, {headers} headers"
    );
    assert!(
        units.contains("Thanh tra Sở") && units.len() > 4,
        "{units:?}"
    );
}
