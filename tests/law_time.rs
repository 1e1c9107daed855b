//! The law as a time axis: what stands on a day, how it changed, and two laws on one workbook.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;
use std::sync::LazyLock;

use assert_cmd::Command;
use jiff::civil::Date;
use jiff::civil::date;
use predicates::str::contains;
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::law::Named;
use vtvl::opinion::Asked;
use vtvl::opinion::Held;
use vtvl::opinion::LawFate;
use vtvl::opinion::LawState;
use vtvl::opinion::TwoLaws;
use vtvl::report;
use vtvl::report::LifeView;
use vtvl::report::TextOptions;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

fn vtvl(arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::new(env!("CARGO_BIN_EXE_vtvl"))
        .env("NO_COLOR", "1")
        .args(arguments)
        .assert()
}

fn said(arguments: &[&str]) -> String {
    String::from_utf8(vtvl(arguments).code(0).get_output().stdout.clone()).unwrap()
}

fn json(arguments: &[&str], schema: &str) -> Value {
    let value: Value = serde_json::from_str(&said(arguments)).unwrap();
    obeys(&value, schema);
    value
}

fn obeys(value: &Value, schema: &str) {
    let text = fs::read_to_string(format!("{}/docs/{schema}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap();
    let errors: Vec<String> = schema
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn sample(name: &str) -> String {
    crate::support::samples_dir()
        .join(format!("{name}.xlsx"))
        .display()
        .to_string()
}

/// A sample under the laws of two days.
fn two(name: &str, as_of: Date, against: Date) -> TwoLaws {
    let files = [Submitted::new(
        "đề án.xlsx",
        fs::read(sample(name)).unwrap(),
    )];
    let asked = Asked {
        day: Some(as_of),
        ..Asked::default()
    };
    ENGINE
        .appraise_against(&files, &ReadingManner::default(), &asked, against)
        .unwrap()
        .1
}

/// The comparison, one line a matter.
fn lines(laws: &TwoLaws) -> String {
    let held = |held: &Held| {
        format!(
            "{} [{}]",
            held.state.label(),
            held.rule.as_deref().unwrap_or("–")
        )
    };
    let line = |change: &vtvl::opinion::LawChange| {
        let fate = change.fate.heading(laws.as_of.day, laws.against.day);
        format!(
            "{fate}\n  {}\n    {} → {}\n",
            change.subject.called,
            held(&change.as_of),
            held(&change.against)
        )
    };
    laws.findings.iter().map(line).collect()
}

#[test]
fn a_day_is_asked_for_and_never_today() {
    vtvl(&["rules", "law"])
        .code(2)
        .stdout("")
        .stderr(contains("hãy thêm --on NGÀY"));
    vtvl(&["rules", "law", "--on", "06/2021"])
        .code(2)
        .stderr(contains("ngày chưa đủ ngày, tháng, năm"));
    vtvl(&["rules", "law", "--on", "30/06/2021", "--for", "x"])
        .code(2)
        .stderr(contains("cong-chuc, vien-chuc"));
    assert_eq!(
        said(&["rules", "law", "--on", "30/06/2021"]),
        said(&["rules", "law", "--as-of", "2021-06-30"])
    );
}

#[test]
fn what_governs_changes_on_the_day_and_not_before() {
    let told = |day: &str| said(&["rules", "law", "--on", day, "--for", "cong-chuc", "-q"]);
    let days = ["2020-07-19", "2020-07-20", "2025-12-30", "2025-12-31"];
    insta::assert_snapshot!(
        "what_governs_on_the_days_of_change",
        days.map(told).join("\n")
    );
}

/// `vtvl rules law` as JSON: on a day, for a profile or all of them.
fn law(day: &str, profile: Option<&str>) -> Value {
    let mut arguments = vec!["rules", "law", "--on", day, "--format", "json"];
    arguments.extend(profile.into_iter().flat_map(|profile| ["--for", profile]));
    json(&arguments, "vtvl.law-1.schema.json")
}

#[test]
fn an_act_without_rules_is_told_as_such() {
    let told = law("2020-07-19", Some("cong-chuc"));
    let profile = &told["profiles"][0];
    assert!(
        profile["ungoverned"]
            .as_str()
            .unwrap()
            .contains("chưa có trong bộ quy tắc"),
        "{profile}"
    );
    let acts = profile["acts"].as_array().unwrap();
    let governing: Vec<&Value> = acts.iter().filter(|act| act["governs"] == true).collect();
    assert_eq!(
        (governing.len(), &governing[0]["number"]),
        (1, &Value::from("36/2013/NĐ-CP"))
    );
    assert_eq!(
        (&governing[0]["set"], &governing[0]["rules_in_force"]),
        (&Value::Null, &Value::from(0))
    );
    let later = acts
        .iter()
        .find(|act| act["number"] == "62/2020/NĐ-CP")
        .unwrap();
    assert_eq!(
        (&later["state"], &later["rules_in_force"]),
        (&Value::from("not_yet"), &Value::from(0))
    );
}

#[test]
fn an_act_with_rules_of_a_part_is_told_as_such() {
    let in_part = law("2026-01-15", Some("cong-chuc"));
    let told = in_part["profiles"][0]["ungoverned"].as_str().unwrap();
    assert!(
        told.contains("361/2025/NĐ-CP") && told.contains("mới có một phần"),
        "{told}"
    );
}

#[test]
fn every_profile_is_told_where_none_is_asked_for() {
    let both = law("30/06/2021", None);
    let profiles = both["profiles"].as_array().unwrap();
    assert_eq!(profiles.len(), ENGINE.law.profiles.len());
    assert!(
        profiles
            .iter()
            .all(|profile| profile["ungoverned"].is_null())
    );
}

#[test]
fn the_life_of_a_rule_is_drawn_and_told() {
    insta::assert_snapshot!(
        "life_of_a_rule",
        said(&["rules", "timeline", "nd-120-2020/d06k2-cap-pho-don-vi"])
    );
}

#[test]
fn an_act_is_found_by_every_name_of_it() {
    let told = said(&["rules", "timeline", "108/2020"]);
    for name in [
        "108/2020/NĐ-CP",
        "nd-108-2020",
        "Nghị định số 108/2020/NĐ-CP",
    ] {
        assert_eq!(said(&["rules", "timeline", name]), told, "{name}");
    }
    insta::assert_snapshot!("life_of_an_act", told);
}

#[test]
fn a_fact_shows_the_values_it_is_held_against_under_every_act() {
    let arguments = ["rules", "timeline", "so_cap_pho", "--format", "json"];
    let life = json(&arguments, "vtvl.timeline-1.schema.json");
    let lanes = life["lanes"].as_array().unwrap();
    let of = |rule: &str| {
        lanes
            .iter()
            .find(|lane| lane["id"] == rule)
            .map(|lane| lane["spans"].clone())
    };
    let former = of("nd-107-2020/d06k2-pho-truong-phong").unwrap();
    let later = of("nd-150-2025/d06k2-pho-truong-phong").unwrap();
    assert_eq!(
        (&former[0]["from"], &former[0]["until"]),
        (&"2020-11-25".into(), &"2025-03-01".into())
    );
    assert!(
        former[0]["citation"]
            .as_str()
            .unwrap()
            .contains("107/2020/NĐ-CP")
    );
    assert_eq!(former[0]["says"].as_array().unwrap().len(), 3, "{former}");
    assert_eq!(later[0]["says"][0], "dưới 10: 1; 10 đến 14: 2; từ 15: 3");
    assert!(later[0]["until"].is_null());
    assert_eq!(
        said(&["rules", "timeline", "số cấp phó"]),
        said(&["rules", "timeline", "so_cap_pho"])
    );
    let value = json(
        &["rules", "timeline", "toi_thieu_rong", "--format", "json"],
        "vtvl.timeline-1.schema.json",
    );
    assert_eq!(
        (
            &value["of"],
            value["lanes"][0]["spans"].as_array().unwrap().len()
        ),
        (&"value".into(), 1)
    );
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    vtvl(&["rules", "timeline", "so_cap_phoo"])
        .code(2)
        .stdout("")
        .stderr(contains("gần nhất là “so_cap_pho”"));
    vtvl(&["rules", "timeline", "nd-62-2020/d05k2-phan-nhon"])
        .code(2)
        .stderr(contains("d05k2-phan-nhom”"));
}

#[test]
fn every_life_fits_a_terminal_and_its_schema() {
    let options = TextOptions {
        verbose: true,
        ..TextOptions::default()
    };
    let mut seen = 0;
    let names: std::collections::BTreeSet<&str> = ENGINE.law.names().collect();
    for name in names {
        let Named::One(life) = ENGINE.law.life(name) else {
            panic!("{name} has no life of its own")
        };
        let view = LifeView::of(&life, &ENGINE.law, &ENGINE.forms);
        obeys_once(&view, seen);
        let mut out = Vec::new();
        report::write_life(&view, &options, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for line in text.lines() {
            assert!(line.width() <= 80, "{name}: {line}");
        }
        seen += 1;
    }
    assert!(seen > 300, "{seen}");
}

/// The schema is held to some of the lives: it is compiled anew each time.
fn obeys_once(view: &LifeView, nth: usize) {
    if nth.is_multiple_of(40) {
        obeys(
            &serde_json::to_value(view).unwrap(),
            "vtvl.timeline-1.schema.json",
        );
    }
}

#[test]
fn a_right_proposal_under_a_later_law() {
    let laws = two("so-nong-nghiep-2021", date(2021, 9, 10), date(2025, 7, 1));
    insta::assert_snapshot!(
        "a_right_proposal_under_a_later_law",
        format!("{}\n{}", laws.summary.sentence, lines(&laws))
    );
    assert!(
        laws.findings
            .iter()
            .all(|change| change.fate == LawFate::OnlyAgainst)
    );
}

#[test]
fn what_a_replaced_act_forbade_too_is_one_matter() {
    let laws = two(
        "so-nong-nghiep-2021-co-loi",
        date(2021, 9, 10),
        date(2025, 7, 1),
    );
    let rules = |change: &&vtvl::opinion::LawChange| change.as_of.rule != change.against.rule;
    let both: Vec<_> = laws
        .findings
        .iter()
        .filter(|change| change.fate == LawFate::Both)
        .filter(rules)
        .collect();
    assert!(!both.is_empty(), "{}", lines(&laws));
    for change in both {
        assert!(
            change
                .as_of
                .rule
                .as_deref()
                .unwrap()
                .starts_with("nd-107-2020/"),
            "{}",
            lines(&laws)
        );
        assert!(
            change
                .against
                .rule
                .as_deref()
                .unwrap()
                .starts_with("nd-150-2025/"),
            "{}",
            lines(&laws)
        );
    }
}

#[test]
fn the_other_way_round_says_the_same_the_other_way_round() {
    let (first, second) = (date(2021, 9, 10), date(2025, 7, 1));
    let there = two("so-nong-nghiep-2021-co-loi", first, second).summary;
    let back = two("so-nong-nghiep-2021-co-loi", second, first).summary;
    assert_eq!(
        (there.only_against, there.only_as_of),
        (back.only_as_of, back.only_against)
    );
    assert_eq!((there.both, there.unsure), (back.both, back.unsure));
}

#[test]
fn without_rules_of_the_act_that_governs_nothing_is_called_right() {
    let laws = two(
        "so-nong-nghiep-2021-co-loi",
        date(2021, 9, 10),
        date(2026, 2, 1),
    );
    assert!(laws.against.ungoverned.is_some());
    assert!(
        laws.summary
            .sentence
            .contains("không có nhận xét không có nghĩa là đạt"),
        "{}",
        laws.summary.sentence
    );
    let of_62 = |held: &Held| {
        held.rule
            .as_deref()
            .is_some_and(|rule| rule.starts_with("nd-62-2020/"))
    };
    let lost: Vec<_> = laws
        .findings
        .iter()
        .filter(|change| of_62(&change.as_of))
        .collect();
    assert!(lost.len() > 5, "{}", lines(&laws));
    assert!(
        lost.iter()
            .all(|change| change.fate == LawFate::Unsure
                && change.against.state == LawState::Unknown)
    );
}

#[test]
fn the_json_has_one_more_key_and_no_other_change() {
    let file = sample("so-nong-nghiep-2021");
    let mut with: Value = serde_json::from_str(&said(&[
        "check",
        &file,
        "--against",
        "01/07/2025",
        "--format",
        "json",
    ]))
    .unwrap();
    obeys(&with, "vtvl.appraisal-1.schema.json");
    let without: Value =
        serde_json::from_str(&said(&["check", &file, "--format", "json"])).unwrap();
    let against = with.as_object_mut().unwrap().remove("against").unwrap();
    assert_eq!(with, without);
    assert_eq!(
        against["summary"]["only_against"],
        against["findings"].as_array().unwrap().len()
    );
    vtvl(&["check", &file, "--against", "10/09/2021"])
        .code(2)
        .stdout("")
        .stderr(contains("trùng với ngày xét"));
    vtvl(&["check", &file, "--against", "2025-07-01", "--format", "md"])
        .code(2)
        .stderr(contains("--against"));
}

#[test]
fn the_report_has_an_annex_and_other_formats_say_that_they_have_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let file = sample("so-nong-nghiep-2021");
    let (markdown, kept) = (path("a.md"), path("a.json"));
    said(&[
        "appraise",
        &file,
        "--against",
        "2025-07-01",
        "-o",
        &markdown,
        "-o",
        &kept,
    ]);
    let text = fs::read_to_string(&markdown).unwrap();
    let annex = text
        .split_once("SO SÁNH VỚI QUY ĐỊNH NGÀY 01/07/2025")
        .unwrap()
        .1;
    assert!(annex.contains("| 10 | Ngạch 04.024"), "{annex}");
    let kept: Value = serde_json::from_str(&fs::read_to_string(kept).unwrap()).unwrap();
    obeys(&kept, "vtvl.appraisal-1.schema.json");
    let refused = [
        "appraise",
        &file,
        "--against",
        "2025-07-01",
        "-o",
        &path("b.html"),
    ];
    vtvl(&refused)
        .code(2)
        .stdout("")
        .stderr(contains(".docx, .pdf, .md và .json"));
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "nothing else is left"
    );
}

#[test]
fn the_text_keeps_to_the_terminal() {
    let file = sample("truong-thpt-2022-co-loi");
    let out = vtvl(&["check", &file, "--against", "2026-07-01", "-v"])
        .code(1)
        .get_output()
        .stdout
        .clone();
    let text = String::from_utf8(out).unwrap();
    let told = text.split_once("So quy định ngày").unwrap().1;
    assert!(told.lines().all(|line| line.width() <= 80), "{told}");
}
