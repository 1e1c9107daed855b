//! Writes the pages as a PDF: text with its Unicode, tags, bookmarks, links. Neither time nor
//! chance goes into it.

use krilla::Document as Pdf;
use krilla::action::Action;
use krilla::action::LinkAction;
use krilla::annotation::LinkAnnotation;
use krilla::annotation::Target;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::PathBuilder;
use krilla::geom::Point;
use krilla::geom::Rect;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::tagging::Artifact;
use krilla::tagging::ArtifactType;
use krilla::tagging::ContentTag;
use krilla::tagging::Identifier;
use krilla::tagging::SpanTag;
use krilla::text::GlyphId;
use krilla::text::KrillaGlyph;

use super::Defect;
use super::bookmarks;
use super::faces::PdfFaces;
use super::model::Link;
use super::model::PdfDocument;
use super::ops::Op;
use super::ops::PdfPage;
use super::ops::Structure;
use super::ops::Text;
use super::props::Colour;

/// Addresses that a link may lead to.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Writes a document.
pub(super) fn pdf(
    document: &PdfDocument,
    pages: &[PdfPage],
    structure: &Structure,
    faces: &PdfFaces,
) -> Result<Vec<u8>, Defect> {
    let mut pdf = Pdf::new();
    let mut content: Vec<Vec<Identifier>> = vec![Vec::new(); structure.parts.len()];
    let anchors = bookmarks::anchors(pages);
    for page in pages {
        let settings = PageSettings::from_wh(page.width, page.height);
        let mut on = pdf
            .start_page_with(settings.ok_or_else(|| Defect("khổ giấy không hợp lệ".to_owned()))?);
        let mut surface = on.surface();
        shapes(&mut surface, page);
        texts(&mut surface, page, faces, &mut content);
        surface.finish();
        for text in page.ops.iter().filter_map(as_text) {
            if let Some(target) = text
                .link
                .and_then(|link| document.links.get(link))
                .and_then(|link| target(link, &anchors))
                && let Some(rect) = Rect::from_xywh(
                    text.x,
                    text.y - text.size * 0.9,
                    text.width.max(1.0),
                    text.size * 1.15,
                )
            {
                on.add_annotation(LinkAnnotation::new(rect, target).into());
            }
        }
        on.finish();
    }
    pdf.set_outline(bookmarks::outline(pages));
    pdf.set_tag_tree(bookmarks::tags(structure, content, &document.language));
    let mut metadata = Metadata::new().language(document.language.clone());
    if !document.title.is_empty() {
        metadata = metadata.title(document.title.clone());
    }
    if !document.author.is_empty() {
        metadata = metadata
            .authors(vec![document.author.clone()])
            .creator(document.author.clone());
    }
    pdf.set_metadata(metadata);
    pdf.finish().map_err(|error| Defect(error.to_string()))
}

fn as_text(op: &Op) -> Option<&Text> {
    match op {
        Op::Text(text) => Some(text),
        _ => None,
    }
}

/// Where a link leads, if we let it.
fn target(link: &Link, anchors: &bookmarks::Anchors) -> Option<Target> {
    match link {
        Link::Outside(address) => {
            let allowed = SCHEMES
                .iter()
                .any(|scheme| address.to_lowercase().starts_with(scheme));
            allowed.then(|| Target::Action(Action::Link(LinkAction::new(address.clone()))))
        }
        Link::Inside(name) => {
            let (page, y) = anchors.get(name)?;
            Some(Target::Destination(
                XyzDestination::new(*page, Point::from_xy(0.0, *y)).into(),
            ))
        }
    }
}

/// Shades, then lines: they are looks, not text.
fn shapes(surface: &mut Surface<'_>, page: &PdfPage) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
        ArtifactType::Layout,
    )));
    for op in &page.ops {
        if let Op::Fill { at, size, colour } = op
            && let Some(rect) = Rect::from_xywh(at.0, at.1, size.0, size.1)
        {
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            path.finish()
                .iter()
                .for_each(|path| surface.draw_path(path));
        }
    }
    surface.set_fill(None);
    for op in &page.ops {
        if let Op::Line {
            from,
            to,
            width,
            colour,
        } = op
        {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.set_stroke(Some(Stroke {
                paint: fill(*colour).paint,
                width: *width,
                ..Stroke::default()
            }));
            path.finish()
                .iter()
                .for_each(|path| surface.draw_path(path));
        }
    }
    surface.set_stroke(None);
    surface.end_tagged();
}

/// The texts of a page in the order of reading, those of one part of the structure together.
fn texts(
    surface: &mut Surface<'_>,
    page: &PdfPage,
    faces: &PdfFaces,
    content: &mut [Vec<Identifier>],
) {
    let texts: Vec<&Text> = page.ops.iter().filter_map(as_text).collect();
    for run in texts.chunk_by(|one, other| one.part == other.part) {
        match run[0].part {
            Some(part) => {
                let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                content[part].push(id);
            }
            None => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
                    ArtifactType::PaginationOther,
                )));
            }
        }
        for text in run {
            draw(surface, text, faces);
        }
        surface.end_tagged();
    }
}

fn draw(surface: &mut Surface<'_>, text: &Text, faces: &PdfFaces) {
    let mut glyphs = Vec::new();
    for (at, c) in text.text.char_indices() {
        let glyph = faces.glyph(text.face, c);
        let advance = glyph.advance
            + if c == ' ' {
                text.stretch / text.size
            } else {
                0.0
            };
        let range = at..at + c.len_utf8();
        glyphs.push(KrillaGlyph::new(
            GlyphId::new(glyph.id),
            advance,
            0.0,
            0.0,
            0.0,
            range,
            None,
        ));
    }
    if !glyphs.is_empty() {
        surface.set_fill(Some(fill(text.colour)));
        surface.draw_glyphs(
            Point::from_xy(text.x, text.y),
            &glyphs,
            faces.font(text.face),
            &text.text,
            text.size,
            false,
        );
    }
}

/// Black is grey without light, so that printers use no coloured ink for it.
fn fill(colour: Colour) -> Fill {
    match colour {
        [0, 0, 0] => Fill::default(),
        [red, green, blue] => Fill {
            paint: rgb::Color::new(red, green, blue).into(),
            ..Fill::default()
        },
    }
}
