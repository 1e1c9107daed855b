//! What a careful reader would tell the author of a page: nothing here stops the program.

use jiff::civil::Date;

use super::CaseFact;
use super::Law;
use super::Outcome;
use super::Rule;
use crate::book::Fault;

/// Lời khuyên soát trang: pages whose case tables leave questions open, rules that no profile uses,
/// pages that nobody has looked at for long.
///
/// `today` and `stale_days` choose the last; without them it is not asked.
#[must_use]
pub fn advice(law: &Law, review: Option<(Date, i32)>) -> Vec<Fault> {
    let mut found = Vec::new();
    for rule in law.rules.values() {
        found.extend(
            table_advice(rule)
                .into_iter()
                .map(|text| Fault::at(&rule.file, rule.cases().line, text)),
        );
        if !law.all_profiles().any(|profile| profile.judges_by(rule)) {
            found.push(Fault::of_file(
                &rule.file,
                "không loại hồ sơ nào dùng quy tắc này",
            ));
        }
        if let Some((today, days)) = review
            && (today - rule.reviewed_on).get_days() > days
        {
            let text = format!(
                "chưa ai đối chiếu lại từ ngày {} (quá {days} ngày)",
                super::day(rule.reviewed_on)
            );
            found.push(Fault::of_file(&rule.file, text));
        }
        found.extend(ending(rule).map(|text| Fault::of_file(&rule.file, text)));
    }
    found
}

/// The rows that every page should have.
fn table_advice(rule: &Rule) -> Vec<&'static str> {
    let cases = &rule.cases().cases;
    let always_asks = rule
        .checks
        .iter()
        .all(|check| check.kind.as_kind().always_says());
    let has = |outcome: Outcome| cases.iter().any(|case| case.expected == outcome);
    let fails = cases
        .iter()
        .any(|case| case.expected.is_listed() && !matches!(case.expected, Outcome::Missing));
    let blank = cases
        .iter()
        .any(|case| case.facts.values().any(|fact| *fact == CaseFact::Blank));
    let mut found = Vec::new();
    if !always_asks && !has(Outcome::Pass) {
        found.push("bảng chưa có dòng nào “đạt”");
    }
    if !fails {
        found.push("bảng chưa có dòng nào cho thấy quy tắc không đạt");
    }
    if !always_asks && !rule.cases().columns.is_empty() && !blank {
        found.push("bảng chưa có dòng nào để trống một dữ kiện");
    }
    if let Some(from) = rule.in_force.from
        && !cases
            .iter()
            .any(|case| case.day.tomorrow().is_ok_and(|next| next == from))
    {
        found.push("bảng chưa có dòng cho ngày trước ngày có hiệu lực");
    }
    if let Some(until) = rule.in_force.until
        && !cases.iter().any(|case| case.day == until)
    {
        found.push("bảng chưa có dòng cho ngày hết hiệu lực");
    }
    found
}

/// A dated value that only begins when the rule has already ended is never used.
fn ending(rule: &Rule) -> Option<String> {
    let until = rule.in_force.until?;
    let late = rule
        .values
        .values()
        .find(|value| value.timeline.iter().any(|(from, _)| from >= until))?;
    Some(format!(
        "giá trị “{}” có mức bắt đầu sau khi quy tắc hết hiệu lực",
        late.key
    ))
}
