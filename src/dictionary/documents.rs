//! Số, ký hiệu của văn bản: the numbers that a text names documents by, as Nghị định 30/2020/NĐ-CP
//! writes them (`1875/QĐ-UBND`, `23/2021/QĐ-UBND`, `62/2020/NĐ-CP`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::text_key;

/// The different numbers of documents in a text, as they are written less blanks and leading zeros:
/// `Tờ trình số 014 /TTr - SNV` names `14/TTr-SNV`. A number without its sign (`Tờ trình số 14`), a
/// blank one (`…/TTr-SNV`) and a day are none.
#[must_use]
pub fn document_numbers(text: &str) -> Vec<String> {
    // A sign begins with a capital: “02/tháng” counts, it names nothing.
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let sign = r"[A-ZĐƯ][A-Za-zĐđƯưÂâÊêÔôƠơĂă0-9]*";
        Regex::new(&format!(
            r"(\d{{1,5}})\s*/\s*((?:19|20)\d\d\s*/\s*)?({sign}(?:\s?[-–—‑&.]\s?{sign})*)"
        ))
        .ok()
    });
    let Some(pattern) = NUMBER.as_ref() else {
        return Vec::new();
    };
    let composed = super::fold::squeeze(text);
    let written = pattern.captures_iter(&composed).filter_map(|found| {
        let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
        let number = part(1).trim_start_matches('0');
        (!number.is_empty()).then(|| tidy(&format!("{number}/{}{}", part(2), part(3))))
    });
    let mut numbers = BTreeMap::new();
    for (at, number) in written.enumerate() {
        numbers.entry(text_key(&number)).or_insert((at, number));
    }
    let mut numbers: Vec<_> = numbers.into_values().collect();
    numbers.sort_unstable();
    numbers.into_iter().map(|(_, number)| number).collect()
}

/// Without blanks, every dash the same.
fn tidy(number: &str) -> String {
    let dash = |c: char| {
        if matches!(c, '–' | '—' | '‑') {
            '-'
        } else {
            c
        }
    };
    number
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(dash)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_its_sign_is_read_however_it_is_spaced() {
        for (text, numbers) in [
            ("Tờ trình số 214/TTr-SNNPTNT", vec!["214/TTr-SNNPTNT"]),
            (
                "Tờ trình số 014 / TTr – SNV ngày 10/9/2021",
                vec!["14/TTr-SNV"],
            ),
            (
                "Quyết định số 23/2021/QĐ-UBND của UBND tỉnh",
                vec!["23/2021/QĐ-UBND"],
            ),
            ("QĐ 5/QĐ-UBND và QĐ 05/QĐ-UBND", vec!["5/QĐ-UBND"]),
            ("1875/QĐ-UBND; 12/QĐ-SNV", vec!["1875/QĐ-UBND", "12/QĐ-SNV"]),
            ("Tờ trình số 214", vec![]),
            ("số …/TTr-SNV ngày 30/6/2021", vec![]),
            ("Số 00/TTr-SNV", vec![]),
            ("12/tháng, 3/người", vec![]),
        ] {
            assert_eq!(document_numbers(text), numbers, "{text}");
        }
    }
}
