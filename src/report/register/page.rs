//! Register and consolidation as one page that needs nothing else: it can be filtered, printed and
//! sent.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;
use tera::Context;

use super::Consolidation;
use super::phrases;
use super::tables;
use crate::register::TotalLine;
use crate::report::ReportError;
use crate::report::clean;
use crate::report::document::PaperBlock;
use crate::report::entries;
use crate::report::html;
use crate::report::html::charts;
use crate::report::html::charts::Chart;
use crate::report::html::policy;
use crate::report::pages;
use crate::report::words;

const PAGE: &str = include_str!("../templates/so-theo-doi.html");
/// The style of all pages, then that of this one.
const STYLE: &str = concat!(
    include_str!("../templates/html/style.css"),
    include_str!("../templates/so-theo-doi.css")
);
const SCRIPT: &str = include_str!("../templates/so-theo-doi.js");

/// Everything that the template prints.
#[derive(Serialize)]
struct PageView {
    title: &'static str,
    day: String,
    iso_day: String,
    sentence: String,
    /// What has to be known before the numbers are.
    notices: Vec<String>,
    tiles: Vec<RegisterTile>,
    lines: Vec<LineView>,
    /// What the lines can be filtered by.
    kinds: Vec<String>,
    bodies: Vec<String>,
    recommendations: Vec<&'static str>,
    awaited: Vec<String>,
    unreadable: Vec<[String; 2]>,
    quotas: Chart,
    blocks: Vec<PaperBlock>,
    style: &'static str,
    script: &'static str,
    policy: String,
}

#[derive(Serialize)]
struct RegisterTile {
    label: &'static str,
    number: String,
    class: &'static str,
}

#[derive(Serialize)]
struct LineView {
    left: String,
    tone: &'static str,
    name: String,
    kind: String,
    body: String,
    round: String,
    due: String,
    assigned: String,
    proposed: String,
    approved: String,
    present: String,
    wrong: usize,
    data: usize,
    explain: usize,
    other: usize,
    recommendation: &'static str,
    class: &'static str,
    awaited: String,
    change: String,
    dossier: String,
    files: String,
    result: String,
    papers: String,
    /// Whether it counts.
    stands: bool,
}

/// Style and script of the page as sources of a content security policy: for a page that shows it
/// inside.
#[must_use]
pub fn sources() -> [String; 2] {
    [STYLE, SCRIPT].map(policy::source)
}

pub(super) fn write(
    consolidation: &Consolidation<'_>,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let sources = [
        ("head.html", html::HEAD),
        ("components.html", html::COMPONENTS),
        ("so-theo-doi.html", PAGE),
    ];
    let context = Context::from_serialize(&view(consolidation))?;
    let text = pages::templates(sources, clean::markup)?.render("so-theo-doi.html", &context)?;
    Ok(out.write_all(text.as_bytes())?)
}

fn view(consolidation: &Consolidation<'_>) -> PageView {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    let lines: Vec<LineView> = register
        .by_urgency()
        .into_iter()
        .map(|place| line(consolidation, place))
        .collect();
    let mut notices = phrases::editions(register);
    notices.extend(phrases::uncounted(register));
    let quota = |line: &TotalLine| {
        (
            phrases::label(&line.label).to_owned(),
            phrases::stated(line.proposed),
            phrases::stated(line.assigned),
        )
    };
    let quotas: Vec<_> = totals.by_body.iter().map(quota).collect();
    PageView {
        title: "Sổ theo dõi và tổng hợp đề án vị trí việc làm",
        day: words::day(register.on),
        iso_day: register.on.to_string(),
        sentence: consolidation.sentence(),
        notices,
        tiles: tiles(consolidation),
        kinds: distinct(lines.iter().map(|line| line.kind.clone())),
        bodies: distinct(lines.iter().map(|line| line.body.clone())),
        recommendations: distinct(lines.iter().map(|line| line.recommendation)),
        awaited: distinct(lines.iter().map(|line| line.awaited.clone())),
        lines,
        unreadable: register
            .unreadable
            .iter()
            .map(|bad| [bad.dossier.clone(), bad.sentence.clone()])
            .collect(),
        quotas: charts::quotas(
            "bieu-do-co-quan-quan-ly",
            "Số người đề nghị so với số được giao",
            &quotas,
        ),
        blocks: tables::blocks(consolidation),
        style: STYLE,
        script: SCRIPT,
        policy: policy::of(STYLE, SCRIPT),
    }
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.collect::<BTreeSet<T>>().into_iter().collect()
}

fn tiles(consolidation: &Consolidation<'_>) -> Vec<RegisterTile> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    let days = |is: fn(i32) -> bool| {
        totals
            .all
            .dossiers
            .iter()
            .filter(|place| register.urgency(**place).days_left.is_some_and(is))
            .count()
    };
    let tile = |label, number: usize, class| RegisterTile {
        label,
        number: words::count(number),
        class,
    };
    vec![
        tile("cơ quan, đơn vị", totals.all.dossiers.len(), ""),
        tile("phê duyệt được", totals.all.fit, "pass"),
        tile("quá hạn", days(|days| days < 0), "violation"),
        tile(
            "đến hạn trong 7 ngày",
            days(|days| (0..=7).contains(&days)),
            "explain",
        ),
        tile("không xét được", register.unreadable.len(), "missing"),
    ]
}

fn line(consolidation: &Consolidation<'_>, place: usize) -> LineView {
    let register = consolidation.register;
    let (line, round, urgency) = (
        &register.lines[place],
        &register.rounds[place],
        register.urgency(place),
    );
    let (agency, found) = (&line.agency, line.findings);
    let number = |number: Option<i64>| number.map(words::whole).unwrap_or_default();
    LineView {
        left: phrases::days_left(urgency),
        tone: phrases::tone(urgency).map_or("", entries::class),
        name: line.name().to_owned(),
        kind: phrases::label(&agency.kind_label).to_owned(),
        body: phrases::label(&agency.superior).to_owned(),
        round: format!("{}/{}", round.round, round.of),
        due: line.due_on.map(words::day).unwrap_or_default(),
        assigned: number(agency.assigned),
        proposed: number(agency.proposed),
        approved: number(line.approved),
        present: number(agency.present),
        wrong: found.law,
        data: found.data,
        explain: found.explain,
        other: found.missing + found.doubtful,
        recommendation: line.recommendation.label(),
        class: entries::class(phrases::tone_of(line.recommendation)),
        awaited: phrases::awaited(urgency.awaited),
        change: phrases::since(round),
        dossier: line.place.name.clone(),
        files: line.place.files.clone(),
        result: line.place.result.clone(),
        papers: line.place.papers.clone(),
        stands: round.stands(),
    }
}
