//! The self-check on a terminal: by sheet, each finding with cell, provision and remedy; the
//! conclusion last, where the eye is when the program ends.

use std::io::Write;

use anstyle::AnsiColor;
use anstyle::Style;

use super::ReportError;
use super::entries;
use super::page::FAINT;
use super::page::TextPage;
use super::wording::question_basis;
use super::words;
use crate::dossier::RemarkCode;
use crate::law::Outcome;
use crate::law::Source;
use crate::opinion::Appraisal;
use crate::opinion::Counts;
use crate::opinion::Evidence;
use crate::opinion::Finding;
use crate::opinion::RemarkLine;
use crate::opinion::WAIVERS_IN_USE;

/// How much of a folded finding is shown unless all is asked for.
const INSTANCES: usize = 5;

/// How many facts of a proof are shown unless all is asked for; the first is what was held against
/// the limit.
const PROOFS: usize = 4;

/// Findings that only follow from another are told one by one up to so many.
const ECHOES: usize = 2;

/// How a reading that may be wrong is overruled on the command line.
const OVERRULE: &str = "ghi bản đồ đọc bằng “vtvl read TỆP --save-map ban-do.toml”, sửa tệp đó rồi kiểm tra lại với --map ban-do.toml";

/// How the terminal wants its text.
#[derive(Debug, Clone, Copy)]
pub struct TextOptions {
    /// Columns.
    pub width: usize,
    /// Whether to colour with ANSI codes.
    pub colour: bool,
    /// Only the conclusion.
    pub quiet: bool,
    /// Every instance, every proof, and how the sheets were read.
    pub verbose: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self {
            width: 80,
            colour: false,
            quiet: false,
            verbose: false,
        }
    }
}

/// Writes the self-check.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_text(
    appraisal: &Appraisal,
    options: &TextOptions,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut page = TextPage::new(*options);
    if options.quiet {
        warning(&mut page, appraisal);
        page.paragraph("", Style::new(), &appraisal.conclusion.sentence);
        waivers_in_use(&mut page, appraisal);
    } else {
        head(&mut page, appraisal);
        unread(&mut page, appraisal);
        findings(&mut page, appraisal);
        questions(&mut page, appraisal);
        unknown(&mut page, appraisal);
        remarks(&mut page, appraisal);
        waivers(&mut page, appraisal);
        closing(&mut page, appraisal);
    }
    Ok(out.write_all(page.text.as_bytes())?)
}

pub(super) fn style(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::Violation => AnsiColor::Red,
        Outcome::Explain => AnsiColor::Yellow,
        Outcome::Doubtful => AnsiColor::BrightBlue,
        Outcome::Missing => AnsiColor::Magenta,
        Outcome::Note => AnsiColor::Cyan,
        Outcome::Manual => AnsiColor::Blue,
        Outcome::Waived | Outcome::NotApplicable => return FAINT,
        Outcome::Pass => AnsiColor::Green,
    };
    colour.on_default().bold()
}

fn warning(page: &mut TextPage, appraisal: &Appraisal) {
    if let Some(warning) = &appraisal.law.warning {
        page.paragraph("Chú ý: ", style(Outcome::Explain), warning);
    }
}

fn head(page: &mut TextPage, appraisal: &Appraisal) {
    let agency = &appraisal.agency.name;
    if !agency.is_empty() {
        page.paragraph("", Style::new(), agency);
    }
    page.paragraph("Tệp: ", FAINT, &appraisal.input.file);
    warning(page, appraisal);
    if page.options.verbose {
        page.heading("Đã đọc");
        for sheet in &appraisal.input.sheets {
            let confidence =
                words::percent(Some(sheet.confidence * rust_decimal::Decimal::ONE_HUNDRED));
            let rows = words::count(sheet.rows);
            let line = format!(
                "“{}”: {rows} mục; chắc chắn {confidence}; {}",
                sheet.name, sheet.reason
            );
            page.paragraph(" - ", FAINT, &line);
        }
    }
}

/// What was not read comes first: whatever is found or not found may be for want of it.
fn unread(page: &mut TextPage, appraisal: &Appraisal) {
    let verbose = page.options.verbose;
    let lost: Vec<_> = appraisal
        .remarks
        .iter()
        .filter(|remark| remark.lost && verbose)
        .collect();
    if appraisal.unread.is_empty() && lost.is_empty() {
        return;
    }
    page.heading("Chưa đọc được, không dùng đến");
    for remark in lost {
        page.paragraph(" - ", FAINT, &remark_line(remark));
    }
    for line in appraisal.unread.iter().filter(|_| !verbose) {
        let place = if line.ranges.is_empty() {
            String::new()
        } else {
            format!(" [{}]", words::places(&line.ranges))
        };
        let more = if line.number > 1 {
            " (thêm -v để xem hết)"
        } else {
            option(line.code)
        };
        page.paragraph(" - ", FAINT, &format!("{}{more}{place}", line.sentence));
    }
}

/// Findings by weight under what they are, each with what only follows from it.
fn findings(page: &mut TextPage, appraisal: &Appraisal) {
    let told = |finding: &&Finding| finding.outcome != Outcome::Manual && finding.cause.is_none();
    let mut heading = "";
    for found in appraisal.findings.iter().filter(told) {
        let kind = words::kind(found);
        if kind == heading {
            page.blank();
        } else {
            page.heading(kind);
            heading = kind;
        }
        if found.outcome == Outcome::Doubtful {
            perhaps_misread(page, found);
            continue;
        }
        finding(page, found);
        if found.waiver.is_some() {
            page.paragraph("     Miễn trừ: ", FAINT, &entries::waiver(appraisal, found));
        }
        echoes(page, appraisal, found);
    }
}

/// What goes away with a finding: told one by one as long as they are few, else how many.
fn echoes(page: &mut TextPage, appraisal: &Appraisal, cause: &Finding) {
    let follows =
        |echo: &&Finding| echo.cause == Some(cause.number) && echo.outcome != Outcome::Manual;
    let all: Vec<&Finding> = appraisal.findings.iter().filter(follows).collect();
    if all.len() > ECHOES && !page.options.verbose {
        let number = words::count(all.len());
        let line =
            format!("{number} nội dung khác; sửa xong nội dung này thì hết (thêm -v để xem hết).");
        return page.paragraph("     Kéo theo: ", FAINT, &line);
    }
    for echo in all {
        page.paragraph(
            "     Kéo theo: ",
            FAINT,
            &format!("{} ({})", echo.sentence, words::places(&echo.ranges)),
        );
    }
}

/// The sheet of a finding with its quotes, as ranges name it.
fn own_sheet(finding: &Finding) -> String {
    let first = finding
        .cells
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    words::split(&first).0.to_owned()
}

/// Ranges as people name them, those of the own sheet first and without its name.
fn places(ranges: &[String], own: &str) -> String {
    let (here, elsewhere): (Vec<&String>, Vec<&String>) = ranges
        .iter()
        .partition(|range| words::split(range).0 == own);
    let ranges: Vec<String> = here.into_iter().chain(elsewhere).cloned().collect();
    let places = words::places(&ranges);
    places
        .strip_prefix(own)
        .and_then(|rest| rest.strip_prefix('!'))
        .unwrap_or(&places)
        .to_owned()
}

fn finding(page: &mut TextPage, finding: &Finding) {
    let own = own_sheet(finding);
    let place = words::place_of(finding);
    let place = if finding.ranges.is_empty() {
        place
    } else {
        words::capital(&words::cells(&place))
    };
    page.paragraph(
        &format!("{:>3}. ", finding.number),
        style(finding.outcome),
        &place,
    );
    page.paragraph("     ", Style::new(), &finding.sentence);
    instances(page, finding, &own);
    if let Some(explained) = &finding.explained {
        page.paragraph("     ", Style::new(), &format!("{}.", explained.told()));
    }
    page.paragraph("     Căn cứ:  ", FAINT, &citation(finding));
    page.paragraph("     Cần làm: ", FAINT, &finding.remedy);
    let shown = if page.options.verbose {
        finding.evidence.len()
    } else {
        PROOFS
    };
    // That the cell of the finding says what it says is no proof: the sentence says it.
    let proves = |evidence: &&Evidence| {
        page.options.verbose || evidence.limit.is_some() || evidence.ranges != finding.ranges
    };
    let proofs: Vec<String> = finding
        .evidence
        .iter()
        .filter(proves)
        .take(shown)
        .map(|evidence| proof(evidence, &own))
        .collect();
    if !proofs.is_empty() {
        page.paragraph("     Số liệu: ", FAINT, &proofs.join("; "));
    }
    if page.options.verbose {
        page.paragraph("     Quy tắc: ", FAINT, &finding.rule);
    }
}

/// What rests on a reading that may be wrong: the reading and how to overrule it; the findings when
/// asked for.
fn perhaps_misread(page: &mut TextPage, finding: &Finding) {
    let cells: Vec<String> = finding
        .doubt
        .iter()
        .flat_map(|doubt| &doubt.cells)
        .map(ToString::to_string)
        .collect();
    let place = words::cells(&words::places(&cells));
    page.paragraph(
        &format!("{:>3}. ", finding.number),
        style(finding.outcome),
        &place,
    );
    page.paragraph("     ", Style::new(), &finding.sentence);
    page.paragraph("     Cần làm: ", FAINT, &finding.remedy);
    if page.options.verbose {
        for instance in &finding.instances {
            let rule = instance
                .rule
                .as_ref()
                .map_or(&finding.rule, |rule| &rule.id);
            page.paragraph("     - ", FAINT, &format!("{} ({rule})", instance.sentence));
        }
    }
}

fn citation(finding: &Finding) -> String {
    let citation = &finding.citation;
    match (&citation.act, citation.reviewed) {
        (None, _) | (_, Source::Text) => citation.text.clone(),
        (_, other) => format!("{} ({})", citation.text, other.label()),
    }
}

/// One line of proof; ranges of the sheet under whose heading it stands are named without it.
fn proof(evidence: &Evidence, own: &str) -> String {
    let limit = evidence
        .limit
        .as_ref()
        .map(|limit| format!(", mức {limit}"))
        .unwrap_or_default();
    let places = places(&evidence.ranges, own);
    let place = if places.is_empty() {
        String::new()
    } else {
        format!(" [{places}]")
    };
    format!("{} = {}{limit}{place}", evidence.fact, evidence.value)
}

fn instances(page: &mut TextPage, finding: &Finding, own: &str) {
    // Cases that all point at one place (a column that is not there) differ in nothing but their
    // names.
    let one_place = finding.cells.len() == 1;
    let shown = match (page.options.verbose, one_place) {
        (true, _) => finding.instances.len(),
        (false, true) => 1,
        (false, false) => INSTANCES,
    };
    for instance in finding.instances.iter().take(shown) {
        let place = instance
            .cells
            .first()
            .map(crate::cells::Addr::called_here)
            .unwrap_or_default();
        page.paragraph("     - ", FAINT, &format!("{place}: {}", instance.sentence));
        if page.options.verbose {
            for evidence in &instance.evidence {
                page.paragraph("         ", FAINT, &proof(evidence, own));
            }
        }
    }
    let rest = finding.instances.len().saturating_sub(shown);
    if rest > 0 {
        let rest = words::count(rest);
        page.paragraph(
            "     ",
            FAINT,
            &format!("… và {rest} trường hợp khác (thêm -v để xem hết)"),
        );
    }
}

fn questions(page: &mut TextPage, appraisal: &Appraisal) {
    let manual: Vec<&Finding> = appraisal
        .findings
        .iter()
        .filter(|f| f.outcome == Outcome::Manual)
        .collect();
    if manual.is_empty() && (appraisal.questions.is_empty() || !page.options.verbose) {
        return;
    }
    page.heading("Người thẩm định tự xem xét");
    for finding in manual {
        page.paragraph(
            " ? ",
            style(Outcome::Manual),
            &format!("{} [{}]", finding.sentence, citation(finding)),
        );
    }
    if page.options.verbose {
        for asked in &appraisal.questions {
            let text = format!("{} [{}]", asked.question, question_basis(asked));
            page.paragraph(" ? ", style(Outcome::Manual), &text);
        }
    }
}

/// The provisions in force that the rulebook has no text of.
fn unknown(page: &mut TextPage, appraisal: &Appraisal) {
    let unknown = &appraisal.scope.unknown;
    if unknown.is_empty() || !page.options.verbose {
        return;
    }
    page.heading("Quy định chưa có toàn văn, người thẩm định tự đối chiếu");
    for line in unknown {
        page.paragraph(" - ", FAINT, &words::unknown(line));
    }
}

fn remarks(page: &mut TextPage, appraisal: &Appraisal) {
    let assumed: Vec<_> = appraisal
        .remarks
        .iter()
        .filter(|remark| !remark.lost)
        .collect();
    if assumed.is_empty() {
        return;
    }
    page.heading("Ghi chú khi đọc tệp");
    for remark in assumed {
        page.paragraph(" - ", FAINT, &remark_line(remark));
    }
}

/// The option by which the user overrules what a remark tells: only the command line has any.
pub(super) fn option(code: &str) -> &'static str {
    if code == RemarkCode::LegacyText.key() {
        " (--encoding tcvn3 hoặc --encoding vni)"
    } else if code == WAIVERS_IN_USE {
        " (kiểm tra không miễn trừ: --no-waivers)"
    } else {
        ""
    }
}

fn remark_line(remark: &RemarkLine) -> String {
    let cells: Vec<String> = remark.cells.iter().map(ToString::to_string).collect();
    let place = if cells.is_empty() {
        String::new()
    } else {
        format!(" [{}]", words::places(&cells))
    };
    format!("{}{}{place}", remark.sentence, option(remark.code))
}

/// That waivers are used is told even to whoever wants only the conclusion.
fn waivers_in_use(page: &mut TextPage, appraisal: &Appraisal) {
    for remark in appraisal
        .remarks
        .iter()
        .filter(|remark| remark.code.starts_with("waiver"))
    {
        page.paragraph("", Style::new(), &remark_line(remark));
    }
}

fn waivers(page: &mut TextPage, appraisal: &Appraisal) {
    if appraisal.waivers.is_empty() {
        return;
    }
    page.heading("Phụ lục: các nội dung được miễn trừ");
    for waiver in &appraisal.waivers {
        let state = waiver.state.label();
        let found = if waiver.findings > 0 {
            format!(" ({} nội dung)", waiver.findings)
        } else {
            String::new()
        };
        let line = format!(
            "{}, {}: {state}{found}; {}",
            waiver.title,
            waiver.about(),
            waiver.decision()
        );
        page.paragraph(" - ", FAINT, &line);
    }
}

fn closing(page: &mut TextPage, appraisal: &Appraisal) {
    page.heading("Kết luận");
    let counts = &appraisal.counts;
    let gravest = if counts.violation > 0 {
        Outcome::Violation
    } else if counts.explain + counts.doubtful + counts.missing > 0 {
        Outcome::Explain
    } else {
        Outcome::Pass
    };
    page.paragraph("=> ", style(gravest), &appraisal.conclusion.sentence);
    page.paragraph("   Lượt kiểm tra: ", FAINT, &counted(counts));
    let law = &appraisal.law;
    let day = words::day(law.as_of);
    let day = format!(
        "{day} ({}); xét theo ngày khác: --as-of NĂM-THÁNG-NGÀY",
        law.as_of_source
    );
    page.paragraph("   Ngày xét: ", FAINT, &day);
    let other = if law.profile == "cong-chuc" {
        "vien-chuc"
    } else {
        "cong-chuc"
    };
    let profile = format!(
        "{} ({}); xét theo loại khác: --profile {other}",
        law.profile_title, law.profile_source
    );
    page.paragraph("   Loại hồ sơ: ", FAINT, &profile);
    if counts.doubtful > 0 {
        page.paragraph("   Đọc chưa đúng: ", FAINT, OVERRULE);
    }
}

/// How often each outcome came about: always the usual ones, the others where they did.
fn counted(counts: &Counts) -> String {
    let named = [
        (counts.violation, Outcome::Violation),
        (counts.explain, Outcome::Explain),
        (counts.note, Outcome::Note),
        (counts.doubtful, Outcome::Doubtful),
        (counts.missing, Outcome::Missing),
        (counts.manual, Outcome::Manual),
        (counts.waived, Outcome::Waived),
        (counts.pass, Outcome::Pass),
    ];
    let always = [
        Outcome::Violation,
        Outcome::Explain,
        Outcome::Note,
        Outcome::Pass,
    ];
    let shown = named
        .iter()
        .filter(|(number, outcome)| *number > 0 || always.contains(outcome));
    let parts: Vec<String> = shown
        .map(|(number, outcome)| format!("{} {}", words::count(*number), outcome.label()))
        .collect();
    parts.join(" · ")
}
