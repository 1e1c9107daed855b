//! Print areas of a workbook, from its defined names (Q25).

use std::collections::HashMap;

use super::Area;
use crate::archive::LAST_COL;
use crate::archive::LAST_ROW;
use crate::archive::parse_column;

/// The name that Excel gives to print areas.
const PRINT_AREA: &str = "_xlnm.Print_Area";
/// Print areas of a workbook that are kept: a sheet has a few.
const AREAS: usize = 20_000;

/// The print areas by the names of their sheets (`'Danh mục'!$A$1:$F$40,'Danh mục'!$A$50:$F$60`);
/// what is no plain reference is left out.
pub(super) fn by_sheet(names: &[(String, String)]) -> HashMap<String, Vec<Area>> {
    let mut found: HashMap<String, Vec<Area>> = HashMap::new();
    let areas = names
        .iter()
        .filter(|(name, _)| name == PRINT_AREA)
        .flat_map(|(_, reference)| parts(reference));
    for part in areas.take(AREAS) {
        if let Some((sheet, cells)) = part.rsplit_once('!')
            && let Some(area) = area(cells)
        {
            let quoted = sheet
                .strip_prefix('\'')
                .and_then(|sheet| sheet.strip_suffix('\''));
            found
                .entry(quoted.unwrap_or(sheet).replace("''", "'"))
                .or_default()
                .push(area);
        }
    }
    found
}

/// The references in a list: a comma in the quoted name of a sheet is no end.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    list.split(move |c| {
        quoted ^= c == '\'';
        c == ',' && !quoted
    })
}

/// `$A$1:$F$40`, `$A:$F` or `$1:$40`.
fn area(reference: &str) -> Option<Area> {
    let bare = reference.replace('$', "");
    let (first, last) = bare.split_once(':').unwrap_or((&bare, &bare));
    let (left, top) = corner(first)?;
    let (right, bottom) = corner(last)?;
    let area = Area {
        top: top.unwrap_or(0),
        left: left.unwrap_or(0),
        bottom: bottom.unwrap_or(LAST_ROW),
        right: right.unwrap_or(LAST_COL),
    };
    (area.top <= area.bottom && area.left <= area.right).then_some(area)
}

/// Column and row of a corner, each from 0; one of them may be missing.
fn corner(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let digits = text
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(text.len());
    let (letters, digits) = text.split_at(digits);
    let col = if letters.is_empty() {
        None
    } else {
        Some(parse_column(letters)?)
    };
    let row: Option<u32> = if digits.is_empty() {
        None
    } else {
        Some(digits.parse::<u32>().ok()?.checked_sub(1)?)
    };
    ((col.is_some() || row.is_some()) && row <= Some(LAST_ROW)).then_some((col, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_print_areas() {
        let names = [
            (
                PRINT_AREA.to_owned(),
                "'Danh mục, 1'!$A$1:$F$40,'Danh mục, 1'!$A$50:$F$60".to_owned(),
            ),
            (PRINT_AREA.to_owned(), "Tờ1!$A:$C".to_owned()),
            (PRINT_AREA.to_owned(), "#REF!".to_owned()),
            ("khac".to_owned(), "Tờ1!$A$1".to_owned()),
        ];
        let named = by_sheet(&names);
        let areas = |sheet: &str| named.get(sheet).cloned().unwrap_or_default();
        let area = |top, left, bottom, right| Area {
            top,
            left,
            bottom,
            right,
        };
        assert_eq!(
            areas("Danh mục, 1"),
            [area(0, 0, 39, 5), area(49, 0, 59, 5)]
        );
        assert_eq!(areas("Tờ1"), [area(0, 0, LAST_ROW, 2)]);
        assert_eq!(areas("Khác"), []);
        for wrong in [
            "",
            ":",
            "$A$0",
            "$ZZZZ$1",
            "$A$1048577",
            "$B$2:$A$1",
            "$A$99999999999",
        ] {
            assert_eq!(super::area(wrong), None, "{wrong}");
        }
    }
}
