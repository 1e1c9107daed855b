//! A life for a terminal: the axis, then the periods with their references; and as JSON.

use std::io::Write;

use anstyle::Style;
use jiff::civil::Date;
use unicode_width::UnicodeWidthStr as _;

use super::scale::Scale;
use super::view::LaneView;
use super::view::LifeView;
use super::view::SpanView;
use crate::report::ReportError;
use crate::report::TextOptions;
use crate::report::clean;
use crate::report::page::FAINT;
use crate::report::page::TextPage;
use crate::report::words;
use crate::report::wrap::wrap;
use crate::report::write_json;

/// How many lanes are shown unless all are asked for.
const SHOWN: usize = 40;
/// Columns of the names beside the axis at most.
const NAMES: usize = 34;
/// Columns between two years on the ruler at least.
const YEAR: i32 = 6;
/// Columns of number and days in the table, with the space behind.
const FIXED: [usize; 3] = [4, 11, 11];

/// Writes a life as JSON (`vtvl.timeline/1`).
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_life_json(view: &LifeView, out: &mut dyn Write) -> Result<(), ReportError> {
    write_json(view, out)
}

/// Writes a life for a terminal.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_life(
    view: &LifeView,
    options: &TextOptions,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut page = TextPage::new(*options);
    page.paragraph("", Style::new().bold(), &words::capital(&view.title));
    page.paragraph("", FAINT, &view.id);
    let shown = page.shown(view.lanes.len(), SHOWN);
    let lanes = &view.lanes[..shown];
    axis(&mut page, lanes);
    if !options.quiet {
        table(&mut page, lanes);
    }
    page.rest("", view.lanes.len() - shown, "dòng");
    if !view.indirect.is_empty() {
        page.blank();
        let listed = if options.verbose {
            format!(": {}", view.indirect.join(", "))
        } else {
            " (thêm -v để xem)".to_owned()
        };
        let told = format!(
            "{} quy tắc khác dùng đến qua dữ kiện khác{listed}.",
            words::count(view.indirect.len())
        );
        page.paragraph("", FAINT, &told);
    }
    if view.lanes.is_empty() {
        page.blank();
        page.paragraph("", Style::new(), "Không có quy tắc nào dùng trực tiếp.");
    }
    Ok(out.write_all(page.text.as_bytes())?)
}

/// The drawing: a ruler of years, and under it each lane with the numbers of its periods.
fn axis(page: &mut TextPage, lanes: &[LaneView]) {
    let Some(scale) = Scale::of(lanes) else {
        return;
    };
    let names = lanes
        .iter()
        .map(|lane| lane.name.width())
        .max()
        .unwrap_or_default()
        .clamp(12, NAMES);
    let columns = page.options.width.saturating_sub(names + 1).max(20);
    let whole = i32::try_from(columns).unwrap_or(i32::MAX);
    let (mut years, mut ruler) = (vec![' '; columns], vec!['-'; columns]);
    for (year, place) in scale.years(whole, YEAR) {
        put(&mut years, place, &year.to_string());
        put(&mut ruler, place, "+");
    }
    page.blank();
    line(page, "", names, &years);
    line(page, "", names, &ruler);
    for lane in lanes {
        let mut drawn = vec![' '; columns];
        lane.spans
            .iter()
            .for_each(|span| draw(&mut drawn, scale, span, whole));
        line(page, &lane.name, names, &drawn);
    }
    page.paragraph(
        "",
        FAINT,
        "[1==] từ ngày đầu đến ngày cuối, số là số trong bảng dưới; > còn tiếp, < từ trước, ? chưa rõ từ ngày nào",
    );
}

/// One period: its marks, filled, with its number where there is room.
fn draw(drawn: &mut [char], scale: Scale, span: &SpanView, whole: i32) {
    let (start, end) = scale.reach(span, whole);
    let last = (end - 1).max(start);
    for place in start..=last {
        put(drawn, place, "=");
    }
    let opens = match (span.from, span.unknown_start) {
        (Some(_), _) => "[",
        (None, true) => "?",
        (None, false) => "<",
    };
    if last > start {
        put(drawn, last, if span.until.is_some() { "]" } else { ">" });
    }
    put(drawn, start, opens);
    let number = span.number.to_string();
    if usize::try_from(last - start).is_ok_and(|room| room > number.len()) {
        put(drawn, start + 1, &number);
    }
}

fn put(line: &mut [char], place: i32, text: &str) {
    let start = usize::try_from(place).unwrap_or_default();
    for (cell, c) in line.iter_mut().skip(start).zip(text.chars()) {
        *cell = c;
    }
}

fn line(page: &mut TextPage, name: &str, width: usize, drawn: &[char]) {
    let name = cut(&clean::plain(name), width);
    let room = " ".repeat(width - name.width() + 1);
    let drawn: String = drawn.iter().collect();
    let line = format!("{name}{room}{}", page.styled(FAINT, drawn.trim_end()));
    page.text.push_str(line.trim_end());
    page.text.push('\n');
}

/// A name of at most so many columns, what is cut told by a mark.
fn cut(name: &str, width: usize) -> String {
    if name.width() <= width {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.chars() {
        if short.width() + 2 > width {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

/// The periods: when, what, by which provision.
fn table(page: &mut TextPage, lanes: &[LaneView]) {
    let room = page
        .options
        .width
        .saturating_sub(FIXED.iter().sum::<usize>() + 1)
        .max(16);
    let columns = [
        FIXED[0],
        FIXED[1],
        FIXED[2],
        room * 45 / 100,
        room - room * 45 / 100,
    ];
    page.blank();
    row(
        page,
        columns,
        &["Số", "Từ", "Đến hết", "Nội dung", "Căn cứ"].map(|text| vec![text.to_owned()]),
        FAINT,
    );
    for lane in lanes {
        page.paragraph("", Style::new().bold(), &lane.label);
        for span in &lane.spans {
            let says = span.says.iter().chain(&span.note).cloned().collect();
            let known = if span.known_by.is_empty() {
                String::new()
            } else {
                format!("({})", span.known_by)
            };
            let citation = [span.citation.clone(), known]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            let number = format!("{:>3}", span.number);
            row(
                page,
                columns,
                &[
                    vec![number],
                    vec![start(span)],
                    vec![last(span)],
                    says,
                    citation,
                ],
                Style::new(),
            );
        }
    }
}

fn start(span: &SpanView) -> String {
    match (span.from, span.unknown_start) {
        (Some(from), _) => words::day(from),
        (None, true) => "chưa rõ".to_owned(),
        (None, false) => "–".to_owned(),
    }
}

/// The last day, for people.
fn last(span: &SpanView) -> String {
    let last = span.until.and_then(|until: Date| until.yesterday().ok());
    last.map_or_else(|| "–".to_owned(), words::day)
}

/// One row, each cell broken into lines of its own column.
fn row(page: &mut TextPage, columns: [usize; 5], cells: &[Vec<String>; 5], style: Style) {
    let width = |nth: usize| {
        if nth == columns.len() - 1 {
            columns[nth]
        } else {
            columns[nth] - 1
        }
    };
    let broken: Vec<Vec<String>> = cells
        .iter()
        .enumerate()
        .map(|(nth, texts)| {
            texts
                .iter()
                .flat_map(|text| wrap_kept(&clean::plain(text), width(nth)))
                .collect()
        })
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or_default();
    for nth in 0..height {
        let mut line = String::new();
        for (column, texts) in broken.iter().enumerate() {
            let text = texts.get(nth).map_or("", String::as_str);
            line.push_str(text);
            line.push_str(&" ".repeat(columns[column].saturating_sub(text.width())));
        }
        let line = page.styled(style, line.trim_end());
        page.text.push_str(&line);
        page.text.push('\n');
    }
}

/// Broken like any text, but a number keeps the blanks before it.
fn wrap_kept(text: &str, width: usize) -> Vec<String> {
    if text.width() <= width {
        vec![text.to_owned()]
    } else {
        wrap(text, width)
    }
}
