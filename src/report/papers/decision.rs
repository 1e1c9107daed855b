//! Dự thảo Quyết định phê duyệt, with the annexes of positions, people and ranks as agreed to.

use super::brief::Brief;
use super::ground;
use super::grounds;
use super::tally;
use super::warning_until_fit;
use crate::opinion::PositionLine;
use crate::report::document::Annex;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperRun;
use crate::report::document::PaperTable;
use crate::report::wording::counted;
use crate::report::words;

const NOT_YET: &str = "Đề án còn nội dung chưa xử lý; số liệu để trống trong các phụ lục ghi theo ý kiến thẩm định sau cùng.";

pub(super) fn document(brief: &Brief<'_>) -> PaperDocument {
    let subject = format!(
        "Về việc phê duyệt Đề án vị trí việc làm của {}",
        brief.agency
    );
    PaperDocument {
        title: format!("Dự thảo Quyết định: {subject}"),
        head: Head {
            kind: "QĐ",
            numbered: true,
            of_approver: true,
            name: "QUYẾT ĐỊNH",
            subject,
            warning: warning_until_fit(brief, NOT_YET),
            ..Head::default()
        },
        size: 28,
        blocks: blocks(brief),
        foot: Some(Foot {
            receivers: vec!["Như Điều 3".to_owned(), brief.agency.clone()],
            ..Foot::default()
        }),
        annexes: annexes(brief),
    }
}

fn blocks(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let mut blocks = grounds(brief);
    blocks.push(ground(&format!("Xét {};", brief.request())));
    let proposer = match brief.house.body() {
        "" => "…cơ quan thẩm định…".to_owned(),
        body => body.to_owned(),
    };
    blocks.push(ground(&format!(
        "Theo đề nghị của {proposer} tại Tờ trình số ………/TTr-…… ngày …… tháng …… năm ………."
    )));
    blocks.push(PaperBlock::Centred {
        runs: vec![PaperRun::bold("QUYẾT ĐỊNH:")],
    });
    let article = |number: usize, text: String| {
        vec![
            PaperRun::bold(format!("Điều {number}. ")),
            PaperRun::plain(text),
        ]
    };
    let people = tally::agreed_to(&tally::whole(brief));
    let positions = counted(brief.appraisal.figures.positions);
    blocks.push(PaperBlock::runs(article(
        1,
        format!(
            "Phê duyệt Đề án vị trí việc làm của {} với {positions} vị trí việc làm, {people} {}; danh mục vị trí việc làm, \
             số người theo đơn vị và {} nêu tại các Phụ lục kèm theo Quyết định này.",
            brief.agency,
            brief.counted_as(),
            brief.rank_structure()
        ),
    )));
    blocks.push(PaperBlock::runs(article(
        2,
        format!(
            "{} tuyển dụng, sử dụng và quản lý theo danh mục vị trí việc làm được phê duyệt; khi có thay đổi phải xây dựng đề \
             án điều chỉnh, trình cấp có thẩm quyền theo quy định.",
            brief.agency
        ),
    )));
    let last = format!(
        "Quyết định này có hiệu lực kể từ ngày ký. {proposer}, {} và các cơ quan liên quan chịu trách nhiệm thi hành Quyết \
         định này./.",
        brief.agency
    );
    blocks.push(PaperBlock::kept(article(3, last)));
    blocks
}

fn annexes(brief: &Brief<'_>) -> Vec<Annex> {
    let annex = |number: &'static str, title: String, landscape: bool, table: PaperTable| Annex {
        number,
        title,
        of: "Quyết định",
        landscape,
        blocks: vec![PaperBlock::Table(table)],
    };
    let ranks = words::capital(brief.rank_structure()).to_uppercase();
    let third = if brief.has_levels() {
        levels(brief)
    } else {
        lines(brief, "Mã số và tên", |line| line.rank.clone())
    };
    vec![
        annex(
            "I",
            "DANH MỤC VỊ TRÍ VIỆC LÀM".to_owned(),
            true,
            list(brief),
        ),
        annex(
            "II",
            format!("{} THEO ĐƠN VỊ", brief.payroll().to_uppercase()),
            false,
            lines(brief, "Đơn vị", |line| line.unit.clone()),
        ),
        annex("III", ranks, false, third),
    ]
}

/// The positions that are approved.
fn list(brief: &Brief<'_>) -> PaperTable {
    let columns = [
        ("STT", 5, true),
        ("Mã", 9, false),
        ("Tên vị trí việc làm", 34, false),
        ("Nhóm", 22, false),
        (brief.rank_column(), 20, false),
        ("Số người", 10, true),
    ];
    let mut table = PaperTable::new("Danh mục vị trí việc làm được phê duyệt", &columns).small();
    tally::list(brief, &mut table, |number, position, agreed| {
        let (code, name, group) = (
            position.code.clone(),
            position.name.clone(),
            position.group.clone(),
        );
        [number, code, name, group, position.rank.clone(), agreed]
    });
    let people = tally::agreed_to(&tally::whole(brief));
    let blank = String::new;
    table.total([
        blank(),
        blank(),
        "Cộng".to_owned(),
        blank(),
        blank(),
        people,
    ]);
    table
}

/// The levels of each position with their people; open where the number of the position is.
fn levels(brief: &Brief<'_>) -> PaperTable {
    let columns = [
        ("STT", 8, true),
        ("Mã", 12, false),
        ("Tên vị trí việc làm", 42, false),
        ("Bậc", 10, true),
        ("Số người", 14, true),
        ("Tỷ lệ (%)", 14, true),
    ];
    let mut table = PaperTable::new(
        "Tỷ lệ viên chức bố trí theo bậc nghề nghiệp trong từng vị trí",
        &columns,
    )
    .small();
    for (nth, line) in brief.appraisal.figures.levels.iter().enumerate() {
        let of_line = |position: &&PositionLine| {
            if line.code.is_empty() {
                position.name == line.name
            } else {
                position.code == line.code
            }
        };
        let mut positions = brief.appraisal.positions.iter().filter(of_line).peekable();
        let stands = positions.peek().is_some()
            && positions.all(|position| tally::agreed(brief, position).is_some());
        let shown = |text: &str| {
            if stands {
                text.to_owned()
            } else {
                tally::OPEN.to_owned()
            }
        };
        let number = (nth + 1).to_string();
        table.row([
            number,
            line.code.clone(),
            line.name.clone(),
            line.level.clone(),
            shown(&line.people),
            shown(&line.share),
        ]);
    }
    table
}

/// People by one text of the positions.
fn lines(
    brief: &Brief<'_>,
    title: &'static str,
    text: impl Fn(&PositionLine) -> String,
) -> PaperTable {
    let mut table = PaperTable::new(
        "Số người được phê duyệt",
        &[
            ("STT", 10, true),
            (title, 65, false),
            ("Số người", 25, true),
        ],
    );
    let tallies = tally::by(brief, text);
    for (nth, (name, tally)) in tallies.iter().enumerate() {
        let name = if name.is_empty() { "(chưa ghi)" } else { name };
        table.row([
            (nth + 1).to_string(),
            name.to_owned(),
            tally::agreed_to(tally),
        ]);
    }
    table.total([
        String::new(),
        "Cộng".to_owned(),
        tally::agreed_to(&tally::sum(tallies.values())),
    ]);
    table
}
