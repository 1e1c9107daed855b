//! The arguments of `vtvl rules`.

use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;
use jiff::civil::Date;

use super::law::LawOn;
use super::timeline::TimelineWish;
use crate::cli::global::TEMPLATE;
use crate::cli::values::parse_day;
use crate::cli::values::parse_number;

pub(in crate::cli) const EXAMPLES: &str = "Ví dụ:
  vtvl rules list
  vtvl rules show nd-106-2020/d03k5-ty-le-65
  vtvl rules law --on 30/06/2021 --for cong-chuc
  vtvl rules timeline so_cap_pho
  vtvl rules test --rules thu-muc-quy-tac
  vtvl rules check --rules thu-muc-quy-tac";

#[derive(Debug, Args)]
pub(in crate::cli) struct Rules {
    #[command(subcommand)]
    pub(in crate::cli) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RulesCommand {
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
        #[arg(long, value_name = "SỐ NGÀY", value_parser = parse_number::<i32>, requires = "today")]
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
    /// Quy định của một ngày: văn bản nào điều chỉnh, từ khi nào, đến khi nào, bộ quy tắc có quy
    /// tắc của nó không
    #[command(visible_alias = "ngay", help_template = TEMPLATE)]
    Law(LawOn),
    /// Trục thời gian của một văn bản, quy tắc, dữ kiện hoặc giá trị: mức nào, từ ngày nào, theo
    /// điều khoản nào
    #[command(visible_alias = "truc-thoi-gian", help_template = TEMPLATE)]
    Timeline(TimelineWish),
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
pub(in crate::cli) struct NewRule {
    /// Mã quy tắc (ví dụ nd-62-2020/d05k3-ten-quy-tac)
    #[arg(value_name = "MÃ")]
    pub(in crate::cli) id: String,
    /// Tiêu đề của trang
    #[arg(long, value_name = "TIÊU ĐỀ")]
    pub(in crate::cli) title: String,
    /// Điều, khoản, điểm (ví dụ "Điều 5 khoản 3")
    #[arg(long, value_name = "ĐIỀU KHOẢN")]
    pub(in crate::cli) provision: String,
    /// Ngày đối chiếu
    #[arg(long, value_name = "NĂM-THÁNG-NGÀY", value_parser = parse_day)]
    pub(in crate::cli) reviewed: Date,
}
