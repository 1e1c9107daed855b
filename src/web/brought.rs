//! What the user brings beside the workbooks: small text files, days.

use jiff::civil::Date;
use serde::Deserialize;

use super::told::PageRefusal;
use crate::report::House;

/// A small text file of the user.
#[derive(Deserialize)]
pub(super) struct TextFile {
    pub(super) name: String,
    pub(super) text: String,
}

/// A day as the page sends it.
pub(super) fn parsed_day(text: &str) -> Result<Date, PageRefusal> {
    text.parse()
        .map_err(|_| PageRefusal::plain("ngày xét phải là một ngày có trên lịch, ví dụ 30/06/2021"))
}

/// The configuration of the house goes through the same reader as `--house`.
pub(super) fn house(file: Option<&TextFile>) -> Result<House, PageRefusal> {
    let Some(file) = file else {
        return Ok(House::default());
    };
    let named = |fault: &dyn std::fmt::Display| {
        PageRefusal::plain(&format!("cấu hình cơ quan {}, {fault}", file.name))
    };
    let house = House::parse(&file.text).map_err(|fault| named(&fault))?;
    match house.templates() {
        None => Ok(house),
        Some(_) => Err(named(
            &"mẫu riêng (templates) chỉ dùng được bằng lệnh vtvl appraise --house; hãy bỏ khóa này khi dùng trang",
        )),
    }
}
