//! Biên bản họp thẩm định: who met, what was said, what was concluded.

use super::body;
use super::brief::Brief;
use super::questions;
use super::warning;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperRun;
use crate::report::wording::counted;

/// Lines to write on.
const LINES: usize = 3;

pub(super) fn document(brief: &Brief<'_>) -> PaperDocument {
    let subject = format!("Họp thẩm định Đề án vị trí việc làm của {}", brief.agency);
    let mut blocks = opening(brief);
    let table = questions::table(brief);
    if table.rows.is_empty() {
        blocks.push(PaperBlock::paragraph("Cuộc họp thảo luận:"));
        blocks.push(dots(LINES));
    } else {
        blocks.push(PaperBlock::lead(
            "Cuộc họp thảo luận và có ý kiến về các nội dung sau:",
        ));
        blocks.push(PaperBlock::Table(table));
    }
    blocks.extend([
        PaperBlock::heading(1, "Kết luận của chủ trì"),
        dots(LINES + 2),
        PaperBlock::kept(vec![PaperRun::plain("Cuộc họp kết thúc hồi …… giờ …… cùng ngày; biên bản đã đọc cho các thành phần dự họp nghe và thống nhất./.")]),
    ]);
    PaperDocument {
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
        foot: Some(Foot {
            signers: vec!["THƯ KÝ", "CHỦ TRÌ"],
            ..Foot::default()
        }),
        ..PaperDocument::default()
    }
}

fn dots(lines: usize) -> PaperBlock {
    PaperBlock::Dots { lines }
}

/// When, where and who, and what was presented.
fn opening(brief: &Brief<'_>) -> Vec<PaperBlock> {
    vec![
        PaperBlock::paragraph("Thời gian: …… giờ ……, ngày …… tháng …… năm ………"),
        PaperBlock::runs(vec![
            PaperRun::plain("Địa điểm: "),
            PaperRun::fill("", "………………………………………………"),
        ]),
        PaperBlock::heading(1, "Thành phần"),
        PaperBlock::runs(vec![
            PaperRun::plain("Chủ trì: "),
            PaperRun::fill("", "………………………, chức vụ ………………………"),
        ]),
        PaperBlock::runs(vec![
            PaperRun::plain("Thư ký: "),
            PaperRun::fill("", "………………………, chức vụ ………………………"),
        ]),
        PaperBlock::runs(vec![
            PaperRun::plain("Đại diện "),
            body(brief.house),
            PaperRun::plain(":"),
        ]),
        dots(LINES),
        PaperBlock::paragraph(format!("Đại diện {}:", brief.agency)),
        dots(LINES),
        PaperBlock::heading(1, "Nội dung"),
        PaperBlock::paragraph(format!(
            "{} trình bày Đề án: đề nghị {}.",
            brief.agency,
            brief.proposed()
        )),
        PaperBlock::runs(vec![
            body(brief.house),
            PaperRun::plain(format!(" trình bày kết quả thẩm định: {}.", result(brief))),
        ]),
    ]
}

fn result(brief: &Brief<'_>) -> String {
    match brief.matters().count() {
        0 if brief.is_fit() => "đề án đủ điều kiện trình phê duyệt".to_owned(),
        0 => "chưa đủ điều kiện kết luận".to_owned(),
        matters => format!(
            "còn {} nội dung phải sửa, giải trình hoặc bổ sung",
            counted(matters)
        ),
    }
}
