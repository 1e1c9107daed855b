//! Rules × samples: what every rule says of every sample, in one snapshot that a person reviews.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its sample has to fail"
)]

use std::fmt::Write as _;
use std::fs;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;

/// The samples that hold a date of their own.
const DATED: [&str; 8] = [
    "so-nong-nghiep-2021",
    "so-nong-nghiep-2021-co-loi",
    "so-van-hoa-2021-bo-cuc-la",
    "so-van-hoa-2023-khoi-mo-ta",
    "truong-thpt-2022",
    "truong-thpt-2022-co-loi",
    "truong-thpt-2026",
    "truong-thpt-2026-co-loi",
];

/// What is correct, so that a violation or a request to explain is a false alarm.
const CORRECT: [&str; 3] = [
    "so-nong-nghiep-2021",
    "truong-thpt-2022",
    "truong-thpt-2026",
];

fn appraise(engine: &Engine, name: &str, asked: &Asked) -> Appraisal {
    let bytes = fs::read(crate::support::samples_dir().join(format!("{name}.xlsx"))).unwrap();
    engine
        .appraise(
            &[Submitted::new(name, bytes)],
            &ReadingManner::default(),
            asked,
        )
        .unwrap()
}

#[test]
fn what_every_rule_says_of_every_sample() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut text = String::new();
    for name in DATED {
        let appraisal = appraise(&engine, name, &Asked::default());
        writeln!(text, "# {name}: {}", appraisal.conclusion.sentence).unwrap();
        for (rule, outcomes) in &appraisal.scope.outcomes {
            let outcomes: Vec<String> = outcomes
                .iter()
                .map(|(outcome, n)| format!("{n} {outcome}"))
                .collect();
            writeln!(text, "{rule}: {}", outcomes.join(", ")).unwrap();
        }
        writeln!(text).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_correct_proposal_has_nothing_wrong_and_nothing_missing() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    for name in CORRECT {
        let appraisal = appraise(&engine, name, &Asked::default());
        let wrong: Vec<&str> = appraisal
            .findings
            .iter()
            .filter(|finding| !matches!(finding.outcome.label(), "lưu ý" | "cần xem xét"))
            .map(|finding| finding.sentence.as_str())
            .collect();
        assert_eq!(wrong, Vec::<&str>::new(), "{name}");
        assert!(
            appraisal.counts.pass > 500,
            "{name}: only {} passes",
            appraisal.counts.pass
        );
    }
}

/// Layouts of their own that leave forms out: things are missing, and of what the decree asks of
/// the proposal itself the two forms that are left out are all that is wrong.
#[test]
fn a_correct_proposal_in_a_layout_of_its_own_has_nothing_wrong() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    for name in ["so-van-hoa-2021-bo-cuc-la", "so-van-hoa-2023-khoi-mo-ta"] {
        let appraisal = appraise(&engine, name, &Asked::default());
        let wrong: Vec<&str> = appraisal
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Violation)
            .map(|finding| finding.rule.as_str())
            .collect();
        assert_eq!(
            wrong,
            [
                "nd-62-2020/d08k2-co-so-phap-ly",
                "nd-62-2020/d08k2-tong-hop"
            ],
            "{name}"
        );
    }
}

#[test]
fn the_counts_are_rules_by_subjects() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    for name in DATED {
        let appraisal = appraise(&engine, name, &Asked::default());
        let by_rule: usize = appraisal
            .scope
            .outcomes
            .values()
            .flat_map(|outcomes| outcomes.values())
            .sum();
        assert_eq!(appraisal.counts.total(), by_rule, "{name}");
        let by_section: usize = appraisal
            .sections
            .iter()
            .map(|section| section.counts.total())
            .sum();
        assert_eq!(appraisal.counts.total(), by_section, "{name}");
        assert_eq!(
            appraisal.scope.outcomes.len(),
            appraisal.scope.rules,
            "{name}: every rule says something"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let json = || serde_json::to_string(&appraise(&engine, DATED[1], &Asked::default())).unwrap();
    assert_eq!(json(), json());
}

#[test]
fn after_the_end_of_an_act_its_rules_are_not_applied_and_the_report_says_so() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let late = Asked {
        day: Some(jiff::civil::date(2026, 7, 15)),
        ..Asked::default()
    };
    // Of 361/2025 only some is known, and the report says so; 232/2026 is there whole, and governs.
    let cases = [
        ("so-nong-nghiep-2021", "361/2025/NĐ-CP", true, "incomplete"),
        ("truong-thpt-2022", "232/2026/NĐ-CP", false, "revise"),
    ];
    for (name, act, is_warned, recommendation) in cases {
        let appraisal = appraise(&engine, name, &late);
        let warned = appraisal
            .law
            .warning
            .as_ref()
            .is_some_and(|warning| warning.contains(act));
        assert_eq!(warned, is_warned, "{name}");
        assert_eq!(
            appraisal.law.acts.first().map(|line| line.number.as_str()),
            Some(act),
            "{name}"
        );
        assert_eq!(
            serde_json::to_value(appraisal.recommendation).unwrap(),
            recommendation,
            "{name}"
        );
        let old = |rule: &str| rule.starts_with("nd-62-2020/") || rule.starts_with("nd-106-2020/");
        let judged = appraisal
            .scope
            .outcomes
            .iter()
            .filter(|(rule, _)| old(rule));
        for (rule, outcomes) in judged {
            assert_eq!(
                outcomes.keys().collect::<Vec<_>>(),
                ["không áp dụng"],
                "{name}: {rule}"
            );
        }
    }
}
