//! A made-up appraisal with everything that a report may have to lay out, and with hostile text.

use std::sync::Arc;

use jiff::civil::date;
use rust_decimal::Decimal;

use crate::cells::Addr;
use crate::cells::SheetRef;
use crate::cells::Visibility;
use crate::law::Citation;
use crate::law::Nature;
use crate::law::Outcome;
use crate::law::Section;
use crate::law::Shown;
use crate::law::Source;
use crate::opinion::*;

/// Text that a hostile workbook may hold.
pub(super) const HOSTILE: &str = "<script>alert('x')</script> \u{1b}[31mđỏ =cmd|' /C calc'!A0 | `mã` **đậm** [a](b) & \u{b}\u{ffff}\u{202e}]]>\nhết";

fn cell(sheet: usize, row: u32, col: u32) -> Addr {
    let names = ["Thông tin chung", "Danh mục VTVL", "Cơ cấu 'tổ chức' & <b>"];
    Addr::new(&Arc::new(SheetRef::new(sheet, names[sheet])), row, col)
}

fn fact(fact: &str, value: &str, limit: Option<&str>, ranges: &[&str]) -> Evidence {
    let ranges = ranges.iter().map(|range| (*range).to_owned()).collect();
    Evidence {
        fact: fact.into(),
        value: value.into(),
        limit: limit.map(str::to_owned),
        ranges,
    }
}

fn finding(
    rule: &str,
    outcome: Outcome,
    section: Section,
    sentence: &str,
    cells: Vec<Addr>,
) -> Finding {
    Finding {
        number: 0,
        rule: rule.into(),
        title: "Số lượng cấp phó của phòng".into(),
        section,
        outcome,
        nature: Nature::Law,
        subject: subject("Phòng Tổ chức"),
        sentence: sentence.into(),
        remedy: "Giảm còn không quá 1 người, hoặc bổ sung văn bản cho phép.".into(),
        basis: "Phòng có dưới 9 biên chế được bố trí 01 cấp phó.".into(),
        citation: Citation {
            act: Some("24/2014/NĐ-CP".into()),
            provision: "Điều 6 khoản 2".into(),
            text: "Điều 6 khoản 2 Nghị định số 24/2014/NĐ-CP".into(),
            reviewed: Source::Text,
        },
        ranges: cells.iter().map(ToString::to_string).collect(),
        cells,
        evidence: vec![
            fact(
                "số cấp phó",
                "2",
                Some("không quá 1"),
                &["'Danh mục VTVL'!H6"],
            ),
            fact("biên chế của phòng", "7", None, &["'Thông tin chung'!B14"]),
        ],
        explained: None,
        doubt: None,
        consequences: Vec::new(),
        instances: Vec::new(),
        follows: None,
        cause: None,
        waiver: None,
        units: Vec::new(),
        excerpts: Vec::new(),
    }
}

/// The cells around the folded finding, with everything that a sheet may have.
fn excerpt() -> Excerpt {
    let names = ["A", "B", "J"];
    let column = |(number, letters): (u32, &str)| ExcerptColumn {
        number,
        letters: letters.into(),
        is_hidden: letters == "B",
    };
    let of = |at: &str, text: &str, kind: ExcerptKind| ExcerptCell {
        at: at.into(),
        text: text.into(),
        kind,
        is_marked: at.starts_with('J') && kind == ExcerptKind::Blank,
        columns: 1,
        rows: 1,
    };
    let row = |number: u32, cells: Vec<ExcerptCell>| ExcerptRow {
        number,
        is_header: number == 0,
        is_hidden: number == 2,
        cells,
    };
    let mut wide = of("A1", HOSTILE, ExcerptKind::Text);
    wide.columns = 2;
    Excerpt {
        sheet: Arc::new(SheetRef::new(1, HOSTILE)),
        visibility: Visibility::VeryHidden,
        columns: [0, 1, 9].into_iter().zip(names).map(column).collect(),
        rows: vec![
            row(
                0,
                vec![wide, of("J1", "Số người hiện có", ExcerptKind::Text)],
            ),
            row(
                1,
                vec![
                    of("A2", "1", ExcerptKind::Number),
                    of("B2", "VP-01", ExcerptKind::Text),
                    of("J2", "", ExcerptKind::Blank),
                ],
            ),
            row(
                2,
                vec![
                    of("A3", "2", ExcerptKind::Number),
                    of("B3", "#REF!", ExcerptKind::Error),
                    of("J3", "", ExcerptKind::Blank),
                ],
            ),
            row(
                5,
                vec![
                    of("A6", "5", ExcerptKind::Number),
                    of("B6", "VP-05", ExcerptKind::Text),
                    of("J6", "", ExcerptKind::Blank),
                ],
            ),
        ],
        left_out: 5,
    }
}

fn subject(name: &str) -> FindingSubject {
    FindingSubject {
        kind: "unit".into(),
        key: String::new(),
        name: name.into(),
        called: name.into(),
        label: "phòng".into(),
        at: None,
    }
}

fn folded() -> Finding {
    let cells: Vec<Addr> = (1..8).map(|row| cell(1, row, 9)).collect();
    let instance = |at: &Addr| Instance {
        rule: None,
        subject: subject("vị trí VP-01 “Chuyên viên”"),
        sentence: "Vị trí VP-01 “Chuyên viên” chưa ghi số người hiện có.".into(),
        cells: vec![at.clone()],
        evidence: vec![fact("số người hiện có", "(để trống)", None, &[])],
        explained: None,
    };
    let mut finding = finding(
        "nd-62-2020/d04k2c",
        Outcome::Explain,
        Section::Staffing,
        "Số người hiện có: cần giải trình ở 7 vị trí việc làm.",
        cells.clone(),
    );
    finding.ranges = vec!["'Danh mục VTVL'!J2:J8".into()];
    finding.excerpts = vec![excerpt()];
    finding.units = vec!["Văn phòng".into(), HOSTILE.into()];
    finding.instances = cells.iter().map(instance).collect();
    finding.evidence = Vec::new();
    finding.citation.reviewed = Source::Secondary;
    finding
}

fn findings() -> Vec<Finding> {
    let hostile = format!("Vị trí “{HOSTILE}” chưa ghi nhóm");
    let mut violation = finding(
        "r/loi",
        Outcome::Violation,
        Section::Positions,
        &hostile,
        vec![cell(1, 5, 7)],
    );
    violation.title = HOSTILE.into();
    let mut missing = finding(
        "r/thieu",
        Outcome::Missing,
        Section::Positions,
        "Chưa đủ dữ liệu.",
        vec![cell(1, 5, 7)],
    );
    missing.follows = Some("r/loi".into());
    let question = "Thẩm quyền phê duyệt đã đúng chưa?";
    let mut manual = finding(
        "r/hoi",
        Outcome::Manual,
        Section::LegalBasis,
        question,
        vec![cell(0, 1, 0)],
    );
    manual.citation.reviewed = Source::Recalled;
    let mut waived = finding(
        "r/mien",
        Outcome::Waived,
        Section::Positions,
        "Đã được cho phép.",
        vec![cell(1, 9, 7)],
    );
    waived.waiver = Some(WaivedBy {
        index: 0,
        was: Outcome::Violation,
    });
    let note = finding(
        "r/luu-y",
        Outcome::Note,
        Section::Organisation,
        "Nên xem lại.",
        vec![cell(2, 0, 0)],
    );
    vec![
        manual,
        violation,
        missing,
        waived,
        folded(),
        note,
        doubtful(),
    ]
}

/// Two rules on one reading that may be wrong.
fn doubtful() -> Finding {
    let what = format!("dòng 26 (“{HOSTILE}”) được coi là dòng cộng");
    let sentence =
        format!("Chưa chắc đã đọc đúng: {what}; nếu đọc đúng thì có 2 nội dung phải xem.");
    let mut finding = finding(
        "r/tong",
        Outcome::Doubtful,
        Section::Staffing,
        &sentence,
        vec![cell(1, 25, 0)],
    );
    let rule = |id: &str| RuleLine {
        id: id.into(),
        title: "Tổng khớp số giao".into(),
    };
    let instance = |id: &str| Instance {
        rule: Some(rule(id)),
        subject: subject("hồ sơ"),
        sentence: "Tổng số người khác số được giao.".into(),
        cells: vec![cell(1, 25, 0)],
        evidence: Vec::new(),
        explained: None,
    };
    finding.remedy = "Nếu không phải dòng cộng, ghi số thứ tự và mã cho dòng này.".into();
    finding.instances = vec![instance("r/tong"), instance("r/nhom")];
    finding.doubt = Some(DoubtLine {
        what,
        overrule: finding.remedy.clone(),
        cells: finding.cells.clone(),
        rules: vec![rule("r/tong"), rule("r/nhom")],
    });
    finding
}

fn sections() -> Vec<SectionResult> {
    let section = |section: Section| {
        let (findings, questions) = match section {
            Section::LegalBasis => (vec![], vec![0]),
            Section::Positions => (vec![1, 2, 3], vec![]),
            Section::Staffing => (vec![4, 6], vec![]),
            Section::Organisation => (vec![5], vec![]),
            _ => (vec![], vec![]),
        };
        let summary = "Đã kiểm tra 12 lượt.".into();
        SectionResult {
            section,
            title: section.title(),
            counts: Counts::default(),
            findings,
            questions,
            summary,
        }
    };
    Section::ALL.into_iter().map(section).collect()
}

fn law() -> LawUsed {
    let act = |number: &str, replaced: Option<&str>| ActLine {
        number: number.into(),
        title: format!("Nghị định số {number}"),
        signed: Some(date(2020, 6, 1)),
        issuer: "Chính phủ".into(),
        status: ActStatus::InForce,
        from: Some(date(2020, 7, 20)),
        until: None,
        replaced_by: replaced.map(str::to_owned),
        applied: true,
        sentence: "có hiệu lực".into(),
    };
    LawUsed {
        as_of: date(2021, 6, 30),
        as_of_source: DaySource::Submitted(cell(0, 10, 1)),
        profile: "cong-chuc".into(),
        profile_title: "Cơ quan hành chính (công chức)".into(),
        profile_source: ProfileSource::Asked,
        digest: "f1800ec4".repeat(8),
        origin: "bộ quy tắc kèm theo chương trình".into(),
        reviewed_on: Some(date(2026, 11, 23)),
        acts: vec![
            act("62/2020/NĐ-CP", Some("361/2025/NĐ-CP")),
            act("24/2014/NĐ-CP", None),
        ],
        warning: Some("Văn bản này không còn điều chỉnh hồ sơ.".into()),
    }
}

fn figures() -> Figures {
    let share = |text: i64| Some(Decimal::new(text, 2));
    let group = |group: &str, people: i64, percent: i64| GroupLine {
        group: group.into(),
        positions: 3,
        people,
        share: share(percent),
        ranges: Vec::new(),
    };
    let unit = |name: &str, depth: usize, flagged: bool| UnitLine {
        name: name.into(),
        kind: "Phòng".into(),
        depth,
        people: "7".into(),
        heads: "1".into(),
        deputies: "2".into(),
        least_people: Some("6".into()),
        most_deputies: Some("1".into()),
        flagged,
    };
    Figures {
        groups: vec![
            group("Lãnh đạo, quản lý", 386, 3860),
            group(HOSTILE, 614, 6140),
        ],
        levels: Vec::new(),
        ranks: vec![RankLine {
            code: "01.003".into(),
            name: "Chuyên viên".into(),
            people: 1000,
            share: share(10000),
            ranges: Vec::new(),
        }],
        units: vec![unit("Chi cục", 0, false), unit(HOSTILE, 1, true)],
        positions: 3,
        people: Some(1000),
        blank_people: 1,
    }
}

fn position(code: &str, findings: Vec<usize>) -> PositionLine {
    PositionLine {
        code: code.into(),
        name: HOSTILE.into(),
        group: "Lãnh đạo, quản lý".into(),
        unit: "Văn phòng".into(),
        rank: "01.003 Chuyên viên".into(),
        proposed: "1".into(),
        present: String::new(),
        findings,
        cell: cell(1, 5, 2),
    }
}

fn waiver(state: WaiverState, findings: usize) -> WaiverLine {
    WaiverLine {
        rule: "r/mien".into(),
        title: "Số lượng cấp phó của phòng".into(),
        subject: Some(WaivedSubject {
            kind: "unit".into(),
            key: String::new(),
            name: HOSTILE.into(),
        }),
        approved_by: "Ủy ban nhân dân tỉnh".into(),
        document: WaiverDocument {
            number: "12/UBND-NC".into(),
            date: date(2021, 5, 4),
        },
        reason: HOSTILE.into(),
        from: date(2021, 5, 4),
        until: date(2021, 12, 31),
        state,
        findings,
    }
}

fn scope() -> Scope {
    let acts = vec![ActScope {
        act: "62/2020/NĐ-CP".into(),
        by_machine: 12,
        by_hand: 3,
        out_of_scope: 9,
    }];
    Scope {
        rules: 33,
        judged: 31,
        recalled: vec!["r/hoi".into()],
        missing: vec!["r/thieu".into()],
        doubtful: vec!["r/nhom".into(), "r/tong".into()],
        acts,
        ..Scope::default()
    }
}

fn agency() -> AgencySummary {
    AgencySummary {
        name: "Sở Nội vụ <tỉnh> & “A”".into(),
        kind_label: "Sở và tương đương".into(),
        submission: "Lần đầu".into(),
        submitted_on: Some(date(2021, 6, 30)),
        request: "Tờ trình số 214/TTr-SNV".into(),
        assigned: Some(1234),
        proposed: Some(1000),
        due_on: Some(date(2021, 8, 9)),
        ..AgencySummary::default()
    }
}

fn input() -> Input {
    let sheet = SheetLine {
        file: None,
        name: HOSTILE.into(),
        form: None,
        confidence: Decimal::new(97, 2),
        visibility: Visibility::Hidden,
        rows: 42,
        reason: "Không khớp biểu nào".into(),
    };
    Input {
        template: None,
        file: "de-an\u{1b}[2J.xlsx".into(),
        sha256: "ab".repeat(32),
        files: Vec::new(),
        sheets: vec![sheet],
        waivers: Some(FileLine {
            file: "mien-tru.toml".into(),
            sha256: "cd".repeat(32),
        }),
    }
}

/// The appraisal.
pub(super) fn appraisal() -> Appraisal {
    let component = ComponentLine {
        name: "Văn bản đề nghị".into(),
        present: Some(false),
        number: HOSTILE.into(),
        date: "30/06/2021".into(),
        cell: cell(0, 2, 1),
    };
    Appraisal {
        schema: APPRAISAL_SCHEMA,
        program: Program {
            name: "vtvl",
            version: "0.0.0",
        },
        input: input(),
        law: law(),
        agency: agency(),
        recommendation: Recommendation::Revise,
        conclusion: Conclusion {
            sentence: "Đề nghị bổ sung, hoàn thiện: 1 nội dung sai quy định.".into(),
            reasons: Vec::new(),
            ungoverned: None,
        },
        counts: Counts {
            pass: 1141,
            violation: 1,
            explain: 7,
            note: 1,
            doubtful: 2,
            missing: 1,
            not_applicable: 0,
            manual: 1,
            waived: 1,
        },
        findings: numbered(findings()),
        remarks: vec![RemarkLine {
            code: "unknown-column",
            sentence: format!("Cột “{HOSTILE}” lạ"),
            cells: vec![cell(1, 0, 25)],
            lost: true,
        }],
        unread: vec![UnreadLine {
            code: "unknown-column",
            sentence: format!("Cột “{HOSTILE}” lạ"),
            number: 1,
            ranges: vec!["'Danh mục VTVL'!Z1".into()],
        }],
        sections: sections(),
        components: vec![component],
        figures: figures(),
        questions: vec![Question {
            act: "62/2020/NĐ-CP".into(),
            of_act: None,
            provision: "Điều 3 khoản 5".into(),
            question: "Đề án có gắn với tinh giản biên chế không?".into(),
            shows: vec![
                Shown::Numbers,
                Shown::Units,
                Shown::Deputies,
                Shown::Groups,
                Shown::Ranks,
            ],
        }],
        scope: scope(),
        positions: vec![position("VP-01", vec![1, 2]), position("VP-02", vec![])],
        waivers: vec![waiver(WaiverState::Used, 1), waiver(WaiverState::Unused, 0)],
        carried: vec![
            carried_line(Some(3), None),
            carried_line(None, Some("để trống")),
        ],
        texts: vec![long_text()],
    }
}

fn long_text() -> TextLine {
    TextLine {
        digest: "0123456789abcdef".into(),
        opening: "Tham mưu, tổng hợp".into(),
        cell: "'Mô tả công việc'!D12".into(),
    }
}

fn carried_line(value: Option<i64>, missing: Option<&str>) -> CarriedLine {
    CarriedLine {
        fact: "du_kien_mau".into(),
        label: "số cấp phó".into(),
        value: value.map(Decimal::from),
        missing: missing.map(str::to_owned),
        ranges: vec!["'Cơ cấu tổ chức'!H2".into()],
    }
}

/// Numbers as an appraisal gives them: in the order of the list, questions by themselves.
fn numbered(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut numbers = [0, 0];
    for finding in &mut findings {
        let count = &mut numbers[usize::from(finding.outcome == Outcome::Manual)];
        *count += 1;
        finding.number = *count;
    }
    for at in 0..findings.len() {
        let rule = findings[at].follows.clone();
        findings[at].cause = rule
            .and_then(|rule| findings.iter().find(|cause| cause.rule == rule))
            .map(|cause| cause.number);
    }
    findings
}
