//! `vtvl diff`: two submissions of one proposal compared.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::Exit;
use super::Failure;
use super::check;
use super::files;
use super::gathered;
use super::global::Global;
use super::house;
use super::outbox::Outbox;
use super::print::print;
use super::print::print_line;
use super::print::text_options;
use super::waivers;
use crate::cells::Workbook;
use crate::opinion::AgencyAnswer;
use crate::opinion::Comparison;
use crate::pipeline::Engine;
use crate::pipeline::ReadVersion;
use crate::pipeline::ReadingManner;
use crate::report;
use crate::report::Format;
use crate::report::House;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl diff lan-1.xlsx lan-2.xlsx
  vtvl diff ho-so-lan-1/ ho-so-lan-2/ -o phu-luc.docx
  vtvl diff lan-1.xlsx lan-2.xlsx --answers cong-van-tra-loi.docx
  vtvl diff lan-1.xlsx lan-2.xlsx --format json

Hai bản được xét theo cùng bộ quy tắc, cùng ngày: ngày trình của bản mới, hoặc
--as-of. Dòng được đối chiếu theo mã, tên, đơn vị và nội dung, không theo số
thứ tự dòng. Giải trình đọc từ cột “Giải trình, tiếp thu” của Phụ lục công văn
hoặc của tệp có nhận xét (lệnh annotate) mà cơ quan điền rồi gửi lại; bản mới
là tệp có nhận xét thì đọc luôn, không cần --answers.

Mã thoát là kết quả kiểm tra của bản mới, như lệnh check: 0 đạt; 1 còn nội dung
sai quy định; 3 không sai nhưng còn nội dung thiếu dữ liệu hoặc chưa chắc đã
đọc đúng; 2 không làm được.";

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// Bản cũ: một tệp, hoặc thư mục của một hồ sơ nhiều tệp
    #[arg(value_name = "BẢN CŨ")]
    pub(super) old: PathBuf,
    /// Bản mới: một tệp, hoặc thư mục của một hồ sơ nhiều tệp
    #[arg(value_name = "BẢN MỚI")]
    pub(super) new: PathBuf,
    /// Dạng in ra: text, json hoặc md
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) format: DiffFormat,
    /// Ghi bản so sánh ra tệp; dạng theo đuôi tên tệp (.docx, .pdf, .html, .md, .json); dùng được
    /// nhiều lần
    #[arg(short, long, value_name = "TỆP")]
    pub(super) output: Vec<PathBuf>,
    /// Tệp cơ quan gửi lại, đã điền cột “Giải trình, tiếp thu” (.docx, .xlsx); dùng được nhiều lần
    #[arg(long, visible_alias = "giai-trinh", value_name = "TỆP")]
    pub(super) answers: Vec<PathBuf>,
    /// Tệp cấu hình cơ quan (.toml): tên cơ quan ở đầu bản so sánh .docx, .pdf; không có thì để chỗ
    /// trống
    #[arg(long, visible_alias = "co-quan", value_name = "CẤU HÌNH")]
    pub(super) house: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Text,
    Json,
    Md,
}

pub(super) fn run(diff: &Diff, global: &Global) -> Result<Exit, Failure> {
    let outputs: Vec<(&Path, Format)> = diff
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format(path)?)))
        .collect::<Result<_, Failure>>()?;
    Outbox::new(global).may_write(outputs.iter().map(|(path, _)| *path))?;
    let house = house::asked(diff.house.as_deref(), global)?;
    let engine = global.engine()?;
    let (old, new) = (
        read(&diff.old, global, &engine)?,
        read(&diff.new, global, &engine)?,
    );
    let asked = waivers::asked(std::slice::from_ref(&diff.new), global, &engine.law)?;
    let answers = answers(diff, &new.workbook, &engine, global)?;
    let compared = engine.compare(&old, &new, &asked, &answers);
    let (comparison, judged) = compared.map_err(|(is_new, refusal)| {
        gathered::told(
            if is_new { &new.files } else { &old.files },
            &refusal.into(),
        )
    })?;
    let mut reports = Outbox::new(global);
    for (path, format) in outputs {
        let mut bytes = Vec::new();
        report::write_diff(&comparison, &house, format, &mut bytes)?;
        reports.put(path, bytes);
    }
    let out = printed(&comparison, &house, diff.format, global)?;
    let written = reports.send()?;
    print(&out)?;
    if !global.quiet && diff.format == DiffFormat::Text {
        written
            .iter()
            .try_for_each(|file| print_line(&file.told()))?;
    }
    Ok(check::exit(&judged))
}

/// A comparison as it is printed.
fn printed(
    comparison: &Comparison,
    house: &House,
    format: DiffFormat,
    global: &Global,
) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    match format {
        DiffFormat::Json => report::write_diff(comparison, house, Format::Json, &mut out)?,
        DiffFormat::Md => report::write_diff(comparison, house, Format::Markdown, &mut out)?,
        DiffFormat::Text => {
            report::write_diff_text(comparison, &text_options(global), &mut out)?;
        }
    }
    Ok(out)
}

fn format(path: &Path) -> Result<Format, Failure> {
    let ours = |format: &Format| !matches!(format, Format::Sarif | Format::Xlsx);
    Format::from_extension(path).filter(ours).ok_or_else(|| {
        let shown = path.display();
        Failure(format!(
            "không biết dạng bản so sánh của {shown}; dùng tên tệp có đuôi .docx, .pdf, .html, .md hoặc .json"
        ))
    })
}

/// What the agency answered: in the files that are named, and in the list of a later submission
/// that is one of our annotated copies.
fn answers(
    diff: &Diff,
    new: &Workbook,
    engine: &Engine,
    global: &Global,
) -> Result<Vec<AgencyAnswer>, Failure> {
    let mut answers = report::read_returned_list(new, &files::name(&diff.new)).answers;
    for path in &diff.answers {
        let shown = path.display();
        let file = files::one(path, engine, global)?;
        let name = file.name.clone();
        let workbook = engine.open(&[file], &ReadingManner::default());
        let workbook = workbook.map_err(|error| Failure(error.to_string()))?;
        let read = report::read_answers(&workbook, &name);
        if read.tables == 0 {
            return Err(Failure(format!(
                "{shown} không có bảng nào có cột “Giải trình, tiếp thu”; hãy đưa Phụ lục công văn hoặc tệp có nhận xét mà cơ quan đã điền"
            )));
        }
        if read.answers.is_empty() {
            super::tell_user(&format!("{shown}: cột “Giải trình, tiếp thu” còn để trống"));
        }
        answers.extend(
            read.answers
                .into_iter()
                .filter(|answer| !answers.contains(answer))
                .collect::<Vec<_>>(),
        );
    }
    Ok(answers)
}

fn read(path: &Path, global: &Global, engine: &Engine) -> Result<ReadVersion, Failure> {
    let files = gathered::submission(&[path.to_path_buf()], engine, global)?;
    engine
        .version(files, &global.manner(&engine.forms)?)
        .map_err(|error| gathered::told(&[], &error))
}
