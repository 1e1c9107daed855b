//! Makes workbooks by hand, down to the parts and records that no writer would write.

use std::fmt::Write as _;
use std::io::Cursor;
use std::io::Write as _;

use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A package of these parts.
pub(crate) fn package<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        zip.start_file(
            *name,
            SimpleFileOptions::default().compression_method(method),
        )
        .unwrap();
        zip.write_all(content.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An xlsx, part by part; a part can be put in the place of another.
pub(crate) struct Book {
    parts: Vec<(String, Vec<u8>)>,
    sheets: String,
    relations: String,
    properties: &'static str,
    after: String,
}

impl Book {
    pub(crate) fn new() -> Self {
        let main = r#"<Relationships><Relationship Id="rId1" Type="http://x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
        let parts = vec![("_rels/.rels".to_owned(), main.as_bytes().to_vec())];
        Self {
            parts,
            sheets: String::new(),
            relations: String::new(),
            properties: "",
            after: String::new(),
        }
    }

    /// Days are counted from 1904.
    pub(crate) fn days_since_1904(mut self) -> Self {
        self.properties = r#"<workbookPr date1904="1"/>"#;
        self
    }

    /// What the main part says after its sheets.
    pub(crate) fn after_sheets(mut self, text: &str) -> Self {
        self.after.push_str(text);
        self
    }

    pub(crate) fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    /// A part that the workbook names by a relationship of this kind, with the target as it is
    /// written.
    pub(crate) fn related(mut self, kind: &str, target: &str, content: &str) -> Self {
        let id = self.parts.len();
        write!(
            self.relations,
            r#"<Relationship Id="x{id}" Type="http://x/{kind}" Target="{target}"/>"#
        )
        .unwrap();
        let part = match target
            .strip_prefix('/')
            .or_else(|| target.strip_prefix("../"))
        {
            Some(part) => part.to_owned(),
            None => format!("xl/{target}"),
        };
        self.part(&part, content)
    }

    /// A sheet: its name, state, kind, the target of its relationship, and the name of its part.
    pub(crate) fn sheet_at(
        self,
        [name, state, kind, target, part]: [&str; 5],
        content: impl Into<Vec<u8>>,
    ) -> Self {
        let mut book = self.part(part, content);
        let id = format!("rId{}", book.parts.len());
        write!(
            book.sheets,
            r#"<sheet name="{name}" state="{state}" r:id="{id}"/>"#
        )
        .unwrap();
        write!(
            book.relations,
            r#"<Relationship Id="{id}" Type="http://x/{kind}" Target="{target}"/>"#
        )
        .unwrap();
        book
    }

    /// A shown sheet with these rows.
    pub(crate) fn sheet(self, name: &str, rows: &str) -> Self {
        let part = format!("worksheets/s{}.xml", self.parts.len());
        self.sheet_at(
            [name, "visible", "worksheet", &part, &format!("xl/{part}")],
            worksheet(rows),
        )
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let workbook = format!(
            r#"<workbook xmlns:r="r">{}<sheets>{}</sheets>{}</workbook>"#,
            self.properties, self.sheets, self.after
        );
        let relations = format!("<Relationships>{}</Relationships>", self.relations);
        let mut parts: Vec<(&str, &[u8])> = self
            .parts
            .iter()
            .map(|(name, part)| (&**name, &**part))
            .collect();
        parts.push(("xl/workbook.xml", workbook.as_bytes()));
        parts.push(("xl/_rels/workbook.xml.rels", relations.as_bytes()));
        package(&parts)
    }
}

pub(crate) fn worksheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// An xlsx of one sheet with these rows.
pub(crate) fn xlsx(rows: &str) -> Vec<u8> {
    Book::new().sheet("A", rows).bytes()
}

/// An xlsx of one sheet, its cells in the first column, one a row; `{}` of a cell is its reference.
pub(crate) fn xlsx_column(cells: &[&str]) -> Vec<u8> {
    let row = |(i, cell): (usize, &&str)| {
        format!(
            r#"<row r="{0}">{1}</row>"#,
            i + 1,
            cell.replace("{}", &format!(r#"r="A{}""#, i + 1))
        )
    };
    xlsx(&cells.iter().enumerate().map(row).collect::<String>())
}

/// The content of an ods with these tables.
pub(crate) fn ods_content(tables: &str) -> String {
    format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:automatic-styles><style:style style:name="an"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    )
}

/// An ods with these tables.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    let content = ods_content(tables);
    package(&[
        ("mimetype", ODS_TYPE),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ])
}

/// An ods of one table with these rows.
pub(crate) fn ods_rows(rows: &str) -> Vec<u8> {
    ods(&format!(
        r#"<table:table table:name="A">{rows}</table:table>"#
    ))
}

/// A compound file with these streams.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name)
            .unwrap()
            .write_all(content)
            .unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// One BIFF record.
pub(crate) fn record(kind: u16, parts: &[&[u8]]) -> Vec<u8> {
    let data = parts.concat();
    [
        &kind.to_le_bytes()[..],
        &u16::try_from(data.len()).unwrap().to_le_bytes(),
        &data,
    ]
    .concat()
}

/// Row, column and cell format: how the record of a cell begins.
pub(crate) fn place(row: u16, col: u16, format: u16) -> Vec<u8> {
    [row, col, format]
        .iter()
        .flat_map(|word| word.to_le_bytes())
        .collect()
}

/// The stream of an xls with one sheet: records for the whole book, records of the sheet.
pub(crate) fn biff(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let bound = |at: usize| {
        record(
            0x85,
            &[
                &u32::try_from(at).unwrap().to_le_bytes(),
                &[0, 0, 1, 0, b'A'],
            ],
        )
    };
    let end = record(0x0A, &[]);
    let head = |at: usize| {
        [
            &record(0x809, &[&[0, 6, 5, 0]])[..],
            &bound(at),
            globals,
            &end,
        ]
        .concat()
    };
    [
        &head(head(0).len())[..],
        &record(0x809, &[&[0, 6, 0x10, 0]]),
        sheet,
        &end,
    ]
    .concat()
}

/// An xls of one sheet.
pub(crate) fn xls(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    compound(&[("/Workbook", &biff(globals, sheet))])
}

/// Shared strings of an xls, each in two bytes a character.
pub(crate) fn shared_strings(strings: &[&str]) -> Vec<u8> {
    let mut data = vec![0; 8];
    for string in strings {
        let units: Vec<u16> = string.encode_utf16().collect();
        data.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        data.push(1);
        data.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }
    record(0xFC, &[&data])
}

/// A small xls with text, numbers, a formula and a merged area.
pub(crate) fn small_xls() -> Vec<u8> {
    let label = |row: u16, index: u32| record(0xFD, &[&place(row, 0, 0), &index.to_le_bytes()]);
    let number = |row: u16, value: f64| record(0x203, &[&place(row, 0, 0), &value.to_le_bytes()]);
    let formula = record(
        0x06,
        &[
            &place(4, 0, 0),
            &7f64.to_le_bytes(),
            &[0; 6],
            &[3, 0, 0x1E, 7, 0],
        ],
    );
    let merge = record(0xE5, &[&[1, 0], &[0, 0, 0, 0, 0, 0, 2, 0]]);
    let packed = record(
        0xBD,
        &[
            &[5, 0, 0, 0],
            &[0, 0, 0x0A, 0, 0, 0],
            &[0, 0, 0x0E, 0, 0, 0],
            &[1, 0],
        ],
    );
    let sheet = [
        label(0, 0),
        label(1, 1),
        number(2, 57.0),
        number(3, 36.67),
        formula,
        packed,
        merge,
    ]
    .concat();
    xls(&shared_strings(&["01.003", "Vị trí"]), &sheet)
}
