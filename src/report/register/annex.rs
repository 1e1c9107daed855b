//! Phụ lục tổng hợp: what goes with the report that an office sends upward.

use super::Consolidation;
use super::phrases;
use super::tables;
use crate::report::document::Annex;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperRun;
use crate::report::wording::on_day;

const SUBJECT: &str = "Tổng hợp kết quả thẩm định đề án vị trí việc làm";

pub(super) fn document(consolidation: &Consolidation<'_>) -> PaperDocument {
    let register = consolidation.register;
    let mut blocks = vec![PaperBlock::paragraph(format!(
        "Tính đến {}: {}",
        on_day(register.on),
        consolidation.sentence()
    ))];
    blocks.extend(phrases::uncounted(register).map(PaperBlock::paragraph));
    blocks.extend(
        phrases::editions(register)
            .into_iter()
            .map(|told| PaperBlock::notice("Lưu ý", told)),
    );
    blocks.push(PaperBlock::runs(vec![PaperRun::plain(
        "Số liệu chi tiết ở phụ lục kèm theo. Cột “Thẩm định” chỉ có số của hồ sơ mà người thẩm định đã cho ý kiến.",
    )]));
    let annex = Annex {
        number: "",
        title:
            "Tổng hợp vị trí việc làm, số người theo loại cơ quan, cơ quan quản lý, nhóm và ngạch"
                .to_owned(),
        of: "Báo cáo",
        landscape: true,
        blocks: tables::blocks(consolidation),
    };
    PaperDocument {
        title: SUBJECT.to_owned(),
        head: Head {
            kind: "BC",
            numbered: true,
            name: "BÁO CÁO",
            subject: SUBJECT.to_owned(),
            ..Head::default()
        },
        size: 28,
        blocks,
        foot: Some(Foot::default()),
        annexes: vec![annex],
    }
    .settled()
}
