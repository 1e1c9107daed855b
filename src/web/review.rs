//! The appraiser's own word as a job brings it: what she set on the page, over what a workbook of
//! hers says. Nothing is kept: it comes with each job, and goes with the answer.

use serde::Serialize;
use serde_json::Value;

use super::outputs;
use super::told::PageRefusal;
use crate::cells;
use crate::cells::Limits;
use crate::dictionary::fold;
use crate::opinion::Appraisal;
use crate::opinion::MOST_PEOPLE;
use crate::opinion::Review;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;
use crate::report;
use crate::report::ReviewLines;

/// Characters of one text at most: a cell of Excel holds 32,767.
const MOST_CHARACTERS: usize = 4_000;

/// Ý kiến nhận được: her word, and what of it could not be taken.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// What papers take over.
    pub(super) review: Review,
    /// One sentence for each workbook that is not used, for the cells in it that cannot be taken.
    faults: Vec<String>,
}

/// What is answered of it.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    #[serde(flatten)]
    lines: ReviewLines,
    faults: Vec<String>,
    /// Keys of the documents that fit.
    set: Vec<&'static str>,
}

impl Heard {
    /// Reads what was set on the page, and the workbooks of hers that came with it: the page speaks
    /// last.
    ///
    /// # Errors
    /// When what the page sends is not what a page sends.
    pub(super) fn of(
        said: Option<&Value>,
        workbooks: &[Submitted],
        engine: &Engine,
    ) -> Result<Self, PageRefusal> {
        let mut heard = Self::default();
        for file in workbooks {
            let (review, faults) =
                match engine.open(std::slice::from_ref(file), &ReadingManner::default()) {
                    Ok(workbook) => {
                        let read = report::read_review(&workbook);
                        (read.review, read.faults)
                    }
                    Err(error) => (Review::default(), vec![error.to_string()]),
                };
            if faults.is_empty() {
                heard.review = review.over(heard.review);
            } else {
                heard.faults.push(format!(
                    "không lấy ý kiến trong tệp {}: {}",
                    file.name,
                    faults.join("; ")
                ));
            }
        }
        if let Some(said) = said.filter(|said| !said.is_null()) {
            heard.review = checked(said)?.over(heard.review);
        }
        Ok(heard)
    }

    /// Her word, for documents: none is drawn from a part of it.
    ///
    /// # Errors
    /// When a workbook could not be taken.
    pub(super) fn whole(self) -> Result<Review, PageRefusal> {
        match self.faults.first() {
            Some(fault) => Err(PageRefusal::plain(fault)),
            None => Ok(self.review),
        }
    }

    /// What the page shows of it.
    pub(super) fn answer(self, appraisal: &Appraisal) -> Answer {
        Answer {
            lines: ReviewLines::of(appraisal, &self.review),
            set: outputs::fitting(appraisal, &self.review),
            faults: self.faults,
        }
    }
}

/// Takes the workbooks of an appraiser out of the files of a submission.
pub(super) fn set_apart(
    files: Vec<Submitted>,
    limits: &Limits,
) -> (Vec<Submitted>, Vec<Submitted>) {
    files
        .into_iter()
        .partition(|file| report::is_review(&cells::outline(&file.bytes, limits)))
}

/// Checks what was set on the page as strictly as the cells of the workbook.
fn checked(said: &Value) -> Result<Review, PageRefusal> {
    let odd = |_| {
        PageRefusal::plain(
            "ý kiến thẩm định mà trang gửi không đọc được; hãy tải lại trang rồi thả bảng thẩm định đã lưu",
        )
    };
    let mut review: Review = serde_json::from_value(said.clone()).map_err(odd)?;
    let people = 0..=MOST_PEOPLE;
    if !review
        .numbers
        .values()
        .all(|agreed| agreed.number.is_none_or(|number| people.contains(&number)))
    {
        return Err(PageRefusal::plain(
            "số thẩm định của một vị trí phải là số nguyên từ 0 đến 9.999.999; hãy ghi lại, hoặc để trống",
        ));
    }
    let stands = review
        .stands
        .values_mut()
        .flat_map(|stand| [&mut stand.wording, &mut stand.reason]);
    let reasons = review.numbers.values_mut().map(|agreed| &mut agreed.reason);
    for text in stands.chain(reasons).chain(review.answers.values_mut()) {
        // As the same text in a cell is read.
        *text = fold::squeeze(text);
        if text.chars().count() > MOST_CHARACTERS {
            return Err(PageRefusal::plain(&format!(
                "một ý kiến dài quá {MOST_CHARACTERS} ký tự; hãy viết gọn, phần dài để trong văn bản kèm theo"
            )));
        }
    }
    Ok(review)
}
