//! The headings of the survey: each is understood as its field, word for word or nearly so.

use crate::dictionary::embedded_forms;
use crate::dictionary::fold;
use crate::dossier::weights::TAKEN;

/// Form, field and the headings that agencies were seen to write for it.
const SEEN: [(&str, &str, &[&str]); 34] = [
    (
        "danh-muc",
        "stt",
        &["STT", "TT", "Số\nTT", "Số thứ tự", "Stt"],
    ),
    (
        "danh-muc",
        "ten",
        &[
            "Tên vị trí việc làm",
            "Tên VTVL:",
            "Vị trí việc làm & Mã số",
            "Vị trí áp dụng",
            "Tên vị trí chức danh",
            "Chức danh, công việc đang đảm nhận",
        ],
    ),
    (
        "danh-muc",
        "ma",
        &[
            "Mã vị trí việc làm",
            "Mã số VTVL",
            "Mã VTVL:",
            "Mã số vị trí:",
            "Mã vị trí chức danh tham khảo",
        ],
    ),
    (
        "danh-muc",
        "nhom",
        &[
            "Nhóm vị trí",
            "Nhóm vị trí việc làm:",
            "Danh mục VTVL",
            "Loại",
        ],
    ),
    (
        "danh-muc",
        "ngach",
        &[
            "Ngạch công chức",
            "Ngạch",
            "Tên ngạch",
            "Ngạch công chức (viên chức)",
            "Hạng CDNN tối thiểu",
            "Chức danh nghề nghiệp tối thiểu:",
        ],
    ),
    (
        "danh-muc",
        "bac",
        &[
            "Bậc nghề nghiệp sử dụng",
            "Bậc sử dụng",
            "Các bậc nghề nghiệp được sử dụng",
        ],
    ),
    (
        "danh-muc",
        "ma_ngach",
        &["Mã ngạch", "MÃ NGẠCH", "MASO_CDNN", "NGACH_LUONG"],
    ),
    (
        "danh-muc",
        "so_nguoi",
        &[
            "Số biên chế",
            "Số lượng",
            "Số lượng người đảm nhiệm:",
            "Số lượng người làm việc",
            "Phân bổ biên chế năm 2026",
            "Tổng số",
        ],
    ),
    (
        "bang-bien-che",
        "giao",
        &[
            "Biên chế giao năm 2026",
            "Tổng số biên chế được giao",
            "Tổng biên chế được giao năm",
        ],
    ),
    ("bang-bien-che", "tam_giao", &["Biên chế tạm giao năm 2026"]),
    (
        "thong-tin-chung",
        "so_giao",
        &[
            "Biên chế giao năm 2026",
            "Tổng số biên chế được giao",
            "Tổng biên chế được giao năm",
        ],
    ),
    (
        "danh-muc",
        "hien_co",
        &[
            "Biên chế có mặt tính đến ngày 15/6/2026",
            "Biên chế có mặt",
            "Tổng biên chế hiện nay",
            "Tổng số công chức hiện có",
            "Số biên chế hiện có",
        ],
    ),
    (
        "thong-tin-chung",
        "co_mat",
        &[
            "Biên chế có mặt tính đến ngày 15/6/2026",
            "Biên chế có mặt",
            "Tổng biên chế hiện nay",
            "Tổng số công chức hiện có",
            "Số biên chế hiện có",
        ],
    ),
    (
        "danh-muc",
        "ty_le",
        &["Tỷ lệ công chức bố trí theo từng vị trí việc làm (%)"],
    ),
    (
        "danh-muc",
        "don_vi",
        &[
            "Đơn vị",
            "Tên đơn vị",
            "Phòng (Đơn Vị)",
            "Phòng, ban, đơn vị",
            "Đơn vị công tác",
            "Phòng, ban chuyên môn",
        ],
    ),
    (
        "co-cau-to-chuc",
        "ten",
        &[
            "Đơn vị",
            "Tên đơn vị",
            "Tên cơ quan, tổ chức",
            "Phòng (Đơn Vị)",
            "Phòng, ban, đơn vị",
            "Phòng, ban chuyên môn",
        ],
    ),
    (
        "mo-ta-cong-viec",
        "ten",
        &[
            "Nhiệm vụ",
            "Nhiệm vụ, mảng công việc",
            "Nhiệm vụ chính",
            "Các công việc chính",
            "Các nhiệm vụ, công việc",
            "Nội dung công việc",
            "Tên công việc",
        ],
    ),
    (
        "thong-ke-cong-viec",
        "ten",
        &[
            "Nhiệm vụ",
            "Nhiệm vụ chính",
            "Các công việc chính",
            "Các nhiệm vụ, công việc",
            "Nội dung công việc",
            "Tên công việc",
            "Công việc chi tiết",
            "Hoạt động công việc cụ thể",
        ],
    ),
    (
        "mo-ta-cong-viec",
        "cong_viec",
        &[
            "Công việc chi tiết",
            "Công việc cụ thể",
            "Hoạt động công việc cụ thể",
        ],
    ),
    (
        "mo-ta-cong-viec",
        "san_pham",
        &["Sản phẩm đầu ra", "Sản phẩm / Kết quả đầu ra"],
    ),
    (
        "thong-ke-cong-viec",
        "san_pham",
        &["Sản phẩm đầu ra", "Sản phẩm / Kết quả đầu ra"],
    ),
    (
        "mo-ta-cong-viec",
        "tieu_chi",
        &[
            "Tiêu chí đánh giá hoàn thành công việc",
            "Tiêu chí đánh giá đo lường (KPI)",
            "Tiêu chí đáng giá hoàn thành công việc",
        ],
    ),
    (
        "mo-ta-cong-viec",
        "ty_trong",
        &[
            "Tỷ trọng",
            "Tỷ trọng (%)",
            "Tỷ trọng thời gian (%)",
            "Trọng số",
        ],
    ),
    (
        "mo-ta-cong-viec",
        "ten_vtvl",
        &[
            "Tên vị trí việc làm",
            "Tên VTVL:",
            "Vị trí việc làm",
            "Vị trí áp dụng",
        ],
    ),
    (
        "mo-ta-cong-viec",
        "ma_vtvl",
        &[
            "Mã vị trí việc làm",
            "Mã số VTVL",
            "Mã VTVL:",
            "Mã số vị trí:",
        ],
    ),
    (
        "khung-nang-luc",
        "ten_vtvl",
        &[
            "Tên vị trí việc làm",
            "Tên VTVL:",
            "Vị trí việc làm",
            "Vị trí áp dụng",
        ],
    ),
    (
        "khung-nang-luc",
        "ma_vtvl",
        &[
            "Mã vị trí việc làm",
            "Mã số VTVL",
            "Mã VTVL:",
            "Mã số vị trí:",
        ],
    ),
    ("khung-nang-luc", "nhom", &["Nhóm năng lực", "Nhóm yêu cầu"]),
    (
        "khung-nang-luc",
        "ten",
        &[
            "Tên năng lực",
            "Năng lực cụ thể",
            "Yêu cầu cụ thể",
            "Tên năng lực cụ thể",
        ],
    ),
    ("khung-nang-luc", "cap_do", &["Cấp độ", "Cấp độ yêu cầu"]),
    (
        "co-cau-ngach",
        "ten",
        &[
            "Ngạch công chức",
            "Ngạch",
            "Tên ngạch",
            "Ngạch công chức (viên chức)",
        ],
    ),
    (
        "co-cau-ngach",
        "ma",
        &["Mã ngạch", "MÃ NGẠCH", "MASO_CDNN", "NGACH_LUONG"],
    ),
    (
        "co-cau-ngach",
        "so_nguoi",
        &[
            "Số biên chế",
            "Số lượng",
            "Số lượng người làm việc",
            "Tổng số",
        ],
    ),
    ("danh-sach-ngach", "ma", &["Ma_ngach", "Mã ngạch"]),
];

#[test]
fn every_heading_of_the_survey_is_understood() {
    let forms = embedded_forms();
    let mut wrong = Vec::new();
    for (key, field, headings) in SEEN {
        let Some(position) = forms.iter().position(|form| form.key == key) else {
            panic!("no form {key}")
        };
        let form = forms.at(position);
        for heading in headings {
            let exact = forms.index().exact(heading);
            let hit = exact
                .iter()
                .filter(|hit| hit.form == position)
                .max_by(|a, b| a.score.total_cmp(&b.score));
            let texts = forms.index().bare_spellings(heading);
            let near =
                (0..form.fields.len()).map(|at| (at, forms.index().nearness(position, at, &texts)));
            let near = near
                .filter(|(_, score)| *score >= TAKEN)
                .max_by(|a, b| a.1.total_cmp(&b.1));
            let found = hit
                .map(|hit| hit.field)
                .or(near.map(|(at, _)| at))
                .map(|at| &*form.fields[at].key);
            if found != Some(field) {
                wrong.push(format!(
                    "{key}.{field} “{}”: {found:?}",
                    fold::squeeze(heading)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
