//! The appraisal as the templates see it: plain texts, flags and lists, nothing left to compute.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::entries;
use super::entries::FindingLink;
use super::entries::Labels;
use super::entries::QuestionEntry;
use super::figures;
use super::figures::FiguresView;
use super::words;
use crate::cells::Visibility;
use crate::law::Outcome;
use crate::opinion::ActLine;
use crate::opinion::ActScope;
use crate::opinion::ActStatus;
use crate::opinion::Appraisal;
use crate::opinion::ComponentLine;
use crate::opinion::Finding;
use crate::opinion::PositionLine;
use crate::opinion::RemarkLine;
use crate::opinion::SheetLine;
use crate::opinion::UnreadLine;
use crate::opinion::WaiverLine;

/// Everything that a template may print.
#[derive(Debug, Serialize)]
pub(super) struct AppraisalView {
    /// `Thẩm định Đề án vị trí việc làm của …`
    pub(super) subject: String,
    /// `Báo cáo thẩm định Đề án vị trí việc làm của …`
    pub(super) title: String,
    /// Day of the law applied, as XML dates are written.
    pub(super) iso_day: String,
    pub(super) conclusion: ConclusionView,
    /// What was not read, told before the findings.
    pub(super) unread: Vec<RemarkView>,
    /// Judgements by outcome, gravest first.
    pub(super) counts: Vec<Count>,
    pub(super) total: String,
    /// The gravest things to deal with.
    pub(super) gravest: Vec<AgendaLine>,
    pub(super) information: Vec<LabelledText>,
    pub(super) components: Vec<Component>,
    pub(super) acts: Vec<AnnexAct>,
    pub(super) as_of: String,
    pub(super) as_of_source: String,
    pub(super) figures: FiguresView,
    pub(super) questions: Vec<QuestionEntry>,
    pub(super) scope: ScopeView,
    pub(super) sheets: Vec<SheetView>,
    pub(super) remarks: Vec<RemarkView>,
    pub(super) positions: Vec<Position>,
    pub(super) waivers: Vec<WaiverView>,
    /// What is needed to run it again.
    pub(super) foot: Vec<LabelledText>,
}

#[derive(Debug, Serialize)]
pub(super) struct ConclusionView {
    pub(super) sentence: String,
    pub(super) class: &'static str,
    /// Empty when the law of the profile governs.
    pub(super) warning: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Count {
    pub(super) label: String,
    pub(super) number: String,
}

#[derive(Debug, Serialize)]
pub(super) struct AgendaLine {
    pub(super) label: String,
    pub(super) anchor: String,
    pub(super) sentence: String,
}

/// A label and what stands beside it.
#[derive(Debug, Serialize)]
pub(super) struct LabelledText {
    pub(super) label: &'static str,
    pub(super) value: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Component {
    pub(super) name: String,
    pub(super) present: &'static str,
    pub(super) number: String,
    pub(super) date: String,
    pub(super) cell: String,
}

#[derive(Debug, Serialize)]
pub(super) struct AnnexAct {
    pub(super) title: String,
    pub(super) sentence: String,
    /// Whether it does not govern on the date, or something has taken its place since.
    pub(super) boxed: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct ScopeView {
    pub(super) rules: String,
    pub(super) judged: String,
    pub(super) not_applicable: Listed,
    pub(super) doubtful: Listed,
    pub(super) missing: Listed,
    pub(super) recalled: Listed,
    pub(super) acts: Vec<ActScopeView>,
    /// The provisions of which there is no text, a line each.
    pub(super) unknown: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Listed {
    pub(super) number: String,
    pub(super) any: bool,
    pub(super) ids: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct ActScopeView {
    pub(super) act: String,
    pub(super) by_machine: String,
    pub(super) by_hand: String,
    pub(super) out_of_scope: String,
}

#[derive(Debug, Serialize)]
pub(super) struct SheetView {
    pub(super) name: String,
    pub(super) confidence: String,
    pub(super) visibility: &'static str,
    pub(super) rows: String,
    pub(super) reason: String,
}

#[derive(Debug, Serialize)]
pub(super) struct RemarkView {
    pub(super) sentence: String,
    pub(super) place: String,
    /// The same after the word for cells.
    pub(super) cells: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Position {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) group: String,
    pub(super) unit: String,
    pub(super) rank: String,
    pub(super) proposed: String,
    pub(super) present: String,
    pub(super) findings: Vec<FindingLink>,
    pub(super) cell: String,
}

/// A waiver in its annex.
#[derive(Debug, Serialize)]
pub(super) struct WaiverView {
    pub(super) title: String,
    pub(super) rule: String,
    pub(super) about: String,
    pub(super) approved_by: String,
    pub(super) document: String,
    pub(super) reason: String,
    pub(super) until: String,
    pub(super) state: String,
}

/// A label and what stands beside it.
pub(super) fn labelled(label: &'static str, value: &str) -> LabelledText {
    LabelledText {
        label,
        value: value.to_owned(),
    }
}

impl AppraisalView {
    /// Lays out an appraisal.
    pub(super) fn of(appraisal: &Appraisal) -> Self {
        let labels = Labels::of(appraisal);
        let questions = entries::questions(appraisal, &labels);
        let agency = if appraisal.agency.name.is_empty() {
            "cơ quan, đơn vị (chưa ghi tên trong hồ sơ)".to_owned()
        } else {
            appraisal.agency.name.clone()
        };
        Self {
            subject: format!("Thẩm định Đề án vị trí việc làm của {agency}"),
            title: format!("Báo cáo thẩm định Đề án vị trí việc làm của {agency}"),
            iso_day: appraisal.law.as_of.to_string(),
            conclusion: conclusion(appraisal),
            unread: unread(appraisal),
            counts: counts(appraisal),
            total: words::count(appraisal.counts.total()),
            gravest: gravest(appraisal, &labels),
            information: information(appraisal),
            components: components(appraisal),
            acts: acts(appraisal),
            as_of: words::day(appraisal.law.as_of),
            as_of_source: appraisal.law.as_of_source.to_string(),
            figures: figures::of(appraisal),
            questions,
            scope: scope(appraisal),
            sheets: sheets(appraisal),
            remarks: remarks(appraisal),
            positions: positions(appraisal, &labels),
            waivers: waivers(appraisal),
            foot: foot(appraisal),
        }
    }
}

fn conclusion(appraisal: &Appraisal) -> ConclusionView {
    ConclusionView {
        sentence: appraisal.conclusion.sentence.clone(),
        class: appraisal.recommendation.key(),
        warning: appraisal.law.warning.clone().unwrap_or_default(),
    }
}

fn counts(appraisal: &Appraisal) -> Vec<Count> {
    let counts = &appraisal.counts;
    let line = |outcome: Outcome| Count {
        label: words::capital(outcome.label()),
        number: words::count(counts.of(outcome)),
    };
    Outcome::ALL.into_iter().map(line).collect()
}

/// So many of the gravest stand before all.
const GRAVEST: usize = 3;

/// The gravest findings, for whoever reads only the first lines; what only follows from another
/// goes away with it.
fn gravest(appraisal: &Appraisal, labels: &Labels) -> Vec<AgendaLine> {
    let wanted = |finding: &Finding| {
        matches!(finding.outcome, Outcome::Violation | Outcome::Explain) && finding.cause.is_none()
    };
    let line = |(index, finding): (usize, &Finding)| {
        let place = labels.at(index)?;
        Some(AgendaLine {
            label: place.label,
            anchor: place.anchor,
            sentence: finding.sentence.clone(),
        })
    };
    let here = appraisal
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| wanted(finding));
    here.filter_map(line).take(GRAVEST).collect()
}

fn information(appraisal: &Appraisal) -> Vec<LabelledText> {
    let agency = &appraisal.agency;
    let law = &appraisal.law;
    let date = |date: Option<Date>| date.map(words::day).unwrap_or_default();
    let mut pairs = vec![
        labelled("Cơ quan, đơn vị đề nghị", &words::or_blank(&agency.name)),
        labelled(
            "Cơ quan quản lý trực tiếp",
            &words::or_blank(&agency.superior),
        ),
        labelled("Loại cơ quan, đơn vị", &words::or_blank(&agency.kind_label)),
    ];
    if !agency.autonomy.is_empty() {
        pairs.push(labelled("Mức độ tự chủ tài chính", &agency.autonomy));
    }
    let due = agency.due_on.map_or_else(
        || "người thẩm định xác định theo ngày nhận đủ hồ sơ".to_owned(),
        |due| format!("chậm nhất ngày {}", words::day(due)),
    );
    let profile = format!("{} ({})", law.profile_title, law.profile_source);
    let day = format!("{} ({})", words::day(law.as_of), law.as_of_source);
    pairs.extend([
        labelled("Lần trình", &words::or_blank(&agency.submission)),
        labelled("Văn bản đề nghị", &words::or_blank(&agency.request)),
        labelled("Ngày trình", &words::or_blank(&date(agency.submitted_on))),
        labelled("Thời hạn thẩm định", &due),
        labelled(
            "Quyết định giao biên chế, số người",
            &words::or_blank(&agency.assignment),
        ),
        labelled("Được giao / đề nghị / có mặt", &three(appraisal)),
        labelled("Loại hồ sơ", &profile),
        labelled("Ngày áp dụng pháp luật", &day),
    ]);
    pairs
}

fn three(appraisal: &Appraisal) -> String {
    let agency = &appraisal.agency;
    [agency.assigned, agency.proposed, agency.present]
        .map(words::maybe)
        .join(" / ")
}

fn components(appraisal: &Appraisal) -> Vec<Component> {
    let line = |component: &ComponentLine| Component {
        name: component.name.clone(),
        present: match component.present {
            Some(true) => "Có",
            Some(false) => "Không",
            None => "Chưa rõ",
        },
        number: component.number.clone(),
        date: component.date.clone(),
        cell: component.cell.to_string(),
    };
    appraisal.components.iter().map(line).collect()
}

fn acts(appraisal: &Appraisal) -> Vec<AnnexAct> {
    let line = |act: &ActLine| AnnexAct {
        title: act.title.clone(),
        sentence: act.sentence.clone(),
        boxed: act.status != ActStatus::InForce || act.replaced_by.is_some(),
    };
    appraisal.law.acts.iter().map(line).collect()
}

fn scope(appraisal: &Appraisal) -> ScopeView {
    let scope = &appraisal.scope;
    let listed = |ids: &[String]| Listed {
        number: words::count(ids.len()),
        any: !ids.is_empty(),
        ids: ids.to_vec(),
    };
    let act = |act: &ActScope| ActScopeView {
        act: words::act(&act.act),
        by_machine: words::count(act.by_machine),
        by_hand: words::count(act.by_hand),
        out_of_scope: words::count(act.out_of_scope),
    };
    ScopeView {
        rules: words::count(scope.rules),
        judged: words::count(scope.judged),
        not_applicable: listed(&scope.not_applicable),
        doubtful: listed(&scope.doubtful),
        missing: listed(&scope.missing),
        recalled: listed(&scope.recalled),
        acts: scope.acts.iter().map(act).collect(),
        unknown: scope.unknown.iter().map(words::unknown).collect(),
    }
}

fn sheets(appraisal: &Appraisal) -> Vec<SheetView> {
    let line = |sheet: &SheetLine| SheetView {
        name: sheet.name.clone(),
        confidence: words::percent(Some(sheet.confidence * Decimal::ONE_HUNDRED)),
        visibility: match sheet.visibility {
            Visibility::Hidden => "ẩn",
            Visibility::VeryHidden => "ẩn sâu",
            Visibility::Visible => "",
        },
        rows: words::count(sheet.rows),
        reason: sheet.reason.clone(),
    };
    appraisal.input.sheets.iter().map(line).collect()
}

fn unread(appraisal: &Appraisal) -> Vec<RemarkView> {
    let line = |line: &UnreadLine| RemarkView {
        sentence: line.sentence.clone(),
        cells: words::cells(&words::places(&line.ranges)),
        place: words::places(&line.ranges),
    };
    appraisal.unread.iter().map(line).collect()
}

fn remarks(appraisal: &Appraisal) -> Vec<RemarkView> {
    let line = |remark: &RemarkLine| {
        let place = words::places_of(&remark.cells);
        RemarkView {
            sentence: remark.sentence.clone(),
            cells: words::cells(&place),
            place,
        }
    };
    appraisal.remarks.iter().map(line).collect()
}

fn positions(appraisal: &Appraisal, labels: &Labels) -> Vec<Position> {
    let line = |position: &PositionLine| Position {
        code: position.code.clone(),
        name: position.name.clone(),
        group: position.group.clone(),
        unit: position.unit.clone(),
        rank: position.rank.clone(),
        proposed: position.proposed.clone(),
        present: position.present.clone(),
        findings: position
            .findings
            .iter()
            .filter_map(|index| labels.at(*index))
            .collect(),
        cell: position.cell.to_string(),
    };
    appraisal.positions.iter().map(line).collect()
}

fn waivers(appraisal: &Appraisal) -> Vec<WaiverView> {
    let line = |waiver: &WaiverLine| WaiverView {
        title: waiver.title.clone(),
        rule: waiver.rule.clone(),
        about: words::capital(&waiver.about()),
        approved_by: waiver.approved_by.clone(),
        document: format!(
            "{}, ngày {}",
            waiver.document.number,
            words::day(waiver.document.date)
        ),
        reason: waiver.reason.clone(),
        until: words::day(waiver.until),
        state: match waiver.findings {
            0 => words::capital(waiver.state.label()),
            findings => format!(
                "{} ({} nội dung)",
                words::capital(waiver.state.label()),
                words::count(findings)
            ),
        },
    };
    appraisal.waivers.iter().map(line).collect()
}

fn foot(appraisal: &Appraisal) -> Vec<LabelledText> {
    let law = &appraisal.law;
    let reviewed = law
        .reviewed_on
        .map(|on| format!(", rà soát gần nhất ngày {}", words::day(on)))
        .unwrap_or_default();
    let mut pairs = vec![
        labelled("Tệp đã thẩm định", &appraisal.input.file),
        labelled("SHA-256 của tệp", &appraisal.input.sha256),
    ];
    if let Some(file) = &appraisal.input.waivers {
        let value = format!("{}, SHA-256 {}", file.file, file.sha256);
        pairs.push(labelled("Tệp miễn trừ", &value));
    }
    let program = format!("{} {}", appraisal.program.name, appraisal.program.version);
    pairs.extend([
        labelled("Chương trình", &program),
        labelled("Bộ quy tắc", &format!("{}{reviewed}", law.origin)),
        labelled("SHA-256 của bộ quy tắc", &law.digest),
        labelled("Ngày áp dụng pháp luật", &words::day(law.as_of)),
    ]);
    pairs
}
