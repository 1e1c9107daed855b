//! A life as a drawing for a page: all geometry is computed here.
//!
//! Like the charts of a report it has no view box: lengths along the axis are percentages of the
//! width of the page and heights are pixels, so that it fills a phone while its letters keep their
//! size. It names classes and no colours: those are the page's.

use std::fmt::Write as _;

use serde::Serialize;

use super::scale::Scale;
use super::view::LaneView;
use super::view::LifeView;
use super::view::SpanView;
use crate::law::Period;
use crate::report::clean::marked_up;
use crate::report::words;

/// Parts of the whole width: hundredths of a percent.
const WHOLE: i32 = 10_000;
/// The same between two years on the ruler at least.
const YEAR: i32 = 1_100;
/// The same of a bar that has room for its number.
const NUMBERED: i32 = 450;
/// Pixels of the ruler, of a label, of a bar, and of a lane with both and the space below.
const RULER: usize = 20;
const LABEL: usize = 15;
const BAR: usize = 16;
const STEP: usize = 40;
/// Characters of a label before the rest is cut off; the table has the whole.
const CHARS: usize = 42;

/// Trục thời gian của một trang: the drawing, and the same as rows for who does not see it.
#[derive(Debug, Serialize)]
pub struct Drawing {
    /// An SVG element.
    pub svg: String,
    /// What it draws, period by period.
    pub rows: Vec<PeriodRow>,
}

/// One period in words.
#[derive(Debug, Serialize)]
pub struct PeriodRow {
    /// Its number in the drawing.
    pub number: usize,
    /// What it is of.
    pub lane: String,
    /// `từ 20/07/2020 đến hết ngày 30/12/2025`
    pub period: String,
    /// What held.
    pub says: Vec<String>,
    /// By which provision, and how that is known.
    pub citation: String,
}

impl LifeView {
    /// The life as a drawing with its rows; none when it has no day.
    #[must_use]
    pub fn drawing(&self) -> Option<Drawing> {
        let scale = Scale::of(&self.lanes)?;
        let row = |lane: &LaneView, span: &SpanView| PeriodRow {
            number: span.number,
            lane: lane.label.clone(),
            period: period(span),
            says: span.says.iter().chain(&span.note).cloned().collect(),
            citation: match span.known_by.as_str() {
                "" => span.citation.clone(),
                known => format!("{} ({known})", span.citation),
            },
        };
        let rows: Vec<PeriodRow> = self
            .lanes
            .iter()
            .flat_map(|lane| lane.spans.iter().map(move |span| row(lane, span)))
            .collect();
        Some(Drawing {
            svg: self.svg(scale, &rows),
            rows,
        })
    }

    fn svg(&self, scale: Scale, rows: &[PeriodRow]) -> String {
        let height = RULER + self.lanes.len() * STEP;
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"timeline\" width=\"100%\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"timeline-title timeline-desc\">\
             <title id=\"timeline-title\">{}</title><desc id=\"timeline-desc\">{}</desc>",
            marked_up(&format!("Trục thời gian: {}", self.title)),
            marked_up(&told(rows))
        );
        for (year, place) in scale.years(WHOLE, YEAR) {
            let x = percent(place);
            let _ = write!(
                out,
                "<line class=\"year\" x1=\"{x}\" x2=\"{x}\" y1=\"{RULER}\" y2=\"{height}\"/>\
                 <text class=\"year\" x=\"{x}\" y=\"14\">{year}</text>"
            );
        }
        for (nth, lane) in self.lanes.iter().enumerate() {
            draw(&mut out, scale, lane, RULER + nth * STEP);
        }
        out.push_str("</svg>");
        out
    }
}

fn draw(out: &mut String, scale: Scale, lane: &LaneView, top: usize) {
    let label = marked_up(&cut(&words::capital(&lane.name)));
    let _ = write!(
        out,
        "<text class=\"lane\" x=\"0\" y=\"{}\">{label}</text>",
        top + LABEL - 3
    );
    for span in &lane.spans {
        let (start, end) = scale.reach(span, WHOLE);
        let width = (end - start).max(40);
        let open = match (span.from, span.until) {
            (Some(_), Some(_)) => "",
            _ => " open",
        };
        let (y, x) = (top + LABEL, percent(start));
        let _ = write!(
            out,
            "<rect class=\"span{open}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{BAR}\"><title>{}</title></rect>",
            percent(width),
            marked_up(&format!("{}: {}", period(span), span.says.join("; ")))
        );
        if width >= NUMBERED {
            let _ = write!(
                out,
                "<text class=\"number\" x=\"{x}\" dx=\"5\" y=\"{}\">{}</text>",
                y + BAR - 4,
                marked_up(&inside(span, width))
            );
        }
    }
}

/// What stands in a bar: its number, and what held where that is short and the bar long.
fn inside(span: &SpanView, width: i32) -> String {
    match span.says.as_slice() {
        [only]
            if i32::try_from(only.chars().count())
                .is_ok_and(|length| length * 160 + NUMBERED < width) =>
        {
            format!("{}. {only}", span.number)
        }
        _ => span.number.to_string(),
    }
}

/// The whole drawing in words.
fn told(rows: &[PeriodRow]) -> String {
    let row = |row: &PeriodRow| {
        format!(
            "{}. {}, {}: {}.",
            row.number,
            row.lane,
            row.period,
            row.says.join("; ")
        )
    };
    rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

fn period(span: &SpanView) -> String {
    let known = Period {
        from: span.from,
        until: span.until,
    };
    match (span.unknown_start, span.until) {
        (true, None) => "chưa rõ thời gian".to_owned(),
        (true, Some(_)) => format!("{known}, chưa rõ từ ngày nào"),
        (false, _) => known.to_string(),
    }
}

/// Parts of the width as SVG writes them.
fn percent(parts: i32) -> String {
    format!("{}.{:02}%", parts / 100, parts % 100)
}

fn cut(label: &str) -> String {
    if label.chars().count() <= CHARS {
        return label.to_owned();
    }
    let short: String = label.chars().take(CHARS - 1).collect();
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use crate::book::Book;
    use crate::law::Named;
    use crate::pipeline::Engine;
    use crate::report::LifeView;

    fn drawing(name: &str) -> super::Drawing {
        let engine = Engine::new(&Book::embedded()).unwrap();
        let Named::One(life) = engine.law.life(name) else {
            panic!("{name} has no life")
        };
        LifeView::of(&life, &engine.law, &engine.forms)
            .drawing()
            .unwrap()
    }

    #[test]
    fn every_period_is_drawn_and_told_in_words() {
        let drawing = drawing("nd-106-2020/d03k5-ty-le-65");
        assert_eq!(drawing.svg.matches("<rect").count(), drawing.rows.len());
        for row in &drawing.rows {
            assert!(
                drawing
                    .svg
                    .contains(&format!("{}. {}, {}", row.number, row.lane, row.period)),
                "{row:?}"
            );
        }
        assert!(
            drawing
                .rows
                .iter()
                .any(|row| row.period == "từ 15/11/2020 đến hết ngày 30/06/2026")
        );
    }

    #[test]
    fn the_drawing_is_xml_without_style_or_script() {
        let svg = drawing("so_cap_pho").svg;
        let mut reader = quick_xml::Reader::from_str(&svg);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                    assert!(
                        ["svg", "title", "desc", "line", "text", "rect"]
                            .contains(&tag.name().as_ref())
                    );
                    assert!(tag.attributes().all(|a| a.unwrap().key.as_ref() != "style"));
                }
                _ => {}
            }
        }
    }
}
