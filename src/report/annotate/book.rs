//! The workbook around the sheets: which sheets there are, and the one that lists the findings.

use super::AnnotateError;
use super::package::Package;
use super::package::Relation;
use super::package::bare;
use super::xml::Edits;
use super::xml::Element;
use super::xml::Kind;
use super::xml::Tags;
use super::xml::elements;
use super::xml::escaped;
use super::xml::relation;
use super::xml::root;
use crate::cells;
use crate::cells::OWN_SHEET;

/// The name of the sheet that lists the findings.
const INDEX: &str = "Nhận xét thẩm định";
/// The namespace of strict workbooks.
const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const VML_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Relationships of office documents.
pub(super) const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A sheet of the workbook.
#[derive(Debug)]
pub(super) struct SheetPart {
    /// Its name as written.
    pub(super) name: String,
    pub(super) part: String,
}

/// The workbook as its main part says.
#[derive(Debug)]
pub(super) struct Book {
    main: String,
    text: String,
    pub(super) sheets: Vec<SheetPart>,
    /// The part of its styles; none when it has none.
    pub(super) styles: Option<String>,
    /// The name of the sheet that lists the findings.
    pub(super) index: String,
    /// Which of the sheets it is, when a former run left it.
    pub(super) former: Option<usize>,
    folder: String,
    last_id: u32,
}

impl Book {
    /// Reads the main part; refuses what must not be changed.
    pub(super) fn of(package: &mut Package<'_>) -> Result<Self, AnnotateError> {
        let main = package.relations("")?.into_iter().rfind(|relation| relation.is("officeDocument"));
        let main = main.ok_or(AnnotateError::Corrupt)?.part;
        let relations = package.relations(&main)?;
        refuse(package, &relations)?;
        let text = package.text(&main)?.ok_or(AnnotateError::Corrupt)?;
        let text = bare(&text).to_owned();
        if root(&text)?.open.raw.contains(STRICT) {
            return Err(AnnotateError::Strict);
        }
        let (sheets, last_id) = sheets(&text, &relations)?;
        let former = former(&text, &sheets)?;
        let taken = |name: &str| sheets.iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
        let mut names = (2..).map(|number| format!("{INDEX} ({number})"));
        let index = match former {
            Some(at) => sheets[at].name.clone(),
            None if !taken(INDEX) => INDEX.to_owned(),
            None => names.find(|name| !taken(name)).unwrap_or_default(),
        };
        let styles = relations.iter().find(|relation| relation.is("styles")).map(|relation| relation.part.clone());
        let folder = main.rfind('/').map_or("", |slash| &main[..=slash]).to_owned();
        let styles = styles.filter(|part| package.has(part));
        Ok(Self { main, text, sheets, styles, index, former, folder, last_id })
    }

    /// A name for a new part beside the main one.
    pub(super) fn free(&self, package: &Package<'_>, pattern: &str) -> String {
        package.free(&format!("{}{pattern}", self.folder))
    }

    /// Puts in the sheet that lists the findings, and the styles where there were none.
    pub(super) fn finish(
        &self,
        package: &mut Package<'_>,
        index: String,
        styles: String,
        mut types: Types,
    ) -> Result<(), AnnotateError> {
        let mut edits = Edits::default();
        let mut new = Vec::new();
        let sheet = self.free(package, "worksheets/nhan-xet-vtvl#.xml");
        if let Some(at) = self.former {
            let part = &self.sheets[at].part;
            let before = package.text(part)?;
            package.put(part, before.as_deref(), index)?;
        } else {
            package.put(&sheet, None, index)?;
            types.part(&sheet, SHEET_TYPE);
            new.push((format!("{KINDS}worksheet"), sheet));
        }
        if let Some(part) = &self.styles {
            let before = package.text(part)?;
            package.put(part, before.as_deref(), styles)?;
        } else {
            let part = self.free(package, "vtvlStyles#.xml");
            package.put(&part, None, styles)?;
            types.part(&part, STYLES_TYPE);
            new.push((format!("{KINDS}styles"), part));
        }
        let new: Vec<(&str, &str)> = new.iter().map(|(kind, part)| (kind.as_str(), part.as_str())).collect();
        let ids = if new.is_empty() { Vec::new() } else { package.relate(&self.main, &new)? };
        match self.former {
            None => {
                self.add_sheet(&mut edits, ids.first().ok_or(AnnotateError::Corrupt)?)?;
                add_title(package, self.sheets.len(), &self.index)?;
            }
            Some(at) => self.move_first(&mut edits, at)?,
        }
        self.renumber(&mut edits)?;
        self.name_index(&mut edits)?;
        package.edit(&self.main, edits)?;
        types.write(package)
    }

    fn add_sheet(&self, edits: &mut Edits, id: &str) -> Result<(), AnnotateError> {
        let listed = elements(&self.text, 2)?;
        let first = listed.iter().find(|child| child.open.local() == "sheet").ok_or(AnnotateError::Corrupt)?;
        let p = first.open.prefix();
        let relation = relation(&root(&self.text)?.open, id);
        let (name, number) = (escaped(&self.index), self.last_id.saturating_add(1));
        let sheet = format!("<{p}sheet name=\"{name}\" sheetId=\"{number}\" {relation}/>");
        edits.insert(first.span().start, sheet);
        Ok(())
    }

    /// Puts the list that a former run left before the other sheets.
    fn move_first(&self, edits: &mut Edits, at: usize) -> Result<(), AnnotateError> {
        let listed = elements(&self.text, 2)?;
        let sheets: Vec<&Element<'_>> = listed.iter().filter(|child| child.open.local() == "sheet").collect();
        let (Some(first), Some(list)) = (sheets.first(), sheets.get(at)) else { return Err(AnnotateError::Corrupt) };
        if at > 0 {
            edits.insert(first.span().start, self.text[list.span()].to_owned());
            edits.replace(list.span(), String::new());
        }
        Ok(())
    }

    /// Where a sheet stands once the list is the first.
    fn place(&self, at: u32) -> u32 {
        match self.former.and_then(|former| u32::try_from(former).ok()) {
            Some(former) if at == former => 0,
            Some(former) if at > former => at,
            _ => at.saturating_add(1),
        }
    }

    /// What counts sheets by their place: names that belong to one (print areas among them), and the sheet that is open.
    fn renumber(&self, edits: &mut Edits) -> Result<(), AnnotateError> {
        for element in elements(&self.text, 2)? {
            let tag = &element.open;
            let changed: Vec<(&str, String)> = match tag.local() {
                "definedName" if !is_known(&element) => {
                    let own = tag.number("localSheetId").map(|at| ("localSheetId", self.place(at).to_string()));
                    own.into_iter().collect()
                }
                // The list is opened, and no tab is scrolled out of sight.
                "workbookView" => ["activeTab", "firstSheet"].map(|key| (key, "0".to_owned())).into(),
                _ => continue,
            };
            let set: Vec<(&str, &str)> = changed
                .iter()
                .filter(|(key, to)| tag.value(key).is_some_and(|value| value != *to))
                .map(|(key, to)| (*key, to.as_str()))
                .collect();
            if !set.is_empty() {
                edits.replace(tag.span.clone(), tag.with(&set));
            }
        }
        Ok(())
    }

    /// Leaves the hidden name by which a later run knows the sheet.
    fn name_index(&self, edits: &mut Edits) -> Result<(), AnnotateError> {
        let children = elements(&self.text, 1)?;
        let p = root(&self.text)?.open.prefix();
        let to = escaped(&format!("'{}'!$A$1", self.index.replace('\'', "''")));
        let name = format!("<{p}definedName name=\"{OWN_SHEET}\" hidden=\"1\">{to}</{p}definedName>");
        let old = elements(&self.text, 2)?.into_iter().find(|element| is_known(element));
        if let Some(old) = old {
            edits.replace(old.span(), name);
        } else if let Some(names) = children.iter().find(|child| child.open.local() == "definedNames") {
            edits.append(names, &name);
        } else {
            let before = ["sheets", "functionGroups", "externalReferences"];
            let last = children.iter().rfind(|child| before.contains(&child.open.local()));
            let at = last.ok_or(AnnotateError::Corrupt)?.span().end;
            edits.insert(at, format!("<{p}definedNames>{name}</{p}definedNames>"));
        }
        Ok(())
    }
}

fn is_known(element: &Element<'_>) -> bool {
    element.open.local() == "definedName" && element.open.value("name").is_some_and(|name| name == OWN_SHEET)
}

/// Macros and signatures: a changed copy would not be what it claims to be.
fn refuse(package: &mut Package<'_>, relations: &[Relation]) -> Result<(), AnnotateError> {
    let types = package.text("[Content_Types].xml")?.ok_or(AnnotateError::Corrupt)?;
    let macros = relations.iter().any(|relation| relation.is("vbaProject") || relation.is("xlMacrosheet"));
    if macros || types.contains("macroEnabled") {
        return Err(AnnotateError::Macros);
    }
    if package.any("_xmlsignatures/") || package.relations("")?.iter().any(|relation| relation.is("origin")) {
        return Err(AnnotateError::Signed);
    }
    Ok(())
}

fn sheets(text: &str, relations: &[Relation]) -> Result<(Vec<SheetPart>, u32), AnnotateError> {
    let (mut found, mut last) = (Vec::new(), 0);
    for tag in Tags::of(text) {
        let tag = tag?;
        if tag.depth != 2 || !tag.begins() || tag.local() != "sheet" {
            continue;
        }
        last = last.max(tag.number("sheetId").unwrap_or(0));
        let attributes = tag.attributes();
        let key = attributes.iter().rev().map(|(key, _)| *key).find(|key| *key == "id" || key.ends_with(":id"));
        let key = key.ok_or(AnnotateError::Corrupt)?;
        let id = tag.value(key).ok_or(AnnotateError::Corrupt)?;
        let relation = relations.iter().rfind(|relation| relation.id == id).ok_or(AnnotateError::Corrupt)?;
        let name = tag.value("name").unwrap_or_default().into_owned();
        found.push(SheetPart { name, part: relation.part.clone() });
    }
    Ok((found, last))
}

/// The sheet that a former run left.
fn former(text: &str, sheets: &[SheetPart]) -> Result<Option<usize>, AnnotateError> {
    let Some(known) = elements(text, 2)?.into_iter().find(is_known) else { return Ok(None) };
    let end = known.close.as_ref().map_or(known.open.span.end, |close| close.start);
    let to = quick_xml::escape::unescape(&text[known.open.span.end..end]).unwrap_or_default();
    let name = cells::named(&to).unwrap_or_default();
    Ok(sheets.iter().position(|sheet| sheet.name == name))
}

/// Content types of new parts.
#[derive(Debug, Default)]
pub(super) struct Types {
    parts: Vec<(String, &'static str)>,
    drawings: bool,
}

impl Types {
    pub(super) fn part(&mut self, name: &str, kind: &'static str) {
        self.parts.push((name.to_owned(), kind));
    }

    pub(super) fn comments(&mut self, name: &str) {
        self.part(name, COMMENTS_TYPE);
    }

    pub(super) fn drawing(&mut self) {
        self.drawings = true;
    }

    pub(super) fn write(&self, package: &mut Package<'_>) -> Result<(), AnnotateError> {
        const NAME: &str = "[Content_Types].xml";
        let text = package.text(NAME)?.ok_or(AnnotateError::Corrupt)?;
        let text = bare(&text);
        let top = root(text)?;
        let p = top.open.prefix();
        let known = Tags::of(text).flatten().any(|tag| {
            tag.local() == "Default" && tag.value("Extension").is_some_and(|ending| ending.eq_ignore_ascii_case("vml"))
        });
        let mut edits = Edits::default();
        if self.drawings && !known {
            // Defaults stand before overrides in what Excel writes; the schema takes any order.
            let line = format!("<{p}Default Extension=\"vml\" ContentType=\"{VML_TYPE}\"/>");
            match top.open.kind {
                Kind::Empty => edits.append(&top, &line),
                _ => edits.insert(top.open.span.end, line),
            }
        }
        let line = |(name, kind): &(String, &str)| {
            format!("<{p}Override PartName=\"/{}\" ContentType=\"{kind}\"/>", escaped(name))
        };
        edits.append(&top, &self.parts.iter().map(line).collect::<String>());
        package.edit(NAME, edits)
    }
}

/// Puts the sheet before the titles in the properties of the document, where they list the sheets first.
fn add_title(package: &mut Package<'_>, sheets: usize, name: &str) -> Result<(), AnnotateError> {
    let Some(part) = package.relations("")?.into_iter().find(|relation| relation.is("extended-properties")) else {
        return Ok(());
    };
    let Some(text) = package.text(&part.part)? else { return Ok(()) };
    let text = bare(&text);
    if let Some(edits) = titles(text, sheets, name)? {
        package.edit(&part.part, edits)?;
    }
    Ok(())
}

fn titles(text: &str, sheets: usize, name: &str) -> Result<Option<Edits>, AnnotateError> {
    let mut edits = Edits::default();
    let (mut count, mut size, mut listed, mut first) = (None, None, 0, None);
    let mut inside = "";
    for tag in Tags::of(text) {
        let tag = tag?;
        match (tag.depth, tag.local()) {
            (1, name) => inside = name,
            (_, "i4") if inside == "HeadingPairs" && count.is_none() && tag.kind == Kind::Close => {
                let number = text[..tag.span.start].rsplit_once('>').map_or("", |(_, number)| number);
                count = Some((tag.span.start - number.len()..tag.span.start, number.trim().parse::<usize>().ok()));
            }
            (2, "vector") if inside == "TitlesOfParts" && tag.begins() => size = Some(tag),
            (3, "lpstr") if inside == "TitlesOfParts" && tag.begins() => {
                listed += 1;
                first = first.or(Some((tag.span.start, tag.prefix())));
            }
            _ => {}
        }
    }
    let (Some((place, Some(number))), Some(vector), Some((at, p))) = (count, size, first) else { return Ok(None) };
    if number != sheets || listed < sheets {
        return Ok(None);
    }
    edits.replace(place, (sheets + 1).to_string());
    edits.replace(vector.span.clone(), vector.with(&[("size", &(listed + 1).to_string())]));
    edits.insert(at, format!("<{p}lpstr>{}</{p}lpstr>", escaped(name)));
    Ok(Some(edits))
}
