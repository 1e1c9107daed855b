//! The arguments, with their Vietnamese help.

use std::path::PathBuf;

use clap::ArgAction;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use jiff::civil::Date;

use super::Failure;
use super::files;
use crate::Manner;
use crate::cells::Encoding;
use crate::cells::Limits;
use crate::dossier::Forms;
use crate::dossier::Mapping;
use crate::opinion::Asked;

const TEMPLATE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";

/// Thẩm định đề án vị trí việc làm.
#[derive(Debug, Parser)]
#[command(
    name = "vtvl",
    version,
    about = "Đọc đề án vị trí việc làm từ tệp Excel, đối chiếu với quy định và lập báo cáo thẩm định",
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
  vtvl read de-an.xlsx                           xem chương trình hiểu tệp thế nào
  vtvl rules show nd-62-2020/d05k2-phan-nhom     đọc một quy tắc

Mã thoát: 0 đạt; 1 có nội dung sai quy định; 2 không làm việc được; 3 không sai nhưng còn nội dung thiếu dữ liệu.";

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
    #[arg(long, global = true, value_name = "BẢNG MÃ", hide_possible_values = true)]
    pub(super) encoding: Option<OldEncoding>,
    /// Đọc tệp theo bản đồ này: trang nào là biểu nào, cột nào là trường nào (xem vtvl read --save-map)
    #[arg(long, global = true, value_name = "BẢN ĐỒ")]
    pub(super) map: Option<PathBuf>,
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
        Asked { day: self.as_of, profile: self.profile.clone() }
    }

    /// How the user wants the submission to be read.
    pub(super) fn manner(&self, forms: &Forms) -> Result<Manner, Failure> {
        let encoding = self.encoding.map(|encoding| match encoding {
            OldEncoding::Tcvn3 => Encoding::Tcvn3,
            OldEncoding::Vni => Encoding::Vni,
        });
        let mapping = match &self.map {
            Some(path) => {
                let parsed = Mapping::parse(&files::text(path)?, forms);
                parsed.map_err(|fault| Failure(format!("bản đồ đọc {}: {fault}", path.display())))?
            }
            None => Mapping::default(),
        };
        Ok(Manner { encoding, mapping })
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
    #[command(visible_alias = "kiem-tra", help_template = TEMPLATE, after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Lập báo cáo thẩm định (.docx, .html, .md, .json)
    #[command(visible_alias = "tham-dinh", help_template = TEMPLATE, after_help = APPRAISE_EXAMPLES)]
    Appraise(Appraise),
    /// Cho biết chương trình hiểu tệp thế nào: trang nào là biểu nào, cột nào là trường nào
    #[command(visible_alias = "doc", help_template = TEMPLATE, after_help = READ_EXAMPLES)]
    Read(Read),
    /// Bộ quy tắc: liệt kê, đọc, chạy trường hợp thử, soát lỗi
    #[command(visible_alias = "quy-tac", help_template = TEMPLATE, subcommand_help_heading = "Lệnh", subcommand_value_name = "LỆNH", after_help = RULES_EXAMPLES)]
    Rules(Rules),
}

const CHECK_EXAMPLES: &str = "Ví dụ:
  vtvl check de-an.xlsx
  vtvl check de-an.xlsx --as-of 2021-06-30
  vtvl check bieu-1.xlsx bieu-2.xlsx             hồ sơ gồm nhiều tệp
  vtvl check ho-so/                              mọi tệp Excel trong thư mục
  vtvl check de-an.xlsx --format json";

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Tệp đề án (.xlsx, .xlsm, .xls, .ods); nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Dạng in ra: text, json hoặc md
    #[arg(long, value_name = "DẠNG", default_value = "text", hide_possible_values = true, hide_default_value = true)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
    Md,
}

const APPRAISE_EXAMPLES: &str = "Ví dụ:
  vtvl appraise de-an.xlsx -o bao-cao.docx
  vtvl appraise de-an.xlsx -o bao-cao.docx -o bao-cao.html -o ket-qua.json";

#[derive(Debug, Args)]
pub(super) struct Appraise {
    /// Tệp đề án (.xlsx, .xlsm, .xls, .ods); nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Tệp báo cáo; dạng theo đuôi tên tệp (.docx, .html, .md, .json); dùng được nhiều lần
    #[arg(short, long, required = true, value_name = "BÁO CÁO")]
    pub(super) output: Vec<PathBuf>,
}

const READ_EXAMPLES: &str = "Ví dụ:
  vtvl read de-an.xlsx
  vtvl read de-an.xlsx --picture                 thêm hình thu nhỏ của từng trang
  vtvl read de-an.xlsx --save-map ban-do.toml    ghi cách hiểu ra tệp để sửa
  vtvl check de-an.xlsx --map ban-do.toml        kiểm tra theo cách hiểu đã sửa";

#[derive(Debug, Args)]
pub(super) struct Read {
    /// Tệp cần đọc; nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Dạng in ra: text hoặc json
    #[arg(long, value_name = "DẠNG", default_value = "text", hide_possible_values = true, hide_default_value = true)]
    pub(super) format: ReadFormat,
    /// Thêm hình thu nhỏ của từng trang: dòng nào là tiêu đề, mục, dữ liệu, dòng tổng
    #[arg(long)]
    pub(super) picture: bool,
    /// Ghi cách hiểu tệp ra bản đồ đọc, để sửa rồi dùng lại bằng --map
    #[arg(long, value_name = "BẢN ĐỒ")]
    pub(super) save_map: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadFormat {
    Text,
    Json,
}

const RULES_EXAMPLES: &str = "Ví dụ:
  vtvl rules list
  vtvl rules show nd-106-2020/d03k5-ty-le-65
  vtvl rules test --rules thu-muc-quy-tac
  vtvl rules check --rules thu-muc-quy-tac";

#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub(super) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// Liệt kê các quy tắc
    #[command(help_template = TEMPLATE)]
    List {
        /// Chỉ các quy tắc có mã bắt đầu như vậy (ví dụ nd-62-2020)
        #[arg(value_name = "MÃ")]
        prefix: Option<String>,
    },
    /// Đọc một quy tắc: nội dung, căn cứ, giá trị theo ngày, trường hợp thử
    #[command(help_template = TEMPLATE)]
    Show {
        /// Mã quy tắc (ví dụ nd-62-2020/d05k2-phan-nhom)
        #[arg(value_name = "MÃ")]
        id: String,
    },
    /// Chạy mọi trường hợp thử của bộ quy tắc
    #[command(help_template = TEMPLATE)]
    Test {
        /// Chỉ các quy tắc có mã bắt đầu như vậy
        #[arg(value_name = "MÃ")]
        prefix: Option<String>,
    },
    /// Soát lỗi bộ quy tắc, báo tệp và dòng
    #[command(help_template = TEMPLATE)]
    Check {
        /// Nhắc các trang chưa ai đối chiếu lại quá số ngày này, tính đến --today
        #[arg(long, value_name = "SỐ NGÀY", requires = "today")]
        stale_days: Option<i32>,
        /// Ngày hôm nay, cho --stale-days
        #[arg(long, value_name = "NĂM-THÁNG-NGÀY", value_parser = parse_day)]
        today: Option<Date>,
    },
    /// Tìm quy tắc theo từ, có dấu hoặc không dấu
    #[command(help_template = TEMPLATE)]
    Search {
        /// Các từ cần tìm
        #[arg(required = true, value_name = "TỪ")]
        words: Vec<String>,
    },
    /// Độ phủ: từng điều, khoản, điểm của văn bản đã thành gì
    #[command(help_template = TEMPLATE)]
    Cover {
        /// Văn bản (ví dụ 62/2020 hoặc nd-62-2020); mặc định: tất cả
        #[arg(value_name = "VĂN BẢN")]
        act: Option<String>,
    },
    /// Thử một quy tắc trên một tệp, in các dữ kiện đã đọc
    #[command(help_template = TEMPLATE)]
    Try {
        /// Mã quy tắc
        #[arg(value_name = "MÃ")]
        id: String,
        /// Tệp đề án; nhiều tệp hoặc một thư mục là một hồ sơ
        #[arg(required = true, value_name = "TỆP")]
        files: Vec<PathBuf>,
    },
    /// Tạo trang quy tắc mới, điền sẵn văn bản và ngày
    #[command(help_template = TEMPLATE)]
    New(NewRule),
    /// So kết quả của hai bộ quy tắc trên các tệp: phát hiện nào thêm, mất
    #[command(help_template = TEMPLATE)]
    Replay {
        /// Thư mục bộ quy tắc cũ
        #[arg(value_name = "BỘ CŨ")]
        old: PathBuf,
        /// Tệp hoặc thư mục tệp đề án
        #[arg(required = true, value_name = "TỆP")]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct NewRule {
    /// Mã quy tắc (ví dụ nd-62-2020/d05k3-ten-quy-tac)
    #[arg(value_name = "MÃ")]
    pub(super) id: String,
    /// Tiêu đề của trang
    #[arg(long, value_name = "TIÊU ĐỀ")]
    pub(super) title: String,
    /// Điều, khoản, điểm (ví dụ "Điều 5 khoản 3")
    #[arg(long, value_name = "ĐIỀU KHOẢN")]
    pub(super) provision: String,
    /// Ngày đối chiếu
    #[arg(long, value_name = "NĂM-THÁNG-NGÀY", value_parser = parse_day)]
    pub(super) reviewed: Date,
}

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "ngày phải viết dạng NĂM-THÁNG-NGÀY, ví dụ 2021-06-30".to_owned())
}
