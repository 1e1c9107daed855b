//! The sheet that lists the findings, each with links to its cells and room for the agency's
//! answer.

use super::findings::FLOOD;
use super::findings::File;
use super::findings::NumberedFinding;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::dictionary::fold;
use crate::law::Outcome;
use crate::opinion::AgencyAnswer;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::Instance;
use crate::opinion::runs;
use crate::report::levels;
use crate::report::patch::book::WorkbookPart;
use crate::report::patch::list::ListSheet;
use crate::report::patch::list::shortened;
use crate::report::patch::styles::CellLook;
use crate::report::patch::styles::Styles;
use crate::report::wording::unbound;
use crate::report::words;

/// Rows of one finding after its first, and of all of them.
const ROWS_OF_ONE: usize = 300;
const ROWS: usize = 20_000;
const HEADINGS: [&str; 8] = [
    "Số",
    "Mức độ",
    "Trang",
    "Ô",
    "Nhận định",
    "Căn cứ",
    "Kiến nghị",
    "Giải trình, tiếp thu",
];
/// Widths of the columns in characters.
const WIDTHS: [usize; 8] = [6, 18, 22, 13, 58, 34, 46, 30];
/// The colour of its tab.
const TAB: &str = "FFB3261E";
/// Characters across the whole list, for the height of merged lines.
const ACROSS: usize = 198;

/// What further places of a finding say in place of its sentence.
const RELATED: &str = "(ô liên quan)";
const TOLD_IN_CELLS: &str = "(nhận định cho từng ô: xem chú thích ở ô)";

/// What the list is made from.
#[derive(Clone, Copy)]
pub(super) struct ListSource<'a> {
    pub(super) appraisal: &'a Appraisal,
    pub(super) entries: &'a [NumberedFinding<'a>],
    pub(super) file: &'a File<'a>,
    pub(super) book: &'a WorkbookPart,
    pub(super) workbook: &'a Workbook,
    /// What the reader of the copy has to know.
    pub(super) remarks: &'a [String],
}

struct ListWriting<'a, 's> {
    source: ListSource<'a>,
    styles: &'s mut Styles,
    sheet: ListSheet,
    /// What the agency wrote into a former list, as long as its finding was not met.
    answers: Vec<AgencyAnswer>,
}

/// What every row of a finding begins with.
struct RowHead {
    number: String,
    level: &'static str,
    /// The format of its level.
    style: usize,
}

/// The sheet as a part.
pub(super) fn write(
    source: ListSource<'_>,
    answers: Vec<AgencyAnswer>,
    styles: &mut Styles,
) -> String {
    let sheet = ListSheet::new(&WIDTHS, ACROSS, styles);
    let mut list = ListWriting {
        source,
        styles,
        sheet,
        answers,
    };
    list.head();
    list.findings();
    list.about();
    list.remarks();
    list.sheet.part(TAB, true)
}

impl ListWriting<'_, '_> {
    /// Short: it stays in sight above the headings.
    fn head(&mut self) {
        let appraisal = self.source.appraisal;
        let looks = self.sheet.looks;
        let of = if appraisal.agency.name.is_empty() {
            ""
        } else {
            " CỦA "
        };
        let agency = appraisal.agency.name.to_uppercase();
        self.sheet.line(
            looks.title,
            &format!("NHẬN XÉT VỀ ĐỀ ÁN VỊ TRÍ VIỆC LÀM{of}{agency}"),
        );
        if let Some(warning) = &appraisal.law.warning {
            self.sheet.line(looks.strong, warning);
        }
        let how = "Bấm vào cột “Ô” để đến chỗ cần xem; ghi ý kiến vào cột “Giải trình, tiếp thu” rồi gửi lại tệp này.";
        self.sheet.line(
            looks.text,
            &format!("{} {how}", appraisal.conclusion.sentence),
        );
    }

    /// What the reader of the copy has to know beside the findings, and answers that fit none of
    /// them.
    fn about(&mut self) {
        let ListSource {
            appraisal, remarks, ..
        } = self.source;
        let looks = self.sheet.looks;
        self.sheet.row(&[], None);
        let left = std::mem::take(&mut self.answers);
        if !left.is_empty() {
            self.sheet.line(
                looks.strong,
                "Giải trình đã ghi ở bản trước, chưa khớp với nội dung nào",
            );
        }
        for answer in left {
            let number = answer
                .number
                .map(|number| format!("Số {number}: "))
                .unwrap_or_default();
            self.sheet.line(
                looks.text,
                &format!("{number}{} (về: {})", answer.text, answer.sentence),
            );
        }
        let day = words::day(appraisal.law.as_of);
        self.sheet.line(
            looks.text,
            &format!("Xét theo quy định có hiệu lực ngày {day}. Ô cần xem được tô màu theo mức độ và kèm chú thích; nội dung ô giữ nguyên."),
        );
        for remark in remarks {
            self.sheet.line(looks.text, remark);
        }
    }

    /// What the agency wrote beside a sentence in a former list; beside a further place, it stays
    /// with the finding.
    fn answer(&mut self, sentence: &str) -> String {
        let sentence = fold::squeeze(&unbound(&shortened(sentence)));
        let is_place =
            |answer: &AgencyAnswer| [RELATED, TOLD_IN_CELLS].contains(&answer.sentence.as_str());
        let fits = |answer: &mut AgencyAnswer| {
            answer.sentence == sentence || (is_place(answer) && answer.head == sentence)
        };
        let found: Vec<String> = self
            .answers
            .extract_if(.., fits)
            .map(|answer| answer.text)
            .collect();
        found.join("; ")
    }

    fn level(&mut self, outcome: Outcome) -> usize {
        let fill = Some(levels::tint(outcome));
        self.styles.own(CellLook {
            bold: true,
            border: true,
            size: 12,
            fill,
            ..CellLook::default()
        })
    }

    fn findings(&mut self) {
        let ListSource { entries, .. } = self.source;
        let looks = self.sheet.looks;
        if entries.is_empty() {
            self.sheet
                .line(looks.strong, "Không có nhận xét nào ở tệp này.");
            return;
        }
        self.sheet.heads(&HEADINGS);
        for entry in entries {
            if self.sheet.number > ROWS {
                self.sheet.line(
                    looks.text,
                    "Danh sách dài quá giới hạn; xem đầy đủ trong báo cáo thẩm định.",
                );
                break;
            }
            self.finding(entry);
            self.sheet.filter_through();
        }
    }

    fn finding(&mut self, entry: &NumberedFinding<'_>) {
        let finding = entry.finding;
        let head = RowHead {
            number: entry.number.to_string(),
            level: words::kind(finding),
            style: self.level(finding.outcome),
        };
        let follows = finding
            .cause
            .map(|cause| format!(" (Tự hết khi sửa nội dung số {cause}.)"))
            .unwrap_or_default();
        let remedy = format!("{}{follows}", words::capital(&finding.remedy));
        let places = runs(&finding.cells);
        let first = places.first().filter(|_| finding.instances.is_empty());
        self.place_row(
            &head,
            first,
            &words::capital(&finding.sentence),
            (&words::capital(&finding.citation.text), &remedy),
        );
        let further = further_places(finding, places);
        for (run, sentence) in further.iter().take(ROWS_OF_ONE) {
            self.place_row(&head, Some(run), sentence, ("", ""));
        }
        if further.len() > ROWS_OF_ONE {
            let left = words::count(further.len() - ROWS_OF_ONE);
            let text = format!("Và {left} chỗ khác, đã tô màu ở ô; xem đầy đủ trong báo cáo.");
            let cell = self.sheet.looks.cell;
            self.sheet.row(
                &[
                    (0, cell, &head.number),
                    (1, head.style, head.level),
                    (2, cell, ""),
                    (3, cell, ""),
                    (4, cell, &text),
                ],
                None,
            );
        }
    }

    /// The row of one place of a finding, or of a finding that is about no place alone. The first
    /// also has provision and remedy.
    fn place_row(
        &mut self,
        head: &RowHead,
        run: Option<&(Addr, Addr)>,
        sentence: &str,
        (citation, remedy): (&str, &str),
    ) {
        let (sheet, shown, link) = run.map_or_else(Default::default, |run| self.place(run));
        let answer = self.answer(sentence);
        let looks = self.sheet.looks;
        let cell = looks.cell;
        self.sheet.row(
            &[
                (0, cell, &head.number),
                (1, head.style, head.level),
                (2, cell, &sheet),
                (3, looks.leading(link.as_ref()), &shown),
                (4, cell, sentence),
                (5, cell, citation),
                (6, cell, remedy),
                (7, cell, &answer),
            ],
            None,
        );
        self.sheet.link(3, link, &shown);
    }

    /// Sheet and cells of a run for people, and where its link leads; hidden sheets and other files
    /// cannot be gone to.
    fn place(&self, (first, last): &(Addr, Addr)) -> (String, String, Option<String>) {
        let cells = first.local_through(last);
        let ListSource {
            file,
            book,
            workbook,
            ..
        } = self.source;
        let Some(index) = file.sheet(first) else {
            return (first.sheet.title(), cells, None);
        };
        let Some(sheet) = book.sheets.get(index) else {
            return (first.sheet.title(), cells, None);
        };
        match workbook.sheets.get(index).map(|sheet| sheet.visibility) {
            Some(Visibility::Hidden) => (format!("{} (trang ẩn)", sheet.name), cells, None),
            Some(Visibility::VeryHidden) => (format!("{} (trang ẩn sâu)", sheet.name), cells, None),
            _ => {
                let link = sheet.reference(&cells);
                (sheet.name.clone(), cells, Some(link))
            }
        }
    }

    /// What the reader could not take, as far as it concerns this file.
    fn remarks(&mut self) {
        let ListSource {
            appraisal, file, ..
        } = self.source;
        let here = |cells: &[Addr]| {
            cells.is_empty() || cells.iter().any(|cell| file.sheet(cell).is_some())
        };
        let remarks: Vec<_> = appraisal
            .remarks
            .iter()
            .filter(|remark| here(&remark.cells))
            .collect();
        if remarks.is_empty() {
            return;
        }
        let looks = self.sheet.looks;
        self.sheet.row(&[], None);
        self.sheet.line(looks.strong, "Ghi nhận khi đọc tệp");
        for remark in remarks.into_iter().take(ROWS_OF_ONE) {
            let sentence = words::capital(&remark.sentence);
            let run = runs(&remark.cells).into_iter().next();
            let (sheet, cell, link) = run.map_or_else(Default::default, |run| self.place(&run));
            let style = looks.leading(link.as_ref());
            let lines = self
                .sheet
                .wrapped(&sentence, Some(WIDTHS[4..].iter().sum()))
                .max(self.sheet.wrapped(&sheet, Some(WIDTHS[2])));
            self.sheet.row(
                &[
                    (2, looks.cell, &sheet),
                    (3, style, &cell),
                    (4, looks.cell, &sentence),
                ],
                Some(lines),
            );
            self.sheet.merge(4);
            self.sheet.link(3, link, &cell);
        }
    }
}

/// The places of a finding after its first row, with what is said of each.
fn further_places(finding: &Finding, places: Vec<(Addr, Addr)>) -> Vec<((Addr, Addr), String)> {
    let all = |says: &'static str| move |run: (Addr, Addr)| (run, says.to_owned());
    if finding.instances.len() > FLOOD {
        return places.into_iter().map(all(TOLD_IN_CELLS)).collect();
    }
    if finding.instances.is_empty() {
        return places.into_iter().skip(1).map(all(RELATED)).collect();
    }
    let of_instance = |instance: &Instance| {
        let sentence = words::capital(&instance.sentence);
        let told = move |run| (run, sentence.clone());
        runs(&instance.cells).into_iter().map(told)
    };
    finding.instances.iter().flat_map(of_instance).collect()
}
