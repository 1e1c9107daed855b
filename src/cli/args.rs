//! The arguments, with their Vietnamese help.

use std::path::PathBuf;

use clap::ArgAction;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use jiff::civil::Date;

use super::Failure;
use super::annotate;
use super::appraise;
use super::batch;
use super::check;
use super::convert;
use super::diff;
use super::files;
use super::mend;
use super::outbox::Writing;
use super::read;
use super::rules;
use super::serve;
use super::shell;
use super::template;
use super::verify;
use crate::cells::Encoding;
use crate::cells::Limits;
use crate::dictionary::Forms;
use crate::dossier::Mapping;
use crate::dossier::parse_day as parse_written_day;
use crate::opinion::Asked;
use crate::pipeline::ReadingManner;

pub(super) const TEMPLATE: &str =
    "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";

/// Thẩm định đề án vị trí việc làm.
#[derive(Debug, Parser)]
#[command(
    name = "vtvl",
    version,
    about = "Đọc đề án vị trí việc làm từ tệp Excel, Word, đối chiếu với quy định và lập báo cáo thẩm định",
    help_template = TEMPLATE,
    after_help = EXAMPLES,
    after_long_help = long_help(),
    subcommand_help_heading = "Lệnh",
    subcommand_value_name = "LỆNH",
    next_help_heading = "Tùy chọn",
    override_usage = "vtvl <LỆNH> [TÙY CHỌN]",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "Ví dụ:
  vtvl check de-an.xlsx                          tự kiểm tra trước khi nộp
  vtvl appraise de-an.xlsx -o bao-cao.docx       lập báo cáo thẩm định
  vtvl read de-an.xlsx                           xem tệp được hiểu thế nào
  vtvl template --for vien-chuc --as-of 1/9/2026 -o mau.xlsx   lập mẫu
  vtvl rules show nd-62-2020/d05k2-phan-nhom     đọc một quy tắc

Mã thoát: 0 đạt; 1 có nội dung sai quy định; 2 không làm việc được; 3 không sai
nhưng còn nội dung thiếu dữ liệu hoặc chưa chắc đã đọc đúng.";

fn long_help() -> String {
    format!("{EXAMPLES}\n\n{}", Limits::describe())
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Ngày xét: áp dụng quy định có hiệu lực ngày này (mặc định: ngày trình ghi trong hồ sơ)
    #[arg(long, global = true, value_name = "NĂM-THÁNG-NGÀY", value_parser = parse_day)]
    pub(super) as_of: Option<Date>,
    /// Loại hồ sơ: cong-chuc hoặc vien-chuc (mặc định: theo Đối tượng ghi trong hồ sơ)
    #[arg(long, global = true, value_name = "LOẠI")]
    pub(super) profile: Option<String>,
    /// Chuyển chữ trong tệp từ bảng mã cũ sang Unicode trước khi đọc: tcvn3 hoặc vni
    #[arg(
        long,
        global = true,
        value_name = "BẢNG MÃ",
        hide_possible_values = true
    )]
    pub(super) encoding: Option<OldEncoding>,
    /// Đọc tệp theo bản đồ này: trang nào là biểu nào, cột nào là trường nào (xem vtvl read
    /// --save-map)
    #[arg(long, global = true, value_name = "BẢN ĐỒ")]
    pub(super) map: Option<PathBuf>,
    /// Tệp miễn trừ: nội dung đã được cấp có thẩm quyền cho phép (mặc định: mien-tru.toml đứng cạnh
    /// hồ sơ)
    #[arg(long, visible_alias = "mien-tru", global = true, value_name = "TỆP")]
    pub(super) waivers: Option<PathBuf>,
    /// Không dùng tệp miễn trừ nào, kể cả tệp đứng cạnh hồ sơ
    #[arg(
        long,
        visible_alias = "khong-mien-tru",
        global = true,
        conflicts_with = "waivers"
    )]
    pub(super) no_waivers: bool,
    /// Dùng bộ quy tắc trong thư mục này thay cho bộ kèm theo chương trình
    #[arg(long, global = true, value_name = "THƯ MỤC")]
    pub(super) rules: Option<PathBuf>,
    /// Tô màu chữ trên màn hình: auto, always hoặc never
    #[arg(
        long,
        global = true,
        value_name = "KHI NÀO",
        default_value = "auto",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) color: Color,
    /// Chỉ in kết luận
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    #[command(flatten)]
    pub(super) writing: Writing,
    /// In thêm bằng chứng và những gì đã đọc
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// In hướng dẫn này
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// In phiên bản
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

impl Global {
    /// What the user wants the submission to be judged by.
    pub(super) fn asked(&self) -> Asked {
        Asked {
            day: self.as_of,
            profile: self.profile.clone(),
            waivers: None,
        }
    }

    /// How the user wants the submission to be read.
    pub(super) fn manner(&self, forms: &Forms) -> Result<ReadingManner, Failure> {
        let encoding = self.encoding.map(|encoding| match encoding {
            OldEncoding::Tcvn3 => Encoding::Tcvn3,
            OldEncoding::Vni => Encoding::Vni,
        });
        let mapping = match &self.map {
            Some(path) => {
                let parsed = Mapping::parse(&files::text(path, self)?, forms);
                parsed
                    .map_err(|fault| Failure(format!("bản đồ đọc {}: {fault}", path.display())))?
            }
            None => Mapping::default(),
        };
        Ok(ReadingManner { encoding, mapping })
    }
}

/// An encoding from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OldEncoding {
    /// TCVN3, the fonts `.VnTime`.
    Tcvn3,
    /// VNI-Windows.
    Vni,
}

/// When to print in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// When a terminal reads, and `NO_COLOR` is not set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    pub(super) fn apply(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Tự kiểm tra: liệt kê nội dung sai quy định, cần giải trình, lưu ý, kèm ô và căn cứ
    #[command(visible_alias = "kiem-tra", help_template = TEMPLATE, after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Lập báo cáo thẩm định (.docx, .pdf, .html, .md, .json, .xlsx), cả bộ văn bản, bảng ghi ý
    /// kiến
    #[command(visible_alias = "tham-dinh", help_template = TEMPLATE, after_help = appraise::EXAMPLES)]
    Appraise(Box<appraise::Appraise>),
    /// Ghi nhận xét vào chính tệp đã nộp: chú thích và màu ở ô, thêm một trang liệt kê
    #[command(visible_alias = "danh-dau", help_template = TEMPLATE, after_help = annotate::EXAMPLES)]
    Annotate(annotate::Annotate),
    /// Sửa giúp những chỗ chắc chắn: khoảng trắng, số và ngày ghi thành chữ, mã ngạch; không đổi
    /// nội dung
    #[command(visible_alias = "sua", help_template = TEMPLATE, after_help = mend::EXAMPLES)]
    Mend(mend::Mend),
    /// So sánh hai bản của một đề án: nội dung đã sửa, còn lại, phát sinh; vị trí thêm, bỏ, đổi,
    /// chuyển
    #[command(visible_alias = "so-sanh", help_template = TEMPLATE, after_help = diff::EXAMPLES)]
    Diff(diff::Diff),
    /// Thẩm định mọi hồ sơ trong một thư mục: sổ theo dõi, tổng hợp, kết quả từng hồ sơ
    #[command(visible_alias = "tong-hop", help_template = TEMPLATE, after_help = batch::EXAMPLES)]
    Batch(batch::Batch),
    /// Đối chiếu: văn bản có đúng là lập từ tệp đề án này, nội dung có bị sửa không
    #[command(visible_alias = "doi-chieu", help_template = TEMPLATE, after_help = verify::EXAMPLES)]
    Verify(verify::Verify),
    /// Cho biết chương trình hiểu tệp thế nào: trang nào là biểu nào, cột nào là trường nào
    #[command(visible_alias = "doc", help_template = TEMPLATE, after_help = read::EXAMPLES)]
    Read(read::ReadArgs),
    /// Lập mẫu hồ sơ chuẩn để điền, hoặc chuyển hồ sơ có sẵn sang mẫu
    #[command(visible_alias = "mau", help_template = TEMPLATE, after_help = template::EXAMPLES)]
    Template(template::TemplateArgs),
    /// Chuyển đề án theo mẫu cũ sang mẫu của quy định mới, trong phạm vi quy định cho chuyển
    #[command(visible_alias = "chuyen", help_template = TEMPLATE, after_help = convert::EXAMPLES)]
    Convert(convert::Convert),
    /// Bộ quy tắc: liệt kê, đọc, chạy trường hợp thử, soát lỗi
    #[command(visible_alias = "quy-tac", help_template = TEMPLATE, subcommand_help_heading = "Lệnh", subcommand_value_name = "LỆNH", after_help = rules::EXAMPLES)]
    Rules(rules::Rules),
    /// Mở trang trên máy này: thả tệp vào, xem nhận xét bên cạnh ô, lấy báo cáo; không gửi gì đi
    /// đâu
    #[command(visible_alias = "trang", help_template = TEMPLATE, after_help = serve::EXAMPLES)]
    Serve(serve::Serve),
    /// Làm một việc của trang: đọc từ đầu vào chuẩn, trả lời ra đầu ra chuẩn
    #[command(name = serve::JOB, hide = true, help_template = TEMPLATE)]
    Job,
    /// In tập lệnh gợi ý cho bash, zsh, fish, powershell hoặc elvish
    #[command(help_template = TEMPLATE, after_help = shell::COMPLETIONS)]
    Completions(shell::Completions),
    /// In trang hướng dẫn (man) của chương trình hoặc của một lệnh
    #[command(help_template = TEMPLATE, after_help = shell::MAN)]
    Man(shell::Man),
}

/// A day as people and programs write it: `2021-06-30`, `30/06/2021`, `ngày 30 tháng 6 năm 2021`.
pub(super) fn parse_day(text: &str) -> Result<Date, String> {
    let example = "ví dụ 2021-06-30 hoặc 30/06/2021";
    if let Some(day) = text.trim().parse().ok().or_else(|| parse_written_day(text)) {
        return Ok(day);
    }
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .count();
    Err(match numbers {
        1 | 2 => format!("ngày chưa đủ ngày, tháng, năm; {example}"),
        _ => format!("không có ngày này; {example}"),
    })
}

/// A whole number of the command line.
pub(super) fn parse_number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.trim()
        .parse()
        .map_err(|_| "phải là một số nguyên không quá lớn, ví dụ 8321".to_owned())
}
