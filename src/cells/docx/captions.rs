//! What stands above a table, so that a person who is told of a cell finds it.

use super::tree::DocxTable;

/// Characters of each piece.
const CHARS: usize = 60;
/// Characters of a label, and of a line that is a label with its value.
const LABEL: usize = 40;
const LINE: usize = 120;

/// The lines that a table may be known by.
#[derive(Debug, Default)]
pub(super) struct Captions {
    /// The last line of text.
    last: String,
    /// The last label with its value: what the block of tables is about.
    about: String,
}

impl Captions {
    /// A new page or section: what the tables before it were about is over.
    pub(super) fn page(&mut self) {
        self.about.clear();
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        let line = text.split('\t').next().unwrap_or_default().trim();
        if is_title(line) {
            self.about.clear();
        } else if is_labelled(line) && self.about.is_empty() {
            line.clone_into(&mut self.about);
        }
        line.clone_into(&mut self.last);
    }

    /// A table: the box under a title says what follows is about.
    pub(super) fn table(&mut self, table: &DocxTable) {
        if !self.about.is_empty() || !is_title(&self.last) || table.rows.len() > 6 {
            return;
        }
        let Some(row) = table.rows.first() else {
            return;
        };
        let texts: Vec<String> = row.cells.iter().map(super::tree::DocxCell::text).collect();
        self.about = match texts.as_slice() {
            [first, ..] if is_labelled(first) => first.clone(),
            [label, value, ..] if label.chars().count() <= LABEL && !value.is_empty() => {
                format!("{}: {value}", label.trim_end_matches([':', ' ']))
            }
            _ => String::new(),
        };
    }

    /// What is told of a table that begins here.
    pub(super) fn caption(&self) -> String {
        let (about, last) = (shortened(&self.about), shortened(&self.last));
        match (about.as_str(), last.as_str()) {
            ("", last) => last.to_owned(),
            (about, "") => about.to_owned(),
            (about, last) if about == last => about.to_owned(),
            (about, last) => format!("{about} – {last}"),
        }
    }
}

/// A line in capital letters only.
fn is_title(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 8 && letters.clone().all(char::is_uppercase)
}

/// A short label with a short value: `Vị trí việc làm: Văn thư`.
fn is_labelled(line: &str) -> bool {
    let parts = line
        .split_once(':')
        .map(|(label, value)| (label.trim(), value.trim()));
    line.chars().count() <= LINE
        && !line.ends_with(';')
        && parts.is_some_and(|(label, value)| {
            !label.is_empty() && label.chars().count() <= LABEL && !value.is_empty()
        })
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_known_by_what_it_is_about_and_the_line_above_it() {
        let mut captions = Captions::default();
        for line in [
            "BẢN MÔ TẢ CÔNG VIỆC",
            "Vị trí việc làm: Văn thư\tMã: VP-06",
            "1. Mục tiêu",
            "2. Công việc chính",
        ] {
            captions.paragraph(line);
        }
        assert_eq!(
            captions.caption(),
            "Vị trí việc làm: Văn thư – 2. Công việc chính"
        );
        captions.paragraph("KHUNG CẤP ĐỘ NĂNG LỰC");
        assert_eq!(captions.caption(), "KHUNG CẤP ĐỘ NĂNG LỰC");
        captions.paragraph(&"dài ".repeat(100));
        assert_eq!(captions.caption().chars().count(), 60);
    }
}
