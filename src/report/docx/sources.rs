//! Our templates of the parts of a package.

/// One of our templates: its name, the part that it becomes (none for what is only used by others),
/// its text.
pub(super) struct DocxTemplate {
    pub(super) name: &'static str,
    pub(super) path: &'static str,
    pub(super) text: &'static str,
}

macro_rules! template {
    ($name:literal, $path:literal) => {
        DocxTemplate {
            name: $name,
            path: $path,
            text: include_str!(concat!("../templates/docx/", $name)),
        }
    };
}

/// In the order in which the parts are written; the list of types comes first, as readers expect.
pub(super) const TEMPLATES: [DocxTemplate; 14] = [
    template!("content-types.xml", "[Content_Types].xml"),
    template!("package.rels.xml", "_rels/.rels"),
    template!("core.xml", "docProps/core.xml"),
    template!("app.xml", "docProps/app.xml"),
    template!("custom.xml", "docProps/custom.xml"),
    template!("van-ban.xml", "word/document.xml"),
    template!("document.rels.xml", "word/_rels/document.xml.rels"),
    template!("styles.xml", "word/styles.xml"),
    template!("numbering.xml", "word/numbering.xml"),
    template!("settings.xml", "word/settings.xml"),
    template!("font-table.xml", "word/fontTable.xml"),
    template!("header.xml", "word/header1.xml"),
    template!("footnotes.xml", "word/footnotes.xml"),
    template!("components.xml", ""),
];

/// Whether a template of this name can be replaced.
pub(in crate::report) fn is_template(name: &str) -> bool {
    names().any(|known| known == name)
}

/// The names of all templates.
pub(in crate::report) fn names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|template| template.name)
}
