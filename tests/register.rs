//! The register: rounds of one agency, what came back, sums over what stands, what stands out.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its appraisals has to fail"
)]

use std::sync::LazyLock;

use jiff::civil::date;
use serde_json::Value;
use serde_json::json;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::opinion::Asked;
use vtvl::register::Awaited;
use vtvl::register::DossierPlace;
use vtvl::register::OutlierKind;
use vtvl::register::Register;
use vtvl::register::RegisterBuilder;
use vtvl::register::Totals;
use vtvl::register::commonest;
use vtvl::register::outliers;
use vtvl::report;
use vtvl::report::Format;

use crate::support::sample;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

/// The appraisal of a department with faults, as it is kept.
static RECORD: LazyLock<Value> = LazyLock::new(|| {
    let files = [Submitted::new(
        "đề án.xlsx",
        sample("so-nong-nghiep-2021-co-loi").to_xlsx(),
    )];
    let appraisal = ENGINE
        .appraise(&files, &ReadingManner::default(), &Asked::default())
        .unwrap();
    let mut out = Vec::new();
    report::write(&appraisal, Format::Json, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
});

/// The same with the findings at some places only, of another day and other files.
fn record(name: &str, day: &str, findings: &[usize]) -> Value {
    let mut record = RECORD.clone();
    record["input"]["sha256"] = json!(format!("{name} {day} {findings:?}"));
    record["agency"]["name"] = json!(name);
    record["agency"]["submitted_on"] = json!(day);
    let all = record["findings"].as_array().unwrap();
    // Causes only: what follows from a finding that is left out would lead nowhere.
    let open = all.iter().filter(|finding| {
        finding.get("cause").is_none()
            && ["violation", "explain"]
                .iter()
                .any(|outcome| finding["outcome"] == *outcome)
    });
    let open: Vec<Value> = open.cloned().collect();
    // The texts of one workbook in many dossiers are a matter of their own.
    record["texts"] = json!([]);
    record["findings"] = findings.iter().map(|place| open[*place].clone()).collect();
    record
}

fn register(records: impl IntoIterator<Item = Value>) -> Register {
    let mut builder = RegisterBuilder::new(&ENGINE.forms);
    for (nth, record) in records.into_iter().enumerate() {
        let place = DossierPlace {
            name: format!("{nth:03}"),
            ..DossierPlace::default()
        };
        builder.add(place, serde_json::from_value(record).unwrap());
    }
    builder.finish(date(2021, 12, 1))
}

#[test]
fn rounds_are_joined_by_agency_and_day_and_what_came_back_is_told() {
    let name = "Sở Nông nghiệp tỉnh Lam Giang";
    // Found in another order than they were handed in.
    let register = register([
        record(name, "2021-11-10", &[1, 3]),
        record(name, "2021-09-10", &[0, 1, 2]),
        record("Sở  Nông nghiệp TỈNH Lam Giang", "2021-12-10", &[0, 3, 4]),
    ]);
    let rounds: Vec<(usize, usize)> = register
        .rounds
        .iter()
        .map(|round| (round.round, round.of))
        .collect();
    assert_eq!(rounds, [(2, 3), (1, 3), (3, 3)]);
    let many = |rules: &std::collections::BTreeMap<usize, usize>| rules.values().sum::<usize>() > 0;
    let second = register.rounds[0].change.as_ref().unwrap();
    assert!(second.since == 1 && many(&second.mended) && many(&second.left) && many(&second.new));
    assert!(!many(&second.returned));
    let third = register.rounds[2].change.as_ref().unwrap();
    assert!(third.since == 0 && many(&third.returned) && many(&third.new) && many(&third.left));
    assert_eq!(register.urgency(1).awaited, Awaited::LaterRound);
    assert_eq!(register.urgency(1).days_left, None);
    assert_eq!(
        register
            .standing()
            .map(|(place, _)| place)
            .collect::<Vec<_>>(),
        [2]
    );
}

#[test]
fn another_agency_is_no_round_and_the_same_files_count_once() {
    let one = record("Sở A", "2021-09-10", &[0]);
    let register = register([one.clone(), record("Sở B", "2021-10-10", &[0]), one]);
    assert_eq!(register.rounds[1].of, 1);
    assert_eq!(register.rounds[2].same_as, Some(0));
    let totals = Totals::of(&register);
    assert_eq!(totals.all.dossiers, [0, 1]);
    assert_eq!(
        totals.all.assigned.people,
        2 * RECORD["agency"]["assigned"].as_i64().unwrap()
    );
    let common = commonest(&register);
    assert_eq!(common[0].dossiers, [0, 1]);
}

#[test]
fn a_body_is_one_however_its_name_is_shortened_and_a_blank_is_no_zero() {
    let mut short = record("Sở A", "2021-09-10", &[]);
    short["agency"]["superior"] = json!("UBND tỉnh Lam Giang");
    short["agency"]["present"] = Value::Null;
    let mut long = record("Sở B", "2021-09-11", &[]);
    long["agency"]["superior"] = json!("Ủy ban nhân dân tỉnh Lam Giang");
    let totals = Totals::of(&register([short, long]));
    assert_eq!(totals.by_body.len(), 1);
    let body = &totals.by_body[0];
    assert_eq!(body.dossiers, [0, 1]);
    assert_eq!(
        (body.present.stated, body.present.people),
        (1, RECORD["agency"]["present"].as_i64().unwrap())
    );
}

#[test]
fn what_is_unlike_its_peers_stands_out_and_nothing_else() {
    let alike = |nth: usize, support: f64| {
        let mut record = record(&format!("Sở số {nth}"), "2021-09-10", &[]);
        record["figures"]["groups"] = json!([
            {"group": "Hỗ trợ, phục vụ", "positions": 2, "people": 5, "share": support},
            {"group": "Nghiệp vụ chuyên ngành", "positions": 9, "people": 50, "share": 100.0 - support}
        ]);
        record
    };
    let usual: Vec<Value> = (0_u8..9)
        .map(|nth| alike(nth.into(), 5.0 + f64::from(nth) * 0.5))
        .collect();
    assert!(outliers(&register(usual.clone())).is_empty());
    let with_one = [usual.clone(), vec![alike(9, 48.0)]].concat();
    let found = outliers(&register(with_one));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|outlier| outlier.dossiers == [9]));
    assert!(
        matches!(&found[0].kind, OutlierKind::GroupShare { peers: 10, .. }),
        "{found:?}"
    );
    // Too few peers say nothing.
    assert!(
        outliers(&register(
            [usual[..3].to_vec(), vec![alike(9, 48.0)]].concat()
        ))
        .is_empty()
    );
}

#[test]
fn much_more_work_for_each_person_stands_out() {
    let with_hours = |nth: usize, hours: u32| {
        let mut record = record(&format!("Sở số {nth}"), "2021-09-10", &[]);
        record["agency"]["workload"] =
            json!({"fact": "gio", "label": "giờ", "value": hours, "ranges": []});
        record
    };
    let usual: Vec<Value> = (0..9)
        .map(|nth| with_hours(nth, 1_700 + u32::try_from(nth).unwrap() * 20))
        .collect();
    assert!(outliers(&register(usual.clone())).is_empty());
    let found = outliers(&register([usual, vec![with_hours(9, 3_100)]].concat()));
    let [only] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(only.dossiers, [9]);
    assert!(
        matches!(&only.kind, OutlierKind::HoursPerPerson { peers: 10, .. }),
        "{only:?}"
    );
}

#[test]
fn texts_of_many_agencies_stand_out_and_those_of_a_few_do_not() {
    let text = |digest: &str, opening: &str| json!({"digest": digest, "opening": opening, "cell": "'Mô tả'!D5"});
    let with_texts = |nth: usize, texts: Vec<Value>| {
        let mut record = record(&format!("Trường số {nth}"), "2021-09-10", &[]);
        record["texts"] = json!(texts);
        record
    };
    let (shared, few) = (
        text("00000000000000aa", "Chủ trì xây dựng"),
        text("00000000000000bb", "Theo dõi"),
    );
    let also = text("00000000000000cc", "Bảo đảm an toàn");
    let records = (0..6).map(|nth| {
        let own = text(&format!("{:016x}", 1_000 + nth), "Riêng");
        with_texts(
            nth,
            if nth < 4 {
                vec![shared.clone(), also.clone(), few.clone(), own]
            } else {
                vec![shared.clone(), also.clone(), own]
            },
        )
    });
    let found = outliers(&register(records));
    let [only] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(only.dossiers, [0, 1, 2, 3, 4, 5]);
    assert_eq!(
        only.kind,
        OutlierKind::SameText {
            opening: "Bảo đảm an toàn".to_owned(),
            texts: 2
        }
    );
    // Rounds of one agency are one agency.
    let rounds = (1..=6).map(|day| {
        let mut record = record("Trường số 1", &format!("2021-09-{day:02}"), &[]);
        record["texts"] = json!([shared]);
        record
    });
    assert!(outliers(&register(rounds)).is_empty());
}

#[test]
fn one_title_with_two_codes_is_told_where_the_rare_code_stands() {
    let with_code = |nth: usize, code: &str| {
        let mut record = record(&format!("Trường số {nth}"), "2021-09-10", &[]);
        record["figures"]["ranks"] =
            json!([{"code": code, "name": "Kế toán viên", "people": 1, "share": 1.0}]);
        record
    };
    let found = outliers(&register([
        with_code(0, "06.031"),
        with_code(1, "06.032"),
        with_code(2, "06.031"),
    ]));
    let [only] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(only.dossiers, [1]);
    let OutlierKind::SeveralCodes { codes, .. } = &only.kind else {
        panic!("{only:?}")
    };
    assert_eq!(codes[0], ("06.031".to_owned(), 2));
}

#[test]
fn dossiers_of_two_rulebooks_are_told_apart() {
    let mut other = record("Sở B", "2021-09-10", &[]);
    other["law"]["digest"] = json!("khác");
    let register = register([record("Sở A", "2021-09-10", &[]), other]);
    assert_eq!(
        register
            .editions
            .iter()
            .map(|edition| edition.dossiers)
            .collect::<Vec<_>>(),
        [1, 1]
    );
}
