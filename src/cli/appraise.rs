//! `vtvl appraise`: the report.

use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::Failure;
use super::args::Global;
use super::check;
use super::files;
use crate::report;
use crate::report::Format;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl appraise de-an.xlsx -o bao-cao.docx
  vtvl appraise de-an.xlsx -o bao-cao.docx -o bao-cao.html -o ket-qua.json";

#[derive(Debug, Args)]
pub(super) struct Appraise {
    /// Tệp đề án (.xlsx, .xlsm, .xls, .ods); nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Tệp báo cáo; dạng theo đuôi tên tệp (.docx, .html, .md, .json, .xlsx); dùng được nhiều lần
    #[arg(short, long, required = true, value_name = "BÁO CÁO")]
    pub(super) output: Vec<PathBuf>,
}

pub(super) fn run(appraise: &Appraise, global: &Global) -> Result<Exit, Failure> {
    let formats: Vec<(&Path, Format)> =
        appraise.output.iter().map(|path| Ok((path.as_path(), format(path)?))).collect::<Result<_, Failure>>()?;
    let engine = global.engine()?;
    let appraisal = check::appraise(&appraise.files, global, &engine)?;
    // Everything is laid out before anything is written: a failure leaves no half set of reports.
    let mut reports = Vec::new();
    for (path, format) in formats {
        let mut bytes = Vec::new();
        report::write(&appraisal, format, &mut bytes)?;
        reports.push((path, bytes));
    }
    for (path, bytes) in &reports {
        files::write(path, bytes)?;
    }
    if !global.quiet {
        let mut out = anstream::stdout();
        let mut line = |text: String| {
            // A closed stdout does not undo the reports.
            let _ = writeln!(out, "{}", super::clean(&text));
        };
        line(appraisal.conclusion.sentence.clone());
        for (path, _) in &reports {
            line(format!("Đã ghi {}", path.display()));
        }
    }
    Ok(Exit::Fine)
}

fn format(path: &Path) -> Result<Format, Failure> {
    Format::from_extension(path).ok_or_else(|| {
        Failure(format!(
            "không biết dạng báo cáo của {}; dùng tên tệp có đuôi .docx, .html, .md, .json hoặc .xlsx",
            path.display()
        ))
    })
}
