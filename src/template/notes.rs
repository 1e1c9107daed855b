//! The notes on headings: what to write, and which provision wants it.

use rust_xlsxwriter::Note;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::wanted::WantedIndex;
use crate::dictionary::Entity;
use crate::dictionary::Field;

/// Width of a note in pixels, and how many characters stand in a line of it.
const WIDTH: u32 = 320;
const LINE: usize = 44;
/// Height of a line in pixels.
const HEIGHT: u32 = 18;

/// Puts the note of a field on its heading.
pub(super) fn put(
    out: &mut Worksheet,
    at: (u32, u16),
    entity: Entity,
    field: &Field,
    wanted: &WantedIndex,
) -> Result<(), XlsxError> {
    let text = text(entity, field, wanted);
    let lines: usize = text
        .lines()
        .map(|line| 1 + line.chars().count() / LINE)
        .sum();
    let height = (u32::try_from(lines).unwrap_or(1) + 1) * HEIGHT;
    let note = Note::new(text)
        .set_author("vtvl")
        .add_author_prefix(false)
        .set_width(WIDTH)
        .set_height(height);
    out.insert_note(at.0, at.1, &note)?;
    Ok(())
}

/// What the note says.
pub(super) fn text(entity: Entity, field: &Field, wanted: &WantedIndex) -> String {
    let hint = field.blank.hint.as_deref().unwrap_or_default();
    match wanted.of_field(entity, &field.key).as_str() {
        "" => format!("{hint}\nCăn cứ: không có quy định riêng về cột này."),
        provisions => format!("{hint}\nCăn cứ: {provisions}."),
    }
}
