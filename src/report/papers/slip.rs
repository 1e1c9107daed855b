//! Phiếu kiểm tra nội bộ: what stands behind the papers, and never leaves the office. Scope,
//! sources, counts, digests.

use super::brief::Brief;
use super::gaps;
use crate::law::Outcome;
use crate::opinion::ActScope;
use crate::opinion::Finding;
use crate::opinion::Ruling;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperTable;
use crate::report::wording::without_cells;
use crate::report::words;

pub(super) fn document(brief: &Brief<'_>) -> PaperDocument {
    let mut blocks = vec![PaperBlock::heading(1, "Kết luận của máy")];
    blocks.push(PaperBlock::paragraph(&brief.appraisal.conclusion.sentence));
    blocks.extend(unread(brief));
    blocks.push(PaperBlock::heading(1, "Từng nội dung"));
    blocks.extend(findings(brief));
    blocks.push(PaperBlock::heading(1, "Phạm vi"));
    blocks.extend(scope(brief));
    blocks.push(PaperBlock::heading(1, "Nguồn"));
    blocks.extend(sources(brief));
    PaperDocument {
        title: format!(
            "Phiếu kiểm tra nội bộ: Đề án vị trí việc làm của {}",
            brief.agency
        ),
        head: Head {
            name: "PHIẾU KIỂM TRA NỘI BỘ",
            subject: format!(
                "Đề án vị trí việc làm của {} (không ban hành)",
                brief.agency
            ),
            warning: brief.appraisal.law.warning.clone().unwrap_or_default(),
            ..Head::default()
        },
        size: 26,
        blocks,
        ..PaperDocument::default()
    }
}

/// What was not read, or may have been misread: to be looked at before anything is issued.
fn unread(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let doubtful = brief
        .appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Doubtful);
    let doubtful = doubtful.map(|finding| format!("{} {}", finding.sentence, finding.remedy));
    let lost = brief.appraisal.unread.iter().map(|line| {
        let place = words::places(&line.ranges);
        if place.is_empty() {
            line.sentence.clone()
        } else {
            format!("{} ({})", line.sentence, words::cells(&place))
        }
    });
    PaperBlock::list(
        PaperBlock::lead(
            "Chưa đọc được hoặc chưa chắc đã đọc đúng, phải xem lại trước khi ban hành văn bản:",
        ),
        doubtful.chain(lost).map(PaperBlock::item),
    )
}

/// One line a finding: number, what it is, the provision and how well it is known.
fn findings(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let columns = [
        ("Số", 6, true),
        ("Loại", 10, false),
        ("Nội dung", 38, false),
        ("Trang và ô", 16, false),
        ("Căn cứ, nguồn", 16, false),
        ("Quy tắc", 14, false),
    ];
    let mut table = PaperTable::new("Từng nội dung của phiếu", &columns).small();
    for finding in brief
        .appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome != Outcome::Manual)
    {
        let (number, kind) = match finding.cause {
            Some(cause) => (String::new(), format!("theo mục {cause}")),
            None => (finding.number.to_string(), words::kind(finding).to_owned()),
        };
        table.row([
            number,
            kind,
            ruled(brief, finding),
            words::place_of(finding),
            words::cited(&finding.citation),
            finding.rule.clone(),
        ]);
    }
    if table.rows.is_empty() {
        return vec![PaperBlock::paragraph("Không có nội dung nào.")];
    }
    let known = "Điều khoản không ghi nguồn là đã đối chiếu với văn bản gốc.";
    vec![PaperBlock::paragraph(known), PaperBlock::Table(table)]
}

/// What a finding says, with what the appraiser makes of it.
fn ruled(brief: &Brief<'_>, finding: &Finding) -> String {
    let stand = brief.review.stand(finding);
    let reason = if stand.reason.is_empty() {
        String::new()
    } else {
        format!(": {}", stand.reason)
    };
    let said = gaps::sentence(finding).unwrap_or_else(|| without_cells(&finding.sentence));
    match stand.ruling {
        Ruling::Keep => said,
        other => format!("{said} (người thẩm định: {}{reason})", other.label()),
    }
}

fn scope(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let (scope, counts) = (&brief.appraisal.scope, &brief.appraisal.counts);
    let text = format!(
        "{} quy tắc áp dụng tại ngày xét: {} đã kiểm tra, {} không áp dụng, {} chưa kiểm tra được. Trong các quy tắc đó, {} \
         có trường hợp thiếu dữ liệu, {} có trường hợp chưa chắc đã đọc đúng, {} dựa trên nội dung chưa đối chiếu với văn \
         bản gốc.",
        words::count(scope.rules),
        words::count(scope.judged),
        words::count(scope.not_applicable.len()),
        words::count(
            scope
                .rules
                .saturating_sub(scope.judged + scope.not_applicable.len())
        ),
        words::count(scope.missing.len()),
        words::count(scope.doubtful.len()),
        words::count(scope.recalled.len()),
    );
    let outcomes = Outcome::ALL
        .into_iter()
        .map(|outcome| format!("{} {}", words::count(counts.of(outcome)), outcome.label()));
    let outcomes: Vec<String> = outcomes.collect();
    let table = of_acts(&scope.acts);
    let counted = format!(
        "Lượt kiểm tra (mỗi quy tắc cho mỗi đối tượng một lượt): {}.",
        outcomes.join(" · ")
    );
    let mut blocks = vec![
        PaperBlock::paragraph(text),
        PaperBlock::paragraph(counted),
        PaperBlock::Table(table),
    ];
    blocks.extend(unknown(brief));
    blocks
}

/// How the provisions of each act are covered.
fn of_acts(acts: &[ActScope]) -> PaperTable {
    let columns = [
        ("Văn bản", 34, false),
        ("Bằng máy", 22, true),
        ("Người xem xét", 22, true),
        ("Ngoài phạm vi", 22, true),
    ];
    let mut table =
        PaperTable::new("Số quy định của từng văn bản theo cách kiểm tra", &columns).small();
    for act in acts {
        let numbers = [act.by_machine, act.by_hand, act.out_of_scope].map(words::count);
        let [by_machine, by_hand, outside] = numbers;
        table.row([words::act(&act.act), by_machine, by_hand, outside]);
    }
    table
}

/// The provisions in force that nobody here has the text of.
fn unknown(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let unknown = brief.appraisal.scope.unknown.iter();
    PaperBlock::list(
        PaperBlock::lead("Quy định chưa có toàn văn, người thẩm định tự đối chiếu:"),
        unknown.map(|line| PaperBlock::item(words::unknown(line))),
    )
}

fn sources(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let (law, input, program) = (
        &brief.appraisal.law,
        &brief.appraisal.input,
        &brief.appraisal.program,
    );
    let reviewed = law
        .reviewed_on
        .map(|on| format!(", rà soát gần nhất ngày {}", words::day(on)))
        .unwrap_or_default();
    let mut table = PaperTable::new(
        "Nguồn của phiếu",
        &[("Nguồn", 24, false), ("Nội dung", 76, false)],
    )
    .small();
    let mut row = |name: &str, what: String| table.row([name.to_owned(), what]);
    row("Tệp", input.file.clone());
    row("SHA-256 của tệp", input.sha256.clone());
    row(
        "Ngày xét",
        format!("{} ({})", words::day(law.as_of), law.as_of_source),
    );
    row(
        "Loại hồ sơ",
        format!("{} ({})", law.profile_title, law.profile_source),
    );
    row("Bộ quy tắc", format!("{}{reviewed}", law.origin));
    row("SHA-256 của bộ quy tắc", law.digest.clone());
    row(
        "Chương trình",
        format!("{} {}", program.name, program.version),
    );
    if let Some(file) = &input.waivers {
        row(
            "Tệp miễn trừ",
            format!("{}; SHA-256 {}", file.file, file.sha256),
        );
    }
    let mut lines: Vec<String> = Vec::new();
    lines.extend(brief.appraisal.waivers.iter().map(|waiver| {
        format!(
            "Miễn trừ: {}, {}: {}; {}.",
            waiver.title,
            waiver.about(),
            waiver.state.label(),
            waiver.decision()
        )
    }));
    let remarks = brief.appraisal.remarks.iter().filter(|remark| !remark.lost);
    lines.extend(remarks.map(|remark| format!("Khi đọc tệp: {}", remark.sentence)));
    [PaperBlock::Table(table)]
        .into_iter()
        .chain(lines.into_iter().map(PaperBlock::item))
        .collect()
}
