//! What an appraisal has to say of the files beside its findings.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::RemarkLine;
use super::Submission;
use super::doubts::Doubts;
use crate::dictionary::Entity;
use crate::dictionary::fold::capital;
use crate::law::Outcome;

/// The reader's remarks, then one for each table whose absence left rules unjudged, then those on
/// waivers.
pub(super) fn remarks(
    submission: &Submission<'_>,
    absent: &BTreeMap<Entity, BTreeSet<String>>,
    doubts: &Doubts<'_>,
    waived: Vec<RemarkLine>,
) -> Vec<RemarkLine> {
    let read = submission.remarks.iter().map(|remark| RemarkLine {
        code: remark.code.key(),
        sentence: remark.sentence.clone(),
        cells: remark.cells.clone(),
        lost: remark.code.is_about_lost_data(),
    });
    let missing = absent
        .iter()
        .map(|(entity, rules)| of_absent(*entity, rules.len(), submission, doubts));
    let mut remarks: Vec<RemarkLine> = read.chain(missing).chain(waived).collect();
    // What was not read is told first: whatever comes after may be for want of it.
    remarks.sort_by_key(|remark| !remark.lost);
    remarks
}

/// Of a table that is not there, with how many rules that leaves unjudged.
fn of_absent(
    entity: Entity,
    rules: usize,
    submission: &Submission<'_>,
    doubts: &Doubts<'_>,
) -> RemarkLine {
    let form = submission.forms.sheet_of(entity);
    let unjudged = format!("{rules} quy tắc chưa kiểm tra được hết");
    if let Some(doubt) = doubts.of_absent(entity) {
        let label = capital(Outcome::Doubtful.label());
        let what = &doubt.what;
        return RemarkLine {
            code: "doubtful-form",
            sentence: format!(
                "{label}: {what}, nên chưa biết có biểu “{form}” hay không; {unjudged}. {}",
                doubt.overrule
            ),
            cells: doubt.cells.clone(),
            lost: true,
        };
    }
    // A heading without a row under it.
    let (sentence, cells) = match submission.dossier.tables.get(&entity) {
        Some(table) => (
            format!("Biểu “{form}” chưa có dòng nào nên {unjudged}."),
            vec![table.at.clone()],
        ),
        None => (
            format!("Hồ sơ không có biểu “{form}” nên {unjudged}."),
            Vec::new(),
        ),
    };
    RemarkLine {
        code: "missing-form",
        sentence,
        cells,
        lost: false,
    }
}
