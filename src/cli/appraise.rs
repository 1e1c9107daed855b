//! `vtvl appraise`: the report, the letter to the agency and the questions of the meeting.

use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::Failure;
use super::args::Global;
use super::check;
use super::files;
use super::house;
use crate::report;
use crate::report::Document;
use crate::report::Format;
use crate::report::House;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl appraise de-an.xlsx -o bao-cao.docx
  vtvl appraise de-an.xlsx -o bao-cao.docx -o bao-cao.pdf -o ket-qua.json
  vtvl appraise de-an.xlsx -o bao-cao.docx --house co-quan.toml
  vtvl appraise de-an.xlsx --cong-van cong-van.docx --cau-hoi cau-hoi.docx";

#[derive(Debug, Args)]
pub(super) struct Appraise {
    /// Tệp đề án (.xlsx, .xlsm, .xls, .ods, .docx); nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Tệp báo cáo; dạng theo đuôi tên tệp (.docx, .pdf, .html, .md, .json, .sarif, .xlsx); dùng được nhiều lần
    #[arg(short, long, required_unless_present_any = ["letter", "questions"], value_name = "BÁO CÁO")]
    pub(super) output: Vec<PathBuf>,
    /// Tệp công văn đề nghị bổ sung, hoàn thiện hồ sơ (.docx, .pdf); dùng được nhiều lần
    #[arg(long, visible_alias = "cong-van", value_name = "CÔNG VĂN")]
    pub(super) letter: Vec<PathBuf>,
    /// Tệp bảng vấn đề cần trao đổi tại cuộc họp thẩm định (.docx, .pdf); dùng được nhiều lần
    #[arg(long, visible_alias = "cau-hoi", value_name = "CÂU HỎI")]
    pub(super) questions: Vec<PathBuf>,
    /// Tệp cấu hình cơ quan (.toml): tên cơ quan, địa danh, người ký, nơi nhận, mẫu riêng; không có thì để chỗ trống
    #[arg(long, visible_alias = "co-quan", value_name = "CẤU HÌNH")]
    pub(super) house: Option<PathBuf>,
}

/// One file to write.
struct Wanted<'a> {
    path: &'a Path,
    document: Document,
    format: Format,
}

pub(super) fn run(appraise: &Appraise, global: &Global) -> Result<Exit, Failure> {
    let wanted = wanted(appraise)?;
    let house = appraise.house.as_deref().map_or_else(|| Ok(House::default()), house::read)?;
    let engine = global.engine()?;
    let appraisal = check::appraise(&appraise.files, global, &engine)?;
    // Everything is laid out before anything is written: a failure leaves no half set of documents.
    let mut written = Vec::new();
    for Wanted { path, document, format } in wanted {
        let mut bytes = Vec::new();
        report::write_document(&appraisal, document, &house, format, &mut bytes)?;
        written.push((path, bytes));
    }
    for (path, bytes) in &written {
        files::write(path, bytes)?;
    }
    if !global.quiet {
        let mut out = anstream::stdout();
        let mut line = |text: String| {
            // A closed stdout does not undo the reports.
            let _ = writeln!(out, "{}", super::clean(&text));
        };
        line(appraisal.conclusion.sentence.clone());
        for (path, _) in &written {
            line(format!("Đã ghi {}", path.display()));
        }
    }
    Ok(Exit::Fine)
}

/// Every file that is asked for; each must have a format that its document has, and a name of its own.
fn wanted(appraise: &Appraise) -> Result<Vec<Wanted<'_>>, Failure> {
    let lists = [
        (Document::Report, &appraise.output),
        (Document::Letter, &appraise.letter),
        (Document::Questions, &appraise.questions),
    ];
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for (document, paths) in lists {
        for path in paths {
            if wanted.iter().any(|other| other.path == path) {
                return Err(Failure(format!("{} được ghi hai lần; hãy đặt tên tệp khác nhau", path.display())));
            }
            wanted.push(Wanted { path, document, format: format(path, document)? });
        }
    }
    Ok(wanted)
}

fn format(path: &Path, document: Document) -> Result<Format, Failure> {
    let (what, endings) = match document {
        Document::Report => ("báo cáo", ".docx, .pdf, .html, .md, .json, .sarif hoặc .xlsx"),
        Document::Letter => ("công văn", ".docx hoặc .pdf"),
        Document::Questions => ("bảng câu hỏi", ".docx hoặc .pdf"),
    };
    Format::from_extension(path).filter(|format| document.has(*format)).ok_or_else(|| {
        Failure(format!("không biết dạng {what} của {}; dùng tên tệp có đuôi {endings}", path.display()))
    })
}
