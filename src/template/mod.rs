//! The blank standard workbook, built from the same forms that the reader reads.
//!
//! [`write()`] makes it for one profile as of one day: the sheets of the standard form with their
//! headings, drop-downs and prompts, totals that compute themselves, a guide sheet and a sheet of
//! lists; with [`Request::fill`] also with the values of a proposal that was read. Which provision
//! wants a column is worked out from the rules that look at it.

mod cell;
mod choices;
mod convert;
mod fill;
mod formula;
mod frames;
mod guide;
mod lists;
mod notes;
mod package;
mod pairs;
mod plan;
mod questions;
mod style;
mod table;
mod validation;
mod wanted;

use std::io::Write;

use jiff::civil::Date;
use jiff::civil::date;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Layout;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::law::Governing;
use crate::law::Law;
use crate::law::Profile;
use choices::Choices;
use plan::WorkbookPlan;
use style::TemplateStyles;
use table::TableNotes;
use wanted::WantedIndex;

pub use convert::Converted;
pub use convert::convert;
pub use fill::left_out;
pub use questions::AgencyQuestion;

/// Yêu cầu lập mẫu: for whom, as of when, and with what in it.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The forms that the workbook follows.
    pub forms: &'a Forms,
    /// The law whose provisions its notes name.
    pub law: &'a Law,
    /// For which kind of submission.
    pub profile: &'a Profile,
    /// As of which day; [`offers`] tells which there are.
    pub day: Date,
    /// The proposal whose values are written into it.
    pub fill: Option<&'a Dossier>,
    /// What the agency has to decide in it.
    pub questions: &'a [AgencyQuestion],
}

impl Request<'_> {
    /// How the standard form writes the kind of staff.
    fn staff_label(&self) -> Option<&str> {
        let field = self.forms.by_role(Entity::Agency, Role::Staff)?;
        self.forms
            .term_label(field.choices.as_deref()?, &self.profile.staff)
    }
}

/// Why the workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The proposal to fill in is of another kind than the workbook.
    #[error(
        "hồ sơ dùng để điền ghi Đối tượng là “{0}”, không hợp với mẫu đang lập; hãy chọn lại --for"
    )]
    OtherProfile(String),
    /// A text or a number of rows that a workbook cannot hold.
    #[error(
        "không lập được tệp mẫu: có nội dung vượt giới hạn của Excel; hãy rút gọn nội dung của hồ sơ dùng để điền"
    )]
    Xlsx(#[from] XlsxError),
    /// The package cannot be put together.
    #[error("không đóng gói được tệp mẫu; hãy thử lại")]
    Package(#[from] zip::result::ZipError),
    /// The destination cannot be written to.
    #[error("không ghi được tệp mẫu")]
    Io(#[from] std::io::Error),
}

/// Ví dụ đã điền: a made-up proposal, also in `samples/`.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    profile: &'static str,
    /// The day of its submission.
    day: Date,
    /// The workbook.
    pub bytes: &'static [u8],
}

const EXAMPLES: [Example; 3] = [
    Example {
        profile: "cong-chuc",
        day: date(2021, 9, 10),
        bytes: include_bytes!("../../samples/so-nong-nghiep-2021.xlsx"),
    },
    Example {
        profile: "vien-chuc",
        day: date(2022, 4, 15),
        bytes: include_bytes!("../../samples/truong-thpt-2022.xlsx"),
    },
    Example {
        profile: "vien-chuc",
        day: date(2026, 9, 15),
        bytes: include_bytes!("../../samples/truong-thpt-2026.xlsx"),
    },
];

/// The worked example under the act that governs on a day; where there is none, that of the act
/// before it.
#[must_use]
pub fn example(profile: &Profile, day: Date) -> Option<&'static Example> {
    let act_on = |day: Date| {
        profile
            .governing
            .iter()
            .position(|governing| governing.period().contains(day))
    };
    let now = act_on(day)?;
    EXAMPLES
        .iter()
        .filter(|example| example.profile == profile.key)
        .filter_map(|example| Some((act_on(example.day)?, example)))
        .filter(|(at, _)| *at <= now)
        .max_by_key(|(at, _)| *at)
        .map(|(_, example)| example)
}

/// Mẫu có thể lập: an act that governs or governed job positions, and a day whose form follows it.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The act and its time.
    pub governing: &'a Governing,
    /// A day in its time: the last, or the first where it has not ended.
    pub day: Date,
}

/// The forms that can be had, the latest act first: none is ever taken for today's.
#[must_use]
pub fn offers(profile: &Profile) -> Vec<Offer<'_>> {
    // Before the first act that the rulebook holds there was another form, which nobody has written
    // down.
    let held = profile
        .governing
        .iter()
        .skip_while(|governing| governing.says.is_some());
    let day = |governing: &Governing| {
        governing
            .until
            .and_then(|until| until.yesterday().ok())
            .or(governing.from)
    };
    let mut offers: Vec<Offer<'_>> = held
        .filter_map(|governing| {
            Some(Offer {
                governing,
                day: day(governing)?,
            })
        })
        .collect();
    offers.reverse();
    offers
}

/// Writes the blank workbook (`.xlsx`). The same request gives the same bytes.
///
/// # Errors
/// [`TemplateError`]: the proposal to fill in is of another kind or too long, or `out` fails.
pub fn write(request: &Request<'_>, out: &mut dyn Write) -> Result<(), TemplateError> {
    let content = fill::content(request)?;
    let choices = Choices::of(request);
    let plan = WorkbookPlan::of(request, &content, &choices);
    let wanted = WantedIndex::of(request);
    let styles = TemplateStyles::new();
    let mut book = Workbook::new();
    book.set_properties(&properties(request)?);
    guide::write(book.add_worksheet(), request, &plan, &wanted, &styles)?;
    for sheet in &plan.sheets {
        let out = book.add_worksheet();
        match sheet.form.layout {
            Layout::Pairs => pairs::write(out, sheet, (&wanted, &choices), &styles)?,
            Layout::Table => {
                let notes = TableNotes {
                    wanted: &wanted,
                    choices: &choices,
                    questions: request.questions,
                };
                table::write(out, sheet, notes, &styles)?;
            }
        }
    }
    if !request.questions.is_empty() {
        questions::write(book.add_worksheet(), request.questions, &plan, &styles)?;
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
    Ok(DocProperties::new()
        .set_title(title)
        .set_author("vtvl")
        .set_creation_datetime(&created))
}
