//! The tables of the consolidation, as page and annex lay them out: contents once, whatever the
//! format.

use super::Consolidation;
use super::phrases;
use crate::dictionary::fold;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::register::Register;
use crate::register::TotalLine;
use crate::report::document::PaperBlock;
use crate::report::document::PaperTable;
use crate::report::words;

/// Dossiers that a cell names before it only counts the rest.
const NAMED: usize = 5;
/// Rules and dossiers that a printed table lists; the workbook has all.
const LISTED: usize = 30;

/// Whether two names are one, however they are written.
pub(super) fn is_one(a: &str, b: &str) -> bool {
    a == b || fold::key(a) == fold::key(b)
}

/// Some dossiers by name.
pub(super) fn named(register: &Register, places: &[usize]) -> String {
    let mut names: Vec<&str> = places
        .iter()
        .take(NAMED)
        .map(|place| register.lines[*place].name())
        .collect();
    let rest = places.len().saturating_sub(NAMED);
    let more = format!("và {rest} hồ sơ khác");
    if rest > 0 {
        names.push(&more);
    }
    names.join("; ")
}

/// What the rules say that only the whole can be judged by: what stands, not what is asked of
/// people.
pub(super) fn of_whole(whole: &Appraisal) -> impl Iterator<Item = &Finding> {
    whole
        .findings
        .iter()
        .filter(|finding| !matches!(finding.outcome, Outcome::Manual | Outcome::Waived))
}

/// The parts of the consolidation, each under its heading.
pub(super) fn blocks(consolidation: &Consolidation<'_>) -> Vec<PaperBlock> {
    let Consolidation { totals, .. } = consolidation;
    let mut blocks = vec![
        PaperBlock::heading(1, "Tổng hợp theo loại cơ quan, đơn vị"),
        PaperBlock::Table(total_table(
            "Tổng hợp theo loại cơ quan, đơn vị",
            "Loại",
            &totals.by_kind,
            &totals.all,
        )),
        PaperBlock::heading(1, "Tổng hợp theo cơ quan quản lý"),
        PaperBlock::Table(total_table(
            "Tổng hợp theo cơ quan quản lý",
            "Cơ quan quản lý",
            &totals.by_body,
            &totals.all,
        )),
        PaperBlock::heading(1, "Cơ cấu theo nhóm vị trí việc làm"),
        PaperBlock::paragraph(
            "Số theo nhóm, theo ngạch là số người trong danh mục, kể cả lao động hợp đồng; số đề nghị ở trên không kể hợp đồng.",
        ),
        PaperBlock::Table(group_table(consolidation)),
        PaperBlock::heading(1, "Cơ cấu theo ngạch, chức danh nghề nghiệp"),
        PaperBlock::Table(rank_table(consolidation)),
    ];
    if let Some(whole) = consolidation.whole {
        blocks.push(PaperBlock::heading(1, "Quy định tính trên toàn địa phương"));
        blocks.extend(whole_blocks(whole));
    }
    blocks.push(PaperBlock::heading(1, "Nội dung nhiều hồ sơ cùng mắc"));
    blocks.push(listed(
        common_table(consolidation),
        "Không hồ sơ nào còn nội dung phải xử lý.",
    ));
    blocks.push(PaperBlock::heading(1, "Hồ sơ khác thường, nên xem trước"));
    blocks.push(listed(
        outlier_table(consolidation),
        "Không có hồ sơ nào khác thường so với hồ sơ cùng loại.",
    ));
    blocks
}

fn listed(table: PaperTable, none: &str) -> PaperBlock {
    if table.rows.is_empty() {
        PaperBlock::paragraph(none)
    } else {
        PaperBlock::Table(table)
    }
}

fn total_table(
    caption: &'static str,
    what: &'static str,
    lines: &[TotalLine],
    all: &TotalLine,
) -> PaperTable {
    let columns = [
        ("STT", 5, true),
        (what, 27, false),
        ("Số hồ sơ", 8, true),
        ("Số vị trí", 8, true),
        ("Được giao", 10, true),
        ("Đề nghị", 10, true),
        ("Chênh lệch", 10, true),
        ("Thẩm định", 11, true),
        ("Hiện có", 11, true),
    ];
    let mut table = PaperTable::new(caption, &columns).small();
    for (number, line) in (1..).zip(lines) {
        table.row(total_row(
            words::count(number),
            phrases::label(&line.label).to_owned(),
            line,
        ));
    }
    table.total(total_row(String::new(), "Cộng".to_owned(), all));
    table
}

fn total_row(number: String, label: String, line: &TotalLine) -> [String; 9] {
    let of = line.dossiers.len();
    [
        number,
        label,
        words::count(of),
        words::count(line.positions),
        phrases::people(line.assigned, of),
        phrases::people(line.proposed, of),
        phrases::difference(line).map_or_else(|| "–".to_owned(), words::whole),
        phrases::people(line.approved, of),
        phrases::people(line.present, of),
    ]
}

fn group_table(consolidation: &Consolidation<'_>) -> PaperTable {
    let columns = [
        ("STT", 6, true),
        ("Nhóm", 48, false),
        ("Số hồ sơ", 12, true),
        ("Số vị trí", 16, true),
        ("Số người trong danh mục", 18, true),
    ];
    let mut table = PaperTable::new("Cơ cấu theo nhóm vị trí việc làm", &columns).small();
    let mut staff = "";
    for (number, group) in (1..).zip(&consolidation.totals.by_group) {
        if group.staff != staff {
            table.part(&group.staff);
            staff = &group.staff;
        }
        let cells = [group.dossiers.len(), group.positions].map(words::count);
        let [dossiers, positions] = cells;
        table.row([
            words::count(number),
            group.group.clone(),
            dossiers,
            positions,
            words::whole(group.people),
        ]);
    }
    table
}

fn rank_table(consolidation: &Consolidation<'_>) -> PaperTable {
    let columns = [
        ("STT", 6, true),
        ("Mã số", 16, true),
        ("Ngạch, chức danh nghề nghiệp", 44, false),
        ("Số hồ sơ", 14, true),
        ("Số người trong danh mục", 20, true),
    ];
    let mut table = PaperTable::new("Cơ cấu theo ngạch, chức danh nghề nghiệp", &columns).small();
    let mut staff = "";
    for (number, rank) in (1..).zip(&consolidation.totals.by_rank) {
        if rank.staff != staff {
            table.part(&rank.staff);
            staff = &rank.staff;
        }
        let dossiers = words::count(rank.dossiers.len());
        table.row([
            words::count(number),
            rank.code.clone(),
            rank.name.clone(),
            dossiers,
            words::whole(rank.people),
        ]);
    }
    table
}

fn whole_blocks(whole: &Appraisal) -> Vec<PaperBlock> {
    let mut table = PaperTable::new(
        "Quy định tính trên toàn địa phương",
        &[
            ("STT", 6, true),
            ("Nội dung", 54, false),
            ("Căn cứ", 40, false),
        ],
    )
    .small();
    for (number, finding) in (1..).zip(of_whole(whole)) {
        let kind = words::kind(finding);
        let sentence = format!("{kind}: {}", finding.sentence);
        table.lines(vec![
            vec![words::count(number)],
            vec![sentence, finding.remedy.clone()],
            vec![words::capital(&finding.citation.text)],
        ]);
    }
    let none = "Số liệu của các hồ sơ đã có không vượt mức bình quân nào mà quy định tính trên toàn địa phương.";
    let warning = whole.law.warning.clone().map(PaperBlock::paragraph);
    let told = format!(
        "Xét theo quy định ngày {}, trên số liệu của các hồ sơ đã có; chưa thay cho số liệu đầy đủ của địa phương.",
        words::day(whole.law.as_of)
    );
    [PaperBlock::paragraph(told)]
        .into_iter()
        .chain(warning)
        .chain([listed(table, none)])
        .collect()
}

fn common_table(consolidation: &Consolidation<'_>) -> PaperTable {
    let columns = [
        ("STT", 6, true),
        ("Nội dung", 54, false),
        ("Loại", 18, false),
        ("Số hồ sơ", 11, true),
        ("Số trường hợp", 11, true),
    ];
    let mut table = PaperTable::new("Nội dung nhiều hồ sơ cùng mắc", &columns).small();
    let open = consolidation
        .common
        .iter()
        .filter(|found| found.outcome != Outcome::Note);
    for (number, found) in (1..).zip(open).take(LISTED) {
        table.row([
            words::count(number),
            consolidation.register.rules[found.rule].title.clone(),
            words::kind_of(found.outcome, found.nature).to_owned(),
            words::count(found.dossiers.len()),
            words::count(found.cases),
        ]);
    }
    table
}

fn outlier_table(consolidation: &Consolidation<'_>) -> PaperTable {
    let columns = [
        ("STT", 6, true),
        ("Hồ sơ", 40, false),
        ("Vì sao đáng xem", 54, false),
    ];
    let mut table = PaperTable::new("Hồ sơ khác thường", &columns).small();
    for (number, outlier) in (1..).zip(&consolidation.outliers).take(LISTED) {
        let names = named(consolidation.register, &outlier.dossiers);
        table.row([words::count(number), names, phrases::outlier(outlier)]);
    }
    table
}
