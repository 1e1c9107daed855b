//! `vtvl mend`: the submitted workbook with its spelling mended where that cannot change what it
//! says.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::Exit;
use super::Failure;
use super::gathered;
use super::global::Global;
use super::outbox::Outbox;
use super::print::print;
use super::print::print_line;
use super::print::text_options;
use crate::report;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl mend de-an.xlsx --dry-run            chỉ xem sẽ sửa gì
  vtvl mend de-an.xlsx -o de-an-da-sua.xlsx

Chỉ sửa cách ghi: khoảng trắng thừa, chữ và dấu ghi rời, chữ giống hình nhưng
khác mã, số và ngày ghi thành chữ, mã ngạch, chức danh ghi khác danh mục. Ô nào
đọc chưa chắc, tiêu đề, công thức thì để nguyên. Từng chỗ đã sửa được tô màu và
liệt kê ở trang “Đã sửa” cuối tệp mới; tệp cũ giữ nguyên.";

#[derive(Debug, Args)]
pub(super) struct Mend {
    /// Tệp đề án (.xlsx)
    #[arg(value_name = "TỆP")]
    file: PathBuf,
    /// Tệp mới (.xlsx); không có gì để sửa thì không ghi
    #[arg(
        short,
        long,
        value_name = "KẾT QUẢ",
        required_unless_present = "dry_run",
        conflicts_with = "dry_run"
    )]
    output: Option<PathBuf>,
    /// Chỉ liệt kê những chỗ sẽ sửa, không ghi tệp nào
    #[arg(long, visible_alias = "xem-truoc")]
    dry_run: bool,
    /// Dạng in ra: text hoặc json
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    format: MendFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MendFormat {
    Text,
    Json,
}

pub(super) fn run(mend: &Mend, global: &Global) -> Result<Exit, Failure> {
    if let Some(output) = &mend.output {
        must_be_workbook(output)?;
    }
    let engine = global.engine()?;
    let submitted = gathered::submission(std::slice::from_ref(&mend.file), &engine, global)?;
    Outbox::new(global).may_write(mend.output.as_deref())?;
    let [file] = submitted.as_slice() else {
        return Err(Failure(
            "mỗi lần chỉ sửa giúp một tệp; hãy ghi tên một tệp .xlsx".to_owned(),
        ));
    };
    let manner = global.manner(&engine.forms)?;
    let mut mended = engine
        .mend(file, &manner)
        .map_err(|error| Failure(format!("{}: {error}", file.name)))?;
    let mut out = Vec::new();
    match mend.format {
        MendFormat::Json => report::write_mended_json(&mended, &mut out)?,
        MendFormat::Text => report::write_mended(&mended, &text_options(global), &mut out)?,
    }
    let mut outbox = Outbox::new(global);
    if let (Some(path), Some(bytes)) = (&mend.output, mended.bytes.take()) {
        outbox.put(path, bytes);
    }
    let written = outbox.send()?;
    print(&out)?;
    if !global.quiet && mend.format == MendFormat::Text {
        for file in &written {
            print_line(&format!(
                "\n{}; xem trang “{}” ở cuối tệp",
                file.told(),
                mended.index
            ))?;
        }
        if mend.dry_run && !mended.repairs.is_empty() {
            print_line("\nChưa ghi gì; bỏ --dry-run và thêm -o TỆP-MỚI.xlsx để ghi bản đã sửa.")?;
        }
    }
    Ok(Exit::Fine)
}

/// The copy is a workbook as the original is.
fn must_be_workbook(output: &Path) -> Result<(), Failure> {
    let is_workbook = output
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if is_workbook || output.is_dir() {
        return Ok(());
    }
    Err(Failure(format!(
        "{}: bản đã sửa phải mang đuôi .xlsx, ví dụ -o da-sua.xlsx",
        output.display()
    )))
}
