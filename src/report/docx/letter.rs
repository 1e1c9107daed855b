//! The letter that asks the agency to complete its dossier: what, where, under which provision, what to do.

use serde::Serialize;

use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::RemarkLine;
use crate::report::words;

/// Công văn: what the letter says.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    /// Trích yếu, after `V/v`.
    about: &'static str,
    /// How much has to be completed; empty when nothing has.
    number: String,
    /// What was seen: `hồ sơ còn 3 nội dung sai quy định.`
    found: String,
    groups: Vec<Group>,
    /// The wording of the law on the time of the appraisal, where it is known; begins with a space.
    deadline: String,
}

/// What concerns one sheet.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    items: Vec<Item>,
}

/// One thing to complete.
#[derive(Debug, Serialize)]
struct Item {
    place: String,
    sentence: String,
    level: &'static str,
    citation: String,
    remedy: String,
    /// The cases one by one, where there are few enough; else empty.
    cases: String,
}

/// Cases of a folded finding that the letter tells apart.
const CASES: usize = 12;

/// Ranges on other sheets that the letter names one by one.
const OTHERS: usize = 3;

impl Letter {
    /// The letter about an appraisal.
    pub(super) fn of(appraisal: &Appraisal) -> Self {
        let wanted: Vec<&Finding> = appraisal.findings.iter().filter(|finding| is_wanted(finding)).collect();
        let absent = absent(&appraisal.remarks);
        let reasons = reasons(appraisal);
        let number = if wanted.is_empty() && absent.is_empty() { reasons.len() } else { wanted.len() + absent.len() };
        let mut groups = Vec::new();
        if !absent.is_empty() {
            groups.push(to_add(&absent));
        }
        groups.extend(by_sheet(&wanted));
        if groups.is_empty() && !reasons.is_empty() {
            groups.push(unmet(reasons));
        }
        Self {
            about: if number > 0 {
                "bổ sung, hoàn thiện hồ sơ Đề án vị trí việc làm"
            } else {
                "kết quả xem xét hồ sơ Đề án vị trí việc làm"
            },
            number: if number > 0 { words::count(number) } else { String::new() },
            found: if number > 0 { found(&wanted, absent.len(), reasons) } else { nothing(appraisal) },
            groups,
            deadline: deadline(appraisal),
        }
    }
}

/// What the agency has to deal with; what only follows from another finding goes away with it.
fn is_wanted(finding: &Finding) -> bool {
    let outcome = matches!(finding.outcome, Outcome::Violation | Outcome::Explain | Outcome::Missing);
    outcome && finding.follows.is_none()
}

/// Why the dossier cannot be appraised as it is; that its law is not in the rulebook is no matter of the agency.
fn reasons(appraisal: &Appraisal) -> &[String] {
    let reasons = &appraisal.conclusion.reasons;
    match (&appraisal.law.warning, reasons.split_last()) {
        (Some(_), Some((_, of_agency))) => of_agency,
        _ => reasons,
    }
}

/// Nothing was found; with the law that governs now unread, or something that may be misread, no more than that can be said.
fn nothing(appraisal: &Appraisal) -> String {
    let is_first_look = appraisal.law.warning.is_some() || appraisal.counts.doubtful > 0;
    let seen = if is_first_look { "bước đầu chưa phát hiện" } else { "không phát hiện" };
    format!(" {seen} nội dung nào phải bổ sung, hoàn thiện.")
}

fn found(wanted: &[&Finding], forms: usize, reasons: &[String]) -> String {
    let of = |outcome: Outcome| {
        let number = wanted.iter().filter(|finding| finding.outcome == outcome).count();
        (number > 0).then(|| format!("{} nội dung {}", words::count(number), outcome.label()))
    };
    let absent = (forms > 0).then(|| format!("{} biểu chưa có", words::count(forms)));
    let parts: Vec<String> =
        [Outcome::Violation, Outcome::Explain, Outcome::Missing].into_iter().filter_map(of).chain(absent).collect();
    let unfit = if reasons.is_empty() {
        String::new()
    } else {
        format!("chưa đủ điều kiện thẩm định ({})", reasons.join("; "))
    };
    let left = if parts.is_empty() { String::new() } else { format!("còn {}", parts.join(", ")) };
    let both: Vec<String> = [unfit, left].into_iter().filter(|part| !part.is_empty()).collect();
    format!("hồ sơ {}.", both.join("; "))
}

/// What keeps the dossier from being appraised, where no finding says it.
fn unmet(reasons: &[String]) -> Group {
    let item = |reason: &String| Item {
        place: String::new(),
        sentence: words::capital(reason),
        level: "",
        citation: String::new(),
        remedy: "Bổ sung vào hồ sơ.".to_owned(),
        cases: String::new(),
    };
    Group { title: "Điều kiện thẩm định".to_owned(), items: reasons.iter().map(item).collect() }
}

/// The tables without which rules stayed unjudged.
fn absent(remarks: &[RemarkLine]) -> Vec<String> {
    let form = |remark: &RemarkLine| remark.sentence.split(['“', '”']).nth(1).map(|form| format!("“{form}”"));
    remarks.iter().filter(|remark| remark.code == "missing-form").filter_map(form).collect()
}

/// The tables to add.
fn to_add(forms: &[String]) -> Group {
    let item = Item {
        place: String::new(),
        sentence: format!("Hồ sơ chưa có hoặc chưa đọc được các biểu: {}", forms.join(", ")),
        level: "",
        citation: String::new(),
        remedy: "Bổ sung từng biểu vào tệp hồ sơ, mỗi nội dung một dòng, có dòng tiêu đề cột.".to_owned(),
        cases: String::new(),
    };
    Group { title: "Biểu còn thiếu".to_owned(), items: vec![item] }
}

/// Findings by the sheet of their first cell, sheets in the order of the workbook, the gravest first.
fn by_sheet(wanted: &[&Finding]) -> Vec<Group> {
    let mut sheets: Vec<(usize, String, Vec<&Finding>)> = Vec::new();
    for finding in wanted {
        let Some(cell) = finding.cells.first() else { continue };
        let name = cell.sheet.title();
        match sheets.iter_mut().find(|(_, known, _)| *known == name) {
            Some((_, _, findings)) => findings.push(finding),
            None => sheets.push((cell.sheet.index, name, vec![finding])),
        }
    }
    sheets.sort_by_key(|(index, _, _)| *index);
    let group = |(_, name, mut findings): (usize, String, Vec<&Finding>)| {
        findings.sort_by_key(|finding| finding.outcome);
        Group { title: format!("Trang “{name}”"), items: findings.into_iter().map(item).collect() }
    };
    sheets.into_iter().map(group).collect()
}

fn item(finding: &Finding) -> Item {
    Item {
        // A sentence about a cell names it: once is enough.
        place: if finding.sentence.starts_with("Ô '") { String::new() } else { words::capital(&place(finding)) },
        sentence: finding.sentence.trim_end_matches('.').to_owned(),
        level: finding.outcome.label(),
        citation: finding.citation.act.as_ref().map(|_| finding.citation.text.clone()).unwrap_or_default(),
        remedy: ended(&finding.remedy),
        cases: cases(finding),
    }
}

/// The cells on the sheet of the first one, without its name: `ô H6, F88`; then how many other places.
fn place(finding: &Finding) -> String {
    let Some((home, _)) = finding.ranges.first().map(|range| words::split(range)) else { return String::new() };
    let (here, other): (Vec<&String>, Vec<&String>) =
        finding.ranges.iter().partition(|range| words::split(range).0 == home);
    let here: Vec<String> = here.iter().map(|range| words::split(range).1.to_owned()).collect();
    let other: Vec<String> = other.into_iter().cloned().collect();
    let also = match other.len() {
        0 => String::new(),
        1..=OTHERS => format!(" (đối chiếu {})", words::places(&other)),
        _ => format!(" (đối chiếu trang {})", other_sheets(finding)),
    };
    format!("{}{also}", words::cells(&words::places(&here)))
}

/// The sheets of a finding after its first: `“Danh mục VTVL”, “Cơ cấu tổ chức”`.
fn other_sheets(finding: &Finding) -> String {
    let mut names: Vec<String> = Vec::new();
    for cell in &finding.cells {
        let name = format!("“{}”", cell.sheet.title());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.split_off(names.len().min(1)).join(", ")
}

/// The cases of a folded finding in one paragraph.
fn cases(finding: &Finding) -> String {
    let number = finding.instances.len();
    if number == 0 || number > CASES || finding.outcome == Outcome::Missing {
        return String::new();
    }
    let sentences: Vec<&str> =
        finding.instances.iter().map(|instance| instance.sentence.trim_end_matches('.')).collect();
    format!("Cụ thể: {}.", sentences.join("; "))
}

fn deadline(appraisal: &Appraisal) -> String {
    match appraisal.agency.due_by.as_str() {
        "" => String::new(),
        provision => format!(" Thời hạn thẩm định tính từ ngày nhận đủ hồ sơ ({provision})."),
    }
}

/// A sentence with its full stop.
fn ended(sentence: &str) -> String {
    if sentence.ends_with(['.', '?', '!']) { sentence.to_owned() } else { format!("{sentence}.") }
}
