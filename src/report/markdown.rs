//! A paper as Markdown.

use std::io::Write;

use super::ReportError;
use super::clean;
use super::document::Annex;
use super::document::PaperBlock;
use super::document::PaperDocument;
use super::document::PaperLine;
use super::document::PaperRun;
use super::document::PaperTable;
use super::wording::unbound;

/// Writes a paper.
pub(super) fn write(document: &PaperDocument, out: &mut dyn Write) -> Result<(), ReportError> {
    let mut page = MarkdownPage::default();
    let head = &document.head;
    if head.name.is_empty() {
        page.line(&format!("**{}**", text(&head.subject)));
    } else {
        page.line(&format!("# {}", head.name));
        page.line(&format!("**{}**", text(&head.subject)));
    }
    if !head.addressee.is_empty() {
        page.line(&format!("Kính gửi: {}", runs(&head.addressee)));
    }
    if !head.warning.is_empty() {
        page.line(&format!(
            "> Chú ý khi soạn thảo (xóa trước khi ban hành): {}",
            text(&head.warning)
        ));
    }
    page.blocks(&document.blocks);
    if let Some(foot) = document
        .foot
        .as_ref()
        .filter(|foot| !foot.receivers.is_empty())
    {
        page.line("**Nơi nhận:**");
        page.list(
            foot.receivers
                .iter()
                .map(|line| format!("- {};", text(line))),
        );
    }
    for annex in &document.annexes {
        page.annex(annex);
    }
    Ok(out.write_all(page.text.as_bytes())?)
}

#[derive(Default)]
struct MarkdownPage {
    text: String,
    numbers: [usize; 2],
}

impl MarkdownPage {
    /// A block of one line, with an empty line before it.
    fn line(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn list(&mut self, lines: impl Iterator<Item = String>) {
        let lines: Vec<String> = lines.collect();
        self.line(&lines.join("\n"));
    }

    fn annex(&mut self, annex: &Annex) {
        self.numbers = [0, 0];
        self.line(format!("## PHỤ LỤC {}", annex.number).trim_end());
        self.line(&format!("**{}**", text(&annex.title)));
        self.blocks(&annex.blocks);
    }

    fn blocks(&mut self, blocks: &[PaperBlock]) {
        let mut items: Vec<String> = Vec::new();
        for block in blocks {
            if let PaperBlock::Item { level, runs: told } = block {
                let indent = if *level == 1 { "" } else { "  " };
                items.push(format!("{indent}- {}", runs(told)));
                continue;
            }
            self.items(&mut items);
            match block {
                PaperBlock::Heading { level, text: told } => self.heading(*level, told),
                PaperBlock::Paragraph { runs: told, .. } | PaperBlock::Centred { runs: told } => {
                    self.line(&runs(told));
                }
                PaperBlock::Notice {
                    label, text: told, ..
                } => self.line(&format!("> **{label}:** {}", text(told))),
                PaperBlock::Dots { .. } => self.line("………"),
                PaperBlock::Table(table) => self.table(table),
                PaperBlock::Item { .. } => {}
            }
        }
        self.items(&mut items);
    }

    fn items(&mut self, items: &mut Vec<String>) {
        if !items.is_empty() {
            self.list(items.drain(..));
        }
    }

    fn heading(&mut self, level: u8, told: &str) {
        const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
        if level == 1 {
            self.numbers = [self.numbers[0] + 1, 0];
            let number = ROMAN.get(self.numbers[0] - 1).unwrap_or(&"");
            self.line(&format!("## {number}. {}", text(told)));
        } else {
            self.numbers[1] += 1;
            self.line(&format!("### {}. {}", self.numbers[1], text(told)));
        }
    }

    fn table(&mut self, table: &PaperTable) {
        let cell = |lines: &Vec<PaperLine>| {
            lines
                .iter()
                .map(|line| runs(line))
                .collect::<Vec<_>>()
                .join("<br/>")
        };
        let heads: Vec<&str> = table.columns.iter().map(|column| column.title).collect();
        let rules: Vec<&str> = table
            .columns
            .iter()
            .map(|column| if column.centred { ":-:" } else { "---" })
            .collect();
        let row = |row: &super::document::PaperRow| {
            let cells: Vec<String> = row.cells.iter().map(cell).collect();
            let blanks = " |".repeat(table.columns.len().saturating_sub(cells.len()));
            format!("| {} |{blanks}", cells.join(" | "))
        };
        let head = [
            format!("| {} |", heads.join(" | ")),
            format!("| {} |", rules.join(" | ")),
        ];
        self.list(head.into_iter().chain(table.rows.iter().map(row)));
    }
}

/// A text that formats nothing, in one line.
fn text(told: &str) -> String {
    let mut out = Vec::new();
    // Writing into memory does not fail.
    let _ = clean::markdown(&unbound(told), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn runs(runs: &[PaperRun]) -> String {
    let run = |run: &PaperRun| {
        let told = text(if run.text.is_empty() {
            run.fill
        } else {
            &run.text
        });
        let mark = match (run.bold, run.italic) {
            (true, _) => "**",
            (_, true) => "*",
            _ => "",
        };
        let (start, end) = (told.len() - told.trim_start().len(), told.trim_end().len());
        match told.get(start..end) {
            Some(inner) if !mark.is_empty() && !inner.is_empty() => {
                format!("{}{mark}{inner}{mark}{}", &told[..start], &told[end..])
            }
            _ => told,
        }
    };
    runs.iter().map(run).collect()
}
