//! The sheet that lists the findings, each with links to its cells and room for the agency's answer.

use std::fmt::Write as _;

use super::book::Book;
use super::findings::Entry;
use super::findings::FLOOD;
use super::findings::File;
use super::package::HEAD;
use super::styles::Look;
use super::styles::Styles;
use super::xml::escaped;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::dictionary::fold;
use crate::law::Outcome;
use crate::opinion::AgencyAnswer;
use crate::opinion::Appraisal;
use crate::opinion::runs;
use crate::report::clean;
use crate::report::levels;
use crate::report::wording::unbound;
use crate::report::words;
use crate::report::wrap::wrap;

/// Rows of one finding after its first, and of all of them.
const ROWS_OF_ONE: usize = 300;
const ROWS: usize = 20_000;
/// Characters that a cell takes (Excel's own limit is 32,767).
const TEXT: usize = 8_000;
const HEADINGS: [&str; 8] = ["Số", "Mức độ", "Trang", "Ô", "Nhận định", "Căn cứ", "Kiến nghị", "Giải trình, tiếp thu"];
/// Widths of the columns in characters.
const WIDTHS: [usize; 8] = [6, 18, 22, 13, 58, 34, 46, 30];
/// Characters across the whole list, for the height of merged lines.
const ACROSS: usize = 198;
/// Points of a line of letters of 12 points; points of the highest row (Excel's own limit is 409).
const LINE: usize = 16;
const HIGHEST: usize = 400;

/// What further places of a finding say in place of its sentence.
const RELATED: &str = "(ô liên quan)";
const TOLD_IN_CELLS: &str = "(nhận định cho từng ô: xem chú thích ở ô)";

/// What the list is made from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) appraisal: &'a Appraisal,
    pub(super) entries: &'a [Entry<'a>],
    pub(super) file: &'a File<'a>,
    pub(super) book: &'a Book,
    pub(super) workbook: &'a Workbook,
    /// What the reader of the copy has to know.
    pub(super) remarks: &'a [String],
}

#[derive(Clone, Copy)]
struct Looks {
    title: usize,
    text: usize,
    strong: usize,
    head: usize,
    cell: usize,
    link: usize,
}

struct List<'a, 's> {
    source: Source<'a>,
    styles: &'s mut Styles,
    looks: Looks,
    rows: String,
    number: usize,
    /// The row of the headings; none before they are written.
    heads: Option<usize>,
    /// The last row of the findings.
    last: usize,
    merges: Vec<String>,
    links: String,
    /// What the agency wrote into a former list, as long as its finding was not met.
    answers: Vec<AgencyAnswer>,
}

/// The sheet as a part.
pub(super) fn write(source: Source<'_>, answers: Vec<AgencyAnswer>, styles: &mut Styles) -> String {
    let look = |styles: &mut Styles, look: Look| styles.own(Look { size: 12, ..look });
    let looks = Looks {
        title: styles.own(Look { bold: true, size: 14, ..Look::default() }),
        text: look(styles, Look::default()),
        strong: look(styles, Look { bold: true, ..Look::default() }),
        head: look(styles, Look { bold: true, border: true, centre: true, fill: Some("FFD9DEE5"), ..Look::default() }),
        cell: look(styles, Look { border: true, ..Look::default() }),
        link: look(styles, Look { border: true, link: true, ..Look::default() }),
    };
    let mut list = List {
        source,
        styles,
        looks,
        rows: String::new(),
        number: 0,
        heads: None,
        last: 0,
        merges: Vec::new(),
        links: String::new(),
        answers,
    };
    list.head();
    list.findings();
    list.about();
    list.remarks();
    list.part()
}

impl List<'_, '_> {
    /// One row of cells: column, format, text. Not every program finds the height of a row by itself.
    fn row(&mut self, cells: &[(u32, usize, &str)], height: Option<usize>) {
        self.number += 1;
        let lines = |(col, _, text): &(u32, usize, &str)| wrapped(text, WIDTHS.get(*col as usize).copied());
        let height = height.unwrap_or_else(|| cells.iter().map(lines).max().unwrap_or(1)) * LINE + 3;
        let height = height.min(HIGHEST);
        put(&mut self.rows, format_args!("<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">", self.number));
        for (col, style, text) in cells {
            let at = self.at(*col);
            if text.is_empty() {
                put(&mut self.rows, format_args!("<c r=\"{at}\" s=\"{style}\"/>"));
            } else if *col == 0 && text.bytes().all(|digit| digit.is_ascii_digit()) {
                // A number of a finding sorts as a number.
                put(&mut self.rows, format_args!("<c r=\"{at}\" s=\"{style}\"><v>{text}</v></c>"));
            } else {
                let text = escaped(&shortened(text));
                let cell = format!(
                    "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                );
                self.rows.push_str(&cell);
            }
        }
        self.rows.push_str("</row>");
    }

    fn at(&self, col: u32) -> String {
        super::local_cell(u32::try_from(self.number).unwrap_or(u32::MAX).saturating_sub(1), col)
    }

    /// A line across the list.
    fn line(&mut self, style: usize, text: &str) {
        self.row(&[(0, style, text)], Some(wrapped(text, Some(ACROSS))));
        self.merges.push(format!("A{0}:H{0}", self.number));
    }

    /// Short: it stays in sight above the headings.
    fn head(&mut self) {
        let appraisal = self.source.appraisal;
        let looks = self.looks;
        let of = if appraisal.agency.name.is_empty() { "" } else { " CỦA " };
        let agency = appraisal.agency.name.to_uppercase();
        self.line(looks.title, &format!("NHẬN XÉT VỀ ĐỀ ÁN VỊ TRÍ VIỆC LÀM{of}{agency}"));
        if let Some(warning) = &appraisal.law.warning {
            self.line(looks.strong, warning);
        }
        let how = "Bấm vào cột “Ô” để đến chỗ cần xem; ghi ý kiến vào cột “Giải trình, tiếp thu” rồi gửi lại tệp này.";
        self.line(looks.text, &format!("{} {how}", appraisal.conclusion.sentence));
    }

    /// What the reader of the copy has to know beside the findings, and answers that fit none of them.
    fn about(&mut self) {
        let Source { appraisal, remarks, .. } = self.source;
        let looks = self.looks;
        self.row(&[], None);
        let left = std::mem::take(&mut self.answers);
        if !left.is_empty() {
            self.line(looks.strong, "Giải trình đã ghi ở bản trước, chưa khớp với nội dung nào");
        }
        for answer in left {
            let number = answer.number.map(|number| format!("Số {number}: ")).unwrap_or_default();
            self.line(looks.text, &format!("{number}{} (về: {})", answer.text, answer.sentence));
        }
        let day = words::day(appraisal.law.as_of);
        self.line(
            looks.text,
            &format!("Xét theo quy định có hiệu lực ngày {day}. Ô cần xem được tô màu theo mức độ và kèm chú thích; nội dung ô giữ nguyên."),
        );
        for remark in remarks {
            self.line(looks.text, remark);
        }
    }

    /// What the agency wrote beside a sentence in a former list; beside a further place, it stays with the finding.
    fn answer(&mut self, sentence: &str) -> String {
        let sentence = fold::squeeze(&unbound(&shortened(sentence)));
        let is_place = |answer: &AgencyAnswer| [RELATED, TOLD_IN_CELLS].contains(&answer.sentence.as_str());
        let fits =
            |answer: &mut AgencyAnswer| answer.sentence == sentence || (is_place(answer) && answer.head == sentence);
        let found: Vec<String> = self.answers.extract_if(.., fits).map(|answer| answer.text).collect();
        found.join("; ")
    }

    fn level(&mut self, outcome: Outcome) -> usize {
        let fill = Some(levels::tint(outcome));
        self.styles.own(Look { bold: true, border: true, size: 12, fill, ..Look::default() })
    }

    fn findings(&mut self) {
        let Source { entries, .. } = self.source;
        let looks = self.looks;
        if entries.is_empty() {
            self.line(looks.strong, "Không có nhận xét nào ở tệp này.");
            return;
        }
        let heads: Vec<(u32, usize, &str)> =
            (0..).zip(HEADINGS).map(|(col, heading)| (col, looks.head, heading)).collect();
        self.row(&heads, None);
        self.heads = Some(self.number);
        for entry in entries {
            if self.number > ROWS {
                self.line(looks.text, "Danh sách dài quá giới hạn; xem đầy đủ trong báo cáo thẩm định.");
                break;
            }
            self.finding(entry);
            self.last = self.number;
        }
    }

    fn finding(&mut self, entry: &Entry<'_>) {
        let finding = entry.finding;
        let looks = self.looks;
        let level_style = self.level(finding.outcome);
        let level = words::kind(finding).to_owned();
        let number = entry.number.to_string();
        let citation = words::capital(&finding.citation.text);
        let sentence = words::capital(&finding.sentence);
        let follows = finding.cause.map(|cause| format!(" (Tự hết khi sửa nội dung số {cause}.)"));
        let remedy = format!("{}{}", words::capital(&finding.remedy), follows.unwrap_or_default());
        let answer = self.answer(&sentence);
        let places = runs(&finding.cells);
        let folded = !finding.instances.is_empty();
        let first = places.first().filter(|_| !folded);
        let (sheet, cell, link) = first.map_or_else(Default::default, |run| self.place(run));
        let style = if link.is_some() { looks.link } else { looks.cell };
        self.row(
            &[
                (0, looks.cell, &number),
                (1, level_style, &level),
                (2, looks.cell, &sheet),
                (3, style, &cell),
                (4, looks.cell, &sentence),
                (5, looks.cell, &citation),
                (6, looks.cell, &remedy),
                (7, looks.cell, &answer),
            ],
            None,
        );
        self.link(link, &cell);
        let mut rest: Vec<((Addr, Addr), String)> = Vec::new();
        let flood = finding.instances.len() > FLOOD;
        for instance in finding.instances.iter().filter(|_| !flood) {
            rest.extend(runs(&instance.cells).into_iter().map(|run| (run, words::capital(&instance.sentence))));
        }
        if flood {
            rest.extend(places.into_iter().map(|run| (run, TOLD_IN_CELLS.to_owned())));
        } else if !folded {
            rest.extend(places.into_iter().skip(1).map(|run| (run, RELATED.to_owned())));
        }
        let many = rest.len();
        for (run, sentence) in rest.into_iter().take(ROWS_OF_ONE) {
            self.more(&number, level_style, &level, &run, &sentence);
        }
        if many > ROWS_OF_ONE {
            let left = words::count(many - ROWS_OF_ONE);
            let text = format!("Và {left} chỗ khác, đã tô màu ở ô; xem đầy đủ trong báo cáo.");
            self.row(
                &[
                    (0, looks.cell, &number),
                    (1, level_style, &level),
                    (2, looks.cell, ""),
                    (3, looks.cell, ""),
                    (4, looks.cell, &text),
                ],
                None,
            );
        }
    }

    /// One more place of a finding.
    fn more(&mut self, number: &str, level_style: usize, level: &str, run: &(Addr, Addr), sentence: &str) {
        let looks = self.looks;
        let (sheet, cell, link) = self.place(run);
        let style = if link.is_some() { looks.link } else { looks.cell };
        let blank = |col: u32| (col, looks.cell, "");
        let answer = self.answer(sentence);
        self.row(
            &[
                (0, looks.cell, number),
                (1, level_style, level),
                (2, looks.cell, &sheet),
                (3, style, &cell),
                (4, looks.cell, sentence),
                blank(5),
                blank(6),
                (7, looks.cell, &answer),
            ],
            None,
        );
        self.link(link, &cell);
    }

    /// Sheet and cells of a run for people, and where its link leads; hidden sheets and other files cannot
    /// be gone to.
    fn place(&self, (first, last): &(Addr, Addr)) -> (String, String, Option<String>) {
        let cells = first.local_through(last);
        let Source { file, book, workbook, .. } = self.source;
        let Some(index) = file.sheet(first) else { return (first.sheet.title(), cells, None) };
        let Some(sheet) = book.sheets.get(index) else { return (first.sheet.title(), cells, None) };
        match workbook.sheets.get(index).map(|sheet| sheet.visibility) {
            Some(Visibility::Hidden) => (format!("{} (trang ẩn)", sheet.name), cells, None),
            Some(Visibility::VeryHidden) => (format!("{} (trang ẩn sâu)", sheet.name), cells, None),
            _ => {
                let link = format!("'{}'!{cells}", sheet.name.replace('\'', "''"));
                (sheet.name.clone(), cells, Some(link))
            }
        }
    }

    fn link(&mut self, to: Option<String>, shown: &str) {
        if let Some(to) = to {
            let at = self.at(3);
            let (to, shown) = (escaped(&to), escaped(shown));
            put(&mut self.links, format_args!("<hyperlink ref=\"{at}\" location=\"{to}\" display=\"{shown}\"/>"));
        }
    }

    /// What the reader could not take, as far as it concerns this file.
    fn remarks(&mut self) {
        let Source { appraisal, file, .. } = self.source;
        let here = |cells: &[Addr]| cells.is_empty() || cells.iter().any(|cell| file.sheet(cell).is_some());
        let remarks: Vec<_> = appraisal.remarks.iter().filter(|remark| here(&remark.cells)).collect();
        if remarks.is_empty() {
            return;
        }
        let looks = self.looks;
        self.row(&[], None);
        self.line(looks.strong, "Ghi nhận khi đọc tệp");
        for remark in remarks.into_iter().take(ROWS_OF_ONE) {
            let sentence = words::capital(&remark.sentence);
            let run = runs(&remark.cells).into_iter().next();
            let (sheet, cell, link) = run.map_or_else(Default::default, |run| self.place(&run));
            let style = if link.is_some() { looks.link } else { looks.cell };
            let lines = wrapped(&sentence, Some(WIDTHS[4..].iter().sum())).max(wrapped(&sheet, Some(WIDTHS[2])));
            self.row(&[(2, looks.cell, &sheet), (3, style, &cell), (4, looks.cell, &sentence)], Some(lines));
            self.merges.push(format!("E{0}:H{0}", self.number));
            self.link(link, &cell);
        }
    }

    fn part(self) -> String {
        let col = |(at, width): (usize, usize)| {
            format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
        };
        let cols: String = (1..).zip(WIDTHS).map(col).collect();
        let mut merges = format!("<mergeCells count=\"{}\">", self.merges.len());
        for area in &self.merges {
            put(&mut merges, format_args!("<mergeCell ref=\"{area}\"/>"));
        }
        merges.push_str("</mergeCells>");
        let links =
            if self.links.is_empty() { String::new() } else { format!("<hyperlinks>{}</hyperlinks>", self.links) };
        // The headings stay in sight, and the findings below them can be filtered.
        let (view, filter) = self.heads.map_or_else(Default::default, |head| {
            let below = head + 1;
            let pane = format!(
                "<pane ySplit=\"{head}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/>"
            );
            (pane, format!("<autoFilter ref=\"A{head}:H{}\"/>", self.last.max(head)))
        });
        format!(
            "{HEAD}<worksheet xmlns=\"{}\"><sheetPr><tabColor rgb=\"FFB3261E\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:H{}\"/><sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\">{view}</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15.75\"/><cols>{cols}</cols><sheetData>{}</sheetData>{filter}{merges}{links}<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
            super::MAIN,
            self.number.max(1),
            self.rows
        )
    }
}

/// Adds to a text.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = out.write_fmt(text);
}

/// Lines that a text takes in a column of some characters: words are not cut.
fn wrapped(text: &str, width: Option<usize>) -> usize {
    // Letters of Times New Roman are narrower than the digits by which columns are measured.
    wrap(&shortened(text), width.unwrap_or(ACROSS) * 6 / 5).len()
}

fn shortened(text: &str) -> String {
    let plain = clean::plain(text);
    if plain.chars().count() <= TEXT { plain } else { plain.chars().take(TEXT).chain(['…']).collect() }
}
