//! The titles of the sheets in the properties of the document, where they list the sheets first.

use super::PatchError;
use super::package::PatchedPackage;
use super::package::bare;
use super::xml::Edits;
use super::xml::TagKind;
use super::xml::Tags;
use super::xml::escaped;

/// Puts the name of a new sheet among the titles, so that it stands at a place from 1; `sheets` is
/// how many there were.
pub(super) fn add(
    package: &mut PatchedPackage<'_>,
    sheets: usize,
    name: &str,
    place: usize,
) -> Result<(), PatchError> {
    let Some(part) = package
        .relations("")?
        .into_iter()
        .find(|relation| relation.is("extended-properties"))
    else {
        return Ok(());
    };
    let Some(text) = package.text(&part.part)? else {
        return Ok(());
    };
    if let Some(edits) = with_title(bare(&text), sheets, name, place)? {
        package.edit(&part.part, edits)?;
    }
    Ok(())
}

/// None where the titles do not list the sheets first, all of them.
fn with_title(
    text: &str,
    sheets: usize,
    name: &str,
    place: usize,
) -> Result<Option<Edits>, PatchError> {
    let mut edits = Edits::default();
    let (mut count, mut size, mut listed, mut beside) = (None, None, 0, None);
    let mut end = None;
    let (mut inside, mut prefix) = ("", "");
    for tag in Tags::of(text) {
        let tag = tag?;
        match (tag.depth, tag.local()) {
            (1, name) => inside = name,
            (_, "i4")
                if inside == "HeadingPairs" && count.is_none() && tag.kind == TagKind::Close =>
            {
                let number = text[..tag.span.start]
                    .rsplit_once('>')
                    .map_or("", |(_, number)| number);
                count = Some((
                    tag.span.start - number.len()..tag.span.start,
                    number.trim().parse::<usize>().ok(),
                ));
            }
            (2, "vector") if inside == "TitlesOfParts" && tag.begins() => size = Some(tag),
            (2, "vector") if inside == "TitlesOfParts" => end = Some(tag.span.start),
            (3, "lpstr") if inside == "TitlesOfParts" && tag.begins() => {
                listed += 1;
                if listed == place {
                    beside = Some(tag.span.start);
                }
                prefix = tag.prefix();
            }
            _ => {}
        }
    }
    let (Some((counted, Some(number))), Some(vector), Some(at)) = (count, size, beside.or(end))
    else {
        return Ok(None);
    };
    if number != sheets || listed < sheets {
        return Ok(None);
    }
    edits.replace(counted, (sheets + 1).to_string());
    edits.replace(
        vector.span.clone(),
        vector.with(&[("size", &(listed + 1).to_string())]),
    );
    edits.insert(
        at,
        format!("<{prefix}lpstr>{}</{prefix}lpstr>", escaped(name)),
    );
    Ok(Some(edits))
}
