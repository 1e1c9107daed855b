//! Bản so sánh: the comparison as a paper of the house.

use super::lines::DiffContent;
use super::lines::DiffGroup;
use super::view::DiffFinding;
use super::view::DiffView;
use super::view::Findings;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperRun;
use crate::report::document::PaperTable;
use crate::report::wording::ended;
use crate::report::wording::without_cells;

/// Size of the body in half points.
const BODY_SIZE: u8 = 26;

pub(super) fn document(view: &DiffView) -> PaperDocument {
    let mut blocks = conclusion(view);
    blocks.push(PaperBlock::heading(1, "Nội dung thẩm định"));
    blocks.extend(findings(view));
    blocks.push(PaperBlock::heading(1, "Vị trí việc làm, đơn vị"));
    blocks.extend(structure(view));
    blocks.push(PaperBlock::heading(1, "Nội dung khác thay đổi"));
    blocks.extend(content(view));
    PaperDocument {
        title: view.title.clone(),
        head: Head {
            name: "BẢN SO SÁNH",
            subject: format!("Hai bản Đề án vị trí việc làm của {}", view.agency),
            ..Head::default()
        },
        size: BODY_SIZE,
        blocks,
        ..PaperDocument::default()
    }
}

fn conclusion(view: &DiffView) -> Vec<PaperBlock> {
    let mut blocks: Vec<PaperBlock> = view
        .warnings
        .iter()
        .map(|warning| PaperBlock::alarm("Cảnh báo", warning))
        .collect();
    blocks.push(PaperBlock::heading(1, "Kết luận"));
    blocks.push(PaperBlock::runs(vec![PaperRun::bold(&view.sentence)]));
    blocks.extend(
        view.notices
            .iter()
            .map(|notice| PaperBlock::notice("Chú ý", notice)),
    );
    let mut table = PaperTable::new(
        "Hai bản được so sánh",
        &[("Nội dung", 20, false), ("Thông tin", 80, false)],
    );
    for pair in &view.information {
        table.row([pair.label.to_owned(), pair.value.clone()]);
    }
    blocks.push(PaperBlock::Table(table));
    blocks
}

fn findings(view: &DiffView) -> Vec<PaperBlock> {
    if view.findings.is_empty() {
        return vec![PaperBlock::paragraph(
            "Cả hai bản không có nội dung nào phải sửa hoặc giải trình.",
        )];
    }
    let mut blocks = Vec::new();
    for group in &view.findings {
        blocks.push(PaperBlock::heading(2, &group.label));
        blocks.push(PaperBlock::Table(listed(group)));
    }
    if !view.unbound.is_empty() {
        blocks.push(PaperBlock::heading(
            2,
            "Giải trình của cơ quan chưa khớp với nội dung nào",
        ));
        blocks.extend(view.unbound.iter().map(PaperBlock::item));
    }
    blocks
}

/// The findings that became the same, beside each what the agency answered.
fn listed(group: &Findings) -> PaperTable {
    let answered = group.entries.iter().any(|entry| !entry.answer.is_empty());
    let mut columns = vec![
        ("Số", 8, true),
        ("Nội dung", if answered { 36 } else { 47 }, false),
        ("Trang và ô", if answered { 15 } else { 22 }, false),
        ("Căn cứ", if answered { 19 } else { 23 }, false),
    ];
    if answered {
        columns.push(("Cơ quan giải trình", 22, false));
    }
    let mut table = PaperTable::new("Nội dung thẩm định của hai bản", &columns).small();
    for entry in &group.entries {
        let former = entry
            .former
            .map(|number| format!("(cũ\u{a0}{number})"))
            .unwrap_or_default();
        let mut cells = vec![
            vec![entry.number.to_string(), former],
            told(entry),
            vec![entry.place.clone()],
            vec![entry.citation.clone()],
        ];
        if answered {
            cells.push(vec![entry.answer.clone()]);
        }
        table.lines(cells);
    }
    table
}

/// What the matter is, what it was, and what is to be done.
fn told(entry: &DiffFinding) -> Vec<String> {
    let labelled = |label: &str, text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            ended(&format!("{label}: {}", without_cells(text)))
        }
    };
    vec![
        format!("{}: {}", entry.level, without_cells(&entry.sentence)),
        labelled("Bản cũ", &entry.before),
        labelled("Cần làm", &entry.remedy),
    ]
}

fn structure(view: &DiffView) -> Vec<PaperBlock> {
    let mut blocks = Vec::new();
    if !view.figures.is_empty() {
        let columns = [
            ("Số liệu", 60, false),
            ("Bản cũ", 20, true),
            ("Bản mới", 20, true),
        ];
        let mut table = PaperTable::new("Số liệu của hai bản", &columns);
        for figure in &view.figures {
            table.row([
                figure.label.to_owned(),
                figure.old.clone(),
                figure.new.clone(),
            ]);
        }
        blocks.push(PaperBlock::Table(table));
    }
    for group in &view.structure {
        blocks.push(PaperBlock::heading(2, &group.label));
        blocks.push(PaperBlock::Table(moved(group)));
    }
    if view.structure.is_empty() {
        let none = "Không có vị trí, đơn vị nào được thêm, bỏ, đổi tên, đổi mã hoặc chuyển.";
        blocks.push(PaperBlock::paragraph(none));
    }
    blocks
}

fn moved(group: &DiffGroup) -> PaperTable {
    let columns = [
        ("STT", 8, true),
        ("Nội dung", 49, false),
        ("Trang và ô", 22, false),
        ("Ghi chú", 21, false),
    ];
    let mut table = PaperTable::new("Vị trí việc làm, đơn vị thay đổi", &columns).small();
    for (nth, line) in (1..).zip(&group.lines) {
        let unasked = if line.unasked {
            "Không nội dung thẩm định nào yêu cầu."
        } else {
            ""
        };
        let notes = vec![unasked.to_owned(), line.note.clone()];
        table.lines(vec![
            vec![nth.to_string()],
            vec![line.text.clone()],
            vec![line.place.clone()],
            notes,
        ]);
    }
    table
}

fn content(view: &DiffView) -> Vec<PaperBlock> {
    let mut blocks = Vec::new();
    for group in &view.content {
        blocks.push(PaperBlock::heading(2, group.label));
        blocks.push(PaperBlock::Table(changed(group)));
    }
    if blocks.is_empty() && view.layout.is_empty() {
        blocks.push(PaperBlock::paragraph("Không có."));
    }
    if !view.layout.is_empty() {
        blocks.push(PaperBlock::heading(2, "Trang và cột"));
        blocks.extend(view.layout.iter().map(PaperBlock::item));
    }
    blocks
}

fn changed(group: &DiffContent) -> PaperTable {
    let columns = [
        ("Đối tượng", 30, false),
        ("Nội dung", 16, false),
        ("Bản cũ", 17, false),
        ("Bản mới", 17, false),
        ("Trang và ô", 20, false),
    ];
    let mut table = PaperTable::new("Nội dung thay đổi", &columns).small();
    for row in &group.rows {
        table.row([
            row.who.clone(),
            row.what.clone(),
            row.old.clone(),
            row.new.clone(),
            row.place.clone(),
        ]);
    }
    table
}
