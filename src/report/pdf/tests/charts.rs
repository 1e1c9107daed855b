//! The bars of the report: drawn as long as their numbers are large, and not read out.

use super::super::props::Colour;
use super::*;

const PLAIN: Colour = [0xA6; 3];
const STRONG: Colour = [0x1F, 0x4E, 0x79];

/// The report of the made-up appraisal with other numbers of people.
fn laid(change: impl FnOnce(&mut crate::opinion::Appraisal)) -> Laid {
    let mut appraisal = fixture::appraisal();
    change(&mut appraisal);
    let house = super::super::super::House::default();
    Laid::out(&docx::parts(super::super::super::Document::Report, &appraisal, &house).unwrap())
}

/// Left end, top and width of what is filled with a colour, in the order of the pages.
fn fills(laid: &Laid, wanted: Colour) -> Vec<(f32, f32, f32)> {
    let fill = |op: &Op| match op {
        Op::Fill { at, size, colour } if *colour == wanted => Some((at.0, at.1, size.0)),
        _ => None,
    };
    laid.pages.iter().flat_map(|page| page.ops.iter().filter_map(fill)).collect()
}

/// Where the limits stand.
fn marks(laid: &Laid) -> Vec<f32> {
    let mark = |op: &Op| match op {
        Op::Line { from, width, .. } if *width > 1.4 => Some(from.0),
        _ => None,
    };
    laid.pages.iter().flat_map(|page| page.ops.iter().filter_map(mark)).collect()
}

/// Lengths of the bars: pieces that stand on one line.
fn bars(fills: &[(f32, f32, f32)]) -> Vec<f32> {
    fills
        .chunk_by(|one, other| (one.1 - other.1).abs() < 0.1)
        .map(|bar| bar.iter().map(|(.., width)| width).sum())
        .collect()
}

#[test]
fn bars_are_as_long_as_their_numbers_are_large() {
    for people in [[386, 614], [1, 1000], [300, 100]] {
        let laid = laid(|appraisal| {
            appraisal.agency.assigned = None;
            appraisal.agency.proposed = None;
            appraisal.figures.units.clear();
            appraisal.figures.groups.iter_mut().zip(people).for_each(|(group, people)| group.people = people);
        });
        let drawn = bars(&fills(&laid, PLAIN));
        // The column of the chart without the room at its sides.
        let (room, most) = ((2500.0 - 216.0) / 20.0, people.into_iter().max().unwrap());
        assert_eq!(drawn.len(), 2);
        for (length, people) in drawn.iter().zip(people) {
            let wanted = room * f32::from(i16::try_from(people * 1000 / most).unwrap()).max(5.0) / 1000.0;
            assert!((length - wanted).abs() < 0.3, "{people}: {length} is not {wanted}");
        }
    }
}

#[test]
fn a_limit_is_a_line_and_what_breaks_it_is_strong() {
    let laid = laid(|appraisal| {
        (appraisal.agency.assigned, appraisal.agency.proposed, appraisal.agency.present) =
            (Some(60), Some(80), Some(40));
        appraisal.figures.groups.clear();
        appraisal.figures.ranks.clear();
        appraisal.figures.units.clear();
    });
    let room = (4800.0 - 216.0) / 20.0;
    let (plain, strong, marks) = (fills(&laid, PLAIN), fills(&laid, STRONG), marks(&laid));
    let near = |one: f32, other: f32| (one - other).abs() < 0.3;
    assert_eq!(plain.len(), 3);
    assert!(plain.iter().zip([0.75, 0.75, 0.5]).all(|((.., width), part)| near(*width, room * part)), "{plain:?}");
    let [(left, _, width)] = strong[..] else { panic!("{strong:?}") };
    assert!(near(left, plain[0].0 + room * 0.75) && near(width, room * 0.25), "{strong:?}");
    assert!(marks.len() == 3 && marks.iter().all(|x| near(*x, left)), "{marks:?}");
}

#[test]
fn a_chart_is_looks_and_its_table_is_named() {
    let laid = Laid::out(&report());
    assert!(!fills(&laid, PLAIN).is_empty());
    let tables: Vec<&(Kind, Option<usize>)> =
        laid.structure.parts.iter().filter(|(kind, _)| matches!(kind, Kind::Table(_))).collect();
    assert!(tables.iter().all(|(_, inside)| inside.is_none()), "a bar is no table to be read out");
    let named = |what: &str| tables.iter().any(|(kind, _)| *kind == Kind::Table(Some(what.to_owned())));
    assert!(named("Số vị trí và số người theo nhóm vị trí việc làm"));
    // A small table with text is read as ever, and a bar without a table around it too.
    let inner = table(&[500], &[("", vec![tc(500, "", &p("BangChu", "trong"))])]);
    let laid = Laid::of(&table(&[2000], &[("", vec![tc(2000, "", &(inner + &p("BangChu", "")))])]));
    assert_eq!(laid.structure.parts.iter().filter(|(kind, _)| matches!(kind, Kind::Table(None))).count(), 2);
    assert!(laid.said(0).contains("trong"));
}

#[test]
fn fewer_than_two_bars_are_not_drawn() {
    let laid = laid(|appraisal| {
        (appraisal.agency.assigned, appraisal.agency.proposed, appraisal.agency.present) = (Some(60), None, Some(0));
        appraisal.figures.groups.iter_mut().skip(1).for_each(|group| group.people = 0);
        appraisal.figures.units.truncate(1);
    });
    let said: String = (0..laid.pages.len()).map(|page| laid.said(page)).collect();
    assert!(!said.contains("Biểu đồ") && fills(&laid, PLAIN).is_empty() && marks(&laid).is_empty());
    assert!(said.contains("Nhóm vị trí việc làm"), "the tables stay");
}
