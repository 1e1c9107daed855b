//! What the agency explains beside a row is told with the finding about that row, and with no
//! other; the finding stands.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::sync::LazyLock;

use crate::support::Sheets;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Finding;
use vtvl::opinion::Review;
use vtvl::opinion::Ruling;
use vtvl::opinion::finding_key;
use vtvl::report;
use vtvl::report::Format;
use vtvl::report::House;
use vtvl::report::Paper;
use vtvl::report::TextOptions;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

const PRESENT: &str = "nd-62-2020/d04k2c-thuc-trang";
const REASON: &str = "hai người mới nghỉ hưu, đang tuyển thay thế";

/// The clean sample without the present number of one position, after some more edits.
fn appraised(edit: impl FnOnce(&mut Sheets)) -> Appraisal {
    let mut sheets = crate::support::sample("so-nong-nghiep-2021");
    sheets.clear("Danh mục VTVL", "J20");
    edit(&mut sheets);
    let files = [Submitted::new("de-an.xlsx", sheets.to_xlsx())];
    ENGINE
        .appraise(&files, &ReadingManner::default(), &Asked::default())
        .unwrap()
}

fn finding<'a>(appraisal: &'a Appraisal, rule: &str) -> &'a Finding {
    appraisal
        .findings
        .iter()
        .find(|finding| finding.rule == rule)
        .unwrap()
}

#[test]
fn an_explanation_of_the_row_is_told_and_the_finding_stands() {
    let appraisal = appraised(|sheets| {
        sheets.set("Danh mục VTVL", "L20", REASON);
    });
    let finding = finding(&appraisal, PRESENT);
    let explained = finding.explained.as_ref().unwrap();
    assert_eq!(finding.outcome, Outcome::Explain);
    assert_eq!(
        (explained.text.as_str(), explained.cell.to_string().as_str()),
        (REASON, "'Danh mục VTVL'!L20")
    );
    let mut out = Vec::new();
    report::write_text(
        &appraisal,
        &TextOptions {
            width: 200,
            ..TextOptions::default()
        },
        &mut out,
    )
    .unwrap();
    let told = format!("Đơn vị đã giải trình: “{REASON}”");
    assert!(String::from_utf8(out).unwrap().contains(&told));
    let mut letter = Vec::new();
    let house = House::default();
    report::write_paper(
        &appraisal,
        &Review::default(),
        Paper::Letter,
        &house,
        Format::Markdown,
        &mut letter,
    )
    .unwrap();
    let letter = String::from_utf8(letter).unwrap().replace('\u{a0}', " ");
    assert!(
        letter.contains(&format!("{told}; nếu chưa đủ, đề nghị")),
        "{letter}"
    );
}

#[test]
fn a_column_of_explanations_needs_fewer_words_than_one_of_notes() {
    for (heading, text, told) in [
        ("Ghi chú", "x", false),
        ("Ghi chú", "-", false),
        ("Ghi chú", "12", false),
        ("Ghi chú", "cốt lõi", false),
        ("Giải trình", "x", false),
        ("Giải trình", "đang tuyển", true),
        ("Lý do", "đang tuyển", true),
    ] {
        let appraisal = appraised(|sheets| {
            sheets
                .set("Danh mục VTVL", "L1", heading)
                .set("Danh mục VTVL", "L20", text);
        });
        assert_eq!(
            finding(&appraisal, PRESENT).explained.is_some(),
            told,
            "{heading}: {text}"
        );
    }
}

#[test]
fn a_note_on_another_row_or_one_that_the_rule_reads_explains_nothing() {
    let beside = appraised(|sheets| {
        sheets.set("Danh mục VTVL", "L21", REASON);
    });
    assert_eq!(finding(&beside, PRESENT).explained, None);
    let contract = appraised(|sheets| {
        sheets.set(
            "Danh mục VTVL",
            "L21",
            "làm việc theo hợp đồng lao động có thời hạn",
        );
    });
    assert_eq!(
        finding(&contract, "nhat-quan/hop-dong-ngoai-ho-tro").explained,
        None
    );
}

#[test]
fn what_is_preset_for_the_appraiser_is_not_her_word_until_she_says_so() {
    let appraisal = appraised(|sheets| {
        sheets.set("Danh mục VTVL", "L20", REASON);
    });
    let key = finding_key(finding(&appraisal, PRESENT));
    let written = |review: &Review| {
        let mut out = Vec::new();
        report::write_review(&appraisal, review, &mut out).unwrap();
        out
    };
    let read = |bytes: &[u8]| {
        let workbook = ENGINE
            .open(
                &[Submitted::new("y-kien.xlsx", bytes.to_vec())],
                &ReadingManner::default(),
            )
            .unwrap();
        report::read_review(&workbook).review
    };
    let untouched = read(&written(&Review::default()));
    assert!(untouched.stands[&key].reason.is_empty());
    let mut accepted = Review::default();
    accepted.stands.entry(key.clone()).or_default().ruling = Ruling::Explained;
    let accepted = read(&written(&accepted));
    assert_eq!(
        accepted.stands[&key].reason,
        format!("Đơn vị đã giải trình: “{REASON}”")
    );
}
