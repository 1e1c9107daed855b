//! Bảng nội dung cần thảo luận: what people have to settle, with room for the answers.

use super::beside;
use super::brief::Brief;
use super::warning;
use crate::law::Outcome;
use crate::law::Shown;
use crate::opinion::Appraisal;
use crate::report::document::Head;
use crate::report::document::PaperBlock;
use crate::report::document::PaperDocument;
use crate::report::document::PaperTable;
use crate::report::wording::question_basis;
use crate::report::words;

pub(super) fn document(brief: &Brief<'_>) -> PaperDocument {
    let subject = format!("Đề án vị trí việc làm của {}", brief.agency);
    let mut blocks = vec![PaperBlock::paragraph("Cuộc họp ngày …… tháng …… năm ………")];
    let table = table(brief);
    blocks.push(if table.rows.is_empty() {
        PaperBlock::paragraph("Không có nội dung nào phải thảo luận.")
    } else {
        PaperBlock::Table(table)
    });
    PaperDocument {
        title: format!("Nội dung cần thảo luận, kết luận: {subject}"),
        head: Head {
            name: "NỘI DUNG CẦN THẢO LUẬN, KẾT LUẬN",
            subject,
            warning: warning(brief),
            ..Head::default()
        },
        size: 28,
        blocks,
        ..PaperDocument::default()
    }
}

/// The questions that the law leaves to people, then what the agency has to explain.
pub(super) fn table(brief: &Brief<'_>) -> PaperTable {
    let columns = [
        ("STT", 8, true),
        ("Nội dung", 44, false),
        ("Căn cứ", 24, false),
        ("Ý kiến, kết luận", 24, false),
    ];
    let mut table = PaperTable::new("Nội dung cần thảo luận, kết luận", &columns).small();
    let asked = asked(brief.appraisal);
    let number = |nth: usize| (nth + 1).to_string();
    if !asked.is_empty() {
        table.part("Nội dung pháp luật giao người thẩm định xem xét");
    }
    for (
        nth,
        AskedQuestion {
            question,
            basis,
            shows,
        },
    ) in asked.into_iter().enumerate()
    {
        let answer = brief.review.answer(&question).to_owned();
        let helps = beside::of(brief, shows);
        table.lines(vec![
            vec![number(nth)],
            vec![question, helps],
            vec![basis],
            vec![answer],
        ]);
    }
    let explain: Vec<_> = brief
        .matters()
        .filter(|matter| matter.finding.outcome == Outcome::Explain)
        .collect();
    if !explain.is_empty() {
        table.part("Nội dung cơ quan, đơn vị cần giải trình (số thứ tự theo công văn, báo cáo)");
    }
    for matter in explain {
        let basis = matter.basis().map(words::capital).unwrap_or_default();
        table.row([
            matter.finding.number.to_string(),
            matter.sentence(),
            basis,
            String::new(),
        ]);
    }
    table
}

/// A question that is put to people.
pub(super) struct AskedQuestion<'a> {
    pub(super) question: String,
    /// The provision.
    pub(super) basis: String,
    /// What of the dossier helps to answer it.
    shows: &'a [Shown],
}

/// Each question with its provision: those of rules, then those of provisions.
pub(super) fn asked(appraisal: &Appraisal) -> Vec<AskedQuestion<'_>> {
    let manual = appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Manual);
    let of_rules = manual.map(|finding| AskedQuestion {
        question: finding.sentence.clone(),
        basis: words::capital(&finding.citation.text),
        shows: &[],
    });
    let of_provisions = appraisal.questions.iter().map(|asked| AskedQuestion {
        question: asked.question.clone(),
        basis: words::capital(&question_basis(asked)),
        shows: &asked.shows,
    });
    of_rules.chain(of_provisions).collect()
}
