//! The arguments, with their Vietnamese help.

use clap::Parser;
use clap::Subcommand;

use super::annotate;
use super::appraise;
use super::batch;
use super::check;
use super::convert;
use super::diff;
use super::global::Global;
use super::global::TEMPLATE;
use super::mend;
use super::read;
use super::rules;
use super::serve;
use super::shell;
use super::template;
use super::verify;
use crate::cells::Limits;

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
