//! The comparison as an annex of the report.

use super::view::AgainstView;
use super::view::LawMatter;
use super::view::MatterGroup;
use super::view::MatterSays;
use crate::report::document::Annex;
use crate::report::document::PaperBlock;
use crate::report::document::PaperRun;
use crate::report::document::PaperTable;
use crate::report::wording::ended;
use crate::report::wording::without_cells;
use crate::report::words;

/// Numbers of annexes: the report has two of its own at most.
const NUMBERS: [&str; 3] = ["I", "II", "III"];

/// The annex behind so many others.
pub(super) fn of(view: &AgainstView, before: usize) -> Annex {
    let mut blocks: Vec<PaperBlock> = view.days.iter().flat_map(day).collect();
    blocks.push(PaperBlock::runs(vec![PaperRun::bold(&view.sentence)]));
    if !view.groups.is_empty() {
        blocks.push(PaperBlock::Table(table(view)));
    }
    let title = match view.days.as_slice() {
        [_, other] => format!("SO SÁNH VỚI QUY ĐỊNH NGÀY {}", other.day),
        _ => "SO SÁNH VỚI QUY ĐỊNH CỦA NGÀY KHÁC".to_owned(),
    };
    Annex {
        number: NUMBERS.get(before).copied().unwrap_or("IV"),
        title,
        of: "Báo cáo",
        landscape: true,
        blocks,
    }
}

fn day(day: &super::view::Day) -> Vec<PaperBlock> {
    let acts = match day.acts.as_slice() {
        [] => String::new(),
        acts => format!(" Chỉ có hiệu lực ngày này: {}.", acts.join("; ")),
    };
    let told = PaperBlock::item(format!(
        "Theo quy định có hiệu lực ngày {}: {}{acts}",
        day.day, day.conclusion
    ));
    let warning = (!day.warning.is_empty()).then(|| PaperBlock::notice("Chú ý", &day.warning));
    std::iter::once(told).chain(warning).collect()
}

fn table(view: &AgainstView) -> PaperTable {
    let columns = [
        ("STT", 5, true),
        ("Đối tượng", 20, false),
        ("Trang và ô", 15, false),
        ("Theo quy định của từng ngày", 37, false),
        ("Căn cứ", 23, false),
    ];
    let mut table = PaperTable::new("Nội dung theo quy định của hai ngày", &columns).small();
    let mut number = 0;
    for group in &view.groups {
        part(&mut table, group);
        for matter in &group.matters {
            number += 1;
            row(&mut table, number, matter);
        }
    }
    table
}

fn part(table: &mut PaperTable, group: &MatterGroup) {
    table.part(format!(
        "{} ({})",
        group.heading,
        words::count(group.matters.len())
    ));
}

fn row(table: &mut PaperTable, number: usize, matter: &LawMatter) {
    let told = |says: &MatterSays| {
        let sentence = if says.sentence.is_empty() {
            String::new()
        } else {
            format!(". {}", without_cells(&says.sentence))
        };
        ended(&format!("{}: {}{sentence}", says.when, says.label))
    };
    let citation = |says: &MatterSays| match says.citation.as_str() {
        "" => String::new(),
        text if matter.says.len() > 1 => format!("{}: {text}", says.when),
        text => words::capital(text),
    };
    table.lines(vec![
        vec![number.to_string()],
        vec![without_cells(&matter.called)],
        vec![matter.place.clone()],
        matter.says.iter().map(told).collect(),
        matter.says.iter().map(citation).collect(),
    ]);
}
