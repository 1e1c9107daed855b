//! Anything at all in the cells: reading ends, and says nothing that stands nowhere.

use std::collections::BTreeMap;

use crate::cells::Row;
use crate::cells::Value;
use crate::dossier::messy::area;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;

/// Cells that make trouble.
const WORDS: [&str; 24] = [
    "I",
    "II.",
    "A",
    "1",
    "01",
    "2.",
    "9223372036854775807",
    "-3",
    "04 - 06",
    "0,5",
    "15%",
    "…",
    "Tổng cộng",
    "Ghi chú:",
    "STT",
    "Tên vị trí việc làm: Giám đốc",
    "Phòng Tổng hợp",
    "Lãnh đạo, quản lý",
    "ngày 31 tháng 2 năm 2021",
    "Hä vµ tªn",
    "NGƯỜI LẬP BIỂU",
    "Nhóm năng lực",
    "Cấp độ",
    "\u{301}",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// Whatever stands in the cells, reading ends and every leaf points at a cell of its sheet.
    #[test]
    fn reading_never_fails(picks in proptest::collection::vec((0_usize..WORDS.len(), 0_u32..7, 0_u32..40), 0..160),
                           merges in proptest::collection::vec((0_u32..40, 0_u32..7, 0_u32..4, 0_u32..4), 0..8)) {
        let mut cells: BTreeMap<u32, BTreeMap<u32, Value>> = BTreeMap::new();
        for (col, heading) in ["STT", "Mã VTVL", "Tên VTVL", "Nhiệm vụ", "Tỷ trọng (%)", "Số người", "Nhóm"].iter().enumerate() {
            cells.entry(3).or_default().insert(u32::try_from(col).unwrap(), Value::Text((*heading).into()));
        }
        for (word, col, row) in picks {
            let number = WORDS[word].parse::<i64>().map(Value::Whole);
            cells.entry(row).or_default().insert(col, number.unwrap_or_else(|_| Value::Text(WORDS[word].into())));
        }
        let mut page = sheet(0, "Trang 1", "");
        page.rows = cells.into_iter().map(|(number, cells)| Row { number, cells: cells.into_iter().collect() }).collect();
        page.merges = merges.into_iter().map(|(top, left, tall, wide)| area(top, left, top + tall, left + wide)).collect();
        let (dossier, _) = read_all(vec![page]);
        for entry in dossier.tables.values().flat_map(|table| &table.entries) {
            proptest::prop_assert!(entry.leaves.values().all(|leaf| leaf.at.row < 40));
        }
    }
}
