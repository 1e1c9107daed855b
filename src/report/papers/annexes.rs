//! Annexes: the positions one by one, and what has to be mended, cell by cell.

use super::brief::Brief;
use super::gaps;
use super::tally;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::Instance;
use crate::report::document::Annex;
use crate::report::document::PaperBlock;
use crate::report::document::PaperRun;
use crate::report::document::PaperTable;
use crate::report::wording::ended;
use crate::report::wording::two_digits;
use crate::report::wording::without_cells;
use crate::report::words;

/// Stands for a provision where the sheets are only held against each other.
const COMPARED: &str = "Đối chiếu số liệu trong hồ sơ";

/// Cases of one finding that an annex names before it only counts the rest.
const CASES: usize = 300;

pub(super) fn of_report(brief: &Brief<'_>) -> Vec<Annex> {
    let mut annexes = Vec::new();
    if !brief.appraisal.positions.is_empty() {
        annexes.push(Annex {
            number: "I",
            title: "VỊ TRÍ VIỆC LÀM ĐỀ NGHỊ VÀ Ý KIẾN THẨM ĐỊNH".to_owned(),
            of: "Báo cáo",
            landscape: true,
            blocks: vec![PaperBlock::Table(positions(brief))],
        });
    }
    if brief.matters().next().is_some() {
        annexes.push(Annex {
            number: "II",
            title: "NỘI DUNG CẦN SỬA TRONG CÁC BIỂU".to_owned(),
            of: "Báo cáo",
            landscape: true,
            blocks: vec![PaperBlock::Table(to_mend(brief, false))],
        });
    }
    annexes
}

/// The positions with what is agreed to; what is written again is named once.
pub(super) fn positions(brief: &Brief<'_>) -> PaperTable {
    let longest = brief
        .appraisal
        .positions
        .iter()
        .map(|position| position.code.chars().count())
        .max();
    let code = u16::try_from(longest.unwrap_or_default())
        .unwrap_or(u16::MAX)
        .clamp(8, 13);
    let columns = [
        ("STT", 5, true),
        ("Mã", code, false),
        ("Tên vị trí việc làm", 34 - code, false),
        ("Nhóm", 16, false),
        (brief.rank_column(), 17, false),
        ("Đề nghị", 7, true),
        ("Thẩm định", 8, true),
        ("Nội dung liên quan", 13, false),
    ];
    let mut table =
        PaperTable::new("Vị trí việc làm đề nghị và ý kiến thẩm định", &columns).small();
    tally::list(brief, &mut table, |number, position, agreed| {
        [
            number,
            position.code.clone(),
            position.name.clone(),
            position.group.clone(),
            position.rank.clone(),
            position
                .people()
                .map_or_else(|| position.proposed.clone(), two_digits),
            agreed,
            String::new(),
        ]
    });
    let concerned = brief
        .appraisal
        .positions
        .iter()
        .map(|position| numbers(brief.appraisal, &position.findings));
    let rows = table
        .rows
        .iter_mut()
        .filter(|row| !row.span)
        .filter_map(|row| row.cells.last_mut());
    rows.zip(concerned)
        .for_each(|(cell, numbers)| *cell = vec![numbers]);
    let [proposed, agreed, _] = tally::cells(&tally::whole(brief));
    let blank = String::new;
    table.total([
        blank(),
        blank(),
        "Cộng".to_owned(),
        blank(),
        blank(),
        proposed,
        agreed,
        blank(),
    ]);
    table
}

/// The numbers of the matters of a position; what only follows is told by its cause.
fn numbers(appraisal: &Appraisal, findings: &[usize]) -> Vec<PaperRun> {
    let number = |index: &usize| {
        let finding = appraisal.findings.get(*index)?;
        let wanted = matches!(
            finding.outcome,
            Outcome::Violation | Outcome::Explain | Outcome::Missing
        );
        wanted.then_some(finding.cause.unwrap_or(finding.number))
    };
    let mut numbers: Vec<usize> = findings.iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let refer = |(nth, number): (usize, usize)| {
        [
            PaperRun::plain(if nth == 0 { "mục " } else { ", " }),
            PaperRun::refer(number),
        ]
    };
    numbers.into_iter().enumerate().flat_map(refer).collect()
}

/// What has to be mended: where, under which provision, how; with room for the agency's answer in a
/// letter.
pub(super) fn to_mend(brief: &Brief<'_>, answered: bool) -> PaperTable {
    let (what, asked) = if answered { (29, 22) } else { (36, 29) };
    let mut columns = vec![
        ("STT", 5, true),
        ("Nội dung", what, false),
        ("Trang và ô", 15, false),
        ("Căn cứ", 15, false),
        ("Đề nghị", asked, false),
    ];
    if answered {
        columns.push(("Giải trình, tiếp thu của cơ quan", 14, false));
    }
    let mut table = PaperTable::new("Nội dung cần sửa, giải trình, bổ sung", &columns).small();
    let blank = String::new;
    for matter in brief.matters() {
        let finding = matter.finding;
        let basis = matter
            .basis()
            .map_or_else(|| COMPARED.to_owned(), words::capital);
        let line = [
            finding.number.to_string(),
            matter.sentence(),
            matter.place(),
            basis,
            matter.asked(),
        ];
        push(&mut table, line, answered);
        // In a letter the table is where a matter is told; in a report it only says where it is.
        let number = if answered {
            PaperRun::mark
        } else {
            PaperRun::refer
        };
        table.cell(0, vec![number(finding.number)]);
        for (nth, [case, place, explained]) in cases(finding).into_iter().enumerate() {
            let number = format!("{}.{}", finding.number, nth + 1);
            push(
                &mut table,
                [number, case, place, blank(), explained],
                answered,
            );
        }
        if finding.instances.len() > CASES {
            let rest = format!(
                "và {} mục khác",
                words::count(finding.instances.len() - CASES)
            );
            push(
                &mut table,
                [blank(), rest, blank(), blank(), blank()],
                answered,
            );
        }
    }
    table
}

/// The cases of a finding, each with its place and what the agency says of it. Of what is not there
/// for many at one place (a column that the table lacks) only the names differ: one line has them
/// all.
fn cases(finding: &Finding) -> Vec<[String; 3]> {
    let shown = finding.instances.iter().take(CASES);
    let is_gap = gaps::is_gap(finding);
    let case = |instance: &Instance| {
        if is_gap {
            words::capital(&instance.subject.called)
        } else {
            without_cells(&instance.sentence)
        }
    };
    let first = finding.instances.first().map(|instance| &instance.cells);
    if is_gap
        && finding.instances.len() > 1
        && shown.clone().all(|instance| Some(&instance.cells) == first)
    {
        let names: Vec<&str> = shown
            .map(|instance| instance.subject.called.as_str())
            .collect();
        return vec![[
            words::capital(&names.join("; ")),
            String::new(),
            String::new(),
        ]];
    }
    let explained = |instance: &Instance| {
        instance
            .explained
            .as_ref()
            .map(|told| ended(&told.told()))
            .unwrap_or_default()
    };
    shown
        .map(|instance| {
            [
                case(instance),
                words::places_of(&instance.cells),
                explained(instance),
            ]
        })
        .collect()
}

fn push(table: &mut PaperTable, [number, what, place, basis, asked]: [String; 5], answered: bool) {
    if answered {
        table.row([number, what, place, basis, asked, String::new()]);
    } else {
        table.row([number, what, place, basis, asked]);
    }
}
