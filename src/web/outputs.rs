//! The documents that the page offers.

use std::path::Path;

use super::told::PageRefusal;
use crate::cells::Encoding;
use crate::cells::Limits;
use crate::law::Calendar;
use crate::opinion::Appraisal;
use crate::opinion::Review;
use crate::pipeline::Submitted;
use crate::register::AppraisalRecord;
use crate::register::RecordedReview;
use crate::register::result_name;
use crate::report;
use crate::report::Format;
use crate::report::House;
use crate::report::Original;
use crate::report::Paper;
use crate::report::ReportError;

/// One document that the page can hand out.
pub(super) struct Output {
    /// By which the page asks for it.
    pub(super) key: &'static str,
    /// What the user reads.
    pub(super) label: &'static str,
    /// What it is for, one sentence.
    pub(super) about: &'static str,
    /// What the name of the file ends with, after that of the submission.
    suffix: &'static str,
    /// What it is.
    kind: OutputKind,
}

/// What a document is.
enum OutputKind {
    /// The report, in a format.
    Report(Format),
    /// A document to sign or to meet over.
    Paper(Paper, Format),
    /// The papers that fit what was found, in one archive.
    Set,
    /// The appraiser's own workbook.
    Review,
    /// The submitted workbooks with their findings.
    Annotated,
    /// What the register takes in: the result with the appraiser's word.
    Record,
}

/// What documents are made of.
pub(super) struct OutputCase<'a> {
    /// What was found.
    pub(super) appraisal: &'a Appraisal,
    /// The appraiser's own word on it.
    pub(super) review: &'a Review,
    /// The house that signs.
    pub(super) house: &'a House,
    /// The submitted files.
    pub(super) files: &'a [Submitted],
    /// The encoding that their texts were converted from.
    pub(super) encoding: Option<Encoding>,
    /// What a workbook may claim.
    pub(super) limits: &'a Limits,
    /// The days on which offices work.
    pub(super) calendar: &'a Calendar,
}

/// A document as files, each with its name, and what the user has to know of them.
#[derive(Default)]
pub(super) struct Made {
    /// Name and content.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// One Vietnamese sentence each.
    pub(super) notes: Vec<String>,
}

/// Every document, the ones that people want first.
pub(super) const ALL: &[Output] = &[
    Output {
        key: "papers",
        label: "Cả bộ văn bản (ZIP)",
        about: "Văn bản hợp với kết quả: còn nội dung phải sửa thì công văn; đủ điều kiện thì báo cáo, tờ trình, dự thảo quyết định; kèm nội dung thảo luận, biên bản, phiếu nội bộ.",
        suffix: "-van-ban.zip",
        kind: OutputKind::Set,
    },
    Output {
        key: "review",
        label: "Bảng thẩm định (Excel)",
        about: "Để người thẩm định ghi ý kiến: số thẩm định, giữ hoặc bỏ từng nhận xét, trả lời câu hỏi.",
        suffix: "-y-kien.xlsx",
        kind: OutputKind::Review,
    },
    Output {
        key: "record",
        label: "Kết quả để đưa vào sổ theo dõi (JSON)",
        about: "Kết quả của hồ sơ này cùng ý kiến thẩm định. Gom tệp này của nhiều hồ sơ, rồi thả vào “Theo dõi, tổng hợp” ở bước 1.",
        suffix: "",
        kind: OutputKind::Record,
    },
    Output {
        key: "docx",
        label: "Báo cáo thẩm định (Word)",
        about: "Dự thảo theo thể thức văn bản hành chính, để sửa và ký.",
        suffix: "-bao-cao.docx",
        kind: OutputKind::Report(Format::Docx),
    },
    Output {
        key: "pdf",
        label: "Báo cáo thẩm định (PDF)",
        about: "Cùng nội dung với bản Word, để in hoặc gửi.",
        suffix: "-bao-cao.pdf",
        kind: OutputKind::Report(Format::Pdf),
    },
    Output {
        key: "letter",
        label: "Công văn đề nghị hoàn thiện hồ sơ",
        about: "Dự thảo gửi cơ quan trình, kèm bảng nội dung cần sửa có cột giải trình, tiếp thu.",
        suffix: "-cong-van.docx",
        kind: OutputKind::Paper(Paper::Letter, Format::Docx),
    },
    Output {
        key: "submission",
        label: "Tờ trình phê duyệt",
        about: "Dự thảo, trình cấp có thẩm quyền khi hồ sơ đủ điều kiện.",
        suffix: "-to-trinh.docx",
        kind: OutputKind::Paper(Paper::Submission, Format::Docx),
    },
    Output {
        key: "decision",
        label: "Dự thảo Quyết định phê duyệt",
        about: "Kèm phụ lục danh mục vị trí, số người theo đơn vị, ngạch hoặc chức danh.",
        suffix: "-du-thao-quyet-dinh.docx",
        kind: OutputKind::Paper(Paper::Decision, Format::Docx),
    },
    Output {
        key: "questions",
        label: "Nội dung cần thảo luận, kết luận",
        about: "Để dùng tại cuộc họp thẩm định, có chỗ ghi ý kiến.",
        suffix: "-noi-dung-thao-luan.docx",
        kind: OutputKind::Paper(Paper::Questions, Format::Docx),
    },
    Output {
        key: "minutes",
        label: "Biên bản họp thẩm định",
        about: "Để ghi lại cuộc họp.",
        suffix: "-bien-ban.docx",
        kind: OutputKind::Paper(Paper::Minutes, Format::Docx),
    },
    Output {
        key: "slip",
        label: "Phiếu kiểm tra nội bộ",
        about: "Không ban hành: nguồn, phạm vi, quy tắc của từng nội dung.",
        suffix: "-phieu-noi-bo.docx",
        kind: OutputKind::Paper(Paper::Slip, Format::Docx),
    },
    Output {
        key: "html",
        label: "Báo cáo để đọc trên máy",
        about: "Một trang mở bằng trình duyệt, có lọc và bằng chứng của từng nhận xét.",
        suffix: "-bao-cao.html",
        kind: OutputKind::Report(Format::Html),
    },
    Output {
        key: "annotated",
        label: "Tệp của đề án, có nhận xét trong ô",
        about: "Bản sao của tệp: trong Excel, ô có nhận xét được tô màu và ghi chú, thêm một trang liệt kê; trong Word, ghi chú bên lề.",
        suffix: "-nhan-xet",
        kind: OutputKind::Annotated,
    },
    Output {
        key: "xlsx",
        label: "Bảng nhận xét (Excel)",
        about: "Mỗi nhận xét một dòng, để lọc, đếm và phân công.",
        suffix: "-bang-nhan-xet.xlsx",
        kind: OutputKind::Report(Format::Xlsx),
    },
    Output {
        key: "md",
        label: "Báo cáo dạng văn bản thuần",
        about: "Để dán vào thư hoặc phần mềm khác.",
        suffix: "-bao-cao.md",
        kind: OutputKind::Report(Format::Markdown),
    },
    Output {
        key: "json",
        label: "Kết quả cho phần mềm khác (JSON)",
        about: "Kết quả của máy theo vtvl.appraisal/1: mọi nhận xét, ô và căn cứ, không kể ý kiến thẩm định.",
        suffix: "-ket-qua.json",
        kind: OutputKind::Report(Format::Json),
    },
    Output {
        key: "sarif",
        label: "Kết quả dạng SARIF",
        about: "Kết quả của máy, cho công cụ rà soát đọc được SARIF 2.1.0.",
        suffix: "-ket-qua.sarif",
        kind: OutputKind::Report(Format::Sarif),
    },
];

impl Output {
    /// Makes the document.
    pub(super) fn make(&self, case: &OutputCase<'_>) -> Result<Made, PageRefusal> {
        match self.kind {
            OutputKind::Report(format) => self.paper(case, Paper::Report, format),
            OutputKind::Paper(paper, format) => self.paper(case, paper, format),
            OutputKind::Set => self.one(case, |bytes| {
                report::write_papers(case.appraisal, case.review, case.house, bytes)
            }),
            OutputKind::Review => self.one(case, |bytes| {
                report::write_review(case.appraisal, case.review, bytes)
            }),
            OutputKind::Annotated => self.annotate(case),
            OutputKind::Record => record(case),
        }
    }

    /// One file.
    fn one(
        &self,
        case: &OutputCase<'_>,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), ReportError>,
    ) -> Result<Made, PageRefusal> {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        let name = format!("{}{}", stem(&first(case.appraisal)), self.suffix);
        Ok(Made {
            files: vec![(name, bytes)],
            notes: Vec::new(),
        })
    }

    /// One of the papers of the appraisal.
    fn paper(
        &self,
        case: &OutputCase<'_>,
        paper: Paper,
        format: Format,
    ) -> Result<Made, PageRefusal> {
        self.one(case, |bytes| {
            report::write_paper(
                case.appraisal,
                case.review,
                paper,
                case.house,
                format,
                bytes,
            )
        })
    }

    /// Every submitted file with its findings written into it.
    fn annotate(&self, case: &OutputCase<'_>) -> Result<Made, PageRefusal> {
        let mut made = Made::default();
        let appraisal = case.review.applied(case.appraisal);
        for file in case.files {
            let name = (case.files.len() > 1).then_some(file.name.as_str());
            let original = Original {
                name,
                bytes: &file.bytes,
                encoding: case.encoding,
            };
            let copy = report::annotate(&appraisal, &original, case.limits)
                .map_err(|error| PageRefusal::plain(&format!("{}: {error}", file.name)))?;
            let ending = if copy.index.is_empty() {
                "docx"
            } else {
                "xlsx"
            };
            made.files.push((
                format!("{}{}.{ending}", stem(&file.name), self.suffix),
                copy.bytes,
            ));
            made.notes.extend(copy.remarks);
        }
        Ok(made)
    }
}

/// Keys of the documents that fit what was found and what the appraiser says, the ones that are
/// signed first.
pub(super) fn fitting(appraisal: &Appraisal, review: &Review) -> Vec<&'static str> {
    let is_of = |output: &&Output, paper: Paper| match output.kind {
        OutputKind::Report(Format::Docx) => paper == Paper::Report,
        OutputKind::Paper(own, _) => paper == own,
        _ => false,
    };
    let key = |paper| {
        ALL.iter()
            .find(|output| is_of(output, paper))
            .map(|output| output.key)
    };
    let set = Paper::set(appraisal, review);
    // What goes out with the letter.
    let beside = ALL.iter().filter(|output| {
        matches!(output.kind, OutputKind::Annotated) && set.contains(&Paper::Letter)
    });
    set.iter()
        .filter_map(|paper| key(*paper))
        .chain(beside.map(|output| output.key))
        .collect()
}

/// The result with her word, under the name that `vtvl batch` would give it: a folder may hold
/// those of many dossiers.
fn record(case: &OutputCase<'_>) -> Result<Made, PageRefusal> {
    let OutputCase {
        appraisal,
        review,
        calendar,
        ..
    } = case;
    let review = RecordedReview::of(appraisal, review, calendar);
    let mut bytes = Vec::new();
    report::write_record(
        &AppraisalRecord {
            appraisal,
            review: review.as_ref(),
        },
        &mut bytes,
    )?;
    let name = result_name(&first(appraisal), &appraisal.input.sha256);
    Ok(Made {
        files: vec![(name, bytes)],
        notes: Vec::new(),
    })
}

/// Name of the first file.
fn first(appraisal: &Appraisal) -> String {
    appraisal
        .input
        .files
        .first()
        .map_or_else(|| appraisal.input.file.clone(), |file| file.file.clone())
}

/// The name of a file without its ending.
pub(super) fn stem(name: &str) -> String {
    let stem = Path::new(name)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| "de-an".to_owned())
}
