//! The papers of an appraisal: what each says, block by block. One file a paper; [`brief`] holds
//! what they share, so that no two of one run disagree.

mod agreement;
mod annexes;
mod beside;
mod brief;
mod decision;
mod gaps;
mod letter;
mod minutes;
mod questions;
mod report;
mod slip;
mod submission;
mod tally;

use super::House;
use super::Paper;
use super::document::PaperBlock;
use super::document::PaperDocument;
use super::document::PaperRun;
use super::wording::open;
use crate::dictionary::holds_phrase;
use crate::dictionary::plain;
use crate::opinion::Appraisal;
use crate::opinion::Review;
use brief::Brief;

/// What a paper says.
pub(super) fn document(
    paper: Paper,
    appraisal: &Appraisal,
    review: &Review,
    house: &House,
) -> PaperDocument {
    let brief = Brief::of(appraisal, review, house);
    let document = match paper {
        Paper::Report => report::document(&brief),
        Paper::Letter => letter::document(&brief),
        Paper::Questions => questions::document(&brief),
        Paper::Minutes => minutes::document(&brief),
        Paper::Submission => submission::document(&brief),
        Paper::Decision => decision::document(&brief),
        Paper::Slip => slip::document(&brief),
    };
    document.settled()
}

/// Whether an appraisal, as the appraiser sees it, can be put up for approval.
pub(super) fn is_fit(appraisal: &Appraisal, review: &Review) -> bool {
    Brief::of(appraisal, review, &House::default()).is_fit()
}

/// The numbers proposed and agreed to, position by position.
pub(super) fn numbers(appraisal: &Appraisal, review: &Review) -> Vec<(Option<i64>, Option<i64>)> {
    let house = House::default();
    let brief = Brief::of(appraisal, review, &house);
    appraisal
        .positions
        .iter()
        .map(|position| (position.people(), tally::agreed(&brief, position)))
        .collect()
}

/// The questions that are put to people, each with its provision.
pub(super) fn questions(appraisal: &Appraisal) -> Vec<(String, String)> {
    questions::asked(appraisal)
        .into_iter()
        .map(|asked| (asked.question, asked.basis))
        .collect()
}

/// The body of the house in running text, or a place for it.
fn body(house: &House) -> PaperRun {
    PaperRun::fill(house.body(), "…tên cơ quan thẩm định…")
}

/// The body that approves, or a place for it.
fn approver(house: &House) -> PaperRun {
    PaperRun::fill(house.approver(), "………… (cấp có thẩm quyền phê duyệt)")
}

/// Căn cứ: a line that the paper stands on, in italics without a dash (Nghị định số 30/2020/NĐ-CP,
/// Phụ lục I).
fn ground(text: &str) -> PaperBlock {
    PaperBlock::runs(vec![PaperRun::italic(text)])
}

/// The acts that a paper stands on, a line each.
fn grounds(brief: &Brief<'_>) -> Vec<PaperBlock> {
    brief
        .acts()
        .into_iter()
        .map(|act| ground(&format!("Căn cứ {act};")))
        .collect()
}

/// The warning of a paper that puts the proposal up for approval: `not_yet` is said as long as
/// something stands.
fn warning_until_fit(brief: &Brief<'_>, not_yet: &str) -> String {
    let not_yet = if brief.is_fit() { "" } else { not_yet };
    [&warning(brief), not_yet]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a drafter has to know before a paper is issued, and deletes.
fn warning(brief: &Brief<'_>) -> String {
    let doubtful = brief.appraisal.counts.doubtful > 0;
    let unread = "có nội dung chưa chắc đã đọc đúng, xem phiếu kiểm tra nội bộ trước khi ban hành";
    let law = brief.appraisal.law.warning.clone();
    let parts: Vec<String> = law
        .into_iter()
        .chain(doubtful.then(|| unread.to_owned()))
        .chain(elsewhere(brief))
        .collect();
    let parts: Vec<&str> = parts.iter().map(|part| open(part)).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("{}.", parts.join("; "))
    }
}

/// That the house is of one province and the dossier of another.
fn elsewhere(brief: &Brief<'_>) -> Option<String> {
    let (agency, place) = (&brief.appraisal.agency, brief.house.place());
    let names = [&agency.name, &agency.superior, &agency.assignment];
    let holds = |name: &str, word: &str| holds_phrase(&plain(name), &plain(word));
    let of_a_province = names
        .iter()
        .find(|name| ["tỉnh", "thành phố"].iter().any(|word| holds(name, word)))?;
    let is_elsewhere = !place.is_empty() && !names.iter().any(|name| holds(name, place));
    is_elsewhere.then(|| {
        format!("cơ quan thẩm định ở {place}, hồ sơ nêu “{of_a_province}”: kiểm tra lại tên cơ quan thẩm định")
    })
}
