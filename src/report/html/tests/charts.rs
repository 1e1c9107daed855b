//! Charts are true to the numbers.

use rust_decimal::Decimal;

use super::super::charts;
use super::super::charts::Chart;
use super::page;
use super::page_of;
use super::tags::PageTag;
use super::tags::tags;
use crate::opinion::UnitLine;
use crate::report::fixture;

fn texts(tags: &[PageTag], chart: &str, class: &str) -> Vec<String> {
    let from = tags
        .iter()
        .position(|tag| tag.get("aria-labelledby").starts_with(chart))
        .unwrap();
    let inside = tags[from + 1..]
        .iter()
        .take_while(|tag| tag.name != "figcaption");
    inside
        .filter(|tag| tag.name == "text" && tag.has_class(class))
        .map(|tag| tag.text.trim().to_owned())
        .collect()
}

#[test]
fn charts_show_the_numbers_of_the_appraisal() {
    let appraisal = fixture::appraisal();
    let tags = tags(&page());
    assert_eq!(
        texts(&tags, "bieu-do-so-nguoi", "label"),
        ["Được giao", "Đề nghị"]
    );
    assert_eq!(
        texts(&tags, "bieu-do-so-nguoi", "value"),
        ["1.234 người", "1.000 người"]
    );
    assert_eq!(
        texts(&tags, "bieu-do-nhom", "value"),
        ["386 người, 38,6%", "614 người, 61,4%"]
    );
    assert_eq!(
        texts(&tags, "bieu-do-ngach", "value"),
        ["1.000 người, 100%"]
    );
    assert_eq!(
        texts(&tags, "bieu-do-don-vi", "value"),
        ["7 (≥ 6)", "2 (≤ 1)", "7 (≥ 6)", "2 (≤ 1)"]
    );
    let described = tags
        .iter()
        .find(|tag| tag.get("id") == "bieu-do-nhom-loi")
        .unwrap();
    for group in &appraisal.figures.groups {
        assert!(described.text.contains(&format!("{} người", group.people)));
    }
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let charts = charts::of(&fixture::appraisal());
    let widths = |chart: &Chart| -> Vec<Decimal> {
        chart
            .bars
            .iter()
            .map(|bar| bar.width.parse().unwrap())
            .collect()
    };
    let groups = widths(&charts[1]);
    assert_eq!(
        groups,
        [Decimal::new(3458, 2), Decimal::from(55)],
        "386 of 614"
    );
    let units = &charts[3];
    assert_eq!(widths(units), [24, 24, 24, 24].map(Decimal::from));
    assert_eq!(
        units.bars.iter().map(|bar| bar.class).collect::<Vec<_>>(),
        ["bar", "over", "bar", "over"]
    );
    assert_eq!(
        units
            .marks
            .iter()
            .map(|mark| mark.x.as_str())
            .collect::<Vec<_>>()[..2],
        ["20.57", "66"]
    );
}

#[test]
fn charts_stand_whatever_the_numbers() {
    let mut appraisal = fixture::appraisal();
    appraisal
        .figures
        .groups
        .iter_mut()
        .for_each(|line| line.people = 0);
    appraisal.figures.ranks[0].people = i64::MAX;
    let unit = appraisal.figures.units[0].clone();
    let odd = |people: &str| UnitLine {
        people: people.into(),
        least_people: None,
        ..unit.clone()
    };
    appraisal.figures.units = ["", "0", "-3", "bảy", "79228162514264337593543950335", "2,5"]
        .map(odd)
        .to_vec();
    appraisal
        .figures
        .units
        .extend((0..40).map(|_| unit.clone()));
    appraisal.agency.assigned = Some(0);
    appraisal.agency.proposed = Some(-5);
    let charts = charts::of(&appraisal);
    for bar in charts.iter().flat_map(|chart| &chart.bars) {
        let width: Decimal = bar.width.parse().unwrap();
        assert!(
            width >= Decimal::ZERO && width <= Decimal::from(55),
            "{width}"
        );
    }
    assert_eq!(charts[3].more, "16");
    tags(&page_of(&appraisal));
}
