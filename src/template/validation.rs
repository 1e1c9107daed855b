//! What a cell accepts, and what it says about itself when it is chosen.

use jiff::civil::date;
use rust_xlsxwriter::DataValidation;
use rust_xlsxwriter::DataValidationErrorStyle;
use rust_xlsxwriter::DataValidationRule;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::XlsxError;

use super::cell::excel_date;
use super::choices::Choices;
use super::choices::name_for;
use super::frames::offered_name;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;

/// Levels, then ranges of them.
const RANGES: [&str; 15] = [
    "1", "2", "3", "4", "5", "1-2", "1-3", "1-4", "1-5", "2-3", "2-4", "2-5", "3-4", "3-5", "4-5",
];
/// How many of them are single levels.
const LEVELS: usize = 5;
/// Most letters of a prompt's title.
const TITLE: usize = 32;
/// Most characters of a text where the form sets none.
const LENGTH: u32 = 500;

/// The validation of a field's cells.
pub(super) fn of(field: &Field, choices: &Choices) -> Result<DataValidation, XlsxError> {
    let (rule, error, style) = rule(field, choices)?;
    let hint = field.blank.hint.as_deref().unwrap_or(&field.label);
    rule.ignore_blank(true)
        .set_input_title(title(&field.label))?
        .set_input_message(hint)?
        .set_error_title("Chưa đúng cách ghi")?
        .set_error_message(error)
        .map(|validation| validation.set_error_style(style))
}

/// What is accepted, what is said of anything else, and whether that is refused.
type CellRule = (DataValidation, String, DataValidationErrorStyle);

fn rule(field: &Field, choices: &Choices) -> Result<CellRule, XlsxError> {
    let (stop, warning) = (
        DataValidationErrorStyle::Stop,
        DataValidationErrorStyle::Warning,
    );
    let chosen = |name: &str, error: &str, style| {
        let list = Formula::new(format!("={name}"));
        let rule = DataValidation::new().allow_list_formula(list);
        Ok((rule, error.to_owned(), style))
    };
    let blank = &field.blank;
    if let Some(name) = name_for(field, choices) {
        return if blank.free || blank.ranks.is_some() || !blank.lists.is_empty() {
            let error = "Giá trị này không có trong danh sách chọn. Vẫn ghi như vậy?";
            chosen(&name, error, warning)
        } else {
            chosen(&name, "Hãy chọn một giá trị trong danh sách.", stop)
        };
    }
    if let Some((entity, key)) = blank.offered() {
        let error = "Giá trị này chưa có ở trang tương ứng. Vẫn ghi như vậy?";
        return chosen(&offered_name(entity, key), error, warning);
    }
    let (rule, error) = by_kind(field)?;
    Ok((rule, error, stop))
}

/// The rule of a field that nothing is chosen for.
fn by_kind(field: &Field) -> Result<(DataValidation, String), XlsxError> {
    let new = DataValidation::new();
    let (rule, error) = match field.kind {
        FieldKind::Mark => (
            new.allow_list_strings(&["x"])?,
            "Chỉ ghi x hoặc để trống.".to_owned(),
        ),
        FieldKind::Level if field.blank.range => (
            new.allow_list_strings(&RANGES)?,
            "Hãy ghi một số từ 1 đến 5, hoặc một khoảng như 3-5.".to_owned(),
        ),
        FieldKind::Level => (
            new.allow_list_strings(&RANGES[..LEVELS])?,
            "Hãy ghi một số từ 1 đến 5.".to_owned(),
        ),
        FieldKind::Count => (
            new.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            "Hãy ghi số nguyên, từ 0 trở lên.".to_owned(),
        ),
        FieldKind::Number => (
            new.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "Hãy ghi một số, từ 0 trở lên.".to_owned(),
        ),
        FieldKind::Percent => (
            new.allow_decimal_number(DataValidationRule::Between(0.0, 100.0)),
            "Hãy ghi số phần trăm, từ 0 đến 100.".to_owned(),
        ),
        FieldKind::Date => (
            new.allow_date(days()?),
            "Hãy ghi ngày dạng ngày/tháng/năm, ví dụ 30/06/2021.".to_owned(),
        ),
        FieldKind::Text | FieldKind::Code => {
            let length = field.blank.length.unwrap_or(LENGTH);
            (
                new.allow_text_length(DataValidationRule::LessThanOrEqualTo(length)),
                format!("Nội dung dài quá {length} ký tự; hãy viết gọn lại."),
            )
        }
    };
    Ok((rule, error))
}

/// The days that a proposal can speak of.
fn days() -> Result<DataValidationRule<ExcelDateTime>, XlsxError> {
    Ok(DataValidationRule::Between(
        excel_date(date(1945, 1, 1))?,
        excel_date(date(2100, 12, 31))?,
    ))
}

/// The label without what stands in brackets, as long as a title may be.
fn title(label: &str) -> String {
    let short = label.split(" (").next().unwrap_or(label);
    if short.encode_utf16().count() <= TITLE {
        return short.to_owned();
    }
    let mut title = String::new();
    for word in short.split(' ') {
        if title.encode_utf16().count() + word.encode_utf16().count() + 2 > TITLE {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title + "…"
}
