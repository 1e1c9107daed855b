//! Where a day stands on an axis, in text and in drawings alike.

use jiff::civil::Date;

use super::view::LaneView;
use super::view::SpanView;

/// Thang thời gian: whole years around every day that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    first: Date,
    last: Date,
}

impl Scale {
    /// A scale for lanes; none when no day of theirs is known. An open end has room to be seen.
    pub(super) fn of(lanes: &[LaneView]) -> Option<Self> {
        let spans = || lanes.iter().flat_map(|lane| &lane.spans);
        let days = || spans().flat_map(|span| [span.from, span.until]).flatten();
        let (least, most) = (days().min()?, days().max()?);
        let before = i16::from(spans().any(|span| span.from.is_none()));
        let after = 1 + i16::from(spans().any(|span| span.until.is_none()));
        let first = Date::new(least.year().checked_sub(before)?, 1, 1).ok()?;
        let last = Date::new(most.year().checked_add(after)?, 1, 1).ok()?;
        Some(Self { first, last })
    }

    /// Where a day stands, in parts of `whole` from the left; what lies outside stands at the edge.
    pub(super) fn place(self, day: Date, whole: i32) -> i32 {
        let days = |day: Date| i64::from((day - self.first).get_days());
        let all = days(self.last).max(1);
        i32::try_from(days(day.clamp(self.first, self.last)) * i64::from(whole) / all)
            .unwrap_or(whole)
    }

    /// From where to where a span reaches.
    pub(super) fn reach(self, span: &SpanView, whole: i32) -> (i32, i32) {
        let start = span.from.map_or(0, |from| self.place(from, whole));
        (
            start,
            span.until.map_or(whole, |until| self.place(until, whole)),
        )
    }

    /// The years that are marked, evenly, each at least `least` parts of `whole` wide.
    pub(super) fn years(self, whole: i32, least: i32) -> Vec<(i16, i32)> {
        let years = i32::from(self.last.year() - self.first.year()).max(1);
        let step = usize::try_from((least * years + whole - 1) / whole.max(1))
            .unwrap_or(1)
            .max(1);
        let marked = (self.first.year()..self.last.year()).step_by(step);
        let marked =
            marked.filter_map(|year| Some((year, self.place(Date::new(year, 1, 1).ok()?, whole))));
        marked
            .filter(|(_, place)| whole - place >= least - 1)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn lane(spans: &[(Option<Date>, Option<Date>)]) -> LaneView {
        let span = |(from, until): &(Option<Date>, Option<Date>)| SpanView {
            number: 1,
            from: *from,
            until: *until,
            unknown_start: false,
            says: Vec::new(),
            act: None,
            provision: None,
            citation: String::new(),
            source: None,
            known_by: String::new(),
            note: None,
        };
        LaneView {
            kind: "value",
            id: String::new(),
            value: None,
            name: String::new(),
            label: String::new(),
            spans: spans.iter().map(span).collect(),
        }
    }

    #[test]
    fn a_scale_holds_every_day_and_shows_what_is_open() {
        let day = date(2025, 12, 31);
        let lanes = [
            lane(&[(Some(date(2020, 7, 20)), Some(day))]),
            lane(&[(Some(day), None)]),
        ];
        let scale = Scale::of(&lanes).unwrap();
        assert_eq!(
            (scale.first, scale.last),
            (date(2020, 1, 1), date(2027, 1, 1))
        );
        let (start, end) = scale.reach(&lanes[1].spans[0], 70);
        assert!(start < 60 && end == 70, "{start} {end}");
        assert_eq!(scale.years(70, 20), [(2020, 0), (2022, 20), (2024, 39)]);
    }

    #[test]
    fn without_a_day_there_is_no_scale() {
        assert_eq!(Scale::of(&[lane(&[(None, None)])]), None);
    }
}
