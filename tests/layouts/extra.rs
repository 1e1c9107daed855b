//! Sheets that are no form: look-up lists, other tables of the agency, drafts, covers.

use crate::layout::Layout;
use crate::support::Sheets;

const LOOK: &str = "Trang thêm: danh mục tra cứu";
const OTHER: &str = "Trang thêm: bảng khác của cơ quan";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = look_ups();
    all.extend(others());
    all
}

/// A sheet in text form, put at the end or the front of the workbook.
fn extra(
    family: &'static str,
    name: &'static str,
    why: &'static str,
    front: bool,
    sheet: &'static str,
) -> Layout {
    Layout::new(family, name, why, &[], move |desk, _| {
        for (at, sheet) in Sheets::parse(sheet).unwrap().sheets.into_iter().enumerate() {
            let end = desk.book.sheets.len();
            desk.insert_sheet(if front { at } else { end }, sheet);
        }
    })
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a layout")]
fn look_ups() -> Vec<Layout> {
    let why = "Danh sách để chọn hoặc tra; không có số người, số liệu của biểu nào.";
    let sheets: [(&str, bool, &str); 12] = [
        (
            "danh mục đơn vị",
            false,
            "# sheet: Đơn vị\n{header 1}\nSTT | Tên đơn vị | Tên viết tắt\n1 | Lãnh đạo Sở | LĐS\n2 | Văn phòng Sở | VP\n3 | Phòng Quản lý văn hóa | QLVH\n4 | Ủy ban nhân dân tỉnh | UBND",
        ),
        (
            "danh mục đơn vị có loại và điện thoại",
            false,
            "# sheet: DM_DonVi\n{header 1}\nMã đơn vị | Tên đơn vị | Loại đơn vị | Điện thoại\nP01 | Phòng Tổng hợp | Phòng | \"0203111222\"\nP02 | Phòng Nghiệp vụ | Phòng | \"0203111223\"\nP03 | Văn phòng | Văn phòng | \"0203111224\"",
        ),
        (
            "danh mục ngạch",
            false,
            "# sheet: Ngạch\n{header 1}\nMã ngạch | Tên ngạch\n\"01.001\" | Chuyên viên cao cấp\n\"01.002\" | Chuyên viên chính\n\"01.003\" | Chuyên viên\n\"01.004\" | Cán sự\n\"01.005\" | Nhân viên",
        ),
        (
            "danh mục nhóm",
            true,
            "# sheet: Nhóm\nNhóm vị trí việc làm\nLãnh đạo, quản lý\nNghiệp vụ chuyên ngành\nNghiệp vụ chuyên môn dùng chung\nHỗ trợ, phục vụ",
        ),
        (
            "danh mục lựa chọn nhiều cột",
            false,
            "# sheet: Danh sách chọn\n{header 1}\nNhóm VTVL | Phân loại | Mức độ phức tạp | Loại đơn vị | Có/Không\nLãnh đạo, quản lý | Một người đảm nhiệm | Phức tạp | Phòng | x\nNghiệp vụ chuyên ngành | Nhiều người đảm nhiệm | Trung bình | Văn phòng\nHỗ trợ, phục vụ | Kiêm nhiệm | Đơn giản | Chi cục",
        ),
        (
            "danh mục lựa chọn bị ẩn",
            true,
            "# sheet: list\n{hidden}\nLãnh đạo, quản lý | Một người đảm nhiệm | Phòng\nNghiệp vụ chuyên ngành | Nhiều người đảm nhiệm | Văn phòng\nHỗ trợ, phục vụ | Kiêm nhiệm | Chi cục",
        ),
        (
            "danh mục chữ viết tắt",
            false,
            "# sheet: Chữ viết tắt\n{header 1}\nSTT | Chữ viết tắt | Nghĩa\n1 | VTVL | Vị trí việc làm\n2 | CCVC | Công chức, viên chức\n3 | UBND | Ủy ban nhân dân\n4 | CDNN | Chức danh nghề nghiệp",
        ),
        (
            "danh mục từ điển năng lực",
            false,
            "# sheet: Từ điển năng lực\n{header 2}\nTỪ ĐIỂN NĂNG LỰC\nSTT | Tên năng lực | Cấp độ | Biểu hiện\n1 | Đạo đức và bản lĩnh | 1 | Chấp hành kỷ luật\n2 | Đạo đức và bản lĩnh | 2 | Gương mẫu trong công việc\n3 | Tổ chức thực hiện công việc | 1 | Làm được việc quen thuộc\n4 | Tổ chức thực hiện công việc | 2 | Tự lập kế hoạch tuần",
        ),
        (
            "danh mục sản phẩm đầu ra",
            false,
            "# sheet: Sản phẩm\n{header 1}\nSTT | Sản phẩm đầu ra | Đơn vị tính\n1 | Báo cáo | bản\n2 | Kế hoạch | bản\n3 | Tờ trình | bản",
        ),
        (
            "danh mục mã vị trí",
            false,
            "# sheet: Mã VTVL\n{header 1}\nKý hiệu | Diễn giải\nLD | Lãnh đạo\nVP | Văn phòng\nVH | Văn hóa",
        ),
        (
            "danh mục văn bản tham khảo",
            false,
            "# sheet: Tài liệu tham khảo\nTài liệu tham khảo khi xây dựng đề án\n1. Sổ tay hướng dẫn xây dựng vị trí việc làm, Viện Khoa học tổ chức nhà nước\n2. Tài liệu tập huấn của Sở Nội vụ năm 2020",
        ),
        (
            "mục lục các trang",
            true,
            "# sheet: Mục lục\n{header 1}\nSTT | Tên biểu | Trang\n1 | Thông tin chung | 1\n2 | Cơ cấu tổ chức | 2\n3 | Thống kê công việc | 3\n4 | Danh mục VTVL | 7\n5 | Mô tả công việc | 9\n6 | Khung năng lực | 15",
        ),
    ];
    sheets
        .into_iter()
        .map(|(name, front, sheet)| extra(LOOK, name, why, front, sheet))
        .collect()
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a layout")]
fn others() -> Vec<Layout> {
    let why = "Bảng phục vụ việc khác, nằm nhờ trong tệp; không phải biểu của đề án.";
    let sheets: [(&str, bool, &str); 17] = [
        (
            "chỉ số có trọng số %",
            false,
            "# sheet: KPI\n{header 2}\nBỘ CHỈ SỐ ĐÁNH GIÁ\nSTT | Vị trí việc làm | Chỉ số | Trọng số %\n1 | Giám đốc Sở | Tiến độ nhiệm vụ được giao | 40\n2 | Giám đốc Sở | Chất lượng văn bản | 60\n3 | Chánh Văn phòng | Đúng hạn | 50\n4 | Chánh Văn phòng | Kỷ cương | 50",
        ),
        (
            "bảng lương",
            false,
            "# sheet: Bảng lương\n{header 1}\nSTT | Họ và tên | Chức vụ | Hệ số | Mức lương\n1 | Nguyễn Văn An | Giám đốc | 6.2 | 9238000\n2 | Trần Thị Bình | Chánh Văn phòng | 4.98 | 7420200\n3 | Lê Văn Chung | Chuyên viên | 3 | 4470000\n| Tổng cộng | | | 21128200",
        ),
        (
            "danh sách cán bộ",
            false,
            "# sheet: DS cán bộ\n{header 1}\nSTT | Họ và tên | Ngày sinh | Chức vụ | Đơn vị\n1 | Nguyễn Văn An | 12/03/1968 | Giám đốc | Lãnh đạo Sở\n2 | Trần Thị Bình | 20/11/1980 | Chánh Văn phòng | Văn phòng Sở\n3 | Lê Văn Chung | 01/05/1990 | Chuyên viên | Văn phòng Sở",
        ),
        (
            "trang bìa",
            true,
            "# sheet: Bìa\nUBND TỈNH\nCƠ QUAN TRÌNH\n|\nĐỀ ÁN VỊ TRÍ VIỆC LÀM\n|\nNăm 2021",
        ),
        (
            "trang bìa có tên các biểu",
            true,
            "# sheet: Bia\nĐỀ ÁN VỊ TRÍ VIỆC LÀM\nDanh mục vị trí việc làm\nBản mô tả công việc\nKhung năng lực\nCơ cấu ngạch công chức\nTháng 8 năm 2021",
        ),
        (
            "bản nháp danh mục bị ẩn, ghi không dùng",
            false,
            "# sheet: DM cũ (không dùng)\n{hidden}\n{header 2}\nBản nháp cũ, không dùng\nSTT | Mã VTVL | Tên vị trí việc làm | Số người đề xuất\n1 | A-01 | Giám đốc | 1\n2 | A-02 | Phó Giám đốc | 4\n3 | A-03 | Chuyên viên | 9",
        ),
        (
            "bản nháp danh mục, tên “Nháp”",
            false,
            "# sheet: Nháp\n{header 2}\nBẢN NHÁP - KHÔNG SỬ DỤNG\nSTT | Tên vị trí việc làm | Số người\n1 | Giám đốc | 1\n2 | Chuyên viên tổng hợp | 7",
        ),
        (
            "số liệu vẽ biểu đồ",
            false,
            "# sheet: Biểu đồ\nNhóm | 2019 | 2020 | 2021\nLãnh đạo, quản lý | 6 | 6 | 6\nNghiệp vụ chuyên ngành | 4 | 3 | 3\nHỗ trợ, phục vụ | 2 | 1 | 1",
        ),
        (
            "kế hoạch nghỉ phép",
            false,
            "# sheet: Nghỉ phép\n{header 1}\nSTT | Họ và tên | Đơn vị | Từ ngày | Đến ngày | Số ngày\n1 | Trần Thị Bình | Văn phòng Sở | 05/07/2021 | 09/07/2021 | 5\n2 | Lê Văn Chung | Văn phòng Sở | 12/07/2021 | 14/07/2021 | 3",
        ),
        (
            "kế hoạch đào tạo theo vị trí",
            false,
            "# sheet: Đào tạo\n{header 2}\nKẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM 2022\nSTT | Vị trí việc làm | Nội dung bồi dưỡng | Số người | Kinh phí\n1 | Chuyên viên văn phòng - tổng hợp | Kỹ năng soạn thảo | 2 | 4000000\n2 | Văn thư - lưu trữ | Lưu trữ điện tử | 1 | 2500000",
        ),
        (
            "dự kiến nghỉ hưu",
            false,
            "# sheet: Nghỉ hưu\n{header 1}\nNăm | Số người nghỉ hưu | Ghi chú\n2022 | 1\n2023 | 0\n2024 | 2 | lãnh đạo phòng",
        ),
        (
            "nhật ký sửa đổi",
            false,
            "# sheet: Lịch sử\n{header 1}\nNgày | Người sửa | Nội dung\n12/07/2021 | An | Lập biểu\n20/07/2021 | Bình | Sửa danh mục\n02/08/2021 | An | Rà soát lần cuối",
        ),
        (
            "biên chế các năm trước",
            false,
            "# sheet: BC các năm\n{header 1}\nNăm | Biên chế được giao | Có mặt\n2018 | 15 | 14\n2019 | 14 | 14\n2020 | 13 | 13",
        ),
        (
            "ý kiến góp ý",
            false,
            "# sheet: Góp ý\n{header 1}\nSTT | Đơn vị góp ý | Nội dung | Tiếp thu\n1 | Văn phòng Sở | Sửa tên vị trí VP-03 | x\n2 | Phòng Quản lý văn hóa | Thêm nhiệm vụ | x",
        ),
        (
            "phân công soạn thảo",
            false,
            "# sheet: Phân công\n{header 1}\nSTT | Công việc | Đơn vị thực hiện | Thời hạn\n1 | Soạn danh mục vị trí | Văn phòng Sở | 15/07/2021\n2 | Soạn bản mô tả công việc | Các phòng | 25/07/2021",
        ),
        (
            "số liệu dân số, diện tích",
            false,
            "# sheet: Số liệu tỉnh\n{header 1}\nSTT | Huyện | Dân số | Diện tích (km2)\n1 | Huyện A | 120000 | 310.5\n2 | Huyện B | 98000 | 422",
        ),
        (
            "mẫu để trống của biểu khác",
            false,
            "# sheet: Mẫu\n{header 1}\nSTT | Mã VTVL | Tên vị trí việc làm | Số người đề xuất | Ghi chú\n1\n2\n3",
        ),
    ];
    sheets
        .into_iter()
        .map(|(name, front, sheet)| extra(OTHER, name, why, front, sheet))
        .collect()
}
