//! The dossiers that are made by chance: the same from the same seed, right where they are to be
//! right, wrong where a defect was planted, and the same in every layout.

#![expect(
    clippy::unwrap_used,
    reason = "a dossier that cannot be made has to fail its test"
)]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sha2::Digest as _;
use sha2::Sha256;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;

use crate::support::Sheets;
use crate::support::dossiers::Agency;
use crate::support::dossiers::Defect;
use crate::support::dossiers::Kind;
use crate::support::dossiers::Layout;
use crate::support::dossiers::Mix;
use crate::support::dossiers::Order;
use crate::support::dossiers::State;
use crate::support::dossiers::add_up;
use crate::support::dossiers::clean;
use crate::support::dossiers::make;

/// The rules of which one at least must speak of a defect.
const RULES: [(Defect, &[&str]); Defect::ALL.len()] = [
    (
        Defect::NoGroup,
        &[
            "nd-62-2020/d05k2-phan-nhom",
            "nd-106-2020/d05k2-phan-nhom",
            "nd-232-2026/d06k1-ba-nhom",
            "nhat-quan/tong-hop-khop-nhom",
        ],
    ),
    (
        Defect::TooManyDeputies,
        &[
            "nd-107-2020/d06k1c-pho-giam-doc",
            "nd-107-2020/d06k5-pho-chi-cuc-truong-rieng",
            "nd-108-2020/d05k3-pho-truong-phong",
            "nd-120-2020/d06k2-cap-pho-don-vi",
            "nd-361-2025/xa-cap-pho-chuyen-vien-chinh",
            "nd-370-2025/binh-quan-cap-pho-xa",
        ],
    ),
    (Defect::DeputiesDiffer, &["co-cau/cap-pho-khop-danh-muc"]),
    (Defect::PeopleDiffer, &["co-cau/tong-don-vi-khop"]),
    (
        Defect::OverQuota,
        &[
            "nd-62-2020/d03k3-tong-khop-bien-che",
            "nd-106-2020/d04k2-tong-khop-so-giao",
            "nhat-quan/hien-co-vuot-giao",
        ],
    ),
    (Defect::UnknownRank, &["nhat-quan/ngach-trong-danh-muc"]),
    (Defect::RepealedAct, &["nhat-quan/can-cu-con-hieu-luc"]),
    (Defect::LaterAct, &["nhat-quan/can-cu-sau-ngay-trinh"]),
    (Defect::DoubleCode, &["nhat-quan/ma-vi-tri-duy-nhat"]),
    (Defect::Shares, &["nhat-quan/mo-ta-ty-trong-100"]),
    (Defect::Hours, &["nhat-quan/tong-gio-dung"]),
    (
        Defect::NoDescription,
        &[
            "nd-62-2020/d08k2-mo-ta-cong-viec",
            "nd-106-2020/d07k2c-mo-ta-cong-viec",
            "nd-232-2026/d08k1-mo-ta",
        ],
    ),
    (
        Defect::NoSkills,
        &[
            "nd-62-2020/d08k2-khung-nang-luc",
            "nd-106-2020/d07k2c-khung-nang-luc",
            "nd-232-2026/d08k1-khung-nang-luc",
        ],
    ),
    (Defect::LevelSix, &["nhat-quan/nang-luc-cap-do"]),
    (Defect::NoCriterion, &["nhat-quan/mo-ta-tieu-chi"]),
    (Defect::ForeignName, &["nhat-quan/ten-co-quan-khac"]),
    (Defect::TotalDiffers, &["nhat-quan/tong-hop-khop-nhom"]),
    (
        Defect::RankShare,
        &[
            "nd-62-2020/d06-ty-le-dung",
            "nd-106-2020/d07k2d-ty-le-dung",
            "nhat-quan/tong-hop-tong-cong",
        ],
    ),
    (
        Defect::NoRequest,
        &[
            "nd-62-2020/d08k1-van-ban-de-nghi",
            "nd-106-2020/d07k1a-van-ban-de-nghi",
            "nd-232-2026/d11k2a-van-ban-de-nghi",
        ],
    ),
    (
        Defect::UnknownPosition,
        &[
            "nd-62-2020/d04k1a-nhiem-vu-co-vi-tri",
            "nd-106-2020/d04k1-nhiem-vu-co-vi-tri",
        ],
    ),
    (
        Defect::UnknownCarrier,
        &[
            "nd-62-2020/d05k1c-kiem-nhiem",
            "nd-106-2020/d05k1c-kiem-nhiem",
        ],
    ),
    (Defect::FailedFormula, &["nhat-quan/o-loi-cong-thuc"]),
    (Defect::NumberInWords, &["nhat-quan/so-nguoi-la-so"]),
    (Defect::NoName, &["nhat-quan/noi-dung-phai-ghi"]),
];

fn rules_of(defect: Defect) -> &'static [&'static str] {
    let (_, rules) = RULES.iter().find(|(of, _)| *of == defect).unwrap();
    rules
}

fn agency(kind: Kind, number: usize, positions: Option<usize>) -> Agency {
    Agency {
        kind,
        seed: 3,
        province: 1,
        number,
        positions,
    }
}

fn engine() -> Engine {
    Engine::new(&crate::support::rulebook()).unwrap()
}

fn appraise(engine: &Engine, mut book: Sheets) -> Appraisal {
    add_up(&mut book);
    appraise_files(engine, &[Submitted::new("de-an.xlsx", book.to_xlsx())]).unwrap()
}

fn appraise_files(engine: &Engine, files: &[Submitted]) -> Result<Appraisal, vtvl::Error> {
    engine.appraise(files, &ReadingManner::default(), &Asked::default())
}

/// Findings that are no mere notes: outcome, rule, subject, and how often.
fn findings(appraisal: &Appraisal) -> BTreeMap<(&'static str, String, String), usize> {
    let mut found = BTreeMap::new();
    for finding in &appraisal.findings {
        let alone = finding.instances.is_empty().then_some(&finding.subject);
        for subject in alone
            .into_iter()
            .chain(finding.instances.iter().map(|instance| &instance.subject))
        {
            let called = if subject.key.is_empty() {
                &subject.name
            } else {
                &subject.key
            };
            *found
                .entry((
                    finding.outcome.label(),
                    finding.rule.clone(),
                    called.clone(),
                ))
                .or_default() += 1;
        }
    }
    found
}

/// What a right dossier must not have.
fn faults(appraisal: &Appraisal) -> Vec<String> {
    let wrong = [Outcome::Violation, Outcome::Explain, Outcome::Missing];
    let wrong = appraisal
        .findings
        .iter()
        .filter(|finding| wrong.contains(&finding.outcome));
    wrong
        .map(|finding| format!("{}: {}", finding.rule, finding.sentence))
        .collect()
}

#[test]
fn a_right_dossier_of_each_kind_is_right() {
    let engine = engine();
    for kind in Kind::ALL {
        for (number, positions) in [(0, None), (1, Some(12))] {
            let appraisal = appraise(&engine, clean(&agency(kind, number, positions)));
            assert_eq!(
                faults(&appraisal),
                Vec::<String>::new(),
                "{kind:?} {number}"
            );
            assert!(
                appraisal.positions.len() >= 9,
                "{kind:?}: {} positions",
                appraisal.positions.len()
            );
        }
    }
}

#[test]
fn a_larger_size_has_more_positions() {
    let engine = engine();
    for kind in [Kind::Department, Kind::Branch, Kind::Centre] {
        let appraisal = appraise(&engine, clean(&agency(kind, 2, Some(90))));
        assert_eq!(faults(&appraisal), Vec::<String>::new(), "{kind:?}");
        let number = appraisal.positions.len();
        assert!((70..110).contains(&number), "{kind:?}: {number} positions");
    }
}

/// The defects that are not found in agencies of these kinds; of each defect as many kinds as are
/// asked for.
fn lost(most: usize) -> Vec<String> {
    let engine = engine();
    let right: BTreeMap<Kind, _> = Kind::ALL
        .into_iter()
        .map(|kind| {
            (
                kind,
                findings(&appraise(&engine, clean(&agency(kind, 0, Some(12))))),
            )
        })
        .collect();
    let mut lost = Vec::new();
    for (at, defect) in Defect::ALL.into_iter().enumerate() {
        // Kinds in turn: the first that have a place for it.
        let kinds = (0..Kind::ALL.len()).map(|step| Kind::ALL[(at + step) % Kind::ALL.len()]);
        let planted = kinds
            .map(|kind| agency(kind, 0, Some(12)))
            .filter_map(|agency| {
                let mut book = clean(&agency);
                defect
                    .plant(agency.kind, &mut book, &mut agency.dice("defect"))
                    .then_some((agency.kind, book))
            });
        let mut tried = 0;
        for (kind, book) in planted.take(most) {
            tried += 1;
            let (before, after) = (&right[&kind], findings(&appraise(&engine, book)));
            let new = after
                .iter()
                .filter(|(key, number)| before.get(key).is_none_or(|before| before < number));
            let new: BTreeSet<&str> = new.map(|((_, rule, _), _)| rule.as_str()).collect();
            if !rules_of(defect).iter().any(|rule| new.contains(rule)) {
                lost.push(format!("{defect:?} in {kind:?}: {new:?}"));
            }
        }
        assert!(tried > 0, "no kind of agency has a place for {defect:?}");
    }
    lost
}

#[test]
fn each_defect_is_found() {
    assert_eq!(lost(1), Vec::<String>::new());
}

#[test]
#[ignore = "a minute: each defect in each kind of agency"]
fn each_defect_is_found_in_each_kind() {
    assert_eq!(lost(Kind::ALL.len()), Vec::<String>::new());
}

#[test]
fn a_layout_only_looks_different() {
    let engine = engine();
    for (at, layout) in Layout::ALL.into_iter().enumerate() {
        for kind in [
            Kind::ALL[at % Kind::ALL.len()],
            Kind::ALL[(at + 3) % Kind::ALL.len()],
        ] {
            let agency = agency(kind, 1, Some(12));
            let mut book = clean(&agency);
            Defect::Shares.plant(kind, &mut book, &mut agency.dice("defect"));
            let plain = appraise(&engine, book.clone());
            layout.lay(&mut book, &mut agency.dice("layout"));
            let laid = appraise(&engine, book);
            assert_eq!(findings(&laid), findings(&plain), "{layout:?} of {kind:?}");
            assert_eq!(
                laid.positions.len(),
                plain.positions.len(),
                "{layout:?} of {kind:?}"
            );
        }
    }
}

/// Every file of a folder, sorted, with its digest.
fn digests(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for path in fs::read_dir(&at)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                found.insert(
                    name,
                    format!("{:x?}", Sha256::digest(fs::read(&path).unwrap()).as_slice()),
                );
            }
        }
    }
    found
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str, seed: u64| {
        let (out, list) = (
            folder.path().join(name),
            folder.path().join(format!("{name}.csv")),
        );
        let order = Order {
            number: 16,
            seed,
            mix: Mix::Mixed,
            positions: Some(12),
        };
        order.write(&out, &list).unwrap();
        assert!(
            order.write(&out, &list).is_err(),
            "a folder that is there is left alone"
        );
        (digests(&out), fs::read_to_string(list).unwrap())
    };
    let (one, two, other) = (written("one", 5), written("two", 5), written("other", 6));
    assert_eq!(one, two);
    assert_ne!(one.0, other.0);
    assert_eq!(one.1.lines().count(), 17, "a line each, and the headings");
}

#[test]
fn a_tree_holds_every_state() {
    let engine = engine();
    let items = Order {
        number: 100,
        seed: 5,
        mix: Mix::Mixed,
        positions: Some(12),
    }
    .plan();
    let paths: BTreeSet<&str> = items.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(paths.len(), 100, "two dossiers in one place");
    let kinds: BTreeSet<Kind> = items.iter().map(|item| item.agency.kind).collect();
    assert_eq!(kinds.len(), Kind::ALL.len());
    let first =
        |wanted: fn(State) -> bool| items.iter().position(|item| wanted(item.state)).unwrap();
    let files = |at: usize| make(&items, at).files;
    let doubled = first(|state| state == State::Doubled);
    assert_eq!(files(doubled), files(items[doubled].of.unwrap()));
    let read = |at: usize| {
        let submitted = files(at)
            .into_iter()
            .map(|(name, bytes)| Submitted::new(&name, bytes))
            .collect();
        let (submitted, _) = engine.set_aside(submitted);
        let proposals = submitted
            .into_iter()
            .filter(|file| file.name != "mien-tru.toml")
            .collect::<Vec<_>>();
        appraise_files(&engine, &proposals)
    };
    assert!(read(first(|state| matches!(state, State::Broken(_)))).is_err());
    let second = first(|state| state == State::SecondRound);
    let (again, before) = (
        read(second).unwrap(),
        read(items[second].of.unwrap()).unwrap(),
    );
    assert_eq!(again.agency.name, before.agency.name);
    assert!(
        again.law.as_of > before.law.as_of,
        "a later round of an earlier day"
    );
    let opinions = first(|state| state == State::Opinions);
    assert!(
        files(opinions)
            .iter()
            .any(|(name, _)| name == "y-kien.xlsx")
    );
    assert!(read(opinions).is_ok());
    let clean = Order {
        number: 20,
        seed: 5,
        mix: Mix::Clean,
        positions: Some(12),
    }
    .plan();
    assert!(clean.iter().all(|item| item.state == State::Clean));
}
