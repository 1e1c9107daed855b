//! A Word document of the submission with its findings as comments on the paragraphs of its cells.
//!
//! The package is patched as that of a workbook is: the body gets the marks of the comments, the
//! comments are a part of their own, and everything else stays byte for byte.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::AnnotateError;
use super::Annotated;
use super::Original;
use super::comments::Notes;
use super::findings;
use super::findings::File;
use super::notes::AUTHOR;
use super::notes::NotePieces;
use crate::cells;
use crate::cells::Limits;
use crate::cells::WordAnchors;
use crate::cells::Workbook;
use crate::opinion::Appraisal;
use crate::report::clean;
use crate::report::patch::PatchError;
use crate::report::patch::book::KINDS;
use crate::report::patch::content_types::ContentTypes;
use crate::report::patch::package::HEAD;
use crate::report::patch::package::PatchedPackage;
use crate::report::patch::package::bare;
use crate::report::patch::xml::Edits;
use crate::report::patch::xml::Tag;
use crate::report::patch::xml::TagKind;
use crate::report::patch::xml::Tags;
use crate::report::patch::xml::elements;
use crate::report::patch::xml::root;
use crate::report::words;

/// The namespace of documents (ECMA-376, transitional).
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const COMMENTS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// Where a comment that is too short for all sends its reader.
const ELSEWHERE: &str = "báo cáo thẩm định";

/// Writes the findings into a document that the reader has let pass.
pub(super) fn patch(
    appraisal: &Appraisal,
    original: &Original<'_>,
    workbook: &Workbook,
    limits: &Limits,
) -> Result<Annotated, AnnotateError> {
    let anchors = cells::word_anchors(original.bytes, limits)?;
    let mut package = PatchedPackage::open(original.bytes, limits)?;
    let main = main_part(&mut package)?;
    let file = File::of(appraisal, original.name);
    let entries = findings::entries(appraisal, &file);
    let by_sheet = findings::by_sheet(&entries, &file, workbook, ELSEWHERE);
    let silent: usize = by_sheet.values().map(|on| on.silent).sum();
    let mut notes: BTreeMap<u32, Vec<NotePieces>> = BTreeMap::new();
    for (at, on) in by_sheet {
        let Some(anchors) = anchors.get(at) else {
            continue;
        };
        for (paragraph, note) in placed(&on.notes, anchors) {
            notes.entry(paragraph).or_default().push(note);
        }
    }
    let relations = package.relations(&main)?;
    let part = relations
        .iter()
        .find(|relation| relation.is("comments"))
        .map(|relation| relation.part.clone());
    let before = match &part {
        Some(part) => package.text(part)?,
        None => None,
    };
    let former = Former::of(before.as_deref().map(bare))?;
    let text = package.text(&main)?.ok_or(PatchError::Corrupt)?;
    let (edits, written) = body(bare(&text), &notes, &former)?;
    if !edits.is_empty() {
        package.edit(&main, edits)?;
    }
    comments(
        &mut package,
        &main,
        (part, before.as_deref()),
        &written,
        &former,
    )?;
    Ok(Annotated {
        bytes: package.write()?,
        findings: entries.len(),
        index: String::new(),
        remarks: remarks(silent),
    })
}

fn remarks(silent: usize) -> Vec<String> {
    let many = words::count(silent);
    let told =
        format!("{many} ô không kèm chú thích, vì có quá nhiều ô cùng nội dung; xem {ELSEWHERE}.");
    if silent > 0 { vec![told] } else { Vec::new() }
}

/// The main part, if it may be changed.
fn main_part(package: &mut PatchedPackage<'_>) -> Result<String, AnnotateError> {
    let relations = package.relations("")?;
    if package.any("_xmlsignatures/") || relations.iter().any(|relation| relation.is("origin")) {
        return Err(AnnotateError::Patch(PatchError::Signed));
    }
    let main = relations
        .into_iter()
        .rfind(|relation| relation.is("officeDocument"));
    let main = main
        .map(|relation| relation.part)
        .ok_or(PatchError::Corrupt)?;
    if package
        .relations(&main)?
        .iter()
        .any(|relation| relation.is("vbaProject"))
    {
        return Err(AnnotateError::DocumentMacros);
    }
    Ok(main)
}

/// The notes by the paragraphs in which their cells begin; a cell without one has its note on the
/// nearest before it.
fn placed(notes: &Notes, anchors: &WordAnchors) -> Vec<(u32, NotePieces)> {
    let near = |cell: &(u32, u32)| {
        let before = anchors.range(..=*cell).next_back();
        before
            .or_else(|| anchors.iter().next())
            .map(|(_, paragraph)| *paragraph)
    };
    notes
        .iter()
        .filter_map(|(cell, note)| Some((near(cell)?, note.pieces(ELSEWHERE))))
        .collect()
}

/// Comments that a former run left, and the first number that is free.
#[derive(Debug, Default)]
struct Former {
    own: BTreeSet<String>,
    free: u32,
}

impl Former {
    fn of(text: Option<&str>) -> Result<Self, AnnotateError> {
        let mut former = Self::default();
        let Some(text) = text else { return Ok(former) };
        for comment in elements(text, 1)? {
            let p = comment.open.prefix();
            let Some(id) = comment.open.value(&format!("{p}id")) else {
                continue;
            };
            if comment
                .open
                .value(&format!("{p}author"))
                .is_some_and(|author| author == AUTHOR)
            {
                former.own.insert(id.into_owned());
            } else if let Ok(number) = id.parse::<u32>() {
                former.free = former.free.max(number.saturating_add(1));
            }
        }
        Ok(former)
    }

    /// Whether a tag is the mark of a comment that goes.
    fn marks(&self, tag: &Tag<'_>) -> bool {
        matches!(
            tag.local(),
            "commentRangeStart" | "commentRangeEnd" | "commentReference"
        ) && tag
            .value(&format!("{}id", tag.prefix()))
            .is_some_and(|id| self.own.contains(&*id))
    }
}

/// A comment with its number.
type WordComment = (u32, NotePieces);

/// The marks of comments in the body.
fn body(
    text: &str,
    notes: &BTreeMap<u32, Vec<NotePieces>>,
    former: &Former,
) -> Result<(Edits, Vec<WordComment>), AnnotateError> {
    strict(text)?;
    let mut scan = BodyScan {
        notes,
        former,
        prefix: root(text)?.open.prefix().to_owned(),
        edits: Edits::default(),
        written: Vec::new(),
        ordinal: 0,
        open: Vec::new(),
        begins: None,
    };
    for tag in Tags::of(text) {
        scan.visit(&tag?);
    }
    Ok((scan.edits, scan.written))
}

/// The body while its paragraphs get their marks.
struct BodyScan<'s> {
    notes: &'s BTreeMap<u32, Vec<NotePieces>>,
    former: &'s Former,
    prefix: String,
    edits: Edits,
    written: Vec<WordComment>,
    /// The number of the next paragraph.
    ordinal: u32,
    /// Paragraphs that are open and get comments: their depth, and what stands at their end.
    open: Vec<(usize, String)>,
    /// Where the marks of comments begin: after the properties of the paragraph that has just
    /// begun.
    begins: Option<(usize, String)>,
}

impl BodyScan<'_> {
    fn visit(&mut self, tag: &Tag<'_>) {
        if self.former.marks(tag) {
            self.edits.replace(tag.span.clone(), String::new());
            return;
        }
        self.put_start(tag);
        let is_paragraph = tag.local() == "p" && tag.prefix() == self.prefix;
        if is_paragraph && tag.begins() {
            self.paragraph(tag);
        } else if is_paragraph
            && let Some((_, end)) = self.open.pop_if(|(depth, _)| *depth == tag.depth)
        {
            self.edits.insert(tag.span.start, end);
        }
    }

    /// Puts the marks that wait for their place, once a tag shows where that is.
    fn put_start(&mut self, tag: &Tag<'_>) {
        let Some((depth, marks)) = self.begins.take() else {
            return;
        };
        let is_properties = tag.depth == depth + 1 && tag.local() == "pPr";
        match (is_properties, tag.kind) {
            (true, TagKind::Open) => self.begins = Some((depth, marks)),
            (true, _) => self.edits.insert(tag.span.end, marks),
            // Inside of the properties.
            (false, _) if tag.depth > depth + 1 => self.begins = Some((depth, marks)),
            (false, _) => self.edits.insert(tag.span.start, marks),
        }
    }

    /// A paragraph begins.
    fn paragraph(&mut self, tag: &Tag<'_>) {
        let own = self.notes.get(&self.ordinal);
        self.ordinal += 1;
        let Some(own) = own.filter(|own| !own.is_empty()) else {
            return;
        };
        let (start, end) = marks(&self.prefix, own, self.former.free, &mut self.written);
        if tag.kind == TagKind::Empty {
            let (opened, name) = (Tag::opened(tag.raw), tag.name());
            let whole = format!("{opened}{start}{end}</{name}>");
            self.edits.replace(tag.span.clone(), whole);
        } else {
            self.begins = Some((tag.depth, start));
            self.open.push((tag.depth, end));
        }
    }
}

/// Refuses the strict form, whose parts have other names.
fn strict(text: &str) -> Result<(), AnnotateError> {
    let root = root(text)?;
    let transitional = root
        .open
        .attributes()
        .iter()
        .any(|(_, range)| &root.open.raw[range.clone()] == MAIN);
    if transitional {
        Ok(())
    } else {
        Err(AnnotateError::DocumentStrict)
    }
}

/// What stands at the beginning and at the end of a paragraph with comments.
fn marks(
    p: &str,
    notes: &[NotePieces],
    free: u32,
    written: &mut Vec<WordComment>,
) -> (String, String) {
    let (mut start, mut end) = (String::new(), String::new());
    for note in notes {
        let id = free.saturating_add(u32::try_from(written.len()).unwrap_or(u32::MAX));
        // Writing to a String cannot fail.
        let _ = write!(start, "<{p}commentRangeStart {p}id=\"{id}\"/>");
        let _ = write!(
            end,
            "<{p}commentRangeEnd {p}id=\"{id}\"/><{p}r><{p}commentReference {p}id=\"{id}\"/></{p}r>"
        );
        written.push((id, note.clone()));
    }
    (start, end)
}

/// Writes the part of the comments: ours go and come, those of others stay.
fn comments(
    package: &mut PatchedPackage<'_>,
    main: &str,
    (part, before): (Option<String>, Option<&str>),
    written: &[WordComment],
    former: &Former,
) -> Result<(), AnnotateError> {
    if written.is_empty() && former.own.is_empty() {
        return Ok(());
    }
    let Some((part, text)) = part.zip(before.map(bare)) else {
        let folder = main.rfind('/').map_or("", |slash| &main[..=slash]);
        let usual = format!("{folder}comments.xml");
        let part = if package.has(&usual) {
            package.free(&format!("{folder}comments#.xml"))
        } else {
            usual
        };
        let all: String = written.iter().map(|one| comment("w:", one)).collect();
        package.put(
            &part,
            None,
            format!("{HEAD}<w:comments xmlns:w=\"{MAIN}\">{all}</w:comments>"),
        )?;
        package.relate(main, &[(format!("{KINDS}comments"), part.clone())])?;
        let mut types = ContentTypes::default();
        types.part(&part, COMMENTS_TYPE);
        return Ok(types.write(package)?);
    };
    let top = root(text)?;
    let p = top.open.prefix();
    let mut edits = Edits::default();
    for one in elements(text, 1)? {
        if one
            .open
            .value(&format!("{p}id"))
            .is_some_and(|id| former.own.contains(&*id))
        {
            edits.replace(one.span(), String::new());
        }
    }
    let all: String = written.iter().map(|one| comment(p, one)).collect();
    edits.append(&top, &all);
    Ok(package.edit(&part, edits)?)
}

fn comment(p: &str, (id, pieces): &WordComment) -> String {
    let mut paragraphs = String::new();
    for (bold, piece) in pieces {
        for line in piece.split('\n').filter(|line| !line.trim().is_empty()) {
            let look = if *bold {
                format!("<{p}rPr><{p}b/></{p}rPr>")
            } else {
                String::new()
            };
            let text = clean::marked_up(line);
            let _ = write!(
                paragraphs,
                "<{p}p><{p}r>{look}<{p}t xml:space=\"preserve\">{text}</{p}t></{p}r></{p}p>"
            );
        }
    }
    format!(
        "<{p}comment {p}id=\"{id}\" {p}author=\"{AUTHOR}\" {p}initials=\"{AUTHOR}\">{paragraphs}</{p}comment>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, ordinals: &[u32], former: &Former) -> String {
        let note = vec![vec![
            (true, "Sai".to_owned()),
            (false, "\na < b".to_owned()),
        ]];
        let notes = ordinals
            .iter()
            .map(|ordinal| (*ordinal, note.clone()))
            .collect();
        let text = format!("<w:document xmlns:w=\"{MAIN}\">{text}</w:document>");
        let (edits, _) = body(&text, &notes, former).unwrap();
        let whole = edits.applied(&text).unwrap();
        whole[whole.find('>').unwrap() + 1..]
            .trim_end_matches("</w:document>")
            .to_owned()
    }

    #[test]
    fn comments_stand_after_the_properties_of_their_paragraph() {
        let text =
            "<w:p><w:pPr><w:jc/></w:pPr><w:r/></w:p><w:p/><w:p a=\"1\"><w:pPr/></w:p><w:p></w:p>";
        let start = |id: u32| format!("<w:commentRangeStart w:id=\"{id}\"/>");
        let end = |id: u32| {
            format!(
                "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"
            )
        };
        let wanted = format!(
            "<w:p><w:pPr><w:jc/></w:pPr>{}<w:r/>{}</w:p><w:p>{}{}</w:p><w:p a=\"1\"><w:pPr/>{}{}</w:p><w:p>{}{}</w:p>",
            start(7),
            end(7),
            start(8),
            end(8),
            start(9),
            end(9),
            start(10),
            end(10)
        );
        let former = Former {
            free: 7,
            ..Former::default()
        };
        assert_eq!(marked(text, &[0, 1, 2, 3], &former), wanted);
        // The paragraphs of a text box inside are paragraphs of their own.
        let nested = "<w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>";
        let inner = marked(nested, &[1], &Former::default());
        assert!(
            inner.starts_with("<w:p><w:r><w:pict><w:txbxContent><w:p><w:commentRangeStart"),
            "{inner}"
        );
        assert!(marked(nested, &[0], &Former::default()).ends_with(
            "</w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>"
        ));
    }

    #[test]
    fn comments_of_others_stay_and_ours_go() {
        let part = "<w:comments xmlns:w=\"x\"><w:comment w:id=\"3\" w:author=\"Lan\"/><w:comment w:id=\"9\" w:author=\"vtvl\"/></w:comments>";
        let former = Former::of(Some(part)).unwrap();
        assert_eq!((former.free, former.own.len()), (4, 1));
        let text = "<w:p><w:commentRangeStart w:id=\"9\"/><w:commentRangeStart w:id=\"3\"/><w:r><w:commentReference w:id=\"9\"/></w:r></w:p>";
        assert_eq!(
            marked(text, &[], &former),
            "<w:p><w:commentRangeStart w:id=\"3\"/><w:r></w:r></w:p>"
        );
        let one = comment("w:", &(4, vec![(false, "a < b\n\nc".to_owned())]));
        assert!(
            one.contains("a &lt; b") && one.matches("<w:p>").count() == 2,
            "{one}"
        );
    }

    #[test]
    fn a_strict_document_is_refused() {
        let strict = "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"/>";
        assert!(matches!(
            body(strict, &BTreeMap::new(), &Former::default()),
            Err(AnnotateError::DocumentStrict)
        ));
    }
}
