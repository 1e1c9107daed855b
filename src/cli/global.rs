//! The options that every command takes, and the shape of its help.

use std::path::PathBuf;

use clap::ArgAction;
use clap::Args;
use clap::ValueEnum;
use jiff::civil::Date;

use super::given::Writing;
use super::values::parse_day;

pub(super) const TEMPLATE: &str =
    "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";

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
