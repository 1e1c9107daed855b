//! The workbook around the sheets: which sheets there are, and a list of ours among them.

use super::PatchError;
use super::content_types::ContentTypes;
use super::package::PatchedPackage;
use super::package::Relation;
use super::package::bare;
use super::styles::Styles;
use super::titles;
use super::xml::Edits;
use super::xml::Element;
use super::xml::Tags;
use super::xml::elements;
use super::xml::escaped;
use super::xml::relation;
use super::xml::root;
use crate::cells;

/// The namespace of strict workbooks.
const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/// Relationships of office documents.
pub(in crate::report) const KINDS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// Trang của vtvl: a list of ours that is put among the sheets.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Ours {
    /// The name of the sheet, as long as no other has it.
    pub(in crate::report) title: &'static str,
    /// The hidden defined name by which it is known again.
    pub(in crate::report) name: &'static str,
    /// Its part beside the main one, `#` for a free number.
    pub(in crate::report) part: &'static str,
    pub(in crate::report) place: Place,
}

/// Where a list of ours stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Place {
    /// Before all sheets, and opened; it takes the place of the one that a former run left.
    First,
    /// Behind all sheets, beside those that former runs left.
    Last,
}

/// A sheet of the workbook.
#[derive(Debug)]
pub(in crate::report) struct SheetPart {
    /// Its name as written.
    pub(in crate::report) name: String,
    pub(in crate::report) part: String,
}

impl SheetPart {
    /// Cells of the sheet as links and names of the workbook write them: `'Danh mục'!D12`.
    pub(in crate::report) fn reference(&self, cells: &str) -> String {
        reference(&self.name, cells)
    }
}

fn reference(sheet: &str, cells: &str) -> String {
    format!("'{}'!{cells}", sheet.replace('\'', "''"))
}

/// The workbook as its main part says.
#[derive(Debug)]
pub(in crate::report) struct WorkbookPart {
    main: String,
    text: String,
    pub(in crate::report) sheets: Vec<SheetPart>,
    /// The part of its styles; none when it has none.
    pub(in crate::report) styles: Option<String>,
    /// The part of its shared strings; none when it has none.
    pub(in crate::report) strings: Option<String>,
    /// The name of the list.
    pub(in crate::report) index: String,
    /// Which of the sheets it is, when a former run left it and it is written anew.
    pub(in crate::report) former: Option<usize>,
    ours: Ours,
    /// The defined name by which the list is known again.
    name: String,
    folder: String,
    last_id: u32,
}

impl WorkbookPart {
    /// Reads the main part, into which a list is to be put; refuses what must not be changed.
    pub(in crate::report) fn of(
        package: &mut PatchedPackage<'_>,
        ours: Ours,
    ) -> Result<Self, PatchError> {
        let main = package
            .relations("")?
            .into_iter()
            .rfind(|relation| relation.is("officeDocument"));
        let main = main.ok_or(PatchError::Corrupt)?.part;
        let relations = package.relations(&main)?;
        refuse(package, &relations)?;
        let text = package.text(&main)?.ok_or(PatchError::Corrupt)?;
        let text = bare(&text).to_owned();
        if root(&text)?.open.raw.contains(STRICT) {
            return Err(PatchError::Strict);
        }
        let (sheets, last_id) = sheets(&text, &relations)?;
        let (former, name) = match ours.place {
            Place::First => (former(&text, &sheets, ours.name)?, ours.name.to_owned()),
            Place::Last => (None, free_name(&text, ours.name)?),
        };
        let taken = |name: &str| {
            sheets
                .iter()
                .any(|sheet| sheet.name.to_lowercase() == name.to_lowercase())
        };
        let mut titles = (2..).map(|number| format!("{} ({number})", ours.title));
        let index = match former {
            Some(at) => sheets[at].name.clone(),
            None if !taken(ours.title) => ours.title.to_owned(),
            None => titles.find(|title| !taken(title)).unwrap_or_default(),
        };
        let beside = |kind: &str| {
            relations
                .iter()
                .find(|relation| relation.is(kind))
                .map(|relation| relation.part.clone())
        };
        let styles = beside("styles").filter(|part| package.has(part));
        let strings = beside("sharedStrings").filter(|part| package.has(part));
        let folder = main
            .rfind('/')
            .map_or("", |slash| &main[..=slash])
            .to_owned();
        Ok(Self {
            main,
            text,
            sheets,
            styles,
            strings,
            index,
            former,
            ours,
            name,
            folder,
            last_id,
        })
    }

    /// Reads the styles, which may be none yet.
    pub(in crate::report) fn read_styles(
        &self,
        package: &mut PatchedPackage<'_>,
    ) -> Result<Styles, PatchError> {
        let text = match &self.styles {
            Some(part) => package.text(part)?.unwrap_or_default(),
            None => String::new(),
        };
        Styles::of(bare(&text))
    }

    /// A name for a new part beside the main one.
    pub(in crate::report) fn free(&self, package: &PatchedPackage<'_>, pattern: &str) -> String {
        package.free(&format!("{}{pattern}", self.folder))
    }

    /// Whether days are counted from 1904 on.
    pub(in crate::report) fn counts_from_1904(&self) -> Result<bool, PatchError> {
        let children = elements(&self.text, 1)?;
        Ok(children
            .iter()
            .any(|child| child.open.local() == "workbookPr" && child.open.is_on("date1904")))
    }

    /// Has a program compute all formulas when it opens the workbook.
    fn recompute(&self, edits: &mut Edits) -> Result<(), PatchError> {
        let children = elements(&self.text, 1)?;
        if let Some(known) = children.iter().find(|child| child.open.local() == "calcPr") {
            edits.replace(
                known.open.span.clone(),
                known.open.with(&[("fullCalcOnLoad", "1")]),
            );
            return Ok(());
        }
        let text = format!(
            "<{}calcPr fullCalcOnLoad=\"1\"/>",
            root(&self.text)?.open.prefix()
        );
        let is_before = |child: &&Element<'_>| BEFORE_CALC.contains(&child.open.local());
        let last = children
            .iter()
            .rfind(is_before)
            .ok_or(PatchError::Corrupt)?;
        edits.insert(last.span().end, text);
        Ok(())
    }

    /// Puts in the list, and the styles where there were none; `recompute` has all formulas
    /// computed anew when the workbook is opened.
    pub(in crate::report) fn finish(
        &self,
        package: &mut PatchedPackage<'_>,
        index: String,
        styles: String,
        mut types: ContentTypes,
        recompute: bool,
    ) -> Result<(), PatchError> {
        let mut edits = Edits::default();
        let mut new = Vec::new();
        let sheet = self.free(package, self.ours.part);
        if let Some(at) = self.former {
            let part = &self.sheets[at].part;
            let before = package.text(part)?;
            package.put(part, before.as_deref(), index)?;
        } else {
            package.put(&sheet, None, index)?;
            types.sheet(&sheet);
            new.push((format!("{KINDS}worksheet"), sheet));
        }
        if let Some(part) = &self.styles {
            let before = package.text(part)?;
            package.put(part, before.as_deref(), styles)?;
        } else {
            let part = self.free(package, "vtvlStyles#.xml");
            package.put(&part, None, styles)?;
            types.styles(&part);
            new.push((format!("{KINDS}styles"), part));
        }
        let ids = package.relate(&self.main, &new)?;
        match self.former {
            None => {
                self.add_sheet(&mut edits, ids.first().ok_or(PatchError::Corrupt)?)?;
                let sheets = self.sheets.len();
                let place = match self.ours.place {
                    Place::First => 1,
                    Place::Last => sheets + 1,
                };
                titles::add(package, sheets, &self.index, place)?;
            }
            Some(at) => self.move_first(&mut edits, at)?,
        }
        if self.ours.place == Place::First {
            self.renumber(&mut edits)?;
        }
        self.name_index(&mut edits)?;
        if recompute {
            self.recompute(&mut edits)?;
        }
        package.edit(&self.main, edits)?;
        types.write(package)
    }

    fn add_sheet(&self, edits: &mut Edits, id: &str) -> Result<(), PatchError> {
        let listed = elements(&self.text, 2)?;
        let mut sheets = listed.iter().filter(|child| child.open.local() == "sheet");
        let (beside, at) = match self.ours.place {
            Place::First => sheets.next().map(|first| (first, first.span().start)),
            Place::Last => sheets.next_back().map(|last| (last, last.span().end)),
        }
        .ok_or(PatchError::Corrupt)?;
        let p = beside.open.prefix();
        let relation = relation(&root(&self.text)?.open, id);
        let (name, number) = (escaped(&self.index), self.last_id.saturating_add(1));
        let sheet = format!("<{p}sheet name=\"{name}\" sheetId=\"{number}\" {relation}/>");
        edits.insert(at, sheet);
        Ok(())
    }

    /// Puts the list that a former run left before the other sheets.
    fn move_first(&self, edits: &mut Edits, at: usize) -> Result<(), PatchError> {
        let listed = elements(&self.text, 2)?;
        let sheets: Vec<&Element<'_>> = listed
            .iter()
            .filter(|child| child.open.local() == "sheet")
            .collect();
        let (Some(first), Some(list)) = (sheets.first(), sheets.get(at)) else {
            return Err(PatchError::Corrupt);
        };
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

    /// What counts sheets by their place: names that belong to one (print areas among them), and
    /// the sheet that is open.
    fn renumber(&self, edits: &mut Edits) -> Result<(), PatchError> {
        for element in elements(&self.text, 2)? {
            let tag = &element.open;
            let changed: Vec<(&str, String)> = match tag.local() {
                "definedName" if !is_known(&element, &self.name) => {
                    let own = tag
                        .number("localSheetId")
                        .map(|at| ("localSheetId", self.place(at).to_string()));
                    own.into_iter().collect()
                }
                // The list is opened, and no tab is scrolled out of sight.
                "workbookView" => ["activeTab", "firstSheet"]
                    .map(|key| (key, "0".to_owned()))
                    .into(),
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
    fn name_index(&self, edits: &mut Edits) -> Result<(), PatchError> {
        let children = elements(&self.text, 1)?;
        let p = root(&self.text)?.open.prefix();
        let to = escaped(&reference(&self.index, "$A$1"));
        let name = format!(
            "<{p}definedName name=\"{}\" hidden=\"1\">{to}</{p}definedName>",
            self.name
        );
        let old = elements(&self.text, 2)?
            .into_iter()
            .find(|element| is_known(element, &self.name));
        if let Some(old) = old {
            edits.replace(old.span(), name);
        } else if let Some(names) = children
            .iter()
            .find(|child| child.open.local() == "definedNames")
        {
            edits.append(names, &name);
        } else {
            let before = ["sheets", "functionGroups", "externalReferences"];
            let last = children
                .iter()
                .rfind(|child| before.contains(&child.open.local()));
            let at = last.ok_or(PatchError::Corrupt)?.span().end;
            edits.insert(at, format!("<{p}definedNames>{name}</{p}definedNames>"));
        }
        Ok(())
    }
}

/// What precedes `calcPr` in a workbook (ECMA-376 part 1, 18.2.27).
const BEFORE_CALC: [&str; 4] = [
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

fn is_known(element: &Element<'_>, name: &str) -> bool {
    element.open.local() == "definedName"
        && element
            .open
            .value("name")
            .is_some_and(|known| known == name)
}

/// The first defined name of this kind that the workbook does not have.
fn free_name(text: &str, name: &str) -> Result<String, PatchError> {
    let known = elements(text, 2)?;
    let is_free = |name: &String| !known.iter().any(|element| is_known(element, name));
    let names =
        std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}_{number}")));
    Ok(names.into_iter().find(is_free).unwrap_or_default())
}

/// Macros and signatures: a changed copy would not be what it claims to be.
fn refuse(package: &mut PatchedPackage<'_>, relations: &[Relation]) -> Result<(), PatchError> {
    let types = package
        .text("[Content_Types].xml")?
        .ok_or(PatchError::Corrupt)?;
    let macros = relations
        .iter()
        .any(|relation| relation.is("vbaProject") || relation.is("xlMacrosheet"));
    if macros || types.contains("macroEnabled") {
        return Err(PatchError::Macros);
    }
    if package.any("_xmlsignatures/")
        || package
            .relations("")?
            .iter()
            .any(|relation| relation.is("origin"))
    {
        return Err(PatchError::Signed);
    }
    Ok(())
}

fn sheets(text: &str, relations: &[Relation]) -> Result<(Vec<SheetPart>, u32), PatchError> {
    let (mut found, mut last) = (Vec::new(), 0);
    for tag in Tags::of(text) {
        let tag = tag?;
        if tag.depth != 2 || !tag.begins() || tag.local() != "sheet" {
            continue;
        }
        last = last.max(tag.number("sheetId").unwrap_or(0));
        let attributes = tag.attributes();
        let key = attributes
            .iter()
            .rev()
            .map(|(key, _)| *key)
            .find(|key| *key == "id" || key.ends_with(":id"));
        let key = key.ok_or(PatchError::Corrupt)?;
        let id = tag.value(key).ok_or(PatchError::Corrupt)?;
        let relation = relations
            .iter()
            .rfind(|relation| relation.id == id)
            .ok_or(PatchError::Corrupt)?;
        let name = tag.value("name").unwrap_or_default().into_owned();
        found.push(SheetPart {
            name,
            part: relation.part.clone(),
        });
    }
    Ok((found, last))
}

/// The sheet that a former run left.
fn former(text: &str, sheets: &[SheetPart], name: &str) -> Result<Option<usize>, PatchError> {
    let Some(known) = elements(text, 2)?
        .into_iter()
        .find(|element| is_known(element, name))
    else {
        return Ok(None);
    };
    let end = known
        .close
        .as_ref()
        .map_or(known.open.span.end, |close| close.start);
    let to = quick_xml::escape::unescape(&text[known.open.span.end..end]).unwrap_or_default();
    let name = cells::named(&to).unwrap_or_default();
    Ok(sheets.iter().position(|sheet| sheet.name == name))
}
