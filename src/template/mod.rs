//! Stage 9: the blank standard workbook, built from the same forms that the reader reads.
//!
//! [`write()`] makes it for one profile as of one day: the sheets of the standard form with their
//! headings, drop-downs and prompts, totals that compute themselves, a guide sheet and a sheet of
//! lists; with [`Request::fill`] also with the values of a proposal that was read. Which provision
//! wants a column is worked out from the rules that look at it.

mod cell;
mod choices;
mod fill;
mod formula;
mod guide;
mod lists;
mod notes;
mod package;
mod pairs;
mod plan;
mod style;
mod table;
mod validation;
mod wanted;

use std::io::Write;

use jiff::civil::Date;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Layout;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::law::Law;
use crate::law::Profile;
use choices::Choices;
use plan::Plan;
use style::Styles;
use wanted::Wanted;

pub use fill::left_out;

/// Yêu cầu lập mẫu: for whom, as of when, and with what in it.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The forms that the workbook follows.
    pub forms: &'a Forms,
    /// The law whose provisions its notes name.
    pub law: &'a Law,
    /// For which kind of submission.
    pub profile: &'a Profile,
    /// As of which day; see [`usual_day`].
    pub day: Date,
    /// The proposal whose values are written into it.
    pub fill: Option<&'a Dossier>,
}

impl Request<'_> {
    /// How the standard form writes the kind of staff.
    fn staff_label(&self) -> Option<&str> {
        let field = self.forms.by_role(Entity::Agency, Role::Staff)?;
        self.forms.term_label(field.choices.as_deref()?, &self.profile.staff)
    }
}

/// Why the workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The proposal to fill in is of another kind than the workbook.
    #[error("hồ sơ dùng để điền ghi Đối tượng là “{0}”, không hợp với mẫu đang lập; hãy chọn lại --for")]
    OtherProfile(String),
    /// A text or a number of rows that a workbook cannot hold.
    #[error(
        "không lập được tệp mẫu: có nội dung vượt giới hạn của Excel ({0}); hãy rút gọn nội dung của hồ sơ dùng để điền"
    )]
    Xlsx(#[from] XlsxError),
    /// The package cannot be put together.
    #[error("không đóng gói được tệp mẫu: {0}")]
    Package(#[from] zip::result::ZipError),
    /// The destination cannot be written to.
    #[error("không ghi được tệp mẫu: {0}")]
    Io(#[from] std::io::Error),
}

/// The worked examples by profile: made-up proposals, also in `samples/`.
pub const EXAMPLES: [(&str, &[u8]); 2] = [
    ("cong-chuc", include_bytes!("../../samples/so-nong-nghiep-2021.xlsx")),
    ("vien-chuc", include_bytes!("../../samples/truong-thpt-2022.xlsx")),
];

/// The day that a workbook is made for when none is given: the last on which an act governed that
/// the rulebook holds. Never today.
#[must_use]
pub fn usual_day(profile: &Profile) -> Option<Date> {
    let held = profile.governing.iter().rfind(|governing| governing.says.is_none())?;
    held.until.and_then(|until| until.yesterday().ok()).or(held.from)
}

/// Writes the blank workbook (`.xlsx`). The same request gives the same bytes.
///
/// # Errors
/// [`TemplateError`]: the proposal to fill in is of another kind or too long, or `out` fails.
pub fn write(request: &Request<'_>, out: &mut dyn Write) -> Result<(), TemplateError> {
    let content = fill::content(request)?;
    let choices = Choices::of(request);
    let plan = Plan::of(request, &content, &choices);
    let wanted = Wanted::of(request);
    let styles = Styles::new();
    let mut book = Workbook::new();
    book.set_properties(&properties(request)?);
    guide::write(book.add_worksheet(), request, &plan, &wanted, &styles)?;
    for sheet in &plan.sheets {
        let out = book.add_worksheet();
        match sheet.form.layout {
            Layout::Pairs => pairs::write(out, sheet, (&wanted, &choices), &styles)?,
            Layout::Table => table::write(out, sheet, (&wanted, &choices), &styles)?,
        }
    }
    lists::write(book.add_worksheet(), request, &choices, &styles)?;
    for (name, formula) in choices.names().into_iter().chain(plan.names()) {
        book.define_name(name, &formula)?;
    }
    Ok(out.write_all(&package::without_signs(book.save_to_buffer()?)?)?)
}

/// A fixed day of creation: the same request gives the same bytes.
fn properties(request: &Request<'_>) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let title = format!("Mẫu hồ sơ đề án vị trí việc làm: {}", request.profile.title);
    Ok(DocProperties::new().set_title(title).set_author("vtvl").set_creation_datetime(&created))
}
