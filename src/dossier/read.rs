//! From a workbook to a dossier: each sheet is recognised and read, then the tables are gathered.

use jiff::civil::Date;

use super::ColumnReading;
use super::Dossier;
use super::FormReading;
use super::Leaves;
use super::Mapping;
use super::Remark;
use super::RemarkCode;
use super::SheetReading;
use super::across;
use super::added;
use super::columns;
use super::dates;
use super::gather;
use super::gather::Part;
use super::header;
use super::header::Header;
use super::lines;
use super::lines::Lines;
use super::mark;
use super::merges::Merges;
use super::pairs;
use super::pairs::Pairs;
use super::plausible;
use super::sheets::ENOUGH;
use super::sheets::Evidence;
use super::split;
use super::split::Block;
use super::table;
use super::table::Draft;
use super::titles;
use super::told;
use super::unused::Unused;
use crate::cells::Addr;
use crate::cells::Sheet;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Layout;
use crate::dictionary::words::plain;

/// How sure the reader is of a form without a header.
const LINES: u8 = 70;
/// A sheet with more tables than this is not read further.
const MAX_TABLES: usize = 50;
/// A very hidden sheet with so few cells is a remnant of some macro.
const REMNANT_CELLS: usize = 2;

/// What is being put together.
pub(super) struct State<'a> {
    pub(super) forms: &'a Forms,
    mapping: &'a Mapping,
    dossier: Dossier,
    remarks: Vec<Remark>,
    parts: Vec<Part>,
    pub(super) title_dates: Vec<(Date, Addr)>,
    unused: Unused,
}

/// Understands a workbook as a proposal, as far as the user's mapping leaves it open. Never fails on
/// content: what cannot be read is remarked, in the order of the sheets.
#[must_use]
pub fn read(workbook: &Workbook, forms: &Forms, mapping: &Mapping) -> (Dossier, Vec<Remark>) {
    let mut state = State {
        forms,
        mapping,
        dossier: Dossier::default(),
        remarks: Vec::new(),
        parts: Vec::new(),
        title_dates: Vec::new(),
        unused: Unused::default(),
    };
    for sheet in &workbook.sheets {
        let reading = state.sheet(sheet);
        state.dossier.sheets.push(reading);
    }
    let State { mut dossier, mut remarks, parts, title_dates, unused, .. } = state;
    remarks.extend(unused.into_remarks());
    remarks.extend(mapping.unused(workbook));
    gather::gather(parts, forms, &mut dossier, &mut remarks);
    mark::tell(workbook, forms, &mut dossier, &mut remarks);
    titles::take(&mut dossier, &mut remarks, title_dates);
    dossier.added_texts = added::texts(workbook, &dossier);
    remarks.extend(told::tell(workbook, &dossier));
    if dossier.tables.is_empty() {
        let sentence = "Không có trang nào là biểu của đề án vị trí việc làm; hãy lập hồ sơ theo mười trang của mẫu chuẩn (Thông tin chung, Hồ sơ, Căn cứ pháp lý, Cơ cấu tổ chức, Thống kê công việc, Danh mục VTVL, Mô tả công việc, Khung năng lực, Tổng hợp VTVL, Cơ cấu ngạch)";
        remarks.push(Remark { code: RemarkCode::NoProposal, sentence: sentence.to_owned(), cells: Vec::new() });
    }
    remarks.sort_by(|a, b| a.cells.first().cmp(&b.cells.first()));
    (dossier, remarks)
}

impl State<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> SheetReading {
        let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
        let reading = |form: Option<FormReading>, reason: String| SheetReading {
            at: sheet.at(0, 0),
            visibility: sheet.visibility,
            form,
            more: Vec::new(),
            reason,
            rows: sheet.rows.len(),
        };
        if sheet.visibility == Visibility::VeryHidden && cells <= REMNANT_CELLS {
            let sentence =
                format!("Trang “{}” bị ẩn sâu và hầu như trống, có thể là dấu vết của macro; đã bỏ qua", sheet.title());
            self.remark(RemarkCode::HiddenSheet, sentence.clone(), sheet.at(0, 0));
            return reading(None, sentence);
        }
        if cells == 0 {
            return reading(None, "Trang trống".to_owned());
        }
        if self.forms.words().guidance.iter().any(|name| plain(name) == plain(sheet.name())) {
            return reading(
                None,
                "Trang hướng dẫn hoặc danh mục lựa chọn của mẫu, không chứa dữ liệu trình".to_owned(),
            );
        }
        let mapping = self.mapping;
        let maps = mapping.of(&sheet.id);
        if !maps.is_empty() {
            return self.mapped(sheet, &maps);
        }
        let evidence = Evidence::of(sheet, self.forms);
        let merges = Merges::of(sheet);
        let found = self.recognise(sheet, &merges, &evidence);
        let reading = match found {
            Some(Found::Table(header, confidence)) => self.tables(sheet, &merges, &evidence, header, confidence),
            Some(Found::Pairs(pairs, confidence)) => {
                let counts = (pairs.found.len(), pairs.found.len() + pairs.unknown.len());
                let reason = evidence.reason(self.forms, pairs.form, u32::MAX, counts, "nhãn");
                self.pairs(sheet, &pairs, confidence, reason)
            }
            Some(Found::Lines(form, lines)) => self.lines(sheet, form, lines),
            None => match self.across(sheet, &evidence) {
                Some(reading) => reading,
                None => reading(None, self.unknown(sheet, &evidence)),
            },
        };
        if sheet.visibility != Visibility::Visible {
            let done = if reading.form.is_some() {
                "vẫn được đọc như trang hiện"
            } else {
                "không đọc được là biểu nào"
            };
            self.remark(
                RemarkCode::HiddenSheet,
                format!("Trang “{}” bị ẩn nhưng có dữ liệu; {done}", sheet.title()),
                sheet.at(0, 0),
            );
        }
        reading
    }

    fn remark(&mut self, code: RemarkCode, sentence: String, at: Addr) {
        self.remarks.push(Remark { code, sentence, cells: vec![at] });
    }

    fn recognise(&self, sheet: &Sheet, merges: &Merges, evidence: &Evidence) -> Option<Found> {
        let weigh = |header: &Header| evidence.confidence(header.form, header.rows.0, header.fit);
        let table = header::find(sheet, merges, self.forms, 0, &weigh).filter(|(_, confidence)| *confidence >= ENOUGH);
        let table = table.filter(|(header, _)| self.is_one(sheet, header));
        if table.as_ref().is_some_and(|(_, confidence)| *confidence > 0.8) {
            return table.map(|(header, confidence)| Found::Table(header, confidence));
        }
        let forms = self.forms.iter().enumerate().filter(|(_, form)| form.layout == Layout::Pairs);
        let pairs = forms
            .filter_map(|(position, _)| pairs::find(sheet, merges, self.forms, position))
            .map(|pairs| (evidence.confidence(pairs.form, u32::MAX, pairs.fit), pairs))
            .filter(|(confidence, _)| *confidence >= ENOUGH)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match (table, pairs) {
            (Some((header, sure)), Some((surer, _))) if sure >= surer => Some(Found::Table(header, sure)),
            (_, Some((confidence, pairs))) => Some(Found::Pairs(pairs, confidence)),
            (Some((header, confidence)), None) => Some(Found::Table(header, confidence)),
            (None, None) => {
                let form = evidence.nearest()?;
                lines::find(sheet, self.forms.at(form), self.forms).map(|lines| Found::Lines(form, lines))
            }
        }
    }

    /// Whether labels that stand in a row have one row of values: a list of agencies is not the agency.
    fn is_one(&self, sheet: &Sheet, header: &Header) -> bool {
        let below = sheet.rows.iter().filter(|row| row.number > header.rows.1 && row.cells.len() > 1);
        self.forms.at(header.form).layout == Layout::Table || below.count() <= 1
    }

    /// A sheet that is no form: says so, with the form that comes nearest.
    fn unknown(&mut self, sheet: &Sheet, evidence: &Evidence) -> String {
        let nearest = evidence.nearest().map(|form| self.forms.at(form).sheet.as_str());
        let reason = match nearest {
            Some(name) => {
                format!("Tên trang hoặc tiêu đề giống biểu “{name}” nhưng không tìm thấy dòng tiêu đề cột của biểu này")
            }
            None => "Không nhận ra biểu nào của đề án trên trang này".to_owned(),
        };
        if sheet.visibility == Visibility::Visible {
            let at = sheet.rows.first().and_then(|row| row.cells.first().map(|(col, _)| sheet.at(row.number, *col)));
            self.unused.add(RemarkCode::UnknownSheet, &reason, &sheet.title(), at.unwrap_or_else(|| sheet.at(0, 0)));
        }
        reason
    }

    pub(super) fn pairs(&mut self, sheet: &Sheet, pairs: &Pairs, confidence: f64, reason: String) -> SheetReading {
        let form = self.forms.at(pairs.form);
        let entity = form.entity.unwrap_or(Entity::Agency);
        let mut remarks = Vec::new();
        let entry = pairs::entry(sheet, form, entity, pairs, self.forms, &mut remarks);
        for (at, text) in &pairs.unknown {
            let sentence = format!("Nhãn “{text}” không có trong biểu “{}”; giá trị này không được dùng", form.sheet);
            remarks.push(Remark { code: RemarkCode::UnknownColumn, sentence, cells: vec![at.clone()] });
        }
        let columns: Vec<ColumnReading> = pairs
            .found
            .iter()
            .map(|pair| ColumnReading {
                field: Some(form.fields[pair.field].key.clone()),
                heading: pair.label.clone(),
                at: pair.label_at.clone(),
                confidence: percent(pair.score),
                source: pair.source(),
            })
            .collect();
        let rows = pairs.found.iter().map(|pair| pair.label_at.row);
        let header = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
        let at = pairs.found.first().map_or_else(|| sheet.at(0, 0), |pair| pair.label_at.clone());
        let headings =
            pairs.found.iter().map(|pair| (form.fields[pair.field].key.clone(), pair.label_at.clone())).collect();
        let draft = Draft {
            entries: vec![entry],
            totals: Vec::new(),
            sections: Vec::new(),
            skipped: Vec::new(),
            headings,
            remarks,
            rows: Vec::new(),
            end: sheet.rows.len(),
        };
        let reading = FormReading {
            form: form.key.clone(),
            entity: Some(entity),
            confidence: percent(confidence),
            header,
            columns,
            labels: Vec::new(),
            sections: Vec::new(),
            totals: Vec::new(),
            skipped: Vec::new(),
            rows: pairs.rows(),
            entries: 1,
        };
        self.push(sheet, 0, entity, at, draft);
        SheetReading {
            at: sheet.at(0, 0),
            visibility: sheet.visibility,
            form: Some(reading),
            more: Vec::new(),
            reason,
            rows: sheet.rows.len(),
        }
    }

    /// Reads a form that lies on its side.
    fn across(&mut self, sheet: &Sheet, evidence: &Evidence) -> Option<SheetReading> {
        let turned = across::turned(sheet)?;
        let merges = Merges::of(&turned);
        let before = self.remarks.len();
        let mut reading = match self.recognise(&turned, &merges, evidence)? {
            Found::Table(header, confidence) => {
                let counts = (header.matched(), header.columns.len());
                let reason = evidence.reason(self.forms, header.form, u32::MAX, counts, "tiêu đề, xếp theo chiều dọc");
                let (form, _) = self.table(&turned, &merges, header, confidence, &Leaves::new(), 0);
                SheetReading {
                    at: sheet.at(0, 0),
                    visibility: sheet.visibility,
                    form: Some(form),
                    more: Vec::new(),
                    reason,
                    rows: sheet.rows.len(),
                }
            }
            Found::Pairs(pairs, confidence) if across::is_single(&turned, &pairs) => {
                let counts = (pairs.found.len(), pairs.found.len() + pairs.unknown.len());
                let reason = evidence.reason(self.forms, pairs.form, u32::MAX, counts, "nhãn, giá trị ở dòng dưới");
                self.pairs(&turned, &pairs, confidence, reason)
            }
            Found::Pairs(..) | Found::Lines(..) => return None,
        };
        let remarks = self.remarks.get_mut(before..).unwrap_or_default();
        if let (Some(part), Some(form)) = (self.parts.last_mut(), &mut reading.form) {
            across::turn_back(part, remarks, form);
        }
        Some(reading)
    }

    fn lines(&mut self, sheet: &Sheet, position: usize, lines: Lines) -> SheetReading {
        let form = self.forms.at(position);
        let entity = form.entity.unwrap_or(Entity::Basis);
        let at = lines.entries.first().map_or_else(|| sheet.at(0, 0), |entry| entry.at.clone());
        let reading = FormReading {
            form: form.key.clone(),
            entity: Some(entity),
            confidence: LINES,
            header: (at.row, at.row),
            columns: Vec::new(),
            labels: Vec::new(),
            sections: Vec::new(),
            totals: Vec::new(),
            skipped: lines.skipped.clone(),
            rows: lines.rows.clone(),
            entries: lines.entries.len(),
        };
        let headings = lines.entries.first().into_iter().flat_map(|entry| entry.leaves.keys().cloned());
        let draft = Draft {
            headings: headings.map(|key| (key, at.clone())).collect(),
            entries: lines.entries,
            totals: Vec::new(),
            sections: Vec::new(),
            skipped: lines.skipped,
            remarks: Vec::new(),
            rows: lines.rows,
            end: sheet.rows.len(),
        };
        self.push(sheet, 0, entity, at, draft);
        SheetReading {
            at: sheet.at(0, 0),
            visibility: sheet.visibility,
            form: Some(reading),
            more: Vec::new(),
            reason: format!("Tên trang hoặc tiêu đề giống biểu “{}”, mỗi dòng chữ là một mục", form.sheet),
            rows: sheet.rows.len(),
        }
    }

    fn push(&mut self, sheet: &Sheet, slot: usize, entity: Entity, at: Addr, draft: Draft) {
        let part = Part { sheet: self.dossier.sheets.len(), slot, entity, visibility: sheet.visibility, at, draft };
        self.parts.push(part);
    }

    /// Reads the first table of a sheet, then those below it.
    fn tables(
        &mut self,
        sheet: &Sheet,
        merges: &Merges,
        evidence: &Evidence,
        first: Header,
        sure: f64,
    ) -> SheetReading {
        let counts = (first.matched(), first.columns.len());
        let reason = evidence.reason(self.forms, first.form, first.rows.0, counts, "tiêu đề cột");
        self.title_dates.extend(titles::dates(sheet, first.rows.0, self.forms.words()));
        let mut readings = Vec::new();
        let mut next = Some((first, sure));
        let mut from = 0;
        let mut standing = Leaves::new();
        while let Some((header, confidence)) = next.take() {
            let top = sheet.rows.partition_point(|row| row.number < header.rows.0);
            let above = pairs::above(sheet, merges, self.forms, header.form, from..top.max(from));
            if !above.is_empty() {
                // Labels hold until others come: `Tên VTVL: …` over the duties also covers the competencies.
                standing = above;
            }
            let weigh = |header: &Header| evidence.confidence(header.form, 0, header.fit);
            let blocks = split::blocks(sheet, self.forms, &header, &weigh);
            if blocks.is_empty() {
                let (reading, end) = self.table(sheet, merges, header, confidence, &standing, readings.len());
                readings.push(reading);
                from = end;
            }
            for Block { sheet: part, merges, header, confidence } in blocks {
                let (reading, end) = self.table(&part, &merges, header, confidence, &standing, readings.len());
                readings.push(reading);
                let below = part.rows.get(end).map_or(u32::MAX, |row| row.number);
                from = from.max(sheet.rows.partition_point(|row| row.number < below));
            }
            let end = from;
            if end < sheet.rows.len() && readings.len() < MAX_TABLES {
                next = header::find(sheet, merges, self.forms, end, &weigh)
                    .filter(|(header, sure)| *sure >= ENOUGH && self.forms.at(header.form).entity.is_some());
            }
        }
        let mut readings = readings.into_iter();
        SheetReading {
            at: sheet.at(0, 0),
            visibility: sheet.visibility,
            form: readings.next(),
            more: readings.collect(),
            reason,
            rows: sheet.rows.len(),
        }
    }

    pub(super) fn table(
        &mut self,
        sheet: &Sheet,
        merges: &Merges,
        mut header: Header,
        confidence: f64,
        standing: &Leaves,
        slot: usize,
    ) -> (FormReading, usize) {
        let form = self.forms.at(header.form);
        let swapped = plausible::unswap(sheet, self.forms, &mut header);
        let header = &header;
        let first = header.columns.first();
        let at = first.map_or_else(|| sheet.at(header.rows.0, 0), |column| sheet.at(column.row, column.col));
        let mut reading = FormReading {
            form: form.key.clone(),
            entity: form.entity,
            confidence: percent(confidence),
            header: header.rows,
            columns: columns::readings(sheet, self.forms, header),
            labels: Vec::new(),
            sections: Vec::new(),
            totals: Vec::new(),
            skipped: Vec::new(),
            rows: Vec::new(),
            entries: 0,
        };
        let Some(entity) = form.entity else {
            let advice = form.advice.clone().unwrap_or_default();
            self.unused.add(RemarkCode::OtherForm, &advice, &sheet.title(), at);
            // Its rows are shown, never taken.
            let draft = table::read(sheet, self.forms, header, Entity::Position, merges, Leaves::default());
            note_rows(&mut reading, &draft);
            return (reading, sheet.rows.len());
        };
        let holds = |key: &str| form.field(key).is_some_and(|field| field.above);
        let above = standing.iter().filter(|(key, _)| holds(key)).map(|(key, leaf)| (key.clone(), leaf.clone()));
        let above: Leaves = above.collect();
        reading.labels = columns::labels(&above, &reading.columns);
        let draft = table::read(sheet, self.forms, header, entity, merges, above);
        self.remarks.extend(columns::remarks(sheet, self.forms, header));
        self.remarks.extend(columns::swaps(sheet, header, &swapped));
        note_rows(&mut reading, &draft);
        reading.entries = draft.entries.len();
        let end = draft.end;
        let start = sheet.rows.partition_point(|row| row.number <= header.rows.1);
        self.remarks.extend(dates::swapped(sheet, &sheet.rows[start..end.max(start)], form, header));
        if let Some(row) = sheet.rows.get(end) {
            let at = sheet.at(row.number, row.cells.first().map_or(0, |(col, _)| *col));
            reading.skipped.push((at, "từ dòng này trở xuống không còn là dòng của biểu".to_owned()));
        }
        self.push(sheet, slot, entity, at, draft);
        (reading, end)
    }
}

/// Writes down what the rows of a table were taken for.
fn note_rows(reading: &mut FormReading, draft: &Draft) {
    reading.sections.clone_from(&draft.sections);
    reading.totals = draft.totals.iter().map(|entry| entry.at.clone()).collect();
    reading.skipped.clone_from(&draft.skipped);
    reading.rows.clone_from(&draft.rows);
}

/// What a sheet was recognised as.
enum Found {
    Table(Header, f64),
    Pairs(Pairs, f64),
    Lines(usize, Lines),
}

/// A score of 0 to 1 as a percentage.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100 first")]
pub(super) fn percent(score: f64) -> u8 {
    (score.clamp(0.0, 1.0) * 100.0).round() as u8
}
