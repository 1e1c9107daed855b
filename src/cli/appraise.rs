//! `vtvl appraise`: the report and the other papers of the appraisal.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::Exit;
use super::Failure;
use super::check;
use super::files;
use super::global::Global;
use super::house;
use super::outbox::Outbox;
use super::outbox::WrittenFile;
use super::print::print_line;
use super::values::parse_day;
use crate::opinion::Appraisal;
use crate::opinion::Review;
use crate::opinion::TwoLaws;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;
use crate::report;
use crate::report::Format;
use crate::report::House;
use crate::report::Paper;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl appraise de-an.xlsx -o bao-cao.docx
  vtvl appraise de-an.xlsx -o bao-cao.docx -o bao-cao.pdf -o ket-qua.json
  vtvl appraise de-an.xlsx -o bao-cao.docx --house co-quan.toml
  vtvl appraise de-an.xlsx -o bao-cao.docx --against 01/07/2025
  vtvl appraise de-an.xlsx --papers van-ban/
  vtvl appraise de-an.xlsx --sheet y-kien.xlsx --papers van-ban/
  vtvl appraise de-an.xlsx --cong-van cong-van.docx --cau-hoi cau-hoi.docx";

#[derive(Debug, Args)]
pub(super) struct Appraise {
    /// Tệp đề án (.xlsx, .xlsm, .xls, .ods, .docx); nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Tệp báo cáo; dạng theo đuôi tên tệp (.docx, .pdf, .html, .md, .json, .sarif, .xlsx); dùng
    /// được nhiều lần
    #[arg(
        short,
        long,
        required_unless_present_any = ["letter", "submission", "decision", "questions", "minutes", "slip", "papers", "sheet"],
        value_name = "BÁO CÁO"
    )]
    pub(super) output: Vec<PathBuf>,
    /// Thư mục để lập cả bộ văn bản hợp với kết quả: còn nội dung phải sửa thì công văn; đủ điều
    /// kiện thì báo cáo, tờ trình, dự thảo quyết định; kèm nội dung thảo luận, biên bản, phiếu kiểm
    /// tra nội bộ
    #[arg(long, visible_alias = "bo-van-ban", value_name = "THƯ MỤC")]
    pub(super) papers: Option<PathBuf>,
    /// Tệp công văn đề nghị hoàn thiện hồ sơ (.docx, .pdf, .md); dùng được nhiều lần
    #[arg(long, visible_alias = "cong-van", value_name = "CÔNG VĂN")]
    pub(super) letter: Vec<PathBuf>,
    /// Tệp tờ trình phê duyệt (.docx, .pdf, .md); dùng được nhiều lần
    #[arg(long, visible_alias = "to-trinh", value_name = "TỜ TRÌNH")]
    pub(super) submission: Vec<PathBuf>,
    /// Tệp dự thảo Quyết định phê duyệt (.docx, .pdf, .md); dùng được nhiều lần
    #[arg(long, visible_alias = "quyet-dinh", value_name = "QUYẾT ĐỊNH")]
    pub(super) decision: Vec<PathBuf>,
    /// Tệp bảng nội dung cần thảo luận, kết luận (.docx, .pdf, .md); dùng được nhiều lần
    #[arg(long, visible_alias = "cau-hoi", value_name = "CÂU HỎI")]
    pub(super) questions: Vec<PathBuf>,
    /// Tệp biên bản họp thẩm định (.docx, .pdf, .md); dùng được nhiều lần
    #[arg(long, visible_alias = "bien-ban", value_name = "BIÊN BẢN")]
    pub(super) minutes: Vec<PathBuf>,
    /// Tệp phiếu kiểm tra nội bộ, không ban hành (.docx, .pdf, .md); dùng được nhiều lần
    #[arg(long, visible_alias = "phieu", value_name = "PHIẾU")]
    pub(super) slip: Vec<PathBuf>,
    /// Tệp bảng thẩm định (.xlsx) để ghi ý kiến; tệp đã có thì đọc ý kiến trong đó để lập văn bản,
    /// giữ nguyên tệp
    #[arg(long, visible_alias = "bang-tham-dinh", value_name = "BẢNG")]
    pub(super) sheet: Option<PathBuf>,
    /// Đọc ý kiến từ bảng thẩm định này, kể cả bảng của lần trình trước; thêm --sheet để ghi ra
    /// bảng mới
    #[arg(long, visible_alias = "y-kien", value_name = "BẢNG")]
    pub(super) opinions: Option<PathBuf>,
    /// So với quy định ngày khác: thêm một phụ lục vào báo cáo -o (.docx, .pdf, .md), một khóa vào
    /// .json
    #[arg(long, visible_alias = "so-voi", requires = "output", value_name = "NGÀY", value_parser = parse_day)]
    pub(super) against: Option<Date>,
    /// Tệp cấu hình cơ quan (.toml): tên cơ quan, địa danh, người ký, nơi nhận, mẫu riêng; không có
    /// thì để chỗ trống
    #[arg(long, visible_alias = "co-quan", value_name = "CẤU HÌNH")]
    pub(super) house: Option<PathBuf>,
}

/// One file to write.
struct WantedFile<'a> {
    path: &'a Path,
    paper: Paper,
    format: Format,
}

pub(super) fn run(appraise: &Appraise, global: &Global) -> Result<Exit, Failure> {
    let wanted = wanted(appraise)?;
    // Looked at once: what is written below is there afterwards.
    let (kept_sheet, new_sheet) = sheets(appraise);
    let places = wanted.iter().map(|wanted| wanted.path).chain(new_sheet);
    Outbox::new(global).may_write(places)?;
    let house = house::asked(appraise.house.as_deref(), global)?;
    let engine = global.engine()?;
    let (appraisal, laws) = judged(appraise, global, &engine)?;
    let opinions = appraise.opinions.as_deref().or(kept_sheet);
    let review = review(opinions, &engine, &appraisal, global)?;
    let case = AppraisedCase {
        appraisal,
        laws,
        review,
        house,
    };
    // Everything is laid out before anything is written: a failure leaves no half set of documents.
    let mut outbox = Outbox::new(global);
    let mut purposes = Vec::new();
    for wanted in wanted {
        outbox.put(wanted.path, case.paper(&wanted)?);
        purposes.push(String::new());
    }
    if let Some(folder) = &appraise.papers {
        for (paper, name, bytes) in report::papers_of(&case.appraisal, &case.review, &case.house)? {
            outbox.put(&folder.join(name), bytes);
            purposes.push(format!(": {}", paper.purpose()));
        }
    }
    if let Some(path) = new_sheet {
        let mut bytes = Vec::new();
        report::write_review(&case.appraisal, &case.review, &mut bytes)?;
        outbox.put(path, bytes);
        purposes.push(String::new());
    }
    let written = outbox.send()?;
    if !global.quiet {
        print_line(&case.appraisal.conclusion.sentence)?;
        tell_files(&written, &purposes, kept_sheet)?;
    }
    Ok(Exit::Fine)
}

/// What papers are made of.
struct AppraisedCase {
    appraisal: Appraisal,
    /// What the law of another day says, where that is asked for.
    laws: Option<TwoLaws>,
    review: Review,
    house: House,
}

impl AppraisedCase {
    fn paper(&self, wanted: &WantedFile<'_>) -> Result<Vec<u8>, Failure> {
        let Self {
            appraisal,
            review,
            house,
            ..
        } = self;
        let WantedFile { paper, format, .. } = *wanted;
        let mut bytes = Vec::new();
        match self.laws.as_ref().filter(|_| paper == Paper::Report) {
            Some(laws) => {
                report::write_report_against(appraisal, review, laws, house, format, &mut bytes)?;
            }
            None => report::write_paper(appraisal, review, paper, house, format, &mut bytes)?,
        }
        Ok(bytes)
    }
}

/// The appraiser's own workbook: that which is there and is kept, and that which is to be written.
fn sheets(appraise: &Appraise) -> (Option<&Path>, Option<&Path>) {
    match appraise.sheet.as_deref() {
        Some(path) if path.exists() => (Some(path), None),
        path => (None, path),
    }
}

/// What was written, each with what it is for, and what was left as it is.
fn tell_files(
    written: &[WrittenFile],
    purposes: &[String],
    kept_sheet: Option<&Path>,
) -> Result<(), Failure> {
    for (file, purpose) in written.iter().zip(purposes) {
        print_line(&format!("{}{purpose}", file.told()))?;
    }
    if let Some(path) = kept_sheet {
        print_line(&format!(
            "Đã đọc ý kiến trong {}, giữ nguyên tệp này",
            path.display()
        ))?;
    }
    Ok(())
}

/// The appraisal, with what the law of another day says where that is asked for.
fn judged(
    appraise: &Appraise,
    global: &Global,
    engine: &Engine,
) -> Result<(Appraisal, Option<TwoLaws>), Failure> {
    let Some(day) = appraise.against else {
        return Ok((check::appraise(&appraise.files, global, engine)?, None));
    };
    let (appraisal, laws) = check::appraise_against(&appraise.files, global, engine, day)?;
    Ok((appraisal, Some(laws)))
}

/// Every file that is asked for; each must have a format that its paper has, and a name of its own.
fn wanted(appraise: &Appraise) -> Result<Vec<WantedFile<'_>>, Failure> {
    let lists = [
        (Paper::Report, &appraise.output),
        (Paper::Letter, &appraise.letter),
        (Paper::Submission, &appraise.submission),
        (Paper::Decision, &appraise.decision),
        (Paper::Questions, &appraise.questions),
        (Paper::Minutes, &appraise.minutes),
        (Paper::Slip, &appraise.slip),
    ];
    let mut wanted: Vec<WantedFile<'_>> = Vec::new();
    for (paper, paths) in lists {
        for path in paths {
            if wanted.iter().any(|other| other.path == path) {
                return Err(Failure(format!(
                    "{} được ghi hai lần; hãy đặt tên tệp khác nhau",
                    path.display()
                )));
            }
            wanted.push(WantedFile {
                path,
                paper,
                format: format(path, paper)?,
            });
        }
    }
    Ok(wanted)
}

fn format(path: &Path, paper: Paper) -> Result<Format, Failure> {
    let endings = match paper {
        Paper::Report => ".docx, .pdf, .html, .md, .json, .sarif hoặc .xlsx",
        _ => ".docx, .pdf hoặc .md",
    };
    let what = paper.label();
    Format::from_extension(path)
        .filter(|format| paper.has(*format))
        .ok_or_else(|| {
            Failure(format!(
                "không biết dạng {what} của {}; dùng tên tệp có đuôi {endings}",
                path.display()
            ))
        })
}

/// The appraiser's own word: from the workbook that she names, else from the one that is there
/// already.
pub(super) fn review(
    path: Option<&Path>,
    engine: &Engine,
    appraisal: &Appraisal,
    global: &Global,
) -> Result<Review, Failure> {
    let Some(path) = path else {
        return Ok(Review::default());
    };
    let file = files::one(path, engine, global)?;
    let (review, stale) = reviewed(
        Submitted {
            name: path.display().to_string(),
            ..file
        },
        engine,
        appraisal,
    )?;
    if !stale.is_empty() {
        super::tell_user(&format!(
            "ý kiến không còn khớp với hồ sơ này, không dùng đến: {}",
            stale.join("; ")
        ));
    }
    Ok(review)
}

/// The appraiser's word in a workbook, and what of it no longer fits.
pub(super) fn reviewed(
    file: Submitted,
    engine: &Engine,
    appraisal: &Appraisal,
) -> Result<(Review, Vec<String>), Failure> {
    let shown = file.name.clone();
    let workbook = engine
        .open(&[file], &ReadingManner::default())
        .map_err(|error| Failure(format!("{shown}: {error}")))?;
    let report::ReviewRead { review, faults } = report::read_review(&workbook);
    if !faults.is_empty() {
        return Err(Failure(format!(
            "bảng thẩm định {shown}: {}",
            faults.join("; ")
        )));
    }
    let stale = review.stale(appraisal);
    Ok((review, stale))
}
