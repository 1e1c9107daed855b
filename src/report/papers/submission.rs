//! Tờ trình phê duyệt: puts the proposal up for approval, with the draft decision.

use super::approver;
use super::body;
use super::brief::Brief;
use super::grounds;
use super::report;
use super::warning_until_fit;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperRun;
use crate::report::wording::counted;

/// Said where something still stands: the paper is a draft until it is settled.
const NOT_YET: &str = "Đề án còn nội dung chưa xử lý; chỉ trình sau khi các nội dung nêu trong báo cáo thẩm định đã được giải quyết.";

pub(super) fn document(brief: &Brief<'_>) -> PaperDocument {
    let subject = format!(
        "Về việc phê duyệt Đề án vị trí việc làm của {}",
        brief.agency
    );
    let opening = vec![
        PaperRun::plain(format!("Sau khi thẩm định {}, ", brief.request())),
        body(brief.house),
        PaperRun::plain(" kính trình "),
        approver(brief.house),
        PaperRun::plain(" xem xét, phê duyệt như sau:"),
    ];
    let mut blocks = grounds(brief);
    blocks.push(PaperBlock::runs(opening));
    blocks.push(PaperBlock::heading(1, "Nội dung đề nghị phê duyệt"));
    blocks.extend(report::put_up(brief).into_iter().map(PaperBlock::item));
    blocks.push(PaperBlock::heading(1, "Kết quả thẩm định"));
    blocks.push(PaperBlock::paragraph(result(brief)));
    blocks.push(PaperBlock::lead(
        "Hồ sơ trình kèm theo gồm: báo cáo thẩm định; dự thảo Quyết định và các phụ lục; hồ sơ Đề án.",
    ));
    let closing = vec![
        body(brief.house),
        PaperRun::plain(" kính trình "),
        approver(brief.house),
        PaperRun::plain(" xem xét, quyết định./."),
    ];
    blocks.push(PaperBlock::kept(closing));
    PaperDocument {
        title: format!("Tờ trình: {subject}"),
        head: Head {
            kind: "TTr",
            numbered: true,
            name: "TỜ TRÌNH",
            subject,
            addressee: vec![approver(brief.house)],
            warning: warning_until_fit(brief, NOT_YET),
            ..Head::default()
        },
        size: 28,
        blocks,
        foot: Some(Foot {
            receivers: vec!["Như trên".to_owned(), brief.agency.clone()],
            ..Foot::default()
        }),
        ..PaperDocument::default()
    }
}

fn result(brief: &Brief<'_>) -> String {
    match brief.matters().count() {
        0 => {
            "Đề án được xây dựng đúng quy định, đủ điều kiện trình phê duyệt; ý kiến cụ thể nêu tại báo cáo thẩm định."
                .to_owned()
        }
        matters => {
            format!("Còn {} nội dung phải xử lý trước khi phê duyệt, nêu tại báo cáo thẩm định.", counted(matters))
        }
    }
}
