//! Báo cáo thẩm định: to the body that approves.

use super::agreement;
use super::annexes;
use super::approver;
use super::body;
use super::brief::Brief;
use super::brief::Matter;
use super::brief::Topic;
use super::gaps;
use super::tally;
use super::warning;
use crate::law::Outcome;
use crate::opinion::Ruling;
use crate::opinion::WaiverLine;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperRun;
use crate::report::document::PaperTable;
use crate::report::wording::counted;
use crate::report::wording::ended;
use crate::report::wording::on_day;
use crate::report::wording::open;
use crate::report::wording::two_digits;
use crate::report::words;

/// So many of the gravest matters stand in the conclusion.
const GRAVEST: usize = 6;

pub(super) fn document(brief: &Brief<'_>) -> PaperDocument {
    let subject = format!(
        "Kết quả thẩm định Đề án vị trí việc làm của {}",
        brief.agency
    );
    let mut blocks = vec![opening(brief)];
    blocks.push(PaperBlock::heading(1, "Căn cứ thẩm định"));
    blocks.extend(bases(brief));
    blocks.push(PaperBlock::heading(1, "Khái quát đề án"));
    blocks.extend(outline(brief));
    blocks.push(PaperBlock::heading(1, "Ý kiến thẩm định"));
    blocks.push(PaperBlock::paragraph(judgement(brief)));
    for topic in Topic::ALL {
        blocks.push(PaperBlock::heading(2, brief.title(topic)));
        blocks.extend(opinion(brief, topic));
    }
    blocks.extend(waived(brief));
    blocks.push(PaperBlock::heading(1, "Tổng hợp số liệu"));
    blocks.push(PaperBlock::Table(tally::summary(brief)));
    blocks.push(PaperBlock::heading(1, "Kết luận, kiến nghị"));
    blocks.extend(conclusion(brief));
    PaperDocument {
        title: format!("Báo cáo: {subject}"),
        head: Head {
            kind: "BC",
            numbered: true,
            name: "BÁO CÁO",
            subject,
            addressee: vec![approver(brief.house)],
            warning: warning(brief),
            ..Head::default()
        },
        size: 26,
        blocks,
        foot: Some(Foot {
            receivers: vec!["Như trên".to_owned(), brief.agency.clone()],
            ..Foot::default()
        }),
        annexes: annexes::of_report(brief),
    }
}

fn opening(brief: &Brief<'_>) -> PaperBlock {
    let request = PaperRun::plain(format!("Xét {}, ", brief.request()));
    let rest = PaperRun::plain(" đã thẩm định Đề án vị trí việc làm và báo cáo kết quả như sau:");
    PaperBlock::runs(vec![request, body(brief.house), rest])
}

fn bases(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let agency = &brief.appraisal.agency;
    let mut lines = brief.acts();
    if !agency.assignment.is_empty() {
        lines.push(format!("{} về giao {}", agency.assignment, brief.payroll()));
    }
    lines.push(match agency.request.as_str() {
        "" => words::capital(&brief.request()),
        _ => format!("{} và hồ sơ kèm theo", brief.request()),
    });
    let procedure = &brief.review.procedure;
    lines.extend(
        procedure
            .received
            .map(|day| format!("Ngày nhận đủ hồ sơ: {}", on_day(day))),
    );
    lines.extend(
        procedure
            .meeting
            .map(|day| format!("Biên bản họp thẩm định {}", on_day(day))),
    );
    let last = lines.len().saturating_sub(1);
    let ended = |(nth, line): (usize, String)| {
        PaperBlock::item(format!("{line}{}", if nth == last { "." } else { ";" }))
    };
    lines.into_iter().enumerate().map(ended).collect()
}

fn outline(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let (agency, figures) = (&brief.appraisal.agency, &brief.appraisal.figures);
    let known = |number: Option<i64>| number.map_or_else(|| "chưa ghi".to_owned(), two_digits);
    let day = agency
        .submitted_on
        .map(|day| format!(" tại ngày trình ({})", on_day(day)))
        .unwrap_or_default();
    let proposed = format!(
        "{} đề nghị phê duyệt {}; số được giao: {}; số có mặt: {}{day}.",
        brief.agency,
        brief.proposed(),
        known(agency.assigned),
        known(agency.present)
    );
    let units = Some(figures.units.len()).filter(|units| *units > 0);
    let units = units.map(|units| format!("Cơ cấu tổ chức gồm {} đơn vị.", counted(units)));
    let blank = Some(figures.blank_people).filter(|blank| *blank > 0);
    let blank = blank.map(|blank| format!("{} vị trí chưa ghi số người đề xuất.", counted(blank)));
    let text = [proposed]
        .into_iter()
        .chain(units)
        .chain(blank)
        .collect::<Vec<_>>()
        .join(" ");
    vec![
        PaperBlock::paragraph(text),
        PaperBlock::Table(by_group(brief)),
    ]
}

/// Positions and people by group.
fn by_group(brief: &Brief<'_>) -> PaperTable {
    let figures = &brief.appraisal.figures;
    let columns = [
        ("Nhóm vị trí việc làm", 52, false),
        ("Số vị trí", 16, true),
        ("Số người", 16, true),
        ("Tỷ lệ", 16, true),
    ];
    let mut table = PaperTable::new("Số vị trí và số người theo nhóm vị trí việc làm", &columns);
    let said = tally::by(brief, |position| position.group.clone());
    for line in &figures.groups {
        let positions = counted(line.positions);
        let (people, share) = match said.get(&line.group) {
            Some(tally) if !tally.stated => (tally::UNSTATED.to_owned(), words::percent(None)),
            _ => (two_digits(line.people), words::percent(line.share)),
        };
        table.row([line.group.clone(), positions, people, share]);
    }
    let people: i64 = figures.groups.iter().map(|line| line.people).sum();
    table.total([
        "Cộng".to_owned(),
        counted(figures.positions),
        two_digits(people),
        String::new(),
    ]);
    table
}

/// The general judgement, before the heads.
fn judgement(brief: &Brief<'_>) -> String {
    let matters = brief.matters().count();
    if brief.is_fit() {
        return "Đề án được xây dựng đúng quy định, số liệu giữa các biểu thống nhất; đủ điều kiện trình cấp có thẩm quyền \
                phê duyệt."
            .to_owned();
    }
    match matters {
        0 => "Hồ sơ chưa đủ điều kiện để thẩm định toàn bộ nội dung; cụ thể như sau.".to_owned(),
        matters => format!(
            "Đề án còn {} nội dung phải sửa, giải trình hoặc bổ sung trước khi trình phê duyệt; cụ thể như sau.",
            counted(matters)
        ),
    }
}

fn opinion(brief: &Brief<'_>, topic: Topic) -> Vec<PaperBlock> {
    let matters = brief.matters_of(topic);
    let explained = brief
        .ruled(Ruling::Explained)
        .filter(|matter| Topic::of(matter.finding.section) == topic);
    let explained: Vec<PaperBlock> = explained.map(|matter| accepted(&matter)).collect();
    if matters.is_empty() {
        return [unopposed(brief, topic)]
            .into_iter()
            .chain(explained)
            .collect();
    }
    let (missing, told): (Vec<Matter<'_>>, Vec<Matter<'_>>) = matters
        .into_iter()
        .partition(|matter| gaps::is_gap(matter.finding));
    let rest = if brief.unjudged_act().is_none() && agreement::is_partly_right(brief, topic) {
        "Thống nhất các nội dung khác của phần này. "
    } else {
        ""
    };
    let mut blocks = vec![PaperBlock::lead(format!(
        "{rest}Đề nghị {} hoàn thiện:",
        brief.agency
    ))];
    for matter in told {
        blocks.push(item(brief, &matter));
    }
    let gap = |(number, lack): (usize, String)| {
        PaperBlock::numbered(PaperRun::mark(number), format!("Bổ sung số liệu: {lack}."))
    };
    blocks.extend(
        gaps::lines(missing.iter().map(|matter| matter.finding))
            .into_iter()
            .map(gap),
    );
    blocks.extend(explained);
    blocks.extend(
        brief
            .unjudged_act()
            .map(|act| left_to_judge(brief, "các nội dung khác của phần này", &act)),
    );
    blocks
}

/// What is said of a head under which nothing is left to mend.
fn unopposed(brief: &Brief<'_>, topic: Topic) -> PaperBlock {
    if let Some(act) = brief.unjudged_act() {
        return left_to_judge(brief, "nội dung này", &act);
    }
    PaperBlock::paragraph(
        agreement::agreed(brief, topic).unwrap_or_else(|| agreement::silent(brief, topic)),
    )
}

/// A place for what the appraiser finds under an act by which nothing was judged here.
fn left_to_judge(brief: &Brief<'_>, what: &str, act: &str) -> PaperBlock {
    PaperBlock::runs(vec![
        body(brief.house),
        PaperRun::plain(format!(" thẩm định {what} theo {act}: ………………………………………")),
    ])
}

/// What the agency has explained, and that is accepted.
fn accepted(matter: &Matter<'_>) -> PaperBlock {
    let why = if matter.stand.reason.is_empty() {
        String::new()
    } else {
        format!(" ({})", open(&matter.stand.reason))
    };
    let text = format!(
        "{} Cơ quan, đơn vị đã giải trình{why}; thống nhất.",
        ended(&matter.sentence())
    );
    PaperBlock::numbered(PaperRun::mark(matter.finding.number), text)
}

/// What an authority has allowed, with its document.
fn waived(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let waived = brief
        .appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Waived);
    let told = waived.map(|finding| {
        let decision = finding
            .waiver
            .and_then(|by| brief.appraisal.waivers.get(by.index))
            .map(WaiverLine::decision);
        let text = format!(
            "{}: {}.",
            open(&finding.sentence),
            decision.unwrap_or_default()
        );
        PaperBlock::numbered(PaperRun::mark(finding.number), text)
    });
    let heading = PaperBlock::heading(2, "Nội dung đã được cấp có thẩm quyền cho phép");
    PaperBlock::list(heading, told)
}

/// One matter in one paragraph, with what only follows from it.
fn item(brief: &Brief<'_>, matter: &Matter<'_>) -> PaperBlock {
    let number = PaperRun::mark(matter.finding.number);
    let mut runs = vec![
        PaperRun::plain("("),
        number,
        PaperRun::plain(format!(") {} ", matter.told())),
    ];
    runs.push(PaperRun::italic("Đề nghị: "));
    runs.push(PaperRun::plain(matter.asked()));
    let echoes = brief.echoes(matter).len();
    if echoes > 0 {
        let text = format!(
            " Xử lý nội dung này thì hết {} nội dung kéo theo.",
            counted(echoes)
        );
        runs.push(PaperRun::plain(text));
    }
    PaperBlock::Item { level: 1, runs }
}

fn conclusion(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let mut blocks = Vec::new();
    if brief.is_fit() {
        let asks = vec![
            body(brief.house),
            PaperRun::plain(" kính trình "),
            approver(brief.house),
            PaperRun::plain(format!(
                " xem xét, phê duyệt Đề án vị trí việc làm của {}, cụ thể:",
                brief.agency
            )),
        ];
        blocks.push(PaperBlock::kept(asks));
        blocks.extend(put_up(brief).into_iter().map(PaperBlock::item));
    } else {
        blocks.push(PaperBlock::lead(
            "Đề án chưa đủ điều kiện trình phê duyệt. Trước hết phải xử lý:",
        ));
        blocks.extend(gravest(brief));
        let runs = vec![
            body(brief.house),
            PaperRun::plain(" yêu cầu "),
            PaperRun::plain(&brief.agency),
            PaperRun::plain(
                " hoàn thiện hồ sơ, tiếp tục thẩm định khi nhận đủ hồ sơ đã hoàn thiện và báo cáo ",
            ),
            approver(brief.house),
            PaperRun::plain("."),
        ];
        blocks.push(PaperBlock::runs(runs));
    }
    let closing = vec![
        PaperRun::plain("Trên đây là báo cáo kết quả thẩm định, "),
        body(brief.house),
    ];
    let closing = closing.into_iter().chain([
        PaperRun::plain(" kính trình "),
        approver(brief.house),
        PaperRun::plain(" xem xét, quyết định./."),
    ]);
    blocks.push(PaperBlock::kept(closing.collect()));
    blocks
}

/// What exactly is put up for approval: the numbers agreed to.
pub(super) fn put_up(brief: &Brief<'_>) -> Vec<String> {
    let figures = &brief.appraisal.figures;
    let groups = tally::by(brief, |position| position.group.clone());
    let of_group = |name: &str| {
        groups
            .get(name)
            .map_or_else(|| tally::OPEN.to_owned(), tally::agreed_to)
    };
    let groups: Vec<String> = figures
        .groups
        .iter()
        .map(|line| {
            format!(
                "{}: {} vị trí, {} người",
                line.group,
                counted(line.positions),
                of_group(&line.group)
            )
        })
        .collect();
    let ranks: Vec<String> = tally::by(brief, |position| position.rank.clone())
        .iter()
        .filter(|(rank, tally)| !rank.is_empty() && **tally != tally::Tally::NOBODY)
        .map(|(rank, tally)| format!("{rank}: {} người", tally::agreed_to(tally)))
        .collect();
    let people = tally::agreed_to(&tally::whole(brief));
    let mut lines = vec![
        format!(
            "{} vị trí việc làm với {people} {};",
            counted(figures.positions),
            brief.counted_as()
        ),
        format!("Theo nhóm: {};", groups.join("; ")),
    ];
    if !ranks.is_empty() && !brief.has_levels() {
        lines.push(format!(
            "{}: {};",
            words::capital(brief.rank_structure()),
            ranks.join("; ")
        ));
    }
    lines.push(
        "Bản mô tả công việc và khung năng lực của từng vị trí việc làm kèm theo Đề án.".to_owned(),
    );
    lines
}

/// The gravest matters, one sentence each.
fn gravest(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let reasons = brief
        .lacks()
        .map(|reason| PaperBlock::item(format!("{}.", words::capital(reason))));
    let matters = brief
        .matters()
        .map(|matter| PaperBlock::numbered(PaperRun::refer(matter.finding.number), matter.told()));
    reasons.chain(matters).take(GRAVEST).collect()
}
