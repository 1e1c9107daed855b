//! Dự thảo Quyết định phê duyệt, with the annexes of positions, people and ranks as agreed to.

use super::brief::Brief;
use super::tally;
use super::warning;
use crate::report::document::Annex;
use crate::report::document::Block;
use crate::report::document::Document;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::Run;
use crate::report::document::Table;
use crate::report::wording::counted;
use crate::report::wording::two_digits;
use crate::report::words;

const NOT_YET: &str =
    "Đề án còn nội dung chưa xử lý; số liệu để trống trong các phụ lục ghi theo ý kiến thẩm định sau cùng.";

pub(super) fn document(brief: &Brief<'_>) -> Document {
    let subject = format!("Về việc phê duyệt Đề án vị trí việc làm của {}", brief.agency);
    let not_yet = if brief.is_fit() { String::new() } else { NOT_YET.to_owned() };
    let warnings: Vec<String> = [warning(brief), not_yet].into_iter().filter(|text| !text.is_empty()).collect();
    Document {
        title: format!("Dự thảo Quyết định: {subject}"),
        head: Head {
            kind: "QĐ",
            numbered: true,
            of_approver: true,
            name: "QUYẾT ĐỊNH",
            subject,
            warning: warnings.join(" "),
            ..Head::default()
        },
        size: 28,
        blocks: blocks(brief),
        foot: Some(Foot {
            receivers: vec!["Như Điều 3".to_owned(), brief.agency.clone()],
            of_approver: true,
            ..Foot::default()
        }),
        annexes: annexes(brief),
    }
}

fn blocks(brief: &Brief<'_>) -> Vec<Block> {
    let ground = |text: String| Block::Item { level: 1, runs: vec![Run::italic(text)] };
    let mut blocks: Vec<Block> = brief.acts().into_iter().map(|act| ground(format!("Căn cứ {act};"))).collect();
    blocks.push(ground(format!("Xét {};", brief.request())));
    let proposer = match brief.house.body() {
        "" => "…cơ quan thẩm định…".to_owned(),
        body => body.to_owned(),
    };
    blocks.push(ground(format!("Theo đề nghị của {proposer} tại Tờ trình số ………/TTr-…… ngày …… tháng …… năm ……….")));
    blocks.push(Block::Centred { runs: vec![Run::bold("QUYẾT ĐỊNH:")] });
    let article =
        |number: usize, text: String| Block::runs(vec![Run::bold(format!("Điều {number}. ")), Run::plain(text)]);
    let agreed = tally::sum(tally::by(brief, |_| String::new()).values());
    let [_, people, _] = tally::cells(&agreed);
    let positions = counted(brief.appraisal.figures.positions);
    blocks.push(article(
        1,
        format!(
            "Phê duyệt Đề án vị trí việc làm của {} với {positions} vị trí việc làm, {people} {}; danh mục vị trí việc làm, \
             số người theo đơn vị và {} nêu tại các Phụ lục kèm theo Quyết định này.",
            brief.agency,
            brief.counted_as(),
            brief.rank_structure()
        ),
    ));
    blocks.push(article(
        2,
        format!(
            "{} tuyển dụng, sử dụng và quản lý theo danh mục vị trí việc làm được phê duyệt; khi có thay đổi phải xây dựng đề \
             án điều chỉnh, trình cấp có thẩm quyền theo quy định.",
            brief.agency
        ),
    ));
    blocks.push(article(
        3,
        format!("Quyết định này có hiệu lực kể từ ngày ký. {proposer}, {} và các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.", brief.agency),
    ));
    blocks
}

fn annexes(brief: &Brief<'_>) -> Vec<Annex> {
    let annex = |number: &'static str, title: String, landscape: bool, table: Table| Annex {
        number,
        title,
        of: "Quyết định",
        landscape,
        blocks: vec![Block::Table(table)],
    };
    let ranks = words::capital(brief.rank_structure()).to_uppercase();
    vec![
        annex("I", "DANH MỤC VỊ TRÍ VIỆC LÀM".to_owned(), true, list(brief)),
        annex(
            "II",
            format!("{} THEO ĐƠN VỊ", brief.payroll().to_uppercase()),
            false,
            lines(brief, "Đơn vị", |line| line.unit.clone()),
        ),
        annex("III", ranks, false, lines(brief, "Mã số và tên", |line| line.rank.clone())),
    ]
}

/// The positions that are approved.
fn list(brief: &Brief<'_>) -> Table {
    let rank = if brief.is_of_employees() { "Chức danh nghề nghiệp" } else { "Ngạch" };
    let columns = [
        ("STT", 5, true),
        ("Mã", 9, false),
        ("Tên vị trí việc làm", 34, false),
        ("Nhóm", 22, false),
        (rank, 20, false),
        ("Số người", 10, true),
    ];
    let mut table = Table::new("Danh mục vị trí việc làm được phê duyệt", &columns).small();
    let mut unit = None;
    for (nth, position) in brief.appraisal.positions.iter().enumerate() {
        if !position.unit.is_empty() && unit != Some(&position.unit) {
            table.part(&position.unit);
            unit = Some(&position.unit);
        }
        let agreed = tally::agreed(brief, position).map_or_else(|| tally::OPEN.to_owned(), two_digits);
        let (code, name, group) = (position.code.clone(), position.name.clone(), position.group.clone());
        table.row([(nth + 1).to_string(), code, name, group, position.rank.clone(), agreed]);
    }
    let [_, people, _] = tally::cells(&tally::sum(tally::by(brief, |_| String::new()).values()));
    let blank = String::new;
    table.total([blank(), blank(), "Cộng".to_owned(), blank(), blank(), people]);
    table
}

/// People by one text of the positions.
fn lines(brief: &Brief<'_>, title: &'static str, text: impl Fn(&crate::opinion::PositionLine) -> String) -> Table {
    let mut table =
        Table::new("Số người được phê duyệt", &[("STT", 10, true), (title, 65, false), ("Số người", 25, true)]);
    let tallies = tally::by(brief, text);
    for (nth, (name, tally)) in tallies.iter().enumerate() {
        let [_, agreed, _] = tally::cells(tally);
        let name = if name.is_empty() { "(chưa ghi)" } else { name };
        table.row([(nth + 1).to_string(), name.to_owned(), agreed]);
    }
    let [_, agreed, _] = tally::cells(&tally::sum(tallies.values()));
    table.total([String::new(), "Cộng".to_owned(), agreed]);
    table
}
