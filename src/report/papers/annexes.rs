//! Annexes: the positions one by one, and what has to be mended, cell by cell.

use super::brief::Brief;
use super::tally;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Instance;
use crate::report::document::Annex;
use crate::report::document::Block;
use crate::report::document::Table;
use crate::report::wording::ended;
use crate::report::wording::two_digits;
use crate::report::wording::without_cells;
use crate::report::words;

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
            blocks: vec![Block::Table(positions(brief))],
        });
    }
    if brief.matters().next().is_some() {
        annexes.push(Annex {
            number: "II",
            title: "NỘI DUNG CẦN SỬA TRONG CÁC BIỂU".to_owned(),
            of: "Báo cáo",
            landscape: true,
            blocks: vec![Block::Table(to_mend(brief, false))],
        });
    }
    annexes
}

/// The positions with what is agreed to; what is written again is named once.
pub(super) fn positions(brief: &Brief<'_>) -> Table {
    let columns = [
        ("STT", 5, true),
        ("Mã", 8, false),
        ("Tên vị trí việc làm", 26, false),
        ("Nhóm", 16, false),
        (brief.rank_column(), 17, false),
        ("Đề nghị", 7, true),
        ("Thẩm định", 8, true),
        ("Nội dung liên quan", 13, false),
    ];
    let mut table = Table::new("Vị trí việc làm đề nghị và ý kiến thẩm định", &columns).small();
    tally::list(brief, &mut table, |number, position, agreed| {
        [
            number,
            position.code.clone(),
            position.name.clone(),
            position.group.clone(),
            position.rank.clone(),
            position.people().map_or_else(|| position.proposed.clone(), two_digits),
            agreed,
            numbers(brief.appraisal, &position.findings),
        ]
    });
    let [proposed, agreed, _] = tally::cells(&tally::whole(brief));
    let blank = String::new;
    table.total([blank(), blank(), "Cộng".to_owned(), blank(), blank(), proposed, agreed, blank()]);
    table
}

/// The numbers of the matters of a position; what only follows is told by its cause.
fn numbers(appraisal: &Appraisal, findings: &[usize]) -> String {
    let number = |index: &usize| {
        let finding = appraisal.findings.get(*index)?;
        let wanted = matches!(finding.outcome, Outcome::Violation | Outcome::Explain | Outcome::Missing);
        wanted.then_some(finding.cause.unwrap_or(finding.number))
    };
    let mut numbers: Vec<usize> = findings.iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let shown: Vec<String> = numbers.iter().map(usize::to_string).collect();
    if shown.is_empty() { String::new() } else { format!("mục {}", shown.join(", ")) }
}

/// What has to be mended: where, under which provision, how; with room for the agency's answer in a letter.
pub(super) fn to_mend(brief: &Brief<'_>, answered: bool) -> Table {
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
    let mut table = Table::new("Nội dung cần sửa, giải trình, bổ sung", &columns).small();
    let blank = String::new;
    for matter in brief.matters() {
        let finding = matter.finding;
        let basis = matter.basis().map_or_else(|| "Số liệu giữa các biểu chưa khớp".to_owned(), words::capital);
        let line = [finding.number.to_string(), matter.sentence(), matter.place(), basis, matter.asked()];
        push(&mut table, line, answered);
        for (nth, instance) in finding.instances.iter().take(CASES).enumerate() {
            let number = format!("{}.{}", finding.number, nth + 1);
            let explained = instance.explained.as_ref().map(|told| ended(&told.told())).unwrap_or_default();
            push(
                &mut table,
                [number, without_cells(&instance.sentence), place(instance), blank(), explained],
                answered,
            );
        }
        if finding.instances.len() > CASES {
            let rest = finding.instances.len() - CASES;
            push(
                &mut table,
                [blank(), format!("và {} mục khác", words::count(rest)), blank(), blank(), blank()],
                answered,
            );
        }
    }
    table
}

fn push(table: &mut Table, [number, what, place, basis, asked]: [String; 5], answered: bool) {
    if answered {
        table.row([number, what, place, basis, asked, String::new()]);
    } else {
        table.row([number, what, place, basis, asked]);
    }
}

fn place(instance: &Instance) -> String {
    words::places(&instance.cells.iter().map(ToString::to_string).collect::<Vec<_>>())
}
