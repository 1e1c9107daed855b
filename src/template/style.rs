//! How the workbook looks.

use rust_xlsxwriter::Color;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;
use rust_xlsxwriter::FormatUnderline;
use rust_xlsxwriter::Worksheet;

use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Role;

/// The typeface of administrative documents.
const FONT: &str = "Times New Roman";
const HEAD: Color = Color::RGB(0x00DC_E6F1);
const COMPUTED: Color = Color::RGB(0x00F2_F2F2);
const LINES: Color = Color::RGB(0x00A6_A6A6);
const FAINT: Color = Color::RGB(0x0059_5959);

/// The formats of the workbook.
#[derive(Debug)]
pub(super) struct TemplateStyles {
    /// Plain text without lines.
    pub(super) text: Format,
    /// Small grey text.
    pub(super) faint: Format,
    /// A title.
    pub(super) title: Format,
    /// A heading inside a text.
    pub(super) strong: Format,
    /// The head of a table.
    pub(super) head: Format,
    /// The head of a column that computes itself.
    pub(super) head_computed: Format,
    /// A label beside its value.
    pub(super) label: Format,
    /// A link to a sheet.
    pub(super) link: Format,
    /// A cell of a table of text.
    pub(super) cell: Format,
}

impl TemplateStyles {
    pub(super) fn new() -> Self {
        let text = Format::new()
            .set_font_name(FONT)
            .set_font_size(12)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let lined = text
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(LINES);
        let head = lined
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(HEAD);
        Self {
            faint: text.clone().set_font_size(10).set_font_color(FAINT),
            title: text.clone().set_bold().set_font_size(16),
            strong: text.clone().set_bold().set_font_size(13),
            head_computed: head.clone().set_italic().set_background_color(COMPUTED),
            head,
            label: lined.clone().set_background_color(HEAD),
            link: lined
                .clone()
                .set_font_color(Color::RGB(0x0005_63C1))
                .set_underline(FormatUnderline::Single),
            cell: lined,
            text,
        }
    }

    /// The format of a column's cells.
    pub(super) fn of(&self, field: &Field) -> Format {
        let number = self
            .cell
            .clone()
            .set_align(FormatAlign::Right)
            .set_indent(1);
        let format = match field.kind {
            FieldKind::Date => self
                .cell
                .clone()
                .set_num_format("dd/mm/yyyy")
                .set_align(FormatAlign::Center),
            FieldKind::Count => number.set_num_format("#,##0"),
            FieldKind::Percent => number.set_num_format("0.00"),
            FieldKind::Number => number,
            // A code typed as 01.003 stays what was typed.
            FieldKind::Code if field.role != Some(Role::Number) => self
                .cell
                .clone()
                .set_num_format("@")
                .set_align(FormatAlign::Center),
            FieldKind::Code | FieldKind::Mark | FieldKind::Level => {
                self.cell.clone().set_align(FormatAlign::Center)
            }
            FieldKind::Text => self.cell.clone(),
        };
        if field.blank.compute.is_some() {
            format.set_background_color(COMPUTED)
        } else {
            format
        }
    }

    /// The format of a total row's cell.
    pub(super) fn total(&self, field: &Field) -> Format {
        self.of(field).set_bold().set_background_color(HEAD)
    }
}

/// A4 on its side, as wide as the sheet, with the name of the sheet and the number of the page.
pub(super) fn page(out: &mut Worksheet) {
    out.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    out.set_margins(0.5, 0.5, 0.7, 0.6, 0.3, 0.3);
    out.set_header("&C&\"Times New Roman,Bold\"&13&A")
        .set_footer("&R&\"Times New Roman\"&10Trang &P/&N");
}
