//! `vtvl read`: how the workbook was understood.

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
use crate::dossier;
use crate::report;
use crate::report::CellsOf;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl read de-an.xlsx
  vtvl read de-an.xlsx --picture               thêm hình thu nhỏ của từng trang
  vtvl read de-an.xlsx --save-map ban-do.toml  ghi cách hiểu ra tệp để sửa
  vtvl check de-an.xlsx --map ban-do.toml      kiểm tra theo cách hiểu đã sửa";

#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    /// Tệp cần đọc; nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Dạng in ra: text hoặc json
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) format: ReadFormat,
    /// Thêm hình thu nhỏ của từng trang: dòng nào là tiêu đề, mục, dữ liệu, dòng tổng
    #[arg(long)]
    pub(super) picture: bool,
    /// Thêm nội dung các ô vào kết quả --format json
    #[arg(long)]
    pub(super) cells: bool,
    /// Ghi cách hiểu tệp ra bản đồ đọc, để sửa rồi dùng lại bằng --map
    #[arg(long, value_name = "BẢN ĐỒ")]
    pub(super) save_map: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadFormat {
    Text,
    Json,
}

pub(super) fn run(read: &ReadArgs, global: &Global) -> Result<Exit, Failure> {
    Outbox::new(global).may_write(read.save_map.as_deref())?;
    let engine = global.engine()?;
    let manner = global.manner(&engine.forms)?;
    let submitted = gathered::submission(&read.files, &engine, global)?;
    let workbook = engine
        .open(&submitted, &manner)
        .map_err(|error| gathered::told(&submitted, &error))?;
    let (dossier, remarks) = dossier::read(&workbook, &engine.forms, &manner.mapping);
    let mut out = Vec::new();
    match read.format {
        ReadFormat::Json => {
            let cells = read.cells.then_some(CellsOf {
                workbook: &workbook,
                most: usize::MAX,
            });
            report::write_reading_json(&dossier, &remarks, cells, &mut out)?;
        }
        ReadFormat::Text => {
            let options = text_options(global);
            let picture = read.picture.then_some(&workbook);
            report::write_reading(
                &dossier,
                &remarks,
                &engine.forms,
                picture,
                &options,
                &mut out,
            )?;
        }
    }
    let mut outbox = Outbox::new(global);
    if let Some(path) = &read.save_map {
        outbox.put(
            path,
            dossier::save_mapping(&dossier, &engine.forms).into_bytes(),
        );
    }
    let written = outbox.send()?;
    print(&out)?;
    if !global.quiet && read.format == ReadFormat::Text {
        for file in written {
            print_line(&format!(
                "\n{}; sửa tệp này rồi chạy lại với --map",
                file.told()
            ))?;
        }
    }
    Ok(Exit::Fine)
}
