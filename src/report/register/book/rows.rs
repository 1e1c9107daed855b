//! What the sums of the consolidation go back to: a row a dossier, and a row for each group and rank
//! of it.

use rust_xlsxwriter::XlsxError;

use super::as_number;
use crate::opinion::GroupLine;
use crate::opinion::RankLine;
use crate::opinion::Recommendation;
use crate::register::RegisterLine;
use crate::register::TotalLine;
use crate::report::register::Consolidation;
use crate::report::register::tables::is_one;
use crate::report::sheet_page::SheetPage;
use crate::report::words;

const DOSSIER_HEADS: [&str; 21] = [
    "STT",
    "Hồ sơ",
    "Cơ quan, đơn vị",
    "Số loại",
    "Loại",
    "Số cơ quan quản lý",
    "Cơ quan quản lý",
    "Đối tượng",
    "Số đơn vị",
    "Số vị trí",
    "Được giao",
    "Ô của số được giao",
    "Đề nghị",
    "Số người trong danh mục, kể cả hợp đồng",
    "Ô của số trong danh mục",
    "Thẩm định",
    "Hiện có",
    "Ô của số hiện có",
    "Phải xử lý",
    "Phê duyệt được",
    "Kết luận",
];

/// Hồ sơ: what every sum goes back to.
pub(super) fn dossiers(
    page: &mut SheetPage<'_>,
    consolidation: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    page.widths(&[
        6, 34, 40, 8, 20, 8, 34, 28, 8, 8, 10, 24, 10, 12, 34, 10, 10, 24, 10, 10, 34,
    ])?;
    page.only_table(&DOSSIER_HEADS)?;
    for (number, (place, line)) in (1i64..).zip(register.standing()) {
        let numbered = |lines: &[TotalLine]| {
            lines
                .iter()
                .position(|total| total.dossiers.binary_search(&place).is_ok())
                .map(|nth| as_number(nth + 1))
        };
        page.number(0, Some(number))?;
        page.link(1, &line.place.name, &line.place.files)?;
        page.text(2, line.name())?;
        page.number(3, numbered(&totals.by_kind))?;
        page.text(4, &line.agency.kind_label)?;
        page.number(5, numbered(&totals.by_body))?;
        page.texts_from(6, &[&line.agency.superior, &line.staff])?;
        people(page, line)?;
        page.count(18, line.findings.open())?;
        page.number(
            19,
            Some(i64::from(line.recommendation == Recommendation::Approve)),
        )?;
        page.text(20, &line.conclusion)?;
        page.next()?;
    }
    page.filter(DOSSIER_HEADS.len())
}

fn people(page: &mut SheetPage<'_>, line: &RegisterLine) -> Result<(), XlsxError> {
    let (agency, ranges) = (&line.agency, &line.agency.ranges);
    page.count(8, line.units)?;
    page.count(9, line.positions)?;
    page.number(10, agency.assigned)?;
    page.text(11, &words::places(&ranges.assigned))?;
    page.number(12, agency.proposed)?;
    page.number(13, line.listed)?;
    page.text(14, &words::places(&ranges.proposed))?;
    page.number(15, line.approved)?;
    page.number(16, agency.present)?;
    page.text(17, &words::places(&ranges.present))
}

pub(super) fn groups(
    page: &mut SheetPage<'_>,
    consolidation: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    page.widths(&[8, 34, 40, 28, 40, 10, 10, 60])?;
    page.only_table(&[
        "Số nhóm",
        "Hồ sơ",
        "Cơ quan, đơn vị",
        "Đối tượng",
        "Nhóm",
        "Số vị trí",
        "Số người",
        "Ô của số người",
    ])?;
    for (number, total) in (1i64..).zip(&totals.by_group) {
        for place in &total.dossiers {
            let line = &register.lines[*place];
            let is_same = |group: &&GroupLine| is_one(&group.group, &total.group);
            for group in line.groups.iter().filter(is_same) {
                page.number(0, Some(number))?;
                page.texts_from(
                    1,
                    &[&line.place.name, line.name(), &line.staff, &group.group],
                )?;
                page.count(5, group.positions)?;
                page.number(6, Some(group.people))?;
                page.text(7, &words::places(&group.ranges))?;
                page.next()?;
            }
        }
    }
    page.filter(8)
}

pub(super) fn ranks(
    page: &mut SheetPage<'_>,
    consolidation: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    page.widths(&[8, 34, 40, 28, 16, 40, 10, 60])?;
    page.only_table(&[
        "Số ngạch",
        "Hồ sơ",
        "Cơ quan, đơn vị",
        "Đối tượng",
        "Mã số",
        "Ngạch, chức danh",
        "Số người",
        "Ô của số người",
    ])?;
    for (number, total) in (1i64..).zip(&totals.by_rank) {
        for place in &total.dossiers {
            let line = &register.lines[*place];
            let is_same = |rank: &&RankLine| {
                is_one(&rank.code, &total.code) && is_one(&rank.name, &total.name)
            };
            for rank in line.ranks.iter().filter(is_same) {
                page.number(0, Some(number))?;
                page.texts_from(
                    1,
                    &[
                        &line.place.name,
                        line.name(),
                        &line.staff,
                        &rank.code,
                        &rank.name,
                    ],
                )?;
                page.number(6, Some(rank.people))?;
                page.text(7, &words::places(&rank.ranges))?;
                page.next()?;
            }
        }
    }
    page.filter(8)
}
