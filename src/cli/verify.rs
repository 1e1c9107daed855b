//! `vtvl verify`: whether a paper was made from this submission, and says what it said.

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::Failure;
use super::appraise;
use super::check;
use super::files;
use super::global::Global;
use super::house;
use super::print::print_line;
use crate::register::RecordedReview;
use crate::report;
use crate::report::Format;
use crate::report::Verification;
use crate::report::Verifying;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl verify bao-cao.docx de-an.xlsx
  vtvl verify bao-cao.docx de-an.xlsx --opinions y-kien.xlsx
  vtvl verify ket-qua.json de-an.xlsx --as-of 30/06/2021

Đầu trang, số, ngày, nơi nhận, người ký là của cơ quan, không đối chiếu. Văn
bản lập với --as-of, --profile, --map, --waivers nào thì ghi lại như thế.
Mã thoát: 0 đúng; 1 khác; 2 không đối chiếu được.";

/// Differing lines that are shown.
const SHOWN: usize = 10;
/// Letters of a line that are shown.
const LINE: usize = 160;

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Văn bản cần đối chiếu (.docx, .md, .html, .json; .pdf, .xlsx, .sarif chỉ so nguyên tệp)
    #[arg(value_name = "VĂN BẢN")]
    pub(super) paper: PathBuf,
    /// Tệp đề án đã thẩm định; nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Bảng thẩm định có ý kiến đã dùng khi lập văn bản
    #[arg(long, visible_alias = "y-kien", value_name = "BẢNG")]
    pub(super) opinions: Option<PathBuf>,
    /// Tệp cấu hình cơ quan đã dùng khi lập văn bản; chỉ cần khi đối chiếu .pdf
    #[arg(long, visible_alias = "co-quan", value_name = "CẤU HÌNH")]
    pub(super) house: Option<PathBuf>,
}

pub(super) fn run(verify: &Verify, global: &Global) -> Result<Exit, Failure> {
    let shown = verify.paper.display();
    let format = Format::from_extension(&verify.paper).ok_or_else(|| {
        Failure(format!(
            "không biết dạng văn bản của {shown}; dùng tệp .docx, .md, .html, .json hoặc .pdf"
        ))
    })?;
    let house = house::asked(verify.house.as_deref(), global)?;
    let engine = global.engine()?;
    let paper = files::one(&verify.paper, &engine, global)?;
    let appraisal = check::appraise(&verify.files, global, &engine)?;
    let review = appraise::review(verify.opinions.as_deref(), &engine, &appraisal, global)?;
    let recorded = RecordedReview::of(&appraisal, &review, &engine.law.calendar);
    let made = Verifying {
        appraisal: &appraisal,
        review: &review,
        recorded: recorded.as_ref(),
        house: &house,
    };
    let found = report::verify(&paper.bytes, format, &made)
        .map_err(|error| Failure(format!("{shown}: {error}")))?;
    print_line(&format!("{shown}: {}", told(&found)))?;
    if !global.quiet {
        let law = &appraisal.law;
        let digest: String = law.digest.chars().take(12).collect();
        print_line(&format!(
            "Đối chiếu với {} (SHA-256 {}…), quy định ngày {}, bộ quy tắc {digest}…",
            appraisal.input.file,
            appraisal.input.sha256.chars().take(12).collect::<String>(),
            law.as_of.strftime("%d/%m/%Y"),
        ))?;
        if !found.other {
            lines("Chương trình viết mà văn bản không có", &found.gone)?;
            lines("Văn bản có mà chương trình không viết", &found.added)?;
        }
    }
    Ok(if found.holds() {
        Exit::Fine
    } else {
        Exit::Violations
    })
}

fn told(found: &Verification) -> String {
    let paper = found.paper.map_or("văn bản", report::Paper::label);
    if found.exact {
        return format!("đúng là {paper} chương trình lập từ hồ sơ này, giống từng byte");
    }
    if found.other {
        return "không phải văn bản lập từ hồ sơ này, hoặc lập theo quy định, ý kiến khác"
            .to_owned();
    }
    if found.holds() {
        return format!(
            "đúng là {paper} lập từ hồ sơ này; không nội dung nào bị sửa, chỉ có phần của cơ quan (đầu trang, ngày, chữ ký) khác"
        );
    }
    format!(
        "là {paper} của hồ sơ này nhưng đã khác: {} dòng không còn, {} dòng thêm",
        found.gone.len(),
        found.added.len()
    )
}

fn lines(title: &str, lines: &[String]) -> Result<(), Failure> {
    if lines.is_empty() {
        return Ok(());
    }
    print_line(&format!("{title}:"))?;
    for line in lines.iter().take(SHOWN) {
        let cut = line
            .char_indices()
            .nth(LINE)
            .map_or(line.len(), |(end, _)| end);
        let more = if cut < line.len() { "…" } else { "" };
        print_line(&format!("  {}{more}", &line[..cut]))?;
    }
    if lines.len() > SHOWN {
        print_line(&format!("  … và {} dòng nữa", lines.len() - SHOWN))?;
    }
    Ok(())
}
