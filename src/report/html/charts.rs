//! Plain charts as drawings of SVG: all geometry is computed here.
//!
//! A drawing has no view box. Lengths along a bar are percentages of the width of the page and
//! heights are pixels, so that a chart fills a phone or a sheet of paper while its letters keep
//! their size.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::figures;
use super::super::figures::longest;
use super::super::words;
use crate::opinion::Appraisal;
use crate::opinion::GroupLine;
use crate::opinion::RankLine;
use crate::opinion::UnitLine;

/// Pixels of a label, of a bar, and of one entry with both and the space below.
const LABEL: usize = 15;
const BAR: usize = 14;
const STEP: usize = 42;
/// Percent of the width that the longest bar takes; its number stands beside it.
const WIDEST: u32 = 55;
/// The same where two bars share a line, and where the second begins.
const HALF: u32 = 24;
const SECOND: u32 = 54;
/// Entries of a chart; the table under it has all.
const ENTRIES: usize = 30;
/// Characters of a label before the rest is cut off; the table has the whole.
const CHARS: usize = 42;

/// One chart.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Chart {
    pub(in crate::report) id: &'static str,
    pub(in crate::report) title: &'static str,
    /// The numbers in one sentence, for who does not see the drawing.
    pub(in crate::report) says: String,
    /// What the marks mean.
    pub(in crate::report) legend: &'static str,
    /// Pixels.
    pub(in crate::report) height: usize,
    pub(in crate::report) bars: Vec<ChartBar>,
    pub(in crate::report) marks: Vec<ChartMark>,
    pub(in crate::report) texts: Vec<ChartText>,
    /// Entries that are only in the table, else empty.
    pub(in crate::report) more: String,
}

#[derive(Debug, Serialize)]
pub(in crate::report) struct ChartBar {
    /// Percent.
    pub(in crate::report) x: u32,
    /// Pixels.
    pub(in crate::report) y: usize,
    /// Percent, as SVG writes it.
    pub(in crate::report) width: String,
    pub(in crate::report) class: &'static str,
}

/// A limit: a line across a bar.
#[derive(Debug, Serialize)]
pub(in crate::report) struct ChartMark {
    /// Percent, as SVG writes it.
    pub(in crate::report) x: String,
    pub(in crate::report) top: usize,
    pub(in crate::report) bottom: usize,
}

#[derive(Debug, Serialize)]
pub(in crate::report) struct ChartText {
    /// Percent, as SVG writes it.
    pub(in crate::report) x: String,
    /// Pixels.
    pub(in crate::report) y: usize,
    /// Pixels to the right of `x`.
    pub(in crate::report) dx: usize,
    pub(in crate::report) class: &'static str,
    pub(in crate::report) text: String,
}

/// A number on its way into a chart.
struct ChartNumber {
    label: String,
    number: Decimal,
    says: String,
}

/// The charts of an appraisal, in the order of the page; a chart without numbers has no bars.
pub(super) fn of(appraisal: &Appraisal) -> Vec<Chart> {
    let figures = &appraisal.figures;
    vec![
        totals(appraisal),
        groups(&figures.groups),
        ranks(&figures.ranks),
        units(&figures.units),
    ]
}

fn totals(appraisal: &Appraisal) -> Chart {
    let agency = &appraisal.agency;
    let lines = [
        ("Được giao", agency.assigned),
        ("Đề nghị", agency.proposed),
        ("Có mặt", agency.present),
    ];
    let item = |(label, number): (&str, Option<i64>)| {
        let says = format!("{} người", words::whole(number?));
        Some(ChartNumber {
            label: label.to_owned(),
            number: Decimal::from(number?),
            says,
        })
    };
    let items: Vec<ChartNumber> = lines.into_iter().filter_map(item).collect();
    let mut chart = bars(
        "bieu-do-so-nguoi",
        "Số người được giao, đề nghị và có mặt",
        &items,
    );
    if let (Some(assigned), 2..) = (agency.assigned, items.len()) {
        let longest = longest(items.iter().map(|item| item.number));
        let line = part(Decimal::from(assigned), longest, WIDEST);
        // A number stands beyond the line, where its bar ends before it.
        for (text, item) in chart
            .texts
            .iter_mut()
            .filter(|text| text.class == "value")
            .zip(&items)
        {
            text.x = part(item.number, longest, WIDEST).max(line).to_string();
        }
        let x = line.to_string();
        chart.marks.push(ChartMark {
            x,
            top: LABEL,
            bottom: chart.height - 6,
        });
        chart.legend = "Vạch đứng: số được giao. Thanh gạch chéo: vượt số được giao.";
        let over = |(_, item): &(_, &ChartNumber)| item.number > Decimal::from(assigned);
        chart
            .bars
            .iter_mut()
            .zip(&items)
            .filter(over)
            .for_each(|(bar, _)| bar.class = "over");
    }
    chart
}

/// People proposed against people assigned, a bar a line; a line without a number has no bar.
pub(in crate::report) fn quotas(
    id: &'static str,
    title: &'static str,
    lines: &[(String, Option<i64>, Option<i64>)],
) -> Chart {
    let numbers = lines
        .iter()
        .flat_map(|(_, proposed, assigned)| [*proposed, *assigned]);
    let longest = longest(numbers.flatten().map(Decimal::from));
    let mut chart = empty(id, title, lines.len());
    chart.legend =
        "Thanh: số đề nghị. Vạch đứng: số được giao. Thanh gạch chéo: vượt số được giao.";
    let mut all = Vec::new();
    for (nth, (name, proposed, assigned)) in lines.iter().take(ENTRIES).enumerate() {
        let y = bar_top(nth);
        let place = |number: i64| part(Decimal::from(number), longest, WIDEST);
        let says = format!(
            "đề nghị {}, được giao {}",
            words::maybe(*proposed),
            words::maybe(*assigned)
        );
        let over = proposed
            .zip(*assigned)
            .is_some_and(|(proposed, assigned)| proposed > assigned);
        chart.texts.push(label(name, nth, 0));
        let bar = |number| bar(0, y, place(number), over);
        chart.bars.extend(proposed.map(bar));
        chart
            .marks
            .extend(assigned.map(|number| mark(place(number), y)));
        let reach = [*proposed, *assigned]
            .into_iter()
            .flatten()
            .map(place)
            .max()
            .unwrap_or_default();
        chart.texts.push(value(reach, y, &says));
        all.push(format!("{name}: {says}"));
    }
    chart.says = sentence(&all);
    chart
}

fn groups(lines: &[GroupLine]) -> Chart {
    let item = |line: &GroupLine| ChartNumber {
        label: line.group.clone(),
        number: Decimal::from(line.people),
        says: format!(
            "{} người, {}",
            words::whole(line.people),
            words::percent(line.share)
        ),
    };
    bars(
        "bieu-do-nhom",
        "Số người theo nhóm vị trí việc làm",
        &lines.iter().map(item).collect::<Vec<_>>(),
    )
}

fn ranks(lines: &[RankLine]) -> Chart {
    let item = |line: &RankLine| ChartNumber {
        label: format!("{} {}", line.code, line.name).trim().to_owned(),
        number: Decimal::from(line.people),
        says: format!(
            "{} người, {}",
            words::whole(line.people),
            words::percent(line.share)
        ),
    };
    bars(
        "bieu-do-ngach",
        "Số người theo ngạch công chức, chức danh nghề nghiệp",
        &lines.iter().map(item).collect::<Vec<_>>(),
    )
}

/// A chart of one bar an entry.
fn bars(id: &'static str, title: &'static str, items: &[ChartNumber]) -> Chart {
    let longest = longest(items.iter().map(|item| item.number));
    let mut chart = empty(id, title, items.len());
    for (nth, item) in items.iter().take(ENTRIES).enumerate() {
        let (y, width) = (bar_top(nth), part(item.number, longest, WIDEST));
        chart.texts.push(label(&item.label, nth, 0));
        chart.texts.push(value(width, y, &item.says));
        chart.bars.push(bar(0, y, width, false));
    }
    let all: Vec<String> = items
        .iter()
        .take(ENTRIES)
        .map(|item| format!("{}: {}", item.label, item.says))
        .collect();
    chart.says = sentence(&all);
    chart
}

/// Units: people against the least, deputies against the most.
fn units(lines: &[UnitLine]) -> Chart {
    let mut chart = empty(
        "bieu-do-don-vi",
        "Số người và cấp phó của từng đơn vị so với mức quy định",
        lines.len(),
    );
    chart.legend = "Bên trái: số người, vạch là mức tối thiểu. Bên phải: cấp phó, vạch là mức tối đa. \
        Thanh gạch chéo: dưới mức tối thiểu hoặc quá mức tối đa.";
    let numbers =
        |of: fn(&UnitLine) -> [Option<Decimal>; 2]| longest(lines.iter().flat_map(of).flatten());
    let most_people = numbers(|unit| {
        [
            words::number(&unit.people),
            unit.least_people.as_deref().and_then(words::number),
        ]
    });
    let most_deputies = numbers(|unit| {
        [
            words::number(&unit.deputies),
            unit.most_deputies.as_deref().and_then(words::number),
        ]
    });
    let mut all = Vec::new();
    for (nth, unit) in lines.iter().take(ENTRIES).enumerate() {
        chart
            .texts
            .push(label(&unit.name, nth, 12 * unit.depth.min(4)));
        let people = ChartPair {
            value: &unit.people,
            limit: unit.least_people.as_deref(),
            sign: "≥",
            x: 0,
        };
        let deputies = ChartPair {
            value: &unit.deputies,
            limit: unit.most_deputies.as_deref(),
            sign: "≤",
            x: SECOND,
        };
        people.draw(&mut chart, nth, most_people, |value, limit| value < limit);
        deputies.draw(&mut chart, nth, most_deputies, |value, limit| value > limit);
        all.push(format!(
            "{}: {} người, {} cấp phó",
            unit.name,
            people.says(),
            deputies.says()
        ));
    }
    chart.says = sentence(&all);
    chart
}

/// A number with its limit.
struct ChartPair<'a> {
    value: &'a str,
    limit: Option<&'a str>,
    sign: &'a str,
    x: u32,
}

impl ChartPair<'_> {
    fn says(&self) -> String {
        let value = if self.value.is_empty() {
            "chưa ghi"
        } else {
            self.value
        };
        self.limit.map_or_else(
            || value.to_owned(),
            |limit| format!("{value} ({} {limit})", self.sign),
        )
    }

    fn draw(
        &self,
        chart: &mut Chart,
        nth: usize,
        longest: Decimal,
        breaks: fn(Decimal, Decimal) -> bool,
    ) {
        let y = bar_top(nth);
        let (number, limit) = (
            words::number(self.value),
            self.limit.and_then(words::number),
        );
        let place = |number: Decimal| part(number, longest, HALF);
        let from_left = |length: Decimal| (Decimal::from(self.x) + length).normalize();
        if let Some(number) = number {
            let over = limit.is_some_and(|limit| breaks(number, limit));
            chart.bars.push(bar(self.x, y, place(number), over));
        }
        if let Some(limit) = limit {
            chart.marks.push(mark(from_left(place(limit)), y));
        }
        let reach = [number, limit].into_iter().flatten().map(place).max();
        let x = from_left(reach.unwrap_or_default());
        chart.texts.push(value(x, y, &self.says()));
    }
}

fn empty(id: &'static str, title: &'static str, entries: usize) -> Chart {
    Chart {
        id,
        title,
        says: String::new(),
        legend: "",
        height: entries.min(ENTRIES) * STEP,
        bars: Vec::new(),
        marks: Vec::new(),
        texts: Vec::new(),
        more: words::count_or_none(entries.saturating_sub(ENTRIES)),
    }
}

/// Where the bar of an entry begins, in pixels from above.
const fn bar_top(nth: usize) -> usize {
    nth * STEP + LABEL + 4
}

fn bar(x: u32, y: usize, width: Decimal, over: bool) -> ChartBar {
    ChartBar {
        x,
        y,
        width: width.to_string(),
        class: if over { "over" } else { "bar" },
    }
}

/// A limit across the bar that begins at `y`.
fn mark(x: Decimal, y: usize) -> ChartMark {
    ChartMark {
        x: x.to_string(),
        top: y - 3,
        bottom: y + BAR + 3,
    }
}

/// The number behind the bar that begins at `y`.
fn value(x: Decimal, y: usize, text: &str) -> ChartText {
    ChartText {
        x: x.to_string(),
        y: y + 12,
        dx: 6,
        class: "value",
        text: text.to_owned(),
    }
}

fn label(text: &str, nth: usize, dx: usize) -> ChartText {
    let text = match text.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    };
    ChartText {
        x: "0".to_owned(),
        y: nth * STEP + LABEL - 2,
        dx,
        class: "label",
        text,
    }
}

fn sentence(all: &[String]) -> String {
    if all.is_empty() {
        String::new()
    } else {
        format!("{}.", all.join("; "))
    }
}

/// The length of a bar in percent, where the longest takes `widest`.
fn part(number: Decimal, longest: Decimal, widest: u32) -> Decimal {
    (figures::part(number, longest) * Decimal::from(widest))
        .round_dp(2)
        .normalize()
}
