//! What was read with doubt accuses nobody: doubts made by hand on a sample with planted defects.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its sample has to fail"
)]

use std::fs;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::cells::Addr;
use vtvl::cells::parse_cell;
use vtvl::dictionary::Entity;
use vtvl::dossier::Dossier;
use vtvl::dossier::Doubt;
use vtvl::dossier::Reach;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Finding;
use vtvl::opinion::Recommendation;
use vtvl::report;
use vtvl::report::Format;

/// A sample with defects: groups of positions, deputies, descriptions …
const SAMPLE: &str = "so-nong-nghiep-2021-co-loi";

/// The sample without defects.
const CLEAN: &str = "so-nong-nghiep-2021";

/// Reads a sample, lets `doubt` change what was read, and judges it.
fn judged(sample: &str, doubt: impl FnOnce(&mut Dossier)) -> Appraisal {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let bytes = fs::read(crate::support::samples_dir().join(format!("{sample}.xlsx"))).unwrap();
    let files = [Submitted::new("de-an.xlsx", bytes)];
    let workbook = engine.open(&files, &ReadingManner::default()).unwrap();
    let (mut dossier, remarks) =
        vtvl::dossier::read(&workbook, &engine.forms, &ReadingManner::default().mapping);
    doubt(&mut dossier);
    engine
        .judge(&files, &workbook, &dossier, &remarks, &Asked::default())
        .unwrap()
}

fn doubt(entity: Entity, reach: Reach, cells: Vec<Addr>) -> Doubt {
    Doubt {
        entity,
        reach,
        cells,
        what: "dòng này được coi là dòng cộng".to_owned(),
        overrule: "Nếu không phải, ghi số thứ tự và mã cho dòng này.".to_owned(),
    }
}

fn place(dossier: &Dossier, entity: Entity, cell: &str) -> Addr {
    let (row, col) = parse_cell(cell).unwrap();
    Addr::new(&dossier.tables[&entity].at.sheet, row, col)
}

fn accusing(appraisal: &Appraisal) -> Vec<&Finding> {
    let accuses = |finding: &&Finding| {
        matches!(
            finding.outcome,
            Outcome::Violation | Outcome::Explain | Outcome::Missing
        )
    };
    appraisal.findings.iter().filter(accuses).collect()
}

fn doubtful(appraisal: &Appraisal) -> Vec<&Finding> {
    appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Doubtful)
        .collect()
}

#[test]
fn without_a_doubt_nothing_is_doubtful() {
    let appraisal = judged(SAMPLE, |_| ());
    assert_eq!(appraisal.counts.doubtful, 0);
    assert!(!accusing(&appraisal).is_empty());
}

#[test]
fn a_doubtful_cell_makes_doubtful_what_was_read_from_it() {
    let sure = judged(SAMPLE, |_| ());
    let about = accusing(&sure)
        .into_iter()
        .find(|f| f.rule.ends_with("d05k2-phan-nhom"))
        .unwrap();
    let cell = about.cells[0].clone();
    let unsure = judged(SAMPLE, |dossier| {
        dossier.doubts = vec![doubt(Entity::Position, Reach::Cells, vec![cell.clone()])];
    });
    let found = doubtful(&unsure);
    assert_eq!(found.len(), 1, "one entry for one doubt");
    let found = found[0];
    assert_eq!(found.cells[0], cell);
    assert!(
        found.sentence.starts_with(
            "Chưa chắc đã đọc đúng: dòng này được coi là dòng cộng; nếu đọc đúng thì "
        )
    );
    assert_eq!(
        found.remedy,
        "Nếu không phải, ghi số thứ tự và mã cho dòng này."
    );
    let rules = &found.doubt.as_ref().unwrap().rules;
    assert!(
        rules
            .iter()
            .any(|rule| rule.id.ends_with("d05k2-phan-nhom"))
    );
    // The group of a position chooses whom the groups count: those rest on it as well.
    assert!(
        rules
            .iter()
            .any(|rule| rule.id == "nhat-quan/tong-hop-khop-nhom"),
        "{rules:?}"
    );
    assert!(
        accusing(&unsure)
            .iter()
            .all(|finding| !finding.cells.contains(&cell)),
        "nobody is accused there"
    );
    assert_eq!(sure.counts.total(), unsure.counts.total());
    assert_eq!(sure.counts.pass, unsure.counts.pass, "what passes, passes");
    assert_eq!(sure.counts.note, unsure.counts.note, "a note stays a note");
}

#[test]
fn a_doubtful_column_reaches_its_readers_and_no_others() {
    let unsure = judged(SAMPLE, |dossier| {
        let at = dossier.tables[&Entity::Position].headings["nhom"].clone();
        dossier.doubts = vec![doubt(
            Entity::Position,
            Reach::Field("nhom".into()),
            vec![at],
        )];
    });
    let rules = |found: Vec<&Finding>| {
        found
            .iter()
            .map(|finding| finding.rule.clone())
            .collect::<Vec<_>>()
    };
    assert!(
        !rules(accusing(&unsure))
            .iter()
            .any(|rule| rule.ends_with("phan-nhom"))
    );
    assert!(
        rules(accusing(&unsure))
            .iter()
            .any(|rule| rule == "nhat-quan/mo-ta-ty-trong-100"),
        "of another table"
    );
}

#[test]
fn a_doubtful_row_reaches_counts_and_itself_but_no_value_of_other_rows() {
    let sure = judged(SAMPLE, |_| ());
    let group = accusing(&sure)
        .into_iter()
        .find(|f| f.rule.ends_with("d05k2-phan-nhom"))
        .unwrap()
        .clone();
    let unsure = judged(SAMPLE, |dossier| {
        let other = dossier
            .entries(Entity::Position)
            .iter()
            .find(|entry| !group.cells.iter().any(|c| c.row == entry.at.row));
        let at = other.unwrap().at.clone();
        dossier.doubts = vec![doubt(Entity::Position, Reach::Rows, vec![at])];
    });
    let still = accusing(&unsure);
    assert!(
        still.iter().any(|finding| finding.rule == group.rule),
        "the group of another row is what it is"
    );
    assert!(
        !still
            .iter()
            .any(|finding| finding.rule == "nd-62-2020/d03k3-tong-khop-bien-che"),
        "the sum is not"
    );
    let own = judged(SAMPLE, |dossier| {
        dossier.doubts = vec![doubt(
            Entity::Position,
            Reach::Rows,
            vec![place(
                dossier,
                Entity::Position,
                &format!("A{}", group.cells[0].row + 1),
            )],
        )];
    });
    assert!(
        !accusing(&own)
            .iter()
            .any(|finding| finding.rule == group.rule),
        "the row may be no position"
    );
}

#[test]
fn a_doubtful_table_accuses_of_nothing_at_all() {
    let unsure = judged(SAMPLE, |dossier| {
        let at = dossier.tables[&Entity::Duty].at.clone();
        dossier.doubts = vec![doubt(Entity::Duty, Reach::Table, vec![at])];
    });
    assert_eq!(doubtful(&unsure).len(), 1);
    assert!(
        !accusing(&unsure)
            .iter()
            .any(|finding| finding.rule.starts_with("nhat-quan/mo-ta"))
    );
}

#[test]
fn an_absent_table_that_may_be_there_is_not_asked_for() {
    let unsure = judged(CLEAN, |dossier| {
        let table = dossier.tables.remove(&Entity::Duty).unwrap();
        dossier.doubts = vec![doubt(Entity::Duty, Reach::Table, vec![table.at])];
    });
    assert!(
        !unsure
            .remarks
            .iter()
            .any(|remark| remark.code == "missing-form")
    );
    assert!(unsure.counts.doubtful > 0);
    assert_eq!(
        [
            unsure.counts.violation,
            unsure.counts.explain,
            unsure.counts.missing
        ],
        [0; 3]
    );
    assert_eq!(unsure.recommendation, Recommendation::Undecided);
    assert!(
        unsure
            .conclusion
            .sentence
            .starts_with("Chưa kết luận được: "),
        "{}",
        unsure.conclusion.sentence
    );
}

#[test]
fn every_report_tells_what_is_doubtful() {
    let appraisal = judged(SAMPLE, |dossier| {
        let at = dossier.entries(Entity::Position)[0].at.clone();
        dossier.doubts = vec![doubt(Entity::Position, Reach::Rows, vec![at])];
    });
    let slip = |format| {
        let mut out = Vec::new();
        report::write_document(
            &appraisal,
            report::Paper::Slip,
            &report::House::default(),
            format,
            &mut out,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(
        slip(Format::Markdown).contains("Chưa chắc đã đọc đúng: dòng này được coi là dòng cộng")
    );
    for format in [Format::Text, Format::Json, Format::Html, Format::Sarif] {
        let mut out = Vec::new();
        report::write(&appraisal, format, &mut out).unwrap();
        let text = String::from_utf8(out)
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            text.contains("Chưa chắc đã đọc đúng: dòng này được coi là dòng cộng"),
            "{format:?}"
        );
    }
    for format in [Format::Docx, Format::Pdf, Format::Xlsx] {
        let mut out = Vec::new();
        report::write(&appraisal, format, &mut out).unwrap();
        assert!(!out.is_empty());
    }
}
