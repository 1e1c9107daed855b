//! What the reader remarks; of it what was not read, told before the findings: short enough to be
//! seen at a glance.

use serde::Serialize;

use super::Finding;
use super::ranges::ranges;
use super::ranges::unique;
use crate::cells::Addr;
use crate::dossier::RemarkCode;

/// A remark of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemarkLine {
    /// Stable code.
    pub code: &'static str,
    /// One Vietnamese sentence.
    pub sentence: String,
    /// The cells.
    pub cells: Vec<Addr>,
    /// Whether it says that data was passed over or not understood: to be told before the findings.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
}

/// Chưa đọc được: one thing that was passed over or not understood, or several of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadLine {
    /// Code of the remarks that it tells.
    pub code: &'static str,
    /// One Vietnamese sentence.
    pub sentence: String,
    /// How many remarks it tells.
    pub number: usize,
    /// Where, as ranges by sheet.
    pub ranges: Vec<String>,
}

/// So many remarks of one kind are told one by one; of more the first of them, and the rest
/// together.
const ONE_BY_ONE: usize = 3;

/// The remarks on lost data, folded by kind. What a finding says of a doubtful reading is not said
/// twice.
pub(super) fn unread(remarks: &[RemarkLine], findings: &[Finding]) -> Vec<UnreadLine> {
    let doubts: Vec<&[Addr]> = findings
        .iter()
        .filter_map(|f| Some(f.doubt.as_ref()?.cells.as_slice()))
        .collect();
    let said = |remark: &RemarkLine| {
        remark.code == RemarkCode::DoubtfulReading.key()
            && doubts
                .iter()
                .any(|cells| remark.cells.iter().all(|cell| cells.contains(cell)))
    };
    let mut kinds: Vec<(&'static str, Vec<&RemarkLine>)> = Vec::new();
    for remark in remarks.iter().filter(|remark| remark.lost && !said(remark)) {
        match kinds.iter_mut().find(|(code, _)| *code == remark.code) {
            Some((_, same)) => same.push(remark),
            None => kinds.push((remark.code, vec![remark])),
        }
    }
    kinds
        .into_iter()
        .flat_map(|(code, same)| folded(code, &same))
        .collect()
}

fn folded(code: &'static str, same: &[&RemarkLine]) -> Vec<UnreadLine> {
    let shown = if same.len() > ONE_BY_ONE {
        ONE_BY_ONE - 1
    } else {
        same.len()
    };
    let (first, rest) = same.split_at(shown);
    let one = |remark: &&RemarkLine| UnreadLine {
        code,
        sentence: remark.sentence.clone(),
        number: 1,
        ranges: ranges(&remark.cells),
    };
    let mut lines: Vec<UnreadLine> = first.iter().map(one).collect();
    if !rest.is_empty() {
        let cells = unique(rest.iter().flat_map(|remark| remark.cells.clone()));
        lines.push(UnreadLine {
            code,
            sentence: format!("Còn {} {} khác như vậy", rest.len(), noun(code)),
            number: rest.len(),
            ranges: ranges(&cells),
        });
    }
    lines
}

/// What a remark of a kind is about.
fn noun(code: &str) -> &'static str {
    let nouns = [
        (RemarkCode::UnknownSheet, "trang"),
        (RemarkCode::UnknownColumn, "cột"),
        (RemarkCode::SkippedRow, "dòng"),
        (RemarkCode::RowLeftOut, "dòng"),
        (RemarkCode::UnreadableValue, "giá trị"),
        (RemarkCode::ValueNotUnderstood, "giá trị"),
        (RemarkCode::UnlistedValue, "giá trị"),
        (RemarkCode::FileNotUsed, "tệp"),
    ];
    nouns
        .iter()
        .find(|(known, _)| known.key() == code)
        .map_or("chỗ", |(_, noun)| noun)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cells::SheetRef;

    fn remark(code: RemarkCode, row: u32) -> RemarkLine {
        let sheet = Arc::new(SheetRef::new(0, "A"));
        RemarkLine {
            code: code.key(),
            sentence: format!("Dòng {}", row + 1),
            cells: vec![Addr::new(&sheet, row, 0)],
            lost: code.is_about_lost_data(),
        }
    }

    #[test]
    fn many_of_a_kind_are_a_line_and_what_is_assumed_is_none() {
        let mut remarks: Vec<RemarkLine> = (0..5)
            .map(|row| remark(RemarkCode::RowLeftOut, row))
            .collect();
        remarks.push(remark(RemarkCode::GuessedColumn, 9));
        remarks.push(remark(RemarkCode::UnknownColumn, 8));
        let lines = unread(&remarks, &[]);
        let told: Vec<(&str, usize, String)> = lines
            .iter()
            .map(|line| (line.sentence.as_str(), line.number, line.ranges.join(", ")))
            .collect();
        assert_eq!(
            told,
            [
                ("Dòng 1", 1, "'A'!A1".to_owned()),
                ("Dòng 2", 1, "'A'!A2".to_owned()),
                ("Còn 3 dòng khác như vậy", 3, "'A'!A3:A5".to_owned()),
                ("Dòng 9", 1, "'A'!A9".to_owned()),
            ]
        );
    }
}
