//! The table of a whole province: what dossiers carry to it, how it is read, what is said of it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its sample has to fail"
)]

use std::sync::LazyLock;

use rust_decimal::Decimal;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dictionary::Entity;
use vtvl::dictionary::Role;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::CarriedLine;
use vtvl::opinion::Recommendation;
use vtvl::report::Format;

use crate::support::Sheets;
use crate::support::sample;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

fn appraise(sheets: &Sheets, asked: &Asked) -> Result<Appraisal, vtvl::Error> {
    ENGINE.appraise(
        &[Submitted::new("tep.xlsx", sheets.to_xlsx())],
        &ReadingManner::default(),
        asked,
    )
}

fn carried(sheets: &Sheets) -> Vec<CarriedLine> {
    appraise(sheets, &Asked::default()).unwrap().carried
}

fn whole(sheets: &Sheets) -> Appraisal {
    let profile = ENGINE
        .law
        .whole_profile()
        .map(|profile| profile.key.clone());
    appraise(
        sheets,
        &Asked {
            day: "2026-07-20".parse().ok(),
            profile,
            waivers: None,
        },
    )
    .unwrap()
}

fn line<'a>(lines: &'a [CarriedLine], fact: &str) -> &'a CarriedLine {
    lines.iter().find(|line| line.fact == fact).unwrap()
}

#[test]
fn a_dossier_carries_what_is_asked_of_its_kind_of_agency() {
    let keys = |lines: &[CarriedLine]| {
        lines
            .iter()
            .map(|line| line.fact.clone())
            .collect::<Vec<_>>()
    };
    let of_so = carried(&sample("so-nong-nghiep-2021"));
    assert_eq!(
        keys(&of_so),
        [
            "so_cap_pho_lanh_dao",
            "so_cap_pho_lanh_dao_cao_cap",
            "so_to_chuc_ben_trong",
            "so_cap_pho_ben_trong"
        ]
    );
    let heads = line(&of_so, "so_cap_pho_lanh_dao");
    assert_eq!(
        (heads.value, heads.ranges.as_slice()),
        (
            Some(Decimal::from(3)),
            &["'Cơ cấu tổ chức'!H2".to_owned()][..]
        )
    );
    let of_xa = carried(&sample("xa-lam-khe-2026"));
    assert_eq!(keys(&of_xa), ["so_to_chuc_xa", "so_cap_pho_xa"]);
    let values: Vec<_> = of_xa.iter().map(|line| line.value).collect();
    assert_eq!(values, [Some(Decimal::from(4)), Some(Decimal::from(8))]);
    assert!(
        carried(&sample("truong-thpt-2022")).is_empty(),
        "nothing is asked of a school"
    );
}

#[test]
fn ranks_of_deputies_are_counted_where_they_are_sure() {
    let of = |rank: &str| {
        let mut sheets = sample("so-nong-nghiep-2021");
        sheets.set("Danh mục VTVL", "G3", rank);
        let lines = carried(&sheets);
        let line = line(&lines, "so_cap_pho_lanh_dao_cao_cap").clone();
        (line.value, line.missing)
    };
    let count = |number: i64| (Some(Decimal::from(number)), None);
    assert_eq!(of("Chuyên viên cao cấp"), count(3));
    // How many of the three hold which of the two ranks nobody says.
    assert_eq!(of("Chuyên viên cao cấp hoặc Chuyên viên chính"), count(0));
    let (value, missing) = of("");
    assert_eq!((value, missing.as_deref()), (None, Some("để trống")));
}

#[test]
fn what_two_tables_tell_apart_is_not_carried() {
    let mut sheets = sample("so-nong-nghiep-2021");
    sheets.set("Cơ cấu tổ chức", "H2", "4");
    let lines = carried(&sheets);
    let heads = line(&lines, "so_cap_pho_lanh_dao");
    assert_eq!(heads.value, None);
    assert_eq!(
        heads.missing.as_deref(),
        Some("biểu cơ cấu tổ chức ghi 4, danh mục vị trí việc làm ghi 3")
    );
}

#[test]
fn every_carried_fact_is_one_and_has_a_column_of_numbers() {
    let form = ENGINE.forms.of(Entity::Body).unwrap();
    assert!(form.of_whole && !form.is_of_proposal());
    for role in [Role::Name, Role::Superior, Role::Kind, Role::Day] {
        assert!(
            form.fields.iter().any(|field| field.plays(role)),
            "{role:?}"
        );
    }
    let carries: Vec<_> = form
        .fields
        .iter()
        .filter_map(|field| field.carries.as_deref())
        .collect();
    assert!(carries.len() > 3, "{carries:?}");
    for key in carries {
        assert!(
            ENGINE
                .law
                .facts
                .get(key)
                .is_some_and(|fact| fact.of.is_none()),
            "{key}"
        );
    }
}

#[test]
fn a_right_table_has_nothing_said_of_it_and_is_no_approval() {
    let appraisal = whole(&sample("toan-tinh"));
    let said: Vec<_> = appraisal
        .findings
        .iter()
        .map(|finding| &finding.sentence)
        .collect();
    assert!(said.is_empty(), "{said:?}");
    assert!(appraisal.counts.pass > 20, "{:?}", appraisal.counts);
    assert_eq!(appraisal.recommendation, Recommendation::Undecided);
    assert!(appraisal.questions.is_empty() && appraisal.carried.is_empty());
}

#[test]
fn an_average_says_over_how_many_agencies_it_is_taken() {
    let mut sheets = sample("toan-tinh");
    sheets.set("Dữ liệu toàn tỉnh", "F2", "6");
    let appraisal = whole(&sheets);
    assert_eq!(appraisal.findings.len(), 1, "{:?}", appraisal.findings);
    let finding = &appraisal.findings[0];
    assert_eq!(finding.outcome, Outcome::Note);
    assert!(
        finding.sentence.contains("tính trên 3 sở"),
        "{}",
        finding.sentence
    );
    assert!(
        finding
            .sentence
            .contains("“Ủy ban nhân dân tỉnh Hoài Giang”"),
        "{}",
        finding.sentence
    );
    assert!(
        finding
            .cells
            .iter()
            .any(|cell| cell.to_string() == "'Dữ liệu toàn tỉnh'!F2"),
        "{:?}",
        finding.ranges
    );
}

#[test]
fn an_agency_without_a_number_is_left_out_and_told() {
    let mut sheets = sample("toan-tinh");
    for row in 2..=3 {
        sheets.clear("Dữ liệu toàn tỉnh", &format!("F{row}"));
    }
    sheets.set("Dữ liệu toàn tỉnh", "F4", "9");
    let appraisal = whole(&sheets);
    let rules: Vec<_> = appraisal
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    assert_eq!(
        rules, ["nhat-quan/toan-tinh-thieu-so-cap-pho"; 2],
        "one sở is not a province"
    );
}

#[test]
fn only_its_name_makes_a_sheet_the_table_of_a_province() {
    let mut sheets = sample("toan-tinh");
    sheets
        .sheets
        .iter_mut()
        .for_each(|sheet| sheet.name = format!("Trang {}", sheet.rows.len()));
    let profile = ENGINE
        .law
        .whole_profile()
        .map(|profile| profile.key.clone());
    let asked = Asked {
        day: "2026-07-20".parse().ok(),
        profile,
        waivers: None,
    };
    assert!(
        appraise(&sheets, &asked).is_err(),
        "no sheet says that it is one"
    );
}

#[test]
fn a_proposal_is_not_judged_as_a_province_nor_a_province_as_a_proposal() {
    let appraisal = whole(&sample("so-nong-nghiep-2021"));
    assert_eq!(appraisal.recommendation, Recommendation::Incomplete);
    assert!(appraisal.findings.is_empty(), "{:?}", appraisal.findings);
    let known: Vec<&str> = ENGINE.law.profiles.keys().map(String::as_str).collect();
    assert!(
        !known.contains(&ENGINE.law.whole_profile().unwrap().key.as_str()),
        "{known:?}"
    );
    assert!(appraise(&sample("toan-tinh"), &Asked::default()).is_err());
}

#[test]
fn the_json_tells_what_is_carried_as_its_schema_says() {
    let appraisal = appraise(&sample("xa-lam-khe-2026"), &Asked::default()).unwrap();
    let mut text = Vec::new();
    vtvl::report::write(&appraisal, Format::Json, &mut text).unwrap();
    let told: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(told["carried"][0]["value"], 4);
    let recorded = vtvl::register::read_appraisal(&*text).unwrap();
    assert_eq!(recorded.carried, appraisal.carried);
}
