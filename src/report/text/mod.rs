//! The self-check on a terminal: by sheet, each finding with cell, provision and remedy; the
//! conclusion last, where the eye is when the program ends.

mod findings;

use std::io::Write;

use anstyle::Style;

use super::ReportError;
use super::page::FAINT;
use super::page::TextOptions;
use super::page::TextPage;
use super::page::style;
use super::wording::question_basis;
use super::words;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Counts;
use crate::opinion::Finding;
use crate::opinion::RemarkLine;
use findings::findings;

/// How a reading that may be wrong is overruled on the command line.
const OVERRULE: &str = "ghi bản đồ đọc bằng “vtvl read TỆP --save-map ban-do.toml”, sửa tệp đó rồi kiểm tra lại với --map ban-do.toml";

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
            words::overruling_option(line.code)
        };
        page.paragraph(" - ", FAINT, &format!("{}{more}{place}", line.sentence));
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
            &format!("{} [{}]", finding.sentence, words::cited(&finding.citation)),
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

fn remark_line(remark: &RemarkLine) -> String {
    let place = if remark.cells.is_empty() {
        String::new()
    } else {
        format!(" [{}]", words::places_of(&remark.cells))
    };
    format!(
        "{}{}{place}",
        remark.sentence,
        words::overruling_option(remark.code)
    )
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
    let day = format!(
        "{} ({}); xét theo ngày khác: --as-of NĂM-THÁNG-NGÀY",
        words::day(law.as_of),
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
