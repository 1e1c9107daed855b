//! The rulebook for readers of `docs/`: the coverage of every act and the glossary, as Markdown.

use std::fmt::Write as _;

use crate::law::Act;
use crate::law::Law;
use crate::law::Status;

/// The first lines of every generated page.
const GENERATED: &str = "<!-- Trang này do chương trình tạo từ thư mục rules/; không sửa tay. Tạo lại: UPDATE_DOCS=1 cargo test --test suite docs -->";

/// What became of every provision of every act.
#[must_use]
pub fn coverage(law: &Law) -> String {
    let mut text = format!("{GENERATED}\n\n# Độ phủ của bộ quy tắc\n");
    for coverage in law.coverage() {
        let number = coverage.set.number.as_deref().unwrap_or_default();
        let act = law.act(number);
        let name = act.map_or_else(|| number.to_owned(), Act::name);
        let title = act.map(|act| act.title.as_str()).unwrap_or_default();
        let counts: Vec<String> = coverage
            .counts
            .iter()
            .map(|(status, n)| format!("{n} {}", status.label()))
            .collect();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\n## {name} {title}\n\n{}.\n", counts.join(", "));
        let _ = writeln!(
            text,
            "| Điều khoản | Nội dung | Trạng thái | Quy tắc, câu hỏi hoặc lý do |\n|---|---|---|---|"
        );
        for provision in &coverage.provisions {
            let by = match provision.status {
                Status::Rule => provision.rules.join(", "),
                Status::Manual => provision.question.clone().unwrap_or_default(),
                _ => provision.reason.clone().unwrap_or_default(),
            };
            row(
                &mut text,
                [
                    &provision.at,
                    &provision.says,
                    provision.status.label(),
                    &by,
                ],
            );
        }
    }
    text
}

/// The terms of the field, in the order of the glossary.
#[must_use]
pub fn glossary(law: &Law) -> String {
    let mut text = format!(
        "{GENERATED}\n\n# Thuật ngữ\n\n| Thuật ngữ | Viết tắt | Định danh | Nghĩa |\n|---|---|---|---|\n"
    );
    for term in &law.glossary {
        let abbreviation = term.abbreviation.as_deref().unwrap_or_default();
        row(
            &mut text,
            [
                &term.label,
                abbreviation,
                &term.identifier,
                &term.definition,
            ],
        );
    }
    text
}

/// One row of a table: the texts are our own, only the bar has a meaning in it.
fn row(text: &mut String, cells: [&str; 4]) {
    let cells = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " "));
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}
