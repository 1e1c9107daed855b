//! The comparison as text and templates see it: plain texts and lists, nothing left to compute.

use serde::Serialize;

use super::lines;
use super::lines::DiffContent;
use super::lines::DiffGroup;
use crate::law::Outcome;
use crate::opinion::Comparison;
use crate::opinion::DaySource;
use crate::opinion::Fate;
use crate::opinion::FigureChange;
use crate::opinion::FindingChange;
use crate::opinion::Side;
use crate::opinion::UnboundAnswer;
use crate::report::entries::class;
use crate::report::view::LabelledText;
use crate::report::view::labelled;
use crate::report::words;

/// Everything that a comparison prints.
#[derive(Debug, Serialize)]
pub(super) struct DiffView {
    pub(super) title: String,
    /// Name of the agency, or what stands in for it.
    pub(super) agency: String,
    /// Day of the law applied, as XML dates are written.
    pub(super) iso_day: String,
    /// The same as people write it.
    pub(super) as_of: String,
    /// What is to be looked at before all else.
    pub(super) warnings: Vec<String>,
    pub(super) notices: Vec<String>,
    pub(super) sentence: String,
    /// Class of the conclusion: whether anything is left to do.
    pub(super) verdict: &'static str,
    pub(super) tiles: Vec<DiffTile>,
    pub(super) information: Vec<LabelledText>,
    pub(super) findings: Vec<Findings>,
    /// Answers of the agency that fit no finding.
    pub(super) unbound: Vec<String>,
    pub(super) figures: Vec<DiffFigure>,
    pub(super) layout: Vec<String>,
    pub(super) structure: Vec<DiffGroup>,
    pub(super) content: Vec<DiffContent>,
    /// What is needed to run it again.
    pub(super) foot: Vec<LabelledText>,
}

#[derive(Debug, Serialize)]
pub(super) struct DiffTile {
    pub(super) label: &'static str,
    pub(super) class: &'static str,
    pub(super) number: String,
    /// The section that lists them.
    pub(super) anchor: &'static str,
}

/// Findings that became the same.
#[derive(Debug, Serialize)]
pub(super) struct Findings {
    #[serde(skip)]
    pub(super) fate: Option<Fate>,
    pub(super) label: String,
    pub(super) entries: Vec<DiffFinding>,
}

#[derive(Debug, Serialize)]
pub(super) struct DiffFinding {
    #[serde(skip)]
    pub(super) outcome: Option<Outcome>,
    pub(super) class: &'static str,
    /// Its number in the papers of the submission that has it, the later one first.
    pub(super) number: usize,
    /// Its number in those of the earlier one, where both have it and the number is another.
    pub(super) former: Option<usize>,
    pub(super) level: &'static str,
    pub(super) sentence: String,
    /// What the agency answered; else empty.
    pub(super) answer: String,
    /// What the earlier submission was told, where that differs; else empty.
    pub(super) before: String,
    pub(super) citation: String,
    /// What is still to be done; empty for what is gone.
    pub(super) remedy: String,
    pub(super) place: String,
    /// The same after the word for cells.
    pub(super) cells: String,
}

#[derive(Debug, Serialize)]
pub(super) struct DiffFigure {
    pub(super) label: &'static str,
    pub(super) old: String,
    pub(super) new: String,
}

impl DiffView {
    /// Lays out a comparison.
    pub(super) fn of(comparison: &Comparison) -> Self {
        let agency = match (
            comparison.new.agency.as_str(),
            comparison.old.agency.as_str(),
        ) {
            ("", "") => "cơ quan, đơn vị (chưa ghi tên trong hồ sơ)".to_owned(),
            ("", name) | (name, _) => name.to_owned(),
        };
        Self {
            title: format!("So sánh hai bản Đề án vị trí việc làm của {agency}"),
            agency,
            iso_day: comparison.law.as_of.to_string(),
            as_of: words::day(comparison.law.as_of),
            verdict: if comparison.findings.iter().any(is_left) {
                "revise"
            } else {
                "approve"
            },
            warnings: comparison.warnings.clone(),
            notices: comparison
                .law
                .warning
                .iter()
                .chain(&comparison.notices)
                .cloned()
                .collect(),
            sentence: comparison.summary.sentence.clone(),
            tiles: tiles(comparison),
            information: information(comparison),
            findings: Fate::ALL
                .into_iter()
                .map(|fate| findings(comparison, fate))
                .filter(|g| !g.entries.is_empty())
                .collect(),
            unbound: comparison.answers_unbound.iter().map(unbound).collect(),
            figures: comparison.figures.iter().map(figure).collect(),
            layout: lines::layout(comparison),
            structure: lines::structure(comparison),
            content: lines::content(comparison),
            foot: foot(comparison),
        }
    }
}

/// Whether a finding is still to be dealt with.
fn is_left(change: &FindingChange) -> bool {
    change.new.is_some() || change.fate == Fate::LimitMoved
}

fn unbound(answer: &UnboundAnswer) -> String {
    let number = answer
        .number
        .map(|number| format!(", ghi số {number}"))
        .unwrap_or_default();
    format!(
        "{}{number}: “{}”",
        words::capital(&words::cells(&answer.place)),
        answer.answer
    )
}

fn tiles(comparison: &Comparison) -> Vec<DiffTile> {
    let summary = &comparison.summary;
    // Nothing is no alarm: only what is there has a colour.
    let tile = |label, class: &'static str, number: usize, anchor| DiffTile {
        label,
        class: if number > 0 { class } else { "" },
        number: words::count(number),
        anchor,
    };
    vec![
        tile("đã sửa", "pass", summary.fixed, "tham-dinh"),
        tile(
            "chỉ mức so sánh đã đổi",
            "violation",
            summary.limit_moved,
            "tham-dinh",
        ),
        tile("mới phát sinh", "violation", summary.new, "tham-dinh"),
        tile(
            "vẫn còn",
            "explain",
            summary.same + summary.changed,
            "tham-dinh",
        ),
        tile(
            "đối tượng đã bỏ, không kiểm tra được",
            "waived",
            summary.subject_dropped + summary.not_judged,
            "tham-dinh",
        ),
        tile(
            "thay đổi không ai yêu cầu",
            "missing",
            summary.unasked,
            "thay-doi",
        ),
    ]
}

fn information(comparison: &Comparison) -> Vec<LabelledText> {
    let law = &comparison.law;
    let side = |side: &Side| {
        let day = side.submitted_on.map_or_else(
            || "không ghi ngày trình".to_owned(),
            |on| format!("ngày trình {}", words::day(on)),
        );
        format!("{} ({day}). {}", side.file, side.conclusion)
    };
    let both = format!("{} cho cả hai bản", words::day(law.as_of));
    let day = match &law.as_of_source {
        DaySource::Asked => format!("{both} ({})", DaySource::Asked),
        source => format!("{both} ({source} của bản mới)"),
    };
    vec![
        labelled("Bản cũ", &side(&comparison.old)),
        labelled("Bản mới", &side(&comparison.new)),
        labelled("Ngày xét", &day),
        labelled("Loại hồ sơ", &law.profile_title),
    ]
}

fn findings(comparison: &Comparison, fate: Fate) -> Findings {
    let of_fate = comparison
        .findings
        .iter()
        .filter(|finding| finding.fate == fate);
    // What only follows goes and comes with its cause, unless the agency answered to it.
    let (follow, here): (Vec<&FindingChange>, Vec<&FindingChange>) =
        of_fate.partition(|finding| finding.is_consequence() && finding.answer.is_empty());
    let follow = match follow.len() {
        0 => String::new(),
        number => format!(", kèm {} hệ quả", words::count(number)),
    };
    Findings {
        fate: Some(fate),
        label: format!(
            "{} ({}{follow})",
            words::capital(fate.label()),
            words::count(here.len())
        ),
        entries: here.into_iter().filter_map(finding).collect(),
    }
}

fn finding(change: &FindingChange) -> Option<DiffFinding> {
    let told = change.new.as_ref().or(change.old.as_ref())?;
    let before = change.old.as_ref().filter(|_| change.fate == Fate::Changed);
    let side = if change.new.is_some() {
        ""
    } else {
        " của bản cũ"
    };
    let former = change
        .old
        .as_ref()
        .map(|old| old.number)
        .filter(|number| *number != told.number);
    Some(DiffFinding {
        outcome: Some(told.outcome),
        class: class(told.outcome),
        number: told.number,
        former,
        level: words::kind_of(told.outcome, told.nature),
        sentence: told.sentence.clone(),
        answer: change.answer.clone(),
        before: before
            .map(|old| {
                format!(
                    "{}: {}",
                    words::kind_of(old.outcome, old.nature),
                    old.sentence
                )
            })
            .unwrap_or_default(),
        citation: change.citation.clone(),
        remedy: if change.new.is_some() {
            told.remedy.clone()
        } else {
            String::new()
        },
        cells: words::cells(&format!("{}{side}", words::places(&told.ranges))),
        place: format!("{}{side}", words::places(&told.ranges)),
    })
}

fn figure(figure: &FigureChange) -> DiffFigure {
    DiffFigure {
        label: figure.label,
        old: words::maybe(figure.old),
        new: words::maybe(figure.new),
    }
}

fn foot(comparison: &Comparison) -> Vec<LabelledText> {
    let (law, program) = (&comparison.law, &comparison.program);
    vec![
        labelled("SHA-256 của bản cũ", &comparison.old.sha256),
        labelled("SHA-256 của bản mới", &comparison.new.sha256),
        labelled(
            "Chương trình",
            &format!("{} {}", program.name, program.version),
        ),
        labelled("Bộ quy tắc", &law.origin),
        labelled("SHA-256 của bộ quy tắc", &law.digest),
        labelled("Ngày áp dụng pháp luật", &words::day(law.as_of)),
    ]
}
