//! The typeface: Tinos, as wide as Times New Roman letter by letter, in four faces with all of
//! Vietnamese. `fonts/OFL.txt` says what the files are and under which licence they may be passed
//! on.

use krilla::text::Font;
use skrifa::FontRef;
use skrifa::MetadataProvider as _;
use skrifa::charmap::Charmap;
use skrifa::instance::LocationRef;
use skrifa::instance::Size;
use skrifa::metrics::GlyphMetrics;

use super::Defect;

const FILES: [&[u8]; 4] = [
    include_bytes!("fonts/tinos-regular.ttf"),
    include_bytes!("fonts/tinos-bold.ttf"),
    include_bytes!("fonts/tinos-italic.ttf"),
    include_bytes!("fonts/tinos-bold-italic.ttf"),
];

/// Characters below this are looked up once.
const COMMON: usize = 0x250;

/// Shown for a character that no face has.
const REPLACEMENTS: [char; 3] = ['\u{25a1}', '\u{fffd}', '?'];

/// One of the four faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FaceId(u8);

impl FaceId {
    /// The face that is so bold and so slanted.
    pub(super) fn of(bold: bool, italic: bool) -> Self {
        Self(u8::from(bold) + 2 * u8::from(italic))
    }
}

/// A character in a face: its glyph, and its width in parts of the size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) advance: f32,
}

/// The four faces.
pub(super) struct PdfFaces {
    faces: Vec<Face>,
}

struct Face {
    font: Font,
    charmap: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units: f32,
    common: Vec<Glyph>,
    ascent: f32,
    descent: f32,
    leading: f32,
}

impl PdfFaces {
    /// Opens the faces that the program carries.
    pub(super) fn open() -> Result<Self, Defect> {
        let faces = FILES
            .into_iter()
            .map(Face::open)
            .collect::<Option<Vec<_>>>();
        faces
            .map(|faces| Self { faces })
            .ok_or_else(|| Defect("không mở được phông chữ đi kèm".to_owned()))
    }

    fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0) % FILES.len()]
    }

    /// The face as the PDF embeds it.
    pub(super) fn font(&self, id: FaceId) -> Font {
        self.face(id).font.clone()
    }

    /// The glyph of a character, or that of its replacement.
    pub(super) fn glyph(&self, id: FaceId, c: char) -> Glyph {
        let face = self.face(id);
        face.common
            .get(c as usize)
            .copied()
            .unwrap_or_else(|| face.look_up(c))
    }

    /// Height above and below the base line and the leading above it, in points at a size.
    pub(super) fn measures(&self, id: FaceId, size: f32) -> (f32, f32, f32) {
        let face = self.face(id);
        (face.ascent * size, face.descent * size, face.leading * size)
    }
}

impl Face {
    fn open(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let units = f32::from(metrics.units_per_em);
        let mut face = Self {
            font: Font::new(bytes.into(), 0)?,
            charmap: font.charmap(),
            widths: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units,
            common: Vec::new(),
            ascent: metrics.ascent / units,
            descent: -metrics.descent / units,
            leading: metrics.leading / units,
        };
        face.common = (0..COMMON)
            .filter_map(|c| char::from_u32(u32::try_from(c).ok()?))
            .map(|c| face.look_up(c))
            .collect();
        Some(face)
    }

    fn look_up(&self, c: char) -> Glyph {
        if let Some(glyph) = self.known(c) {
            return glyph;
        }
        if is_invisible(c) {
            return Glyph {
                advance: 0.0,
                ..self.known(' ').unwrap_or(Glyph {
                    id: 0,
                    advance: 0.0,
                })
            };
        }
        REPLACEMENTS
            .into_iter()
            .find_map(|c| self.known(c))
            .unwrap_or(Glyph {
                id: 0,
                advance: 0.5,
            })
    }

    fn known(&self, c: char) -> Option<Glyph> {
        let id = self.charmap.map(c)?;
        Some(Glyph {
            id: id.to_u32(),
            advance: self.widths.advance_width(id)? / self.units,
        })
    }
}

/// Characters that only say how others are written: a box for them would say too much.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
