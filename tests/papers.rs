//! The papers of one appraisal: they agree with it and with each other, their sums add up, they say
//! nothing that is not for the one who gets them, and they follow the appraiser's own word.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::LazyLock;

use jiff::civil::date;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::law::Outcome;
use vtvl::opinion::Agreed;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Review;
use vtvl::opinion::Ruling;
use vtvl::opinion::Stand;
use vtvl::opinion::finding_key;
use vtvl::opinion::position_key;
use vtvl::report;
use vtvl::report::Format;
use vtvl::report::House;
use vtvl::report::Paper;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

/// Every sample, a file or a folder of files; the day for those that do not say their own changes
/// no paper's form.
static APPRAISALS: LazyLock<Vec<(String, Appraisal)>> = LazyLock::new(|| {
    let mut paths: Vec<PathBuf> = fs::read_dir(crate::support::samples_dir())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "xlsx"));
    paths.sort();
    let appraise = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let asked = Asked {
            day: (name == UNDATED).then(|| date(2021, 11, 30)),
            ..Asked::default()
        };
        (
            name,
            ENGINE
                .appraise(&files(path), &ReadingManner::default(), &asked)
                .unwrap(),
        )
    };
    let today = Asked {
        day: Some(date(2026, 3, 1)),
        ..Asked::default()
    };
    let sample = files(&crate::support::samples_dir().join("so-nong-nghiep-2021.xlsx"));
    let ungoverned = ENGINE
        .appraise(&sample, &ReadingManner::default(), &today)
        .unwrap();
    paths
        .iter()
        .map(appraise)
        .chain([(UNGOVERNED.to_owned(), ungoverned)])
        .collect()
});

/// A clean sample as of a day whose governing act has no rules in the rulebook yet.
const UNGOVERNED: &str = "so-nong-nghiep-2021 as of 2026-03-01";

/// The sample that does not say as of when.
const UNDATED: &str = "phong-noi-vu-2021-chi-co-danh-muc";

/// The workbooks and documents of a sample.
fn files(path: &Path) -> Vec<Submitted> {
    let mut paths = vec![path.to_path_buf()];
    if path.is_dir() {
        paths = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending != "txt"));
        paths.sort();
    }
    let file = |path: &PathBuf| {
        Submitted::new(
            &path.file_name().unwrap().to_string_lossy(),
            fs::read(path).unwrap(),
        )
    };
    paths.iter().map(file).collect()
}

fn appraisal(name: &str) -> &'static Appraisal {
    &APPRAISALS
        .iter()
        .find(|(known, _)| *known == name)
        .unwrap()
        .1
}

fn bytes(appraisal: &Appraisal, review: &Review, paper: Paper, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    report::write_paper(
        appraisal,
        review,
        paper,
        &House::default(),
        format,
        &mut out,
    )
    .unwrap();
    out
}

fn said(appraisal: &Appraisal, review: &Review, paper: Paper) -> String {
    String::from_utf8(bytes(appraisal, review, paper, Format::Markdown)).unwrap()
}

/// The rows of every table, cells without marks.
fn tables(text: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if !line.starts_with('|') {
            inside = false;
            continue;
        }
        if !inside {
            tables.push(Vec::new());
        }
        inside = true;
        let cells = line
            .trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim().replace("**", ""));
        tables.last_mut().unwrap().push(cells.collect());
    }
    tables
}

fn number(cell: &str) -> Option<i64> {
    cell.replace('.', "").parse().ok()
}

/// A column of whole numbers below its heading up to each row of sums.
fn adds_up(place: &str, table: &[Vec<String>], column: usize) -> usize {
    let (mut sum, mut seen, mut open) = (0, 0, false);
    for row in &table[2..] {
        let cell = row.get(column).map_or("", String::as_str);
        if row.iter().any(|cell| cell == "Cộng") {
            if !open && !cell.is_empty() {
                assert_eq!(number(cell), Some(sum), "{place}, column {column}: {row:?}");
                seen += 1;
            }
            (sum, open) = (0, false);
        } else {
            open |= cell == "……";
            sum += number(cell).unwrap_or_default();
        }
    }
    seen
}

#[test]
fn sums_add_up_and_are_those_of_the_appraisal() {
    let mut seen = 0;
    for (name, appraisal) in APPRAISALS.iter() {
        let review = Review::default();
        let text = said(appraisal, &review, Paper::Report);
        let tables = tables(&text);
        let people = appraisal.figures.people.unwrap();
        for (table, columns) in [(&tables[0], vec![1, 2]), (&tables[1], vec![1, 2, 3])] {
            seen += columns
                .into_iter()
                .map(|column| adds_up(name, table, column))
                .sum::<usize>();
            let total = table.iter().rfind(|row| row[0] == "Cộng").unwrap();
            let at = if total.len() > 3 && table[0][1] == "Số vị trí" {
                2
            } else {
                1
            };
            assert_eq!(number(&total[at]), Some(people), "{name}");
        }
        let decision = said(appraisal, &review, Paper::Decision);
        let annexes = self::tables(&decision);
        assert_eq!(annexes.len(), 3, "{name}");
        seen += adds_up(name, &annexes[0], 5)
            + adds_up(name, &annexes[1], 2)
            + adds_up(name, &annexes[2], 2);
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn the_decision_is_what_the_report_agrees_to() {
    for (name, appraisal) in APPRAISALS.iter() {
        let review = Review::default();
        let rows =
            |paper: Paper, table: usize, code: usize, people: usize| -> Vec<(String, String)> {
                let text = said(appraisal, &review, paper);
                let table = tables(&text).remove(table);
                table
                    .into_iter()
                    .filter(|row| row.len() > people)
                    .map(|row| (row[code].clone(), row[people].clone()))
                    .skip(2)
                    .collect()
            };
        let (agreed, approved) = (rows(Paper::Report, 2, 1, 6), rows(Paper::Decision, 0, 1, 5));
        assert_eq!(agreed, approved, "{name}");
        assert_eq!(agreed.len(), appraisal.positions.len() + 1, "{name}");
    }
}

/// The text between two marks, the first time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.split_once(before)?
        .1
        .split_once(after)
        .map(|(inner, _)| inner)
}

/// The numbers of a table's first column, without those of single cases (`3.2`).
fn first_column(table: &[Vec<String>]) -> BTreeSet<usize> {
    table.iter().filter_map(|row| row[0].parse().ok()).collect()
}

/// A paper of an appraisal that nobody has gone through yet.
fn unreviewed(appraisal: &Appraisal, paper: Paper) -> String {
    said(appraisal, &Review::default(), paper)
}

#[test]
fn every_paper_names_the_agency() {
    for (name, appraisal) in APPRAISALS.iter() {
        for paper in Paper::ALL {
            assert!(
                appraisal.agency.name.is_empty()
                    || unreviewed(appraisal, paper).contains(&appraisal.agency.name),
                "{name} {paper:?}"
            );
        }
    }
}

#[test]
fn papers_say_alike_what_came_from_the_agency_and_what_it_asks_for() {
    for (name, appraisal) in APPRAISALS.iter() {
        let text = |paper: Paper| unreviewed(appraisal, paper);
        let (report, letter) = (text(Paper::Report), text(Paper::Letter));
        // What came from the agency: its number and day.
        let decision = text(Paper::Decision);
        let request = between(&decision, "*Xét ", ";*").unwrap();
        assert!(
            letter.contains(&format!("Xét {request}, "))
                && report.contains(&format!("Xét {request}, ")),
            "{name}"
        );
        // What it asks for.
        let proposed = between(&report, " đề nghị phê duyệt ", ";").unwrap();
        assert!(
            text(Paper::Minutes).contains(&format!("đề nghị {proposed}.")),
            "{name}: {proposed}"
        );
    }
}

/// The numbers of the findings that leave something to do.
fn matters(appraisal: &Appraisal) -> BTreeSet<usize> {
    let open = [Outcome::Violation, Outcome::Explain, Outcome::Missing];
    appraisal
        .findings
        .iter()
        .filter(|finding| open.contains(&finding.outcome) && finding.cause.is_none())
        .map(|finding| finding.number)
        .collect()
}

/// The appraisals that leave something to do.
fn unfinished() -> impl Iterator<Item = &'static (String, Appraisal)> {
    APPRAISALS
        .iter()
        .filter(|(_, appraisal)| !matters(appraisal).is_empty())
}

#[test]
fn papers_say_alike_how_much_is_left_to_do_and_what() {
    assert!(unfinished().count() >= 6);
    for (name, appraisal) in unfinished() {
        let text = |paper: Paper| unreviewed(appraisal, paper);
        let (report, letter) = (text(Paper::Report), text(Paper::Letter));
        let matters = matters(appraisal);
        let count = format!("òn {:02} nội dung", matters.len());
        for paper in [
            Paper::Report,
            Paper::Letter,
            Paper::Minutes,
            Paper::Submission,
        ] {
            assert!(text(paper).contains(&count), "{name} {paper:?}: {count}");
        }
        assert_eq!(
            first_column(tables(&letter).last().unwrap()),
            matters,
            "{name}"
        );
        assert_eq!(
            first_column(tables(&report).last().unwrap()),
            matters,
            "{name}"
        );
    }
}

#[test]
fn the_report_cites_only_findings_of_the_program() {
    let mut compared = 0;
    for (name, appraisal) in unfinished() {
        let report = unreviewed(appraisal, Paper::Report);
        for (place, _) in report
            .match_indices("\n- (")
            .chain(report.match_indices("\n- \\("))
        {
            let number = report[place..].trim_start_matches(['\n', '-', ' ', '(', '\\']);
            let number: String = number.chars().take_while(char::is_ascii_digit).collect();
            let number: usize = number.parse().unwrap();
            compared += 1;
            let known = appraisal
                .findings
                .iter()
                .any(|f| f.number == number && f.outcome != Outcome::Manual);
            assert!(known, "{name}: ({number})");
        }
    }
    assert!(compared > 40, "{compared}");
}

#[test]
fn what_leaves_the_office_says_nothing_of_the_program() {
    let inner = [
        "SHA-256",
        "lượt kiểm tra",
        "nguồn thứ cấp",
        "quy tắc áp dụng",
        "--",
        "vtvl",
        "chưa đủ dữ liệu để kiểm tra",
        "bộ quy tắc",
    ];
    for (name, appraisal) in APPRAISALS.iter() {
        for paper in Paper::ALL.into_iter().filter(|paper| *paper != Paper::Slip) {
            let text = said(appraisal, &Review::default(), paper)
                .replace("---", "")
                .replace(":-:", "");
            for word in inner {
                assert!(!text.contains(word), "{name} {paper:?}: {word}");
            }
            for finding in &appraisal.findings {
                assert!(
                    !text.contains(&finding.rule),
                    "{name} {paper:?}: {}",
                    finding.rule
                );
            }
        }
        let slip = said(appraisal, &Review::default(), Paper::Slip);
        assert!(
            slip.contains("SHA-256") && slip.contains(&appraisal.input.sha256),
            "{name}"
        );
    }
}

#[test]
fn nothing_is_agreed_to_under_an_act_without_rules() {
    let appraisal = appraisal(UNGOVERNED);
    assert!(appraisal.conclusion.ungoverned.is_some());
    for paper in [Paper::Report, Paper::Letter] {
        let text = said(appraisal, &Review::default(), paper);
        assert!(
            !text.contains("Thống nhất") && !text.contains("không thấy nội dung"),
            "{paper:?}: {text}"
        );
    }
    let report = said(appraisal, &Review::default(), Paper::Report);
    let left = ["nội dung này", "các nội dung khác của phần này"];
    let left = left.map(|what| {
        report
            .matches(&format!(
                "thẩm định {what} theo Nghị định số 361/2025/NĐ-CP"
            ))
            .count()
    });
    assert_eq!(left, [4, 2], "{report}");
    assert!(
        report.contains("| **Cộng** | **60** | **……** | **……** |"),
        "{report}"
    );
}

#[test]
fn no_act_is_cited_that_is_younger_than_the_day() {
    for (name, appraisal) in APPRAISALS.iter() {
        let report = said(appraisal, &Review::default(), Paper::Report);
        for act in appraisal
            .law
            .acts
            .iter()
            .filter(|act| act.from.is_some_and(|from| from > appraisal.law.as_of))
        {
            assert!(!report.contains(&act.number), "{name}: {}", act.number);
        }
    }
}

#[test]
fn a_report_has_at_most_seven_pages_before_its_annexes() {
    for (name, appraisal) in APPRAISALS.iter() {
        let pdf = lopdf::Document::load_mem(&bytes(
            appraisal,
            &Review::default(),
            Paper::Report,
            Format::Pdf,
        ))
        .unwrap();
        let is_annex = |page: &u32| {
            pdf.extract_text(&[*page])
                .unwrap()
                .split_whitespace()
                .collect::<String>()
                .contains("PHỤLỤC")
        };
        let body = pdf
            .get_pages()
            .into_keys()
            .take_while(|page| !is_annex(page))
            .count();
        assert!((2..=7).contains(&body), "{name}: {body} pages");
    }
}

#[test]
fn questions_name_what_the_dossier_says_and_fit_the_agency() {
    let appraisal = appraisal("so-nong-nghiep-2021");
    let text = said(appraisal, &Review::default(), Paper::Questions);
    let units = &appraisal.figures.units;
    assert!(
        units.len() > 5 && units.iter().all(|unit| text.contains(&unit.name)),
        "{text}"
    );
    for number in [
        appraisal.agency.proposed,
        appraisal.agency.assigned,
        appraisal.agency.present,
    ] {
        assert!(
            text.contains(&format!(" {}", number.unwrap())),
            "{number:?}"
        );
    }
    assert!(
        text.contains("lãnh đạo, quản lý") && text.contains("Chuyên viên chính"),
        "{text}"
    );
    // What kind of agency it is, is known: no question begins with a proviso.
    assert!(
        !text.contains("Nếu là sở:") && text.contains("Có Phó Giám đốc nào kiêm"),
        "{text}"
    );
    assert!(!text.contains("Nếu đề án là của bộ"), "{text}");
}

/// Every finding dropped, explained or worded anew, one number and one answer of her own.
fn reviewed(appraisal: &Appraisal) -> Review {
    let mut review = Review::default();
    let wanted = |outcome| {
        matches!(
            outcome,
            Outcome::Violation | Outcome::Explain | Outcome::Missing
        )
    };
    let findings = appraisal
        .findings
        .iter()
        .filter(|finding| wanted(finding.outcome) && finding.cause.is_none());
    for (nth, finding) in findings.enumerate() {
        let stand = match nth {
            0 => Stand {
                ruling: Ruling::Drop,
                reason: "đã sửa tại buổi làm việc".to_owned(),
                ..Stand::default()
            },
            1 => Stand {
                ruling: Ruling::Explained,
                reason: "có văn bản kèm theo".to_owned(),
                ..Stand::default()
            },
            2 => Stand {
                wording: "Lời của người thẩm định".to_owned(),
                ..Stand::default()
            },
            _ => Stand::default(),
        };
        review.stands.insert(finding_key(finding), stand);
    }
    for (nth, position) in appraisal.positions.iter().enumerate() {
        let proposed = position.people();
        let number = if nth == 0 { Some(7) } else { proposed };
        review.numbers.insert(
            position_key(position),
            Agreed {
                number,
                proposed,
                reason: String::new(),
            },
        );
    }
    let question = appraisal.questions[0].question.clone();
    review
        .answers
        .insert(question, "Đã trình đúng cấp".to_owned());
    review.procedure.meeting = Some(date(2021, 9, 20));
    review
}

#[test]
fn papers_follow_the_appraiser() {
    let appraisal = appraisal("so-nong-nghiep-2021-co-loi");
    let review = reviewed(appraisal);
    let report = said(appraisal, &review, Paper::Report);
    assert!(
        report.contains("Lời của người thẩm định")
            && report.contains("đã giải trình (có văn bản kèm theo)")
    );
    assert!(report.contains("Biên bản họp thẩm định ngày 20/9/2021"));
    let dropped = appraisal
        .findings
        .iter()
        .find(|f| review.stand(f).ruling == Ruling::Drop)
        .unwrap();
    for paper in [Paper::Report, Paper::Letter] {
        assert!(
            !said(appraisal, &review, paper).contains(&format!("({}) ", dropped.number)),
            "{paper:?}"
        );
    }
    assert!(
        said(appraisal, &review, Paper::Slip)
            .contains("người thẩm định: bỏ: đã sửa tại buổi làm việc")
    );
    assert!(said(appraisal, &review, Paper::Questions).contains("Đã trình đúng cấp"));
    let first = &appraisal.positions[0];
    let people = appraisal.figures.people.unwrap() - first.people().unwrap() + 7;
    for paper in [Paper::Decision, Paper::Submission] {
        assert!(
            said(appraisal, &review, paper).contains(&format!("{people} biên chế")),
            "{paper:?}"
        );
    }
}

#[test]
fn her_workbook_comes_back_as_it_was_written() {
    for (name, appraisal) in APPRAISALS.iter() {
        let review = reviewed(appraisal);
        let mut out = Vec::new();
        report::write_review(appraisal, &review, &mut out).unwrap();
        let workbook = ENGINE
            .open(
                &[Submitted::new("y-kien.xlsx", out.clone())],
                &ReadingManner::default(),
            )
            .unwrap();
        let read = report::read_review(&workbook);
        assert_eq!(read.faults, Vec::<String>::new(), "{name}");
        for (key, stand) in &review.stands {
            assert_eq!(read.review.stands.get(key), Some(stand), "{name}: {key}");
        }
        assert_eq!(
            (&read.review.numbers, &read.review.answers),
            (&review.numbers, &review.answers),
            "{name}"
        );
        assert_eq!(read.review.procedure, review.procedure, "{name}");
        let mut again = Vec::new();
        report::write_review(appraisal, &read.review, &mut again).unwrap();
        assert!(out == again, "{name}: written again it is the same");
        assert_eq!(read.review.stale(appraisal), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_number_agreed_to_for_another_proposal_is_told_and_not_taken() {
    let appraisal = appraisal("so-nong-nghiep-2021");
    let mut review = Review::default();
    let first = &appraisal.positions[0];
    let said = Agreed {
        number: Some(3),
        proposed: Some(5),
        reason: String::new(),
    };
    review.numbers.insert(position_key(first), said);
    assert_eq!(review.number(first), None);
    assert!(
        review.stale(appraisal)[0].contains("số đề nghị đã đổi"),
        "{:?}",
        review.stale(appraisal)
    );
}
