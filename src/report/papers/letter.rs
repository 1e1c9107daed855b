//! Công văn đề nghị hoàn thiện hồ sơ: to the agency, with a table for its answers.

use super::annexes;
use super::body;
use super::brief::Brief;
use super::brief::Matter;
use super::warning;
use crate::report::document::Annex;
use crate::report::document::Foot;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperRun;
use crate::report::wording::counted;
use crate::report::words;

/// So many of the gravest matters stand in the letter itself.
const GRAVEST: usize = 6;

pub(super) fn document(brief: &Brief<'_>) -> PaperDocument {
    let something = brief.matters().next().is_some() || brief.lacks().next().is_some();
    let about = if something {
        "hoàn thiện hồ sơ"
    } else {
        "kết quả xem xét hồ sơ"
    };
    let subject = format!("V/v {about} Đề án vị trí việc làm");
    PaperDocument {
        title: format!(
            "Công văn {} của {}",
            subject.replacen("V/v", "về việc", 1),
            brief.agency
        ),
        head: Head {
            numbered: true,
            subject,
            addressee: vec![PaperRun::plain(&brief.agency)],
            warning: warning(brief),
            ..Head::default()
        },
        size: 28,
        blocks: if something {
            asking(brief)
        } else {
            nothing(brief)
        },
        foot: Some(Foot {
            receivers: vec!["Như trên".to_owned()],
            ..Foot::default()
        }),
        annexes: annex(brief),
    }
}

/// How many matters there are, and the gravest of them.
fn gravest(brief: &Brief<'_>, matters: usize) -> Vec<PaperBlock> {
    let many = if matters > GRAVEST {
        ", trong đó:"
    } else {
        ":"
    };
    let text = format!(
        "Hồ sơ còn {} nội dung cần sửa, giải trình hoặc bổ sung{many}",
        counted(matters)
    );
    let told = |matter: Matter<'_>| {
        PaperBlock::numbered(PaperRun::refer(matter.finding.number), matter.told())
    };
    std::iter::once(PaperBlock::lead(text))
        .chain(brief.matters().take(GRAVEST).map(told))
        .collect()
}

fn asking(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let matters = brief.matters().count();
    let opening = vec![
        PaperRun::plain(format!(
            "Xét {}, căn cứ quy định có hiệu lực, ",
            brief.request()
        )),
        body(brief.house),
        PaperRun::plain(" có ý kiến như sau:"),
    ];
    let mut blocks = vec![PaperBlock::runs(opening)];
    let reasons: Vec<String> = brief.lacks().map(|reason| words::lower(reason)).collect();
    if !reasons.is_empty() {
        blocks.push(PaperBlock::paragraph(format!(
            "Hồ sơ chưa đủ điều kiện thẩm định: {}.",
            reasons.join("; ")
        )));
    }
    if matters > 0 {
        blocks.extend(gravest(brief, matters));
    }
    let list = if matters > 0 {
        " (toàn bộ nội dung, vị trí và cách sửa nêu tại Phụ lục kèm theo)"
    } else {
        ""
    };
    let asks = vec![
        PaperRun::plain(format!(
            "Đề nghị {} hoàn thiện hồ sơ{list}, ghi ý kiến giải trình, tiếp thu và gửi về ",
            brief.agency
        )),
        body(brief.house),
        PaperRun::plain(" trước "),
        PaperRun::fill("", "ngày …… tháng …… năm ………"),
        PaperRun::plain("."),
    ];
    blocks.push(PaperBlock::runs(asks));
    let goes_on = vec![
        body(brief.house),
        PaperRun::plain(format!(
            " tiếp tục thẩm định khi nhận đủ hồ sơ đã hoàn thiện và thông báo để {} biết./.",
            brief.agency
        )),
    ];
    blocks.push(PaperBlock::kept(goes_on));
    blocks
}

fn nothing(brief: &Brief<'_>) -> Vec<PaperBlock> {
    let first_look = brief.appraisal.law.warning.is_some() || brief.appraisal.counts.doubtful > 0;
    let seen = if first_look {
        "bước đầu chưa thấy"
    } else {
        "không thấy"
    };
    let opening = vec![
        PaperRun::plain(format!("Xét {}, ", brief.request())),
        body(brief.house),
        PaperRun::plain(format!(
            " {seen} nội dung phải sửa, giải trình hoặc bổ sung."
        )),
    ];
    let goes_on = vec![
        body(brief.house),
        PaperRun::plain(format!(
            " tiếp tục thẩm định, trình cấp có thẩm quyền và thông báo để {} biết./.",
            brief.agency
        )),
    ];
    vec![PaperBlock::runs(opening), PaperBlock::kept(goes_on)]
}

fn annex(brief: &Brief<'_>) -> Vec<Annex> {
    if brief.matters().next().is_none() {
        return Vec::new();
    }
    vec![Annex {
        number: "",
        title: "NỘI DUNG ĐỀ NGHỊ HOÀN THIỆN VÀ GIẢI TRÌNH, TIẾP THU".to_owned(),
        of: "Công văn",
        landscape: true,
        blocks: vec![PaperBlock::Table(annexes::to_mend(brief, true))],
    }]
}
