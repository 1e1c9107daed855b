//! The forms of other years that agencies still copy: those of the circulars of 2012 and 2013, the
//! annexes of 12/2022/TT-BNV, and proposals under 232/2026/NĐ-CP.

use crate::dictionary::Entity;
use crate::dossier::messy::area;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

/// The statistics of tasks of 05/2013/TT-BNV.
const TASKS_OF_2013: &str = "Phụ lục số 1
        THỐNG KÊ CÔNG VIỆC THEO CHỨC NĂNG, NHIỆM VỤ CỦA CƠ QUAN
        (Ban hành kèm theo Thông tư số 05/2013/TT-BNV ngày 25 tháng 6 năm 2013 của Bộ trưởng Bộ Nội vụ)
        STT | Chức năng, nhiệm vụ | Công việc thực hiện chức năng, nhiệm vụ | Sản phẩm đầu ra | Số lượng sản phẩm đầu ra trong năm | Thời gian hoàn thành một sản phẩm (giờ)
        1 | Quản lý tổ chức bộ máy | Thẩm định đề án thành lập | Báo cáo | #12 | #40
        2 | | Thẩm định đề án giải thể | Báo cáo | #4 | #32";

/// Its list of positions, sums of sections in their titles.
const LIST_OF_2013: &str = "Phụ lục số 4
        TỔNG HỢP VỊ TRÍ VIỆC LÀM CỦA CƠ QUAN
        TT | Vị trí việc làm | Số lượng vị trí việc làm | Số lượng biên chế | Ngạch công chức tối thiểu
        I | Vị trí việc làm gắn với công việc lãnh đạo, quản lý, điều hành | #2 | #3 |
        1 | Giám đốc Sở | | #1 | Chuyên viên chính
        2 | Phó Giám đốc Sở | | #2 | Chuyên viên chính
        II | Vị trí việc làm gắn với công việc hỗ trợ, phục vụ | #1 | #1 |
        1 | Văn thư | | #1 | Văn thư viên trung cấp
        Tổng cộng | | #3 | #4 |";

#[test]
fn the_task_statistics_and_the_list_of_2012_and_2013() {
    let mut tasks = sheet(0, "PL1", TASKS_OF_2013);
    tasks.merges = vec![area(4, 1, 5, 1)];
    let (dossier, remarks) = read_all(vec![tasks, sheet(1, "PL4", LIST_OF_2013)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Task),
            &["chuc_nang", "ten", "so_luong", "gio_moi_san_pham"]
        ),
        [
            "Quản lý tổ chức bộ máy | Thẩm định đề án thành lập | 12 | 40",
            "Quản lý tổ chức bộ máy | Thẩm định đề án giải thể | 4 | 32",
        ],
        "{remarks:?}"
    );
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ten", "nhom", "so_nguoi", "ngach"]
        ),
        [
            "Giám đốc Sở | <lanh_dao_quan_ly> | 1 | Chuyên viên chính",
            "Phó Giám đốc Sở | <lanh_dao_quan_ly> | 2 | Chuyên viên chính",
            "Văn thư | <ho_tro_phuc_vu> | 1 | Văn thư viên trung cấp",
        ],
        "{remarks:?}"
    );
    assert_eq!(
        dossier.title_date, None,
        "the date of a circular is not the day of submission"
    );
}

/// Its description of a position, the frame of competencies below.
const DESCRIPTION_OF_2013: &str = "BẢN MÔ TẢ CÔNG VIỆC
        CỦA VỊ TRÍ: CHUYÊN VIÊN TỔ CHỨC BỘ MÁY
        Vị trí việc làm: Chuyên viên tổ chức bộ máy
        Mã số vị trí việc làm: TCBM-02
        1. Mục tiêu vị trí việc làm
        Theo dõi tổ chức bộ máy.
        Thẩm định đề án.
        2. Nhiệm vụ và sản phẩm
        Công việc chính phải thực hiện | | Sản phẩm (kết quả thực hiện công việc) | | Tỷ trọng thời gian
        Nhiệm vụ | Công việc cụ thể | Tên sản phẩm đầu ra | Kết quả thực hiện trong năm |
        Thẩm định đề án | Nhận và kiểm tra hồ sơ | Phiếu kiểm tra | #16 | 40%
        | Soạn báo cáo thẩm định | Báo cáo | #16 | 35%
        Tổng hợp, báo cáo | Báo cáo định kỳ | Báo cáo | #4 | 25%

        KHUNG NĂNG LỰC
        Nhóm yêu cầu | Yêu cầu cụ thể | | |
        Trình độ đào tạo | Đại học trở lên ngành luật, hành chính | | |
        Kinh nghiệm công tác | Từ 02 năm trở lên | | |";

#[test]
fn the_description_and_the_frame_of_2012_and_2013() {
    let mut page = sheet(0, "TCBM-02", DESCRIPTION_OF_2013);
    page.merges = vec![
        area(8, 0, 8, 1),
        area(8, 2, 8, 3),
        area(8, 4, 9, 4),
        area(10, 0, 11, 0),
    ];
    let (dossier, remarks) = read_all(vec![page]);
    assert_eq!(
        show(
            dossier.entries(Entity::Duty),
            &[
                "ma_vtvl",
                "ten_vtvl",
                "ten",
                "cong_viec",
                "san_pham",
                "ty_trong"
            ]
        ),
        [
            "TCBM-02 | Chuyên viên tổ chức bộ máy | Thẩm định đề án | Nhận và kiểm tra hồ sơ | Phiếu kiểm tra | 40",
            "TCBM-02 | Chuyên viên tổ chức bộ máy | Thẩm định đề án | Soạn báo cáo thẩm định | Báo cáo | 35",
            "TCBM-02 | Chuyên viên tổ chức bộ máy | Tổng hợp, báo cáo | Báo cáo định kỳ | Báo cáo | 25",
        ],
        "{remarks:?}"
    );
    assert_eq!(
        show(dossier.entries(Entity::Duty), &["muc_tieu"])[0],
        "Theo dõi tổ chức bộ máy. Thẩm định đề án."
    );
    assert_eq!(
        show(
            dossier.entries(Entity::Competency),
            &["ma_vtvl", "nhom", "ten"]
        ),
        [
            "TCBM-02 | <yeu_cau_trinh_do> | Đại học trở lên ngành luật, hành chính",
            "TCBM-02 | <yeu_cau_trinh_do> | Từ 02 năm trở lên",
        ],
        "{remarks:?}"
    );
}

/// A description in the order of the annexes of 12/2022/TT-BNV, blocks and all.
const OF_2022: &str = "BẢN MÔ TẢ VỊ TRÍ VIỆC LÀM CHUYÊN VIÊN VỀ TỔ CHỨC BỘ MÁY
        Tên VTVL: Chuyên viên về tổ chức bộ máy | | | Mã vị trí việc làm: TC-05 |
        | | | Ngày bắt đầu thực hiện: |
        Đơn vị công tác | Phòng Tổ chức bộ máy | | |
        Quy trình công việc liên quan | Quy chế làm việc của cơ quan | | |
        1- Mục tiêu vị trí việc làm
        Tham mưu thẩm định đề án, theo dõi tổ chức bộ máy của các cơ quan.
        2- Các công việc và tiêu chí đánh giá
        TT | Các nhiệm vụ, công việc | | Tiêu chí đánh giá hoàn thành công việc |
        | Nhiệm vụ, Mảng công việc | Công việc cụ thể | |
        2.1 | Tham gia xây dựng văn bản | Soạn dự thảo văn bản được giao | Đúng thời hạn |
        2.2 | Thẩm định đề án | Lập báo cáo thẩm định | Không bị trả lại |
        2.3 | Thực hiện các nhiệm vụ khác do cấp trên phân công. | | |
        3- Các mối quan hệ công việc
        3.1- Bên trong
        Được quản lý trực tiếp và kiểm duyệt kết quả bởi | Quản lý trực tiếp | Các đơn vị phối hợp chính | |
        Lãnh đạo phòng | | Các phòng thuộc Sở | |
        3.2- Bên ngoài
        Cơ quan, tổ chức có quan hệ chính | Bản chất quan hệ | | |
        Các sở, ngành | Phối hợp, lấy ý kiến | | |
        4- Phạm vi quyền hạn
        TT | Quyền hạn cụ thể | | |
        4.1 | Được chủ động về phương pháp thực hiện công việc được giao. | | |
        4.2 | Được cung cấp thông tin theo quy định. | | |
        5- Các yêu cầu về trình độ, năng lực
        5.1- Yêu cầu về trình độ
        Nhóm yêu cầu | Yêu cầu cụ thể | | |
        Trình độ đào tạo | Tốt nghiệp đại học trở lên với ngành phù hợp. | | |
        Kinh nghiệm (thành tích công tác) | Không yêu cầu | | |
        Phẩm chất cá nhân | Tinh thần trách nhiệm cao, phối hợp tốt. | | |
        5.2- Các yêu cầu về năng lực
        Nhóm năng lực | Tên năng lực | | Cấp độ |
        Nhóm năng lực chung | Đạo đức và bản lĩnh | | 2-3 |
        | Tổ chức thực hiện công việc | | 2-3 |
        Nhóm năng lực chuyên môn | Khả năng tham mưu xây dựng văn bản | | 3 |
        Nhóm năng lực quản lý | Tư duy chiến lược | | 1-2 |
        | Quản lý sự thay đổi | | 1-2 |
        Phê duyệt của lãnh đạo | | | |";

#[test]
fn the_description_of_the_annexes_of_12_2022() {
    let mut page = sheet(0, "TC-05", OF_2022);
    page.merges = vec![
        area(8, 0, 9, 0),
        area(8, 1, 8, 2),
        area(8, 3, 9, 3),
        area(31, 1, 31, 2),
        area(32, 0, 33, 0),
        area(35, 0, 36, 0),
    ];
    let (dossier, remarks) = read_all(vec![page]);
    assert_eq!(
        show(
            dossier.entries(Entity::Duty),
            &["ma_vtvl", "ten_vtvl", "ten", "cong_viec", "tieu_chi"]
        ),
        [
            "TC-05 | Chuyên viên về tổ chức bộ máy | Tham gia xây dựng văn bản | Soạn dự thảo văn bản được giao | Đúng thời hạn",
            "TC-05 | Chuyên viên về tổ chức bộ máy | Thẩm định đề án | Lập báo cáo thẩm định | Không bị trả lại",
            "TC-05 | Chuyên viên về tổ chức bộ máy | Thực hiện các nhiệm vụ khác do cấp trên phân công. |  | ",
        ],
        "{remarks:?}"
    );
    assert_eq!(
        show(dossier.entries(Entity::Duty), &["muc_tieu"])[0],
        "Tham mưu thẩm định đề án, theo dõi tổ chức bộ máy của các cơ quan."
    );
    assert_eq!(
        show(
            dossier.entries(Entity::Competency),
            &["ma_vtvl", "nhom", "ten", "cap_do"]
        ),
        [
            "TC-05 | <yeu_cau_trinh_do> | Tốt nghiệp đại học trở lên với ngành phù hợp. | ∅",
            "TC-05 | <yeu_cau_trinh_do> | Không yêu cầu | ∅",
            "TC-05 | <yeu_cau_trinh_do> | Tinh thần trách nhiệm cao, phối hợp tốt. | ∅",
            "TC-05 | <nang_luc_chung> | Đạo đức và bản lĩnh | 2-3",
            "TC-05 | <nang_luc_chung> | Tổ chức thực hiện công việc | 2-3",
            "TC-05 | <nang_luc_chuyen_mon> | Khả năng tham mưu xây dựng văn bản | 3",
            "TC-05 | <nang_luc_quan_ly> | Tư duy chiến lược | 1-2",
            "TC-05 | <nang_luc_quan_ly> | Quản lý sự thay đổi | 1-2",
        ],
        "{remarks:?}"
    );
}

/// A list of positions with levels in place of ranks.
const LIST_OF_2026: &str = "DANH MỤC VỊ TRÍ VIỆC LÀM VÀ BẬC NGHỀ NGHIỆP
        (Căn cứ Nghị định số 232/2026/NĐ-CP ngày 30 tháng 6 năm 2026 của Chính phủ)

        STT | Tên vị trí việc làm | Mã vị trí việc làm | Bậc nghề nghiệp sử dụng | Số biên chế | Định mức | Ghi chú vai trò cốt lõi
        I | Vị trí việc làm viên chức quản lý: 03 người | | | 3 | | Điều hành đơn vị
        1 | Giám đốc | GĐ-01 | Bậc 3 đến Bậc 5 | 01 | 40 giờ/tuần | Người đứng đầu
        2 | Phó Giám đốc | PGĐ-01 | Bậc 3 đến Bậc 5 | 02 | 40 giờ/tuần |
        II | Vị trí việc làm viên chức chuyên môn, nghiệp vụ: 05 người | | | 5 | |
        1 | Bác sĩ | BS-01 | Bậc 3 | 03 | |
        2 | Điều dưỡng | BS-01 | Bậc 2 đến Bậc 4 | 04 - 06 | |
        TỔNG CỘNG | Toàn bộ 02 nhóm | 4 VTVL | | 8 | Đủ 8 biên chế |";

/// A description whose labels are numbered.
const DESCRIPTION_OF_2026: &str = "BẢN MÔ TẢ CÔNG VIỆC VÀ KHUNG NĂNG LỰC VỊ TRÍ VIỆC LÀM QUẢN LÝ
        VỊ TRÍ: GIÁM ĐỐC (MÃ SỐ: GĐ-01)
        I. THÔNG TIN CHUNG VỀ VỊ TRÍ VIỆC LÀM
        1.1 | Tên vị trí việc làm: | Giám đốc | 1.2 | Mã số vị trí: | GĐ-01
        1.3 | Nhóm vị trí việc làm: | Viên chức quản lý | 1.4 | Cấp quản lý: | Lãnh đạo đơn vị
        1.5 | Bậc nghề nghiệp áp dụng: | Bậc 4 - Bậc 5 | 1.6 | Số lượng người đảm nhiệm: | 01 người
        II. MỤC TIÊU VỊ TRÍ VIỆC LÀM
        Quản lý, điều hành toàn diện hoạt động của đơn vị.
        III. CÔNG VIỆC, KẾT QUẢ, SẢN PHẨM
        STT | Nhiệm vụ quản lý cốt lõi | Hoạt động công việc cụ thể | Tiêu chí đánh giá đo lường (KPI) | Tỷ trọng (%) | Sản phẩm / Kết quả đầu ra
        1 | Xây dựng kế hoạch | Lập kế hoạch năm | Đúng hạn | 60% | Kế hoạch
        2 | Quản lý tài chính | Duyệt dự toán | Không sai sót | 40% | Dự toán";

#[test]
fn the_list_and_the_description_under_232_2026() {
    let (dossier, remarks) = read_all(vec![
        sheet(0, "Phụ lục I", LIST_OF_2026),
        sheet(1, "VTVL Giám đốc", DESCRIPTION_OF_2026),
    ]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "ten", "bac", "so_nguoi"]
        ),
        [
            "GĐ-01 | Giám đốc | 3-5 | 1",
            "PGĐ-01 | Phó Giám đốc | 3-5 | 2",
            "BS-01 | Bác sĩ | 3 | 3",
            "BS-01 | Điều dưỡng | 2-4 | 04 - 06",
        ],
        "{remarks:?}"
    );
    assert_eq!(
        show(
            dossier.entries(Entity::Duty),
            &["ma_vtvl", "ten_vtvl", "muc_tieu", "ten", "ty_trong"]
        ),
        [
            "GĐ-01 | Giám đốc | Quản lý, điều hành toàn diện hoạt động của đơn vị. | Xây dựng kế hoạch | 60",
            "GĐ-01 | Giám đốc | Quản lý, điều hành toàn diện hoạt động của đơn vị. | Quản lý tài chính | 40",
        ],
        "{remarks:?}"
    );
    assert_eq!(
        dossier.title_date, None,
        "the date of a decree is not the day of submission"
    );
}
