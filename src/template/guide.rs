//! The guide sheet: how to fill the workbook, by which law, and what to do next.

use rust_xlsxwriter::Url;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::Request;
use super::cell::LINE_HEIGHT;
use super::cell::lines_of;
use super::choices;
use super::plan::WorkbookPlan;
use super::style;
use super::style::TemplateStyles;
use super::wanted::WantedIndex;
use crate::dossier::TemplateMark;
use crate::law::Governing;
use crate::law::day;

/// Name of the sheet; the reader knows it as a sheet without data (`rules/forms/words.toml`).
const SHEET: &str = "Hướng dẫn";

/// Widths of a column of text, and of all columns.
const COLUMN: usize = 62;
const WHOLE: usize = 150;

const STEPS: [&str; 7] = [
    "1. Ghi lần lượt các trang theo bảng dưới đây. Ghi trang “Cơ cấu tổ chức” và “Danh mục VTVL” trước, vì các trang khác chọn đơn vị và mã vị trí từ hai trang này.",
    "2. Chọn một ô để hiện lời nhắc; ô có mũi tên thì chọn trong danh sách. Rê chuột lên tiêu đề cột để xem cách ghi và điều khoản cần cột đó.",
    "3. Cột có tiêu đề in nghiêng, nền xám tự tính; không ghi đè, trừ khi lời nhắc cho phép.",
    "4. Không đổi tên trang và tiêu đề cột; không gộp ô. Cần thêm dòng thì ghi tiếp xuống dưới hoặc chèn dòng vào giữa, rồi chép công thức của dòng trên.",
    "5. Ô không có số liệu thì để trống; chỉ ghi 0 khi đúng là không. Mã viết như 01.003 giữ nguyên dấu chấm và số 0 ở đầu.",
    "6. Trước khi in, xóa các dòng còn trống ở cuối mỗi trang.",
    "7. Ghi xong, lưu tệp rồi thả tệp vào trang kiểm tra (mở tệp vtvl.html, hoặc chạy lệnh vtvl serve). Trang cho biết từng ô cần sửa và điều khoản; sửa, lưu, thả lại đến khi không còn nội dung “sai quy định” và “cần giải trình”.",
];

/// The mark of a workbook made by a request.
pub(super) fn mark(request: &Request<'_>) -> TemplateMark {
    let kind = request.staff_label().unwrap_or(&request.profile.key);
    TemplateMark::new(kind, &request.law.digest)
}

/// Writes the sheet.
pub(super) fn write(
    out: &mut Worksheet,
    request: &Request<'_>,
    plan: &WorkbookPlan<'_>,
    wanted: &WantedIndex,
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    out.set_name(SHEET)?;
    for (col, width) in [(0, 26), (1, 62), (2, 62)] {
        out.set_column_width(col, width)?;
    }
    out.merge_range(0, 0, 0, 2, "MẪU HỒ SƠ ĐỀ ÁN VỊ TRÍ VIỆC LÀM", &styles.title)?;
    out.merge_range(1, 0, 1, 2, &request.profile.title, &styles.strong)?;
    out.set_row_height(0, 26)?;
    out.set_row_height(1, 20)?;
    out.merge_range(2, 0, 2, 2, &mark(request).to_string(), &styles.faint)?;
    let mut row = 4;
    for text in law(request).iter().map(String::as_str).chain(STEPS) {
        out.merge_range(row, 0, row, 2, text, &styles.text)?;
        out.set_row_height(row, f64::from(lines_of(text, WHOLE)) * LINE_HEIGHT)?;
        row += 1;
    }
    sheets(out, row + 1, plan, wanted, styles)?;
    out.set_screen_gridlines(false);
    style::page(out);
    out.set_print_fit_to_pages(1, 1);
    out.set_active(true);
    Ok(())
}

/// The sheets, each with how it is filled in and which provisions want it.
fn sheets(
    out: &mut Worksheet,
    head: u32,
    plan: &WorkbookPlan<'_>,
    wanted: &WantedIndex,
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    for (col, text) in (0_u16..).zip(["Trang", "Cách ghi", "Căn cứ"]) {
        out.write_string_with_format(head, col, text, &styles.head)?;
    }
    let mut row = head;
    for sheet in &plan.sheets {
        row += 1;
        let name = &sheet.form.sheet;
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        out.write_url_with_format(row, 0, link, &styles.link)?;
        let guide = sheet.form.blank.guide.as_deref().unwrap_or_default();
        let wanted = wanted.of_sheet(sheet.entity);
        out.write_string_with_format(row, 1, guide, &styles.cell)?;
        out.write_string_with_format(row, 2, &wanted, &styles.cell)?;
        let lines = lines_of(guide, COLUMN).max(lines_of(&wanted, COLUMN));
        out.set_row_height(row, f64::from(lines) * LINE_HEIGHT)?;
    }
    row += 1;
    let last = [choices::SHEET, "Các giá trị để chọn; không phải ghi.", ""];
    for (col, text) in (0_u16..).zip(last) {
        out.write_string_with_format(row, col, text, &styles.cell)?;
    }
    Ok(())
}

/// Which act the workbook follows, and what the rulebook does not have.
fn law(request: &Request<'_>) -> Vec<String> {
    let profile = request.profile;
    let Some(now) = profile
        .governing
        .iter()
        .find(|act| act.period().contains(request.day))
    else {
        return Vec::new();
    };
    if now.says.is_some() {
        let mut held = profile.governing.iter().filter(|act| act.says.is_none());
        let form = held.next_back().map_or_else(String::new, |act| {
            format!(" Các trang và cột của mẫu theo Nghị định số {}.", act.act)
        });
        return vec![format!(
            "Ngày {}, vị trí việc làm theo Nghị định số {}; {}{form}",
            day(request.day),
            now.act,
            share_of(request, now)
        )];
    }
    let own = format!(
        "Mẫu theo Nghị định số {}, áp dụng cho hồ sơ trình {}.",
        now.act,
        span(now)
    );
    let later = profile
        .governing
        .iter()
        .filter(|act| now.until.is_some() && act.from >= now.until);
    let later = later.map(|later| afterwards(request, later));
    std::iter::once(own).chain(later).collect()
}

/// What follows after the act of the workbook.
fn afterwards(request: &Request<'_>, later: &Governing) -> String {
    let from = later.from.map(day).unwrap_or_default();
    let what = match later.says {
        None => "hồ sơ trình từ ngày đó lập theo mẫu khác.",
        Some(_) => share_of(request, later),
    };
    format!(
        "Từ ngày {from}, vị trí việc làm theo Nghị định số {}: {what}",
        later.act
    )
}

/// How much of an act that the rulebook cannot judge by as a whole it has.
fn share_of(request: &Request<'_>, act: &Governing) -> &'static str {
    if request.law.has_rules_of(&act.act) {
        "bộ quy tắc kèm chương trình mới có một phần quy định của Nghị định này, phần còn lại người thẩm định tự đối chiếu."
    } else {
        "bộ quy tắc kèm chương trình chưa có quy định của Nghị định này, chương trình chỉ đối chiếu số liệu trong hồ sơ."
    }
}

/// From when to when an act governs.
fn span(act: &Governing) -> String {
    let from = act.from.map(|from| format!("từ ngày {}", day(from)));
    let until = act
        .until
        .and_then(|until| until.yesterday().ok())
        .map(|last| format!("đến hết ngày {}", day(last)));
    [from, until]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}
