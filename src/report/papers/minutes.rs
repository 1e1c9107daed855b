//! Biên bản họp thẩm định: who met, what was said, what was concluded.

use super::body;
use super::brief::Brief;
use super::questions;
use super::warning;
use crate::report::document::Block;
use crate::report::document::Document;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::Run;
use crate::report::wording::counted;

/// Lines to write on.
const LINES: usize = 3;

pub(super) fn document(brief: &Brief<'_>) -> Document {
    let subject = format!("Họp thẩm định Đề án vị trí việc làm của {}", brief.agency);
    let dots = |lines: usize| Block::Dots { lines };
    let mut blocks = vec![
        Block::paragraph("Thời gian: …… giờ ……, ngày …… tháng …… năm ………"),
        Block::runs(vec![Run::plain("Địa điểm: "), Run::fill("", "………………………………………………")]),
        Block::heading(1, "Thành phần"),
        Block::runs(vec![Run::plain("Chủ trì: "), Run::fill("", "………………………, chức vụ ………………………")]),
        Block::runs(vec![Run::plain("Thư ký: "), Run::fill("", "………………………, chức vụ ………………………")]),
        Block::runs(vec![Run::plain("Đại diện "), body(brief.house), Run::plain(":")]),
        dots(LINES),
        Block::paragraph(format!("Đại diện {}:", brief.agency)),
        dots(LINES),
        Block::heading(1, "Nội dung"),
        Block::paragraph(format!("{} trình bày Đề án: đề nghị {}.", brief.agency, brief.proposed())),
        Block::runs(vec![body(brief.house), Run::plain(format!(" trình bày kết quả thẩm định: {}.", result(brief)))]),
    ];
    let table = questions::table(brief);
    if table.rows.is_empty() {
        blocks.push(Block::paragraph("Cuộc họp thảo luận:"));
        blocks.push(dots(LINES));
    } else {
        blocks.push(Block::lead("Cuộc họp thảo luận và có ý kiến về các nội dung sau:"));
        blocks.push(Block::Table(table));
    }
    blocks.extend([
        Block::heading(1, "Kết luận của chủ trì"),
        dots(LINES + 2),
        Block::Paragraph {
            runs: vec![Run::plain("Cuộc họp kết thúc hồi …… giờ …… cùng ngày; biên bản đã đọc cho các thành phần dự họp nghe và thống nhất./.")],
            keep: true,
        },
    ]);
    Document {
        title: format!("Biên bản: {subject}"),
        head: Head {
            kind: "BB",
            numbered: true,
            name: "BIÊN BẢN",
            subject,
            warning: warning(brief),
            ..Head::default()
        },
        size: 28,
        blocks,
        foot: Some(Foot { signers: vec!["THƯ KÝ", "CHỦ TRÌ"], ..Foot::default() }),
        ..Document::default()
    }
}

fn result(brief: &Brief<'_>) -> String {
    match brief.matters().count() {
        0 if brief.is_fit() => "đề án đủ điều kiện trình phê duyệt".to_owned(),
        0 => "chưa đủ điều kiện kết luận".to_owned(),
        matters => format!("còn {} nội dung phải sửa, giải trình hoặc bổ sung", counted(matters)),
    }
}
