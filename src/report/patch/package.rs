//! The package of the submission: read within the limits, and written again with most parts as they
//! are.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::io::Cursor;
use std::io::Read as _;
use std::io::Write as _;

use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::PatchError;
use super::xml::Edits;
use super::xml::Tags;
use super::xml::escaped;
use super::xml::root;
use crate::cells::Limits;

/// The package of a workbook.
pub(in crate::report) struct PatchedPackage<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by name as readers look them up: in lower case, with forward slashes.
    names: HashMap<String, usize>,
    part_bytes: u64,
    replaced: BTreeMap<usize, Edits>,
    added: Vec<(String, String)>,
}

/// A relationship of a part.
#[derive(Debug, Clone)]
pub(in crate::report) struct Relation {
    pub(in crate::report) id: String,
    pub(in crate::report) kind: String,
    /// The part that it leads to; empty outside the package.
    pub(in crate::report) part: String,
}

impl Relation {
    /// Whether the last word of its kind is this.
    pub(in crate::report) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

impl<'a> PatchedPackage<'a> {
    /// A package that the reader has already let pass.
    pub(in crate::report) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, PatchError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        let mut names = HashMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index)?;
            names.insert(folded(&part.name()?), index);
        }
        Ok(Self {
            archive,
            names,
            part_bytes: limits.part_bytes,
            replaced: BTreeMap::new(),
            added: Vec::new(),
        })
    }

    /// Whether there is a part of this name, or one is to be added.
    pub(in crate::report) fn has(&self, name: &str) -> bool {
        let name = folded(name);
        self.names.contains_key(&name) || self.added.iter().any(|(added, _)| folded(added) == name)
    }

    /// Whether the name of some part begins so.
    pub(in crate::report) fn any(&self, beginning: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(beginning))
    }

    /// The text of a part without a byte order mark; none when there is no such part.
    pub(in crate::report) fn text(&mut self, name: &str) -> Result<Option<String>, PatchError> {
        match self.names.get(&folded(name)).copied() {
            Some(index) => self.text_at(index).map(Some),
            None => Ok(None),
        }
    }

    fn text_at(&mut self, index: usize) -> Result<String, PatchError> {
        let part = self.archive.by_index(index)?;
        // The directory's sizes were held against the limits; what unpacks to more is not read.
        let claimed = part.size().min(self.part_bytes);
        let mut text = String::new();
        part.take(claimed + 1)
            .read_to_string(&mut text)
            .map_err(|_| PatchError::Corrupt)?;
        if text.len() as u64 > claimed {
            return Err(PatchError::Corrupt);
        }
        Ok(text)
    }

    /// Changes a part that is there.
    pub(in crate::report) fn edit(&mut self, name: &str, edits: Edits) -> Result<(), PatchError> {
        let index = self
            .names
            .get(&folded(name))
            .copied()
            .ok_or(PatchError::Corrupt)?;
        self.replaced.insert(index, edits);
        Ok(())
    }

    /// Puts a part in the place of one that is there, or adds it.
    pub(in crate::report) fn put(
        &mut self,
        name: &str,
        before: Option<&str>,
        text: String,
    ) -> Result<(), PatchError> {
        let Some(before) = before else {
            self.added.push((name.to_owned(), text));
            return Ok(());
        };
        let mut edits = Edits::default();
        edits.replace(0..bare(before).len(), text);
        self.edit(name, edits)
    }

    /// A name for a new part: the pattern with the first free number in the place of `#`.
    pub(in crate::report) fn free(&self, pattern: &str) -> String {
        let mut names = (1usize..).map(|number| pattern.replace('#', &number.to_string()));
        names.find(|name| !self.has(name)).unwrap_or_default()
    }

    /// The relationships of a part, in their order.
    pub(in crate::report) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, PatchError> {
        let Some(text) = self.text(&relations_of(part))? else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for tag in Tags::of(bare(&text)) {
            let tag = tag?;
            if tag.begins() && tag.local() == "Relationship" {
                let value = |key: &str| tag.value(key).unwrap_or_default().into_owned();
                let outside = value("TargetMode") == "External";
                let to = if outside {
                    String::new()
                } else {
                    resolved(part, &value("Target"))
                };
                found.push(Relation {
                    id: value("Id"),
                    kind: value("Type"),
                    part: to,
                });
            }
        }
        Ok(found)
    }

    /// Adds relationships (kind, part) to a part; their ids.
    pub(in crate::report) fn relate(
        &mut self,
        part: &str,
        new: &[(String, String)],
    ) -> Result<Vec<String>, PatchError> {
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let taken: Vec<String> = self
            .relations(part)?
            .into_iter()
            .map(|relation| relation.id)
            .collect();
        let mut free = (1usize..)
            .map(|number| format!("rIdVtvl{number}"))
            .filter(|id| !taken.contains(id));
        let ids: Vec<String> = free.by_ref().take(new.len()).collect();
        let name = relations_of(part);
        let before = self.text(&name)?;
        let lines = |prefix: &str| {
            let line = |((kind, to), id): (&(String, String), &String)| {
                format!(
                    "<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{}\"/>",
                    escaped(to)
                )
            };
            new.iter().zip(&ids).map(line).collect::<String>()
        };
        if let Some(text) = &before {
            let root = root(bare(text))?;
            let mut edits = Edits::default();
            edits.append(&root, &lines(root.open.prefix()));
            self.edit(&name, edits)?;
        } else {
            let text = format!(
                "{HEAD}<Relationships xmlns=\"{RELATIONSHIPS}\">{}</Relationships>",
                lines("")
            );
            self.added.push((name, text));
        }
        Ok(ids)
    }

    /// Writes the package: untouched parts byte by byte as they are packed, in the same order; new
    /// ones last.
    pub(in crate::report) fn write(mut self) -> Result<Vec<u8>, PatchError> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        out.set_raw_comment(self.archive.comment().into())?;
        let replaced = std::mem::take(&mut self.replaced);
        for index in 0..self.archive.len() {
            let Some(edits) = replaced.get(&index) else {
                out.raw_copy_file(self.archive.by_index_raw(index)?)?;
                continue;
            };
            let part = self.archive.by_index_raw(index)?;
            let (name, options) = (part.name()?.into_owned(), part.options());
            drop(part);
            let text = self.text_at(index)?;
            out.start_file(
                name,
                options.compression_method(CompressionMethod::Deflated),
            )?;
            let bare = bare(&text);
            out.write_all(&text.as_bytes()[..text.len() - bare.len()])?;
            edits.apply(bare, |piece| Ok(out.write_all(piece.as_bytes())?))?;
        }
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for (name, text) in &self.added {
            out.start_file(name.as_str(), options)?;
            out.write_all(text.as_bytes())?;
        }
        Ok(out.finish()?.into_inner())
    }
}

/// How a part of ours begins.
pub(in crate::report) const HEAD: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A text without its byte order mark.
pub(in crate::report) fn bare(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The part that holds the relationships of a part; of the package itself for an empty name.
fn relations_of(part: &str) -> String {
    let (folder, name) = part.split_at(part.rfind('/').map_or(0, |slash| slash + 1));
    format!("{folder}_rels/{name}.rels")
}

/// The part that a target names, seen from another part.
fn resolved(from: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    // The part itself is no folder.
    steps.pop();
    for step in target.trim_start_matches('/').split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved() {
        assert_eq!(
            resolved("xl/worksheets/sheet1.xml", "../comments1.xml"),
            "xl/comments1.xml"
        );
        assert_eq!(
            resolved("xl/worksheets/sheet1.xml", "/xl/a.vml"),
            "xl/a.vml"
        );
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(
            relations_of("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
        assert_eq!(relations_of(""), "_rels/.rels");
    }
}
