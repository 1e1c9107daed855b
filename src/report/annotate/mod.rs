//! The submitted workbook with its findings in it: a comment and a fill on each cell that is wrong,
//! and before all other sheets one that lists them with links and room for the agency's answers.
//!
//! The package is patched, not written anew: parts that need not change are copied as they are
//! packed, and in those that change the text between the edits stays byte for byte. So styles,
//! merges, validations, hidden sheets, print settings and whatever else a program has left in it
//! survive.

mod comments;
mod copy;
mod document;
mod findings;
mod geometry;
mod index;
mod notes;
mod sheet;
mod vml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::diff::read_returned_list;
use super::patch::MAIN;
use super::patch::PatchError;
use super::patch::book;
use super::patch::content_types::ContentTypes;
use super::patch::local_cell;
use super::patch::package;
use super::patch::styles;
use super::patch::xml;
use super::words;
use crate::archive;
use crate::archive::ArchiveError;
use crate::cells;
use crate::cells::Encoding;
use crate::cells::Format;
use crate::cells::Limits;
use crate::cells::OWN_SHEET;
use crate::cells::OpenError;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::opinion::Appraisal;
use book::Book;
use book::KINDS;
use book::Ours;
use book::Place;
use findings::File;
use findings::OnSheet;
use package::Package;
use package::bare;
use sheet::Plan;
use styles::Styles;
use vml::Shape;
use xml::Edits;

/// The sheet that lists the findings.
const LIST: Ours = Ours {
    title: "Nhận xét thẩm định",
    name: OWN_SHEET,
    part: "worksheets/nhan-xet-vtvl#.xml",
    place: Place::First,
};

/// Why a workbook could not be given back with its findings: one Vietnamese sentence each.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// It is no workbook that can be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It holds macros.
    #[error(
        "tệp có macro nên không ghi nhận xét vào được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Macros,
    /// It is signed.
    #[error(
        "tệp có chữ ký số, ghi nhận xét vào sẽ làm mất giá trị chữ ký; hãy lưu một bản không ký rồi thử lại"
    )]
    Signed,
    /// It is a strict Office Open XML workbook.
    #[error(
        "tệp lưu ở dạng Strict Open XML, chưa ghi nhận xét vào được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Strict,
    /// It is a Word document with macros.
    #[error(
        "tệp Word có macro nên không ghi nhận xét vào được; hãy mở bằng Word, lưu lại dạng Word Document (.docx) rồi thử lại"
    )]
    DocumentMacros,
    /// It is a strict Office Open XML document.
    #[error(
        "tệp Word lưu ở dạng Strict Open XML, chưa ghi nhận xét vào được; hãy mở bằng Word, lưu lại dạng Word Document (.docx) rồi thử lại"
    )]
    DocumentStrict,
    /// A part is not as its program should have written it.
    #[error(
        "tệp có thành phần không đúng chuẩn nên không ghi nhận xét vào được; hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Corrupt,
    /// The package could not be read or put together.
    #[error(
        "không đóng gói được tệp có nhận xét: {0}; hãy mở tệp bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Package(#[from] zip::result::ZipError),
    /// The copy could not be written.
    #[error("không ghi được tệp có nhận xét: {0}")]
    Write(#[from] std::io::Error),
    /// The copy of an `.xls` or `.ods` could not be made.
    #[error(
        "không chép được tệp sang dạng .xlsx: {0}; hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Copy(#[from] rust_xlsxwriter::XlsxError),
}

impl From<ArchiveError> for AnnotateError {
    fn from(error: ArchiveError) -> Self {
        Self::Open(error.into())
    }
}

impl From<PatchError> for AnnotateError {
    fn from(error: PatchError) -> Self {
        match error {
            PatchError::Open(error) => Self::Open(error),
            PatchError::Macros => Self::Macros,
            PatchError::Signed => Self::Signed,
            PatchError::Strict => Self::Strict,
            PatchError::Corrupt => Self::Corrupt,
            PatchError::Package(error) => Self::Package(error),
            PatchError::Write(error) => Self::Write(error),
        }
    }
}

/// A file of the submission that gets its findings written into it.
#[derive(Debug, Clone, Copy)]
pub struct Original<'a> {
    /// Its name where the submission has several files, none where it is the only one.
    pub name: Option<&'a str>,
    /// What is in it.
    pub bytes: &'a [u8],
    /// The encoding that texts were converted from; heeded where a copy is made of an `.xls` or
    /// `.ods`.
    pub encoding: Option<Encoding>,
}

/// Bản có nhận xét: the workbook with its findings.
#[derive(Debug)]
pub struct Annotated {
    /// An `.xlsx`; of a Word document a `.docx`.
    pub bytes: Vec<u8>,
    /// Findings that concern this file.
    pub findings: usize,
    /// The name of the sheet that lists them; empty in a Word document, which has them beside its
    /// text.
    pub index: String,
    /// What the user has to know of the copy, one Vietnamese sentence each.
    pub remarks: Vec<String>,
}

/// Writes the findings of an appraisal into the workbook that it judged. The same input gives the
/// same bytes.
///
/// # Errors
/// [`AnnotateError`] when the workbook cannot be read or must not be changed.
pub fn annotate(
    appraisal: &Appraisal,
    original: &Original<'_>,
    limits: &Limits,
) -> Result<Annotated, AnnotateError> {
    // The guard measures the package before anything else looks inside.
    let mut workbook = cells::open(original.bytes, limits)?;
    match workbook.format {
        Format::Xlsx => return patch(appraisal, original, &workbook, limits, Vec::new()),
        Format::Docx => return in_document(appraisal, original, &workbook, limits),
        Format::Xls | Format::Ods => {}
    }
    if let Some(encoding) = original.encoding {
        cells::convert(&mut workbook, encoding);
    }
    let widths = cells::widths(original.bytes, &workbook, limits);
    let bytes = copy::write(&workbook, &widths)?;
    let copied = Original {
        bytes: &bytes,
        ..*original
    };
    patch(
        appraisal,
        &copied,
        &workbook,
        limits,
        vec![copy::sentence(workbook.format, &widths)],
    )
}

fn in_document(
    appraisal: &Appraisal,
    original: &Original<'_>,
    workbook: &Workbook,
    limits: &Limits,
) -> Result<Annotated, AnnotateError> {
    // What is changed has to be UTF-8.
    let plain = archive::plain(&mut archive::open(original.bytes, limits)?, limits)?;
    let original = Original {
        bytes: plain.as_deref().unwrap_or(original.bytes),
        ..*original
    };
    document::patch(appraisal, &original, workbook, limits)
}

fn patch(
    appraisal: &Appraisal,
    original: &Original<'_>,
    workbook: &Workbook,
    limits: &Limits,
    mut remarks: Vec<String>,
) -> Result<Annotated, AnnotateError> {
    // What is changed has to be UTF-8.
    let plain = archive::plain(&mut archive::open(original.bytes, limits)?, limits)?;
    let mut package = Package::open(plain.as_deref().unwrap_or(original.bytes), limits)?;
    let book = Book::of(&mut package, LIST)?;
    let file = File::of(appraisal, original.name);
    let entries = findings::entries(appraisal, &file);
    let by_sheet = findings::by_sheet(&entries, &file, workbook, &listed(&book.index));
    let mut styles = book.read_styles(&mut package)?;
    let mut types = ContentTypes::default();
    let mut work = Work {
        package: &mut package,
        book: &book,
        styles: &mut styles,
        types: &mut types,
    };
    let told = work.sheets(by_sheet)?;
    remarks.extend(told.sentences(&book, workbook, styles.full));
    let source = index::ListSource {
        appraisal,
        entries: &entries,
        file: &file,
        book: &book,
        workbook,
        remarks: &remarks,
    };
    // What the agency wrote into the list of a former run stays beside its finding.
    let answers = read_returned_list(workbook, "bản trước").answers;
    let list = index::write(source, answers, &mut styles);
    book.finish(&mut package, list, styles.finish()?, types, false)?;
    Ok(Annotated {
        bytes: package.write()?,
        findings: entries.len(),
        index: book.index,
        remarks,
    })
}

/// What was met while the sheets were changed.
#[derive(Debug, Default)]
struct Told {
    sheets: Vec<usize>,
    protected: Vec<usize>,
    silent: usize,
    threaded: usize,
}

impl Told {
    fn sentences(&self, book: &Book, workbook: &Workbook, full: bool) -> Vec<String> {
        let names = |sheets: &[usize]| {
            let name = |index: &usize| {
                book.sheets
                    .get(*index)
                    .map(|sheet| format!("“{}”", sheet.name))
            };
            sheets
                .iter()
                .filter_map(name)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let hidden: Vec<usize> = self
            .sheets
            .iter()
            .copied()
            .filter(|index| is_hidden(workbook, *index))
            .collect();
        let mut sentences = Vec::new();
        if !hidden.is_empty() {
            sentences.push(format!(
                "Trang ẩn {} cũng có nhận xét; trang vẫn được giữ ẩn.",
                names(&hidden)
            ));
        }
        if !self.protected.is_empty() {
            sentences.push(format!(
                "Trang {} đang khóa; chú thích đã ghi, trang vẫn khóa, muốn sửa phải mở khóa.",
                names(&self.protected)
            ));
        }
        if self.threaded > 0 {
            let many = words::count(self.threaded);
            sentences.push(format!(
                "{many} ô đã có chuỗi trao đổi của cơ quan nên chỉ tô màu; nhận xét xem ở trang “{}”.",
                book.index
            ));
        }
        if self.silent > 0 {
            let many = words::count(self.silent);
            sentences.push(format!(
                "{many} ô chỉ tô màu, không kèm chú thích, vì có quá nhiều ô cùng nội dung."
            ));
        }
        if full {
            sentences.push(
                "Một số ô không tô màu được vì tệp có quá nhiều kiểu định dạng; chú thích vẫn có."
                    .to_owned(),
            );
        }
        sentences
    }
}

/// Where all findings are listed, as comments name it.
fn listed(index: &str) -> String {
    format!("trang “{index}”")
}

fn is_hidden(workbook: &Workbook, index: usize) -> bool {
    workbook
        .sheets
        .get(index)
        .is_some_and(|sheet| sheet.visibility != Visibility::Visible)
}

/// The package while its sheets are changed.
struct Work<'w, 'a> {
    package: &'w mut Package<'a>,
    book: &'w Book,
    styles: &'w mut Styles,
    types: &'w mut ContentTypes,
}

impl Work<'_, '_> {
    fn sheets(&mut self, mut by_sheet: BTreeMap<usize, OnSheet>) -> Result<Told, AnnotateError> {
        let mut told = Told::default();
        for at in 0..self.book.sheets.len() {
            if Some(at) == self.book.former {
                continue;
            }
            self.sheet(at, &by_sheet.remove(&at).unwrap_or_default(), &mut told)?;
        }
        Ok(told)
    }

    fn sheet(&mut self, at: usize, on: &OnSheet, told: &mut Told) -> Result<(), AnnotateError> {
        let part = &self.book.sheets[at].part;
        let Some(text) = self.package.text(part)? else {
            return Ok(());
        };
        let mut edits = sheet::deselected(bare(&text))?;
        // Marks that a former run left are taken off.
        let clean = self.book.former.is_some();
        if clean || !on.marks.is_empty() {
            edits.extend(self.marked(at, bare(&text), on, told)?);
        }
        if !edits.is_empty() {
            self.package.edit(part, edits)?;
        }
        Ok(())
    }

    /// The changes of the cells of a sheet.
    fn marked(
        &mut self,
        at: usize,
        text: &str,
        on: &OnSheet,
        told: &mut Told,
    ) -> Result<Edits, AnnotateError> {
        let clean = self.book.former.is_some();
        let Some(mut plan) = sheet::plan(text, &on.marks, clean, self.styles)? else {
            return Ok(Edits::default());
        };
        if !on.marks.is_empty() {
            told.sheets.push(at);
            told.silent += on.silent;
            if plan.protected {
                told.protected.push(at);
            }
        }
        self.comments(at, on, &mut plan, told)?;
        Ok(plan.edits)
    }

    /// Comments and their boxes.
    fn comments(
        &mut self,
        at: usize,
        on: &OnSheet,
        plan: &mut Plan,
        told: &mut Told,
    ) -> Result<(), AnnotateError> {
        let part = self.book.sheets[at].part.as_str();
        let relations = self.package.relations(part)?;
        let found = |kind: &str| {
            relations
                .iter()
                .find(|relation| relation.is(kind))
                .map(|relation| relation.part.clone())
        };
        let comments = found("comments");
        if on.notes.is_empty() && comments.is_none() {
            return Ok(());
        }
        let before = match &comments {
            Some(name) => self.package.text(name)?,
            None => None,
        };
        let written = comments::write(
            before.as_deref().map(bare),
            &on.notes,
            &listed(&self.book.index),
        )?;
        told.threaded += written.threaded;
        if written.is_unchanged() {
            return Ok(());
        }
        let mut new = Vec::new();
        let name = comments.unwrap_or_else(|| self.book.free(self.package, "comments#.xml"));
        if before.is_none() {
            self.types.comments(&name);
            new.push((format!("{KINDS}comments"), name.clone()));
        }
        self.package
            .put(&name, before.as_deref(), written.text.clone())?;
        let legacy = plan.legacy.as_ref();
        let drawing = relations
            .iter()
            .find(|relation| Some(&relation.id) == legacy)
            .map(|relation| relation.part.clone());
        let there = match &drawing {
            Some(name) => self.package.text(name)?,
            None => None,
        };
        let text = boxes(&written, on, plan, there.as_deref().map(bare), at)?;
        if let Some(name) = drawing.filter(|_| there.is_some()) {
            self.package.put(&name, there.as_deref(), text)?;
        } else {
            let name = self.book.free(self.package, "drawings/vmlDrawing#.vml");
            self.package.put(&name, None, text)?;
            self.types.drawing();
            new.push((format!("{KINDS}vmlDrawing"), name));
        }
        let ids = self.package.relate(part, &new)?;
        if let (Some(id), true) = (ids.last(), there.is_none()) {
            plan.draw(id);
        }
        Ok(())
    }
}

fn boxes(
    written: &comments::CommentsPart,
    on: &OnSheet,
    plan: &Plan,
    there: Option<&str>,
    at: usize,
) -> Result<String, AnnotateError> {
    let shape = |cell: (u32, u32), before: usize| {
        let size = on.notes.get(&cell)?.size(before);
        Some(Shape {
            cell,
            anchor: plan.geometry.anchor(cell, size),
            size,
        })
    };
    let shapes: Vec<Shape> = written
        .boxes
        .iter()
        .filter_map(|cell| shape(*cell, 0))
        .collect();
    let grown: Vec<Shape> = written
        .extended
        .iter()
        .filter_map(|(cell, lines)| shape(*cell, *lines))
        .collect();
    let dropped: Vec<(u32, u32)> = written.dropped.iter().copied().collect();
    vml::write(there, at + 1, &shapes, &dropped, &grown)
}
