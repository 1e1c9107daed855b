//! The blank standard workbook: what our own reader and rules make of it, blank and filled.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::io::Read as _;
use std::sync::LazyLock;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dictionary::Entity;
use vtvl::dossier::Dossier;
use vtvl::dossier::Remark;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::template;
use vtvl::template::Request;
use vtvl::template::TemplateError;

use crate::support::Sheets;
use crate::support::sample;
use crate::support::stop;

/// Each profile with the proposal that is its worked example.
const PROFILES: [(&str, &str); 2] = [
    ("cong-chuc", "so-nong-nghiep-2021"),
    ("vien-chuc", "truong-thpt-2022"),
];

/// A day on which both worked examples are judged by the act that they were written for.
const EXAMPLE_DAYS: &str = "2022-04-15";

/// Compiling the rulebook takes longest: once for all tests.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(&Book::embedded()).unwrap_or_else(|faults| stop(&faults.to_string()))
});

fn engine() -> &'static Engine {
    &ENGINE
}

fn written(
    engine: &Engine,
    profile: &str,
    day: Option<&str>,
    fill: Option<&Dossier>,
) -> Result<Vec<u8>, TemplateError> {
    let profile = &engine.law.profiles[profile];
    let day = day
        .unwrap_or(EXAMPLE_DAYS)
        .parse()
        .unwrap_or_else(|_| stop("no day"));
    let mut bytes = Vec::new();
    template::write(
        &Request {
            forms: &engine.forms,
            law: &engine.law,
            profile,
            day,
            fill,
            questions: &[],
        },
        &mut bytes,
    )?;
    Ok(bytes)
}

fn blank(engine: &Engine, profile: &str) -> Vec<u8> {
    written(engine, profile, None, None).unwrap_or_else(|error| stop(&error.to_string()))
}

fn filled(engine: &Engine, profile: &str, from: &Sheets) -> Vec<u8> {
    let (dossier, _) = read(engine, from.to_xlsx());
    written(engine, profile, None, Some(&dossier)).unwrap_or_else(|error| stop(&error.to_string()))
}

fn read(engine: &Engine, bytes: Vec<u8>) -> (Dossier, Vec<Remark>) {
    let read = engine.read(
        &[Submitted::new("mau.xlsx", bytes)],
        &ReadingManner::default(),
    );
    read.unwrap_or_else(|error| stop(&error.to_string()))
}

fn appraise(engine: &Engine, bytes: Vec<u8>, day: Option<&str>) -> Result<Appraisal, vtvl::Error> {
    let asked = Asked {
        day: day.and_then(|day| day.parse().ok()),
        profile: None,
        ..Asked::default()
    };
    engine.appraise(
        &[Submitted::new("mau.xlsx", bytes)],
        &ReadingManner::default(),
        &asked,
    )
}

/// The texts of one part of a package, or of all whose name begins so.
fn part(bytes: &[u8], name: &str) -> String {
    let mut package =
        zip::ZipArchive::new(Cursor::new(bytes)).unwrap_or_else(|error| stop(&error.to_string()));
    let mut texts = String::new();
    for index in 0..package.len() {
        let mut part = package
            .by_index(index)
            .unwrap_or_else(|error| stop(&error.to_string()));
        let wanted = part.name().is_ok_and(|known| known.starts_with(name));
        if wanted {
            part.read_to_string(&mut texts)
                .unwrap_or_else(|error| stop(&error.to_string()));
        }
    }
    texts
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(close)?.0))
        .collect()
}

#[test]
fn every_column_of_the_form_is_read_back_for_sure() {
    let engine = engine();
    for (profile, name) in PROFILES {
        for bytes in [
            blank(engine, profile),
            filled(engine, profile, &sample(name)),
        ] {
            let (dossier, _) = read(engine, bytes);
            for form in engine.forms.iter().filter(|form| form.entity.is_some()) {
                let (staff, day) = (
                    &engine.law.profiles[profile].staff,
                    EXAMPLE_DAYS.parse().unwrap(),
                );
                let due: Vec<_> = form
                    .fields_on(staff, day)
                    .map(|field| &*field.key)
                    .collect();
                let reading = dossier
                    .sheets
                    .iter()
                    .find(|sheet| sheet.at.sheet.name == form.sheet);
                if due.is_empty() {
                    assert!(reading.is_none(), "{} is no sheet of that day", form.key);
                    continue;
                }
                let reading = reading
                    .and_then(|sheet| sheet.form.as_ref())
                    .unwrap_or_else(|| stop(&form.sheet));
                assert_eq!(reading.form, form.key);
                assert!(
                    reading.confidence >= 95,
                    "{}: {}",
                    form.key,
                    reading.confidence
                );
                let found: Vec<_> = reading
                    .columns
                    .iter()
                    .map(|column| column.field.as_deref().unwrap_or("?"))
                    .collect();
                assert_eq!(found, due, "{}", form.key);
                assert!(
                    reading
                        .columns
                        .iter()
                        .all(|column| column.confidence == 100),
                    "{}",
                    form.key
                );
            }
        }
    }
}

#[test]
fn every_column_has_a_prompt_and_a_width() {
    let engine = engine();
    for form in engine.forms.iter().filter(|form| form.entity.is_some()) {
        assert!(form.blank.guide.is_some(), "{}", form.key);
        for field in form.standard_fields() {
            assert!(field.blank.hint.is_some(), "{}.{}", form.key, field.key);
            assert!(
                field.blank.width > 0 || form.entity == Some(Entity::Agency),
                "{}.{}",
                form.key,
                field.key
            );
        }
    }
}

#[test]
fn a_blank_workbook_gives_nothing_to_judge() {
    let engine = engine();
    for (profile, _) in PROFILES {
        let bytes = blank(engine, profile);
        let refused = appraise(engine, bytes.clone(), None);
        assert!(
            refused.is_err_and(|error| error.to_string().contains("ngày trình")),
            "{profile}"
        );
        let appraisal = appraise(engine, bytes.clone(), Some("2021-06-30"))
            .unwrap_or_else(|e| stop(&e.to_string()));
        let counts = &appraisal.counts;
        let judged = [counts.pass, counts.violation, counts.explain, counts.note];
        assert_eq!(
            judged, [0; 4],
            "{profile}: nothing is in it, so nothing is right or wrong"
        );
        assert!(counts.missing > 50, "{profile}");
        let outcomes: BTreeSet<Outcome> = appraisal
            .findings
            .iter()
            .map(|finding| finding.outcome)
            .collect();
        assert!(
            outcomes.is_subset(&BTreeSet::from([Outcome::Missing, Outcome::Manual])),
            "{profile}: {outcomes:?}"
        );
        assert!(appraisal.input.template.is_some());
        let (dossier, remarks) = read(engine, bytes);
        let codes: Vec<_> = remarks.iter().map(|remark| remark.code.key()).collect();
        assert_eq!(codes, ["blank-template"], "{profile}");
        assert!(dossier.unfilled);
    }
}

#[test]
fn one_value_ends_the_blank() {
    let engine = engine();
    let mut started = Sheets::parse("# sheet: Thông tin chung\nNội dung | Giá trị\nĐối tượng | Công chức\nTên cơ quan, đơn vị | Sở A\nNgày trình | 30/06/2021\n")
        .unwrap_or_else(|error| stop(&error));
    let bytes = filled(engine, "cong-chuc", &started);
    assert!(!read(engine, bytes.clone()).0.unfilled);
    let appraisal = appraise(engine, bytes, None).unwrap_or_else(|error| stop(&error.to_string()));
    assert!(
        appraisal.counts.violation > 0,
        "a proposal whose sheets have no row is not left open"
    );
    started
        .clear("Thông tin chung", "B3")
        .clear("Thông tin chung", "B4");
    assert!(
        read(engine, filled(engine, "cong-chuc", &started))
            .0
            .unfilled
    );
}

#[test]
fn a_filled_workbook_passes() {
    let engine = engine();
    for (profile, name) in PROFILES {
        let bytes = filled(engine, profile, &sample(name));
        let appraisal =
            appraise(engine, bytes, None).unwrap_or_else(|error| stop(&error.to_string()));
        let counts = &appraisal.counts;
        assert_eq!(
            [counts.violation, counts.explain, counts.missing],
            [0; 3],
            "{profile}"
        );
        assert!(counts.pass > 10_000, "{profile}");
        // The day by which the appraisal is due is no fault of the proposal; for the process by the
        // law of the sector the form has no row.
        let notes = appraisal
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Note);
        let expected =
            |rule: &str| rule.contains("thoi-han") || rule == "nd-62-2020/d08k1c-quy-trinh";
        assert!(
            notes.clone().all(|finding| expected(&finding.rule)),
            "{profile}"
        );
        assert!(
            appraisal.remarks.is_empty(),
            "{profile}: {:?}",
            appraisal.remarks
        );
    }
}

#[test]
fn a_filled_workbook_says_what_the_proposal_said() {
    let engine = engine();
    for (profile, name) in PROFILES {
        let (before, _) = read(engine, sample(name).to_xlsx());
        let (after, _) = read(engine, filled(engine, profile, &sample(name)));
        for entity in Entity::ALL {
            let (old, new) = (before.entries(entity), after.entries(entity));
            assert_eq!(old.len(), new.len(), "{profile} {entity}");
            for (old, new) in old.iter().zip(new) {
                for (key, leaf) in &old.leaves {
                    let read = new
                        .leaf(key)
                        .unwrap_or_else(|| stop(&format!("{entity}.{key}")));
                    assert_eq!(
                        leaf.value.to_string(),
                        read.value.to_string(),
                        "{profile} {} {key}",
                        new.at
                    );
                    assert_eq!(leaf.term, read.term, "{profile} {} {key}", new.at);
                }
            }
            let grand = |dossier: &Dossier| {
                let table = dossier.tables.get(&entity);
                table.and_then(|table| table.grand_total.clone())
            };
            let total = grand(&before);
            for (key, leaf) in total.iter().flat_map(|entry| &entry.leaves) {
                let total = grand(&after).unwrap_or_else(|| stop(&format!("{entity}: no total")));
                assert_eq!(
                    total.text(key),
                    leaf.value.to_string(),
                    "{profile} {entity} total {key}"
                );
            }
        }
    }
}

#[test]
fn a_stated_number_that_is_wrong_stays_to_be_found() {
    let engine = engine();
    let mut wrong = sample("so-nong-nghiep-2021");
    wrong
        .set("Tổng hợp VTVL", "D3", "15")
        .set("Danh mục VTVL", "H2", "\"01.002\"");
    let (dossier, _) = read(engine, filled(engine, "cong-chuc", &wrong));
    assert_eq!(dossier.entries(Entity::Group)[1].text("so_nguoi"), "15");
    assert_eq!(
        dossier.entries(Entity::Position)[0].text("ma_ngach"),
        "01.002"
    );
}

#[test]
fn what_is_left_out_of_a_proposal_is_computed() {
    let engine = engine();
    let mut bare = sample("so-nong-nghiep-2021");
    bare.remove_sheet("Tổng hợp VTVL")
        .remove_sheet("Cơ cấu ngạch");
    let appraisal = appraise(engine, filled(engine, "cong-chuc", &bare), None)
        .unwrap_or_else(|e| stop(&e.to_string()));
    assert_eq!(
        [
            appraisal.counts.violation,
            appraisal.counts.explain,
            appraisal.counts.missing
        ],
        [0; 3]
    );
}

#[test]
fn a_proposal_of_the_other_kind_is_refused() {
    let engine = engine();
    let (dossier, _) = read(engine, sample("truong-thpt-2022").to_xlsx());
    let refused = written(engine, "cong-chuc", None, Some(&dossier));
    assert!(refused.is_err_and(|error| error.to_string().contains("Viên chức")));
}

#[test]
fn texts_never_become_formulas() {
    let engine = engine();
    let mut hostile = sample("so-nong-nghiep-2021");
    hostile
        .set("Danh mục VTVL", "C2", "\"=HYPERLINK(A1)\"")
        .set("Danh mục VTVL", "L2", "\"@SUM(A1)\"");
    let bytes = filled(engine, "cong-chuc", &hostile);
    let sheets = part(&bytes, "xl/worksheets/sheet");
    assert!(
        between(&sheets, "<f>", "</f>")
            .iter()
            .all(|formula| !formula.contains("HYPERLINK") && !formula.starts_with('@'))
    );
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    assert!(
        read(engine, bytes).0.entries(Entity::Position)[0]
            .text("ten")
            .starts_with("=HYPERLINK")
    );
}

#[test]
fn names_and_lists_point_at_what_there_is() {
    let engine = engine();
    for (profile, _) in PROFILES {
        let bytes = blank(engine, profile);
        let book = part(&bytes, "xl/workbook.xml");
        let sheets: BTreeSet<&str> = between(&book, "<sheet name=\"", "\"").into_iter().collect();
        let mut names = BTreeSet::new();
        for defined in between(&book, "<definedName name=\"", "</definedName>") {
            let (name, formula) = defined.split_once('>').unwrap_or_else(|| stop(defined));
            names.insert(name.trim_end_matches('"'));
            for sheet in between(&formula.replace("&apos;", "'"), "'", "'!") {
                let sheet = sheet.rsplit('\'').next().unwrap_or(sheet);
                assert!(sheets.contains(sheet), "{name}: no sheet {sheet}");
            }
        }
        let xml = part(&bytes, "xl/worksheets/sheet");
        let lists: Vec<&str> = between(&xml, "<formula1>", "</formula1>");
        let named = lists
            .iter()
            .filter(|list| list.starts_with("DS_") || list.starts_with("COT_"));
        assert!(named.clone().count() > 15, "{profile}: drop-downs");
        named.for_each(|list| assert!(names.contains(list), "{profile}: no name {list}"));
        assert!(
            between(&xml, "<f>", "</f>")
                .iter()
                .all(|formula| !formula.contains("#REF!"))
        );
        let long = between(&xml, " prompt=\"", "\"")
            .into_iter()
            .find(|prompt| prompt.chars().count() > 255);
        assert_eq!(long, None);
    }
}

#[test]
fn each_profile_offers_its_own_words() {
    let engine = engine();
    let texts = |profile: &str| part(&blank(engine, profile), "xl/sharedStrings.xml");
    let (civil, public) = (texts("cong-chuc"), texts("vien-chuc"));
    assert!(
        civil.contains(">Nghiệp vụ chuyên ngành<")
            && !civil.contains(">Chức danh nghề nghiệp chuyên ngành<")
    );
    assert!(
        public.contains(">Chức danh nghề nghiệp chuyên ngành<")
            && !public.contains(">Nghiệp vụ chuyên ngành<")
    );
    assert!(
        civil.contains(">Chuyên viên chính<")
            && !civil.contains(">V.07.05.15<")
            && public.contains(">V.07.05.15<")
    );
    assert!(
        !civil.contains(">Chuyên môn, nghiệp vụ<"),
        "understood, not offered"
    );
}

#[test]
fn headings_name_the_provision_that_wants_them() {
    let engine = engine();
    let notes = part(&blank(engine, "cong-chuc"), "xl/comments");
    assert!(
        notes.contains("khoản 2 Điều 5 Nghị định số 62/2020/NĐ-CP"),
        "{notes}"
    );
    assert!(notes.contains("không có quy định riêng về cột này"));
    let notes = part(&blank(engine, "vien-chuc"), "xl/comments");
    assert!(
        notes.contains("Nghị định số 106/2020/NĐ-CP")
            && !notes.contains("Nghị định số 62/2020/NĐ-CP")
    );
}

#[test]
fn the_guide_says_which_act_governs() {
    let engine = engine();
    for (profile, day, says) in [
        ("cong-chuc", None, "Mẫu theo Nghị định số 62/2020/NĐ-CP"),
        (
            "cong-chuc",
            None,
            "Từ ngày 31/12/2025, vị trí việc làm theo Nghị định số 361/2025/NĐ-CP: bộ quy tắc kèm chương trình mới có một phần",
        ),
        (
            "cong-chuc",
            Some("2026-03-01"),
            "Ngày 01/03/2026, vị trí việc làm theo Nghị định số 361/2025/NĐ-CP",
        ),
        (
            "vien-chuc",
            None,
            "Từ ngày 01/07/2026, vị trí việc làm theo Nghị định số 232/2026/NĐ-CP: hồ sơ trình từ ngày đó",
        ),
        (
            "vien-chuc",
            Some("2026-07-01"),
            "Mẫu theo Nghị định số 232/2026/NĐ-CP, áp dụng cho hồ sơ trình từ ngày 01/07/2026",
        ),
    ] {
        let bytes =
            written(engine, profile, day, None).unwrap_or_else(|error| stop(&error.to_string()));
        assert!(
            part(&bytes, "xl/sharedStrings.xml").contains(says),
            "{profile} {day:?}: {says}"
        );
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let engine = engine();
    for (profile, name) in PROFILES {
        assert!(
            blank(engine, profile) == blank(engine, profile),
            "{profile}"
        );
        assert!(
            filled(engine, profile, &sample(name)) == filled(engine, profile, &sample(name)),
            "{profile}"
        );
    }
}
