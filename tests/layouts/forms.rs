//! Which form each sheet of the samples is, and which field each of its columns holds.

use crate::support::Cell;
use crate::support::Sheet;

/// The forms of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// Thông tin chung.
    Chung,
    /// Hồ sơ.
    HoSo,
    /// Căn cứ pháp lý.
    CanCu,
    /// Cơ cấu tổ chức.
    CoCau,
    /// Thống kê công việc.
    CongViec,
    /// Danh mục VTVL.
    DanhMuc,
    /// Mô tả công việc.
    MoTa,
    /// Khung năng lực.
    NangLuc,
    /// Tổng hợp VTVL.
    TongHop,
    /// Cơ cấu ngạch.
    Ngach,
    /// Descriptions in blocks.
    Khoi,
}

/// Every form that is one table with a header.
pub(crate) const TABLES: &[Form] = &[
    Form::HoSo,
    Form::CanCu,
    Form::CoCau,
    Form::CongViec,
    Form::DanhMuc,
    Form::MoTa,
    Form::NangLuc,
    Form::TongHop,
    Form::Ngach,
];

/// Forms whose rows are counted from 1.
pub(crate) const NUMBERED: &[Form] = &[
    Form::HoSo,
    Form::CanCu,
    Form::CoCau,
    Form::CongViec,
    Form::DanhMuc,
    Form::TongHop,
    Form::Ngach,
];

/// Long lists: they run over several pages and are what a clerk adds up, divides and annotates.
pub(crate) const LONG: &[Form] = &[Form::CongViec, Form::DanhMuc, Form::MoTa, Form::NangLuc];

impl Form {
    /// What people call it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Chung => "Thông tin chung",
            Self::HoSo => "Hồ sơ",
            Self::CanCu => "Căn cứ pháp lý",
            Self::CoCau => "Cơ cấu tổ chức",
            Self::CongViec => "Thống kê công việc",
            Self::DanhMuc => "Danh mục VTVL",
            Self::MoTa => "Mô tả công việc",
            Self::NangLuc => "Khung năng lực",
            Self::TongHop => "Tổng hợp VTVL",
            Self::Ngach => "Cơ cấu ngạch",
            Self::Khoi => "Khối mô tả",
        }
    }

    /// The heading of the standard form for each field.
    #[expect(clippy::too_many_lines, reason = "a table, one entry a column")]
    const fn headings(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Self::HoSo => &[
                ("stt", &["STT"]),
                ("ten", &["Thành phần hồ sơ"]),
                ("co", &["Có (x)"]),
                ("so_ky_hieu", &["Số, ký hiệu"]),
                ("ngay", &["Ngày"]),
                ("ghi_chu", &["Ghi chú"]),
            ],
            Self::CanCu => &[
                ("stt", &["STT"]),
                ("ten", &["Tên văn bản"]),
                ("so_ky_hieu", &["Số, ký hiệu"]),
                ("co_quan", &["Cơ quan ban hành"]),
                ("ngay", &["Ngày ban hành"]),
                ("ghi_chu", &["Ghi chú"]),
            ],
            Self::CoCau => &[
                ("stt", &["STT", "Số\nTT"]),
                ("ma", &["Mã đơn vị"]),
                ("ten", &["Tên đơn vị"]),
                ("loai", &["Loại đơn vị"]),
                ("cap_tren", &["Đơn vị cấp trên"]),
                ("so_nguoi", &["Số người đề xuất", "Số người\nđề xuất"]),
                ("truong", &["Số cấp trưởng", "Cấp trưởng"]),
                ("pho", &["Số cấp phó", "Cấp phó"]),
                ("ghi_chu", &["Ghi chú"]),
            ],
            Self::CongViec => &[
                ("stt", &["STT", "TT"]),
                ("chuc_nang", &["Chức năng, nhiệm vụ"]),
                ("ten", &["Công việc", "Nội dung công việc"]),
                ("don_vi", &["Đơn vị thực hiện"]),
                ("nhom", &["Nhóm công việc"]),
                ("muc_do", &["Mức độ phức tạp"]),
                ("san_pham", &["Sản phẩm đầu ra"]),
                ("so_luong", &["Số lượng/năm", "Số lượng trong năm"]),
                (
                    "gio",
                    &["Giờ/sản phẩm", "Thời gian thực hiện một sản phẩm (giờ)"],
                ),
                ("tong_gio", &["Tổng giờ/năm", "Tổng thời gian (giờ)"]),
                ("ma_vtvl", &["Mã VTVL", "Mã vị trí việc làm", "Mã vị trí"]),
            ],
            Self::DanhMuc => &[
                ("stt", &["STT", "TT"]),
                ("ma", &["Mã VTVL", "Mã vị trí việc làm"]),
                ("ten", &["Tên vị trí việc làm", "Vị trí việc làm"]),
                ("nhom", &["Nhóm VTVL"]),
                ("don_vi", &["Đơn vị", "Phòng, ban, đơn vị"]),
                (
                    "phan_loai",
                    &[
                        "Phân loại theo khối lượng",
                        "Phân loại theo khối lượng công việc",
                    ],
                ),
                (
                    "ngach",
                    &["Ngạch công chức (Chức danh nghề nghiệp)", "Tên ngạch"],
                ),
                ("ma_ngach", &["Mã ngạch (Mã số CDNN)", "Mã ngạch"]),
                ("so_nguoi", &["Số người đề xuất"]),
                ("hien_co", &["Số người hiện có", "Biên chế có mặt"]),
                ("kiem", &["VTVL kiêm nhiệm (mã)"]),
                ("ghi_chu", &["Ghi chú"]),
            ],
            Self::MoTa => &[
                ("ma_vtvl", &["Mã VTVL"]),
                ("ten_vtvl", &["Tên vị trí việc làm", "Vị trí việc làm"]),
                ("muc_tieu", &["Mục tiêu vị trí", "Mục tiêu"]),
                ("tt", &["TT"]),
                ("ten", &["Nhiệm vụ", "Các công việc chính"]),
                ("cong_viec", &["Công việc cụ thể", "Công việc chi tiết"]),
                (
                    "san_pham",
                    &["Sản phẩm đầu ra", "Sản phẩm / Kết quả đầu ra"],
                ),
                ("ty_trong", &["Tỷ trọng thời gian (%)", "Tỷ trọng (%)"]),
                (
                    "tieu_chi",
                    &[
                        "Tiêu chí đánh giá hoàn thành",
                        "Tiêu chí đánh giá hoàn thành công việc",
                    ],
                ),
            ],
            Self::NangLuc => &[
                ("stt", &["TT"]),
                ("ma_vtvl", &["Mã VTVL"]),
                ("ten_vtvl", &["Tên vị trí việc làm", "Vị trí việc làm"]),
                ("nhom", &["Nhóm", "Nhóm năng lực"]),
                ("ten", &["Tên năng lực, yêu cầu", "Tên năng lực"]),
                ("cap_do", &["Cấp độ (1–5)", "Cấp độ yêu cầu"]),
                ("ghi_chu", &["Ghi chú"]),
            ],
            Self::TongHop => &[
                ("stt", &["STT"]),
                ("ten", &["Nhóm VTVL"]),
                ("so_vi_tri", &["Số vị trí"]),
                ("so_nguoi", &["Số người"]),
                ("ty_le", &["Tỷ lệ (%)"]),
            ],
            Self::Ngach => &[
                ("stt", &["STT", "TT"]),
                (
                    "ten",
                    &["Ngạch công chức (Chức danh nghề nghiệp)", "Ngạch công chức"],
                ),
                ("ma", &["Mã ngạch (Mã số CDNN)", "Mã ngạch"]),
                ("so_nguoi", &["Số người", "Số lượng"]),
                ("ty_le", &["Tỷ lệ (%)"]),
                ("ghi_chu", &["Ghi chú"]),
            ],
            Self::Chung | Self::Khoi => &[],
        }
    }
}

/// The form of a sheet of the samples.
pub(crate) fn form_of(sheet: &str) -> Option<Form> {
    Some(match sheet {
        "Thông tin chung" | "Thong tin" => Form::Chung,
        "Hồ sơ" => Form::HoSo,
        "Căn cứ pháp lý" => Form::CanCu,
        "Cơ cấu tổ chức" | "PL1-To chuc" => Form::CoCau,
        "Thống kê công việc" | "PL3-Cong viec" => Form::CongViec,
        "Danh mục VTVL" | "PL2-DM vi tri" => Form::DanhMuc,
        "Mô tả công việc" | "PL4-Mo ta" => Form::MoTa,
        "Khung năng lực" | "PL5-Nang luc" => Form::NangLuc,
        "Tổng hợp VTVL" => Form::TongHop,
        "Cơ cấu ngạch" | "PL6-Ngach" => Form::Ngach,
        "PL4-Mo ta lanh dao" => Form::Khoi,
        name if name.starts_with("VTVL ") => Form::Khoi,
        _ => return None,
    })
}

/// The field of each column of a sheet: the lowest heading of the column says it.
pub(crate) fn columns_of(form: Form, sheet: &Sheet) -> Vec<&'static str> {
    let Some((first, last)) = sheet.header else {
        return if form == Form::Chung {
            vec!["nhan", "gia_tri"]
        } else {
            Vec::new()
        };
    };
    if form == Form::Chung {
        return vec!["nhan", "gia_tri"];
    }
    let width = sheet.rows[first..=last]
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or_default();
    let heading = |col: usize| {
        let mut rows = sheet.rows[first..=last].iter().rev();
        rows.find_map(|cells| match cells.get(col) {
            Some(Cell::Text(text)) => Some(text.as_str()),
            _ => None,
        })
    };
    let key = |text: &str| {
        form.headings()
            .iter()
            .find(|(_, known)| known.contains(&text))
            .map(|(key, _)| *key)
    };
    (0..width)
        .map(|col| heading(col).and_then(key).unwrap_or_default())
        .collect()
}
