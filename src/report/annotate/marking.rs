//! Marks the sheets of a workbook: fills on their cells, comments and the boxes of those.

use std::collections::BTreeMap;

use super::AnnotateError;
use super::comments;
use super::comments::CommentsPart;
use super::findings::OnSheet;
use super::sheet;
use super::sheet::Plan;
use super::vml;
use super::vml::Shape;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::report::patch::book::KINDS;
use crate::report::patch::book::WorkbookPart;
use crate::report::patch::content_types::ContentTypes;
use crate::report::patch::package::PatchedPackage;
use crate::report::patch::package::bare;
use crate::report::patch::styles::Styles;
use crate::report::patch::xml::Edits;
use crate::report::words;

/// What was met while the sheets were changed.
#[derive(Debug, Default)]
pub(super) struct MarkingNotes {
    /// Sheets with marks, by place; those among them that are locked.
    sheets: Vec<usize>,
    protected: Vec<usize>,
    /// Cells that have a fill and no comment: too many, or with a talk of the agency in them.
    silent: usize,
    threaded: usize,
}

impl MarkingNotes {
    /// What the user has to know, one sentence each; `full` is whether cells had no room for their
    /// fill.
    pub(super) fn sentences(
        &self,
        book: &WorkbookPart,
        workbook: &Workbook,
        full: bool,
    ) -> Vec<String> {
        let names = |sheets: &[usize]| {
            let name = |index: &usize| {
                book.sheets
                    .get(*index)
                    .map(|sheet| format!("“{}”", sheet.name))
            };
            let names: Vec<String> = sheets.iter().filter_map(name).collect();
            names.join(", ")
        };
        let is_hidden = |index: &usize| {
            let sheet = workbook.sheets.get(*index);
            sheet.is_some_and(|sheet| sheet.visibility != Visibility::Visible)
        };
        let hidden: Vec<usize> = self.sheets.iter().copied().filter(is_hidden).collect();
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

/// The package while its sheets are changed.
pub(super) struct Marking<'w, 'a> {
    pub(super) package: &'w mut PatchedPackage<'a>,
    pub(super) book: &'w WorkbookPart,
    pub(super) styles: &'w mut Styles,
    pub(super) types: &'w mut ContentTypes,
}

impl Marking<'_, '_> {
    /// Marks all sheets but our own list.
    pub(super) fn sheets(
        &mut self,
        mut by_sheet: BTreeMap<usize, OnSheet>,
    ) -> Result<MarkingNotes, AnnotateError> {
        let mut notes = MarkingNotes::default();
        for at in 0..self.book.sheets.len() {
            if Some(at) == self.book.former {
                continue;
            }
            self.sheet(at, &by_sheet.remove(&at).unwrap_or_default(), &mut notes)?;
        }
        Ok(notes)
    }

    fn sheet(
        &mut self,
        at: usize,
        on: &OnSheet,
        notes: &mut MarkingNotes,
    ) -> Result<(), AnnotateError> {
        let part = &self.book.sheets[at].part;
        let Some(text) = self.package.text(part)? else {
            return Ok(());
        };
        let mut edits = sheet::deselected(bare(&text))?;
        // Marks that a former run left are taken off.
        let clean = self.book.former.is_some();
        if clean || !on.marks.is_empty() {
            edits.extend(self.marked(at, bare(&text), on, notes)?);
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
        notes: &mut MarkingNotes,
    ) -> Result<Edits, AnnotateError> {
        let clean = self.book.former.is_some();
        let Some(mut plan) = sheet::plan(text, &on.marks, clean, self.styles)? else {
            return Ok(Edits::default());
        };
        if !on.marks.is_empty() {
            notes.sheets.push(at);
            notes.silent += on.silent;
            if plan.protected {
                notes.protected.push(at);
            }
        }
        self.comments(at, on, &mut plan, notes)?;
        Ok(plan.edits)
    }

    /// Comments and their boxes.
    fn comments(
        &mut self,
        at: usize,
        on: &OnSheet,
        plan: &mut Plan,
        notes: &mut MarkingNotes,
    ) -> Result<(), AnnotateError> {
        let part = self.book.sheets[at].part.as_str();
        let relations = self.package.relations(part)?;
        let comments = relations
            .iter()
            .find(|relation| relation.is("comments"))
            .map(|relation| relation.part.clone());
        if on.notes.is_empty() && comments.is_none() {
            return Ok(());
        }
        let before = match &comments {
            Some(name) => self.package.text(name)?,
            None => None,
        };
        let list = listed(&self.book.index);
        let written = comments::write(before.as_deref().map(bare), &on.notes, &list)?;
        notes.threaded += written.threaded;
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
        let drawing = relations
            .iter()
            .find(|relation| Some(&relation.id) == plan.legacy.as_ref())
            .map(|relation| relation.part.as_str());
        let added = self.drawing(at, on, plan, (drawing, &written))?;
        let is_added = added.is_some();
        new.extend(added.map(|name| (format!("{KINDS}vmlDrawing"), name)));
        let ids = self.package.relate(part, &new)?;
        if let (Some(id), true) = (ids.last(), is_added) {
            plan.draw(id);
        }
        Ok(())
    }

    /// Puts the boxes of comments into the drawing of a sheet; the name of a new one, where there
    /// was none.
    fn drawing(
        &mut self,
        at: usize,
        on: &OnSheet,
        plan: &Plan,
        (drawing, written): (Option<&str>, &CommentsPart),
    ) -> Result<Option<String>, AnnotateError> {
        let there = match drawing {
            Some(name) => self.package.text(name)?,
            None => None,
        };
        let text = boxes(written, on, plan, there.as_deref().map(bare), at)?;
        if let Some(name) = drawing.filter(|_| there.is_some()) {
            self.package.put(name, there.as_deref(), text)?;
            return Ok(None);
        }
        let name = self.book.free(self.package, "drawings/vmlDrawing#.vml");
        self.package.put(&name, None, text)?;
        self.types.drawing();
        Ok(Some(name))
    }
}

fn boxes(
    written: &CommentsPart,
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

/// Where all findings are listed, as comments name it.
pub(super) fn listed(index: &str) -> String {
    format!("trang “{index}”")
}
