//! A rule page as text: its TOML front matter, its title and its sections, each with its line.

use crate::book::Fault;

/// The sections that every rule page has, in this order.
pub(super) const STATEMENT: &str = "Nhận định";
pub(super) const BASIS: &str = "Căn cứ";
pub(super) const REMEDY: &str = "Kiến nghị";
pub(super) const CASES: &str = "Trường hợp";
const SECTIONS: [&str; 4] = [STATEMENT, BASIS, REMEDY, CASES];

/// A piece of a page with the line (from 1) on which it starts.
#[derive(Debug, Clone, Default)]
pub(super) struct PagePart {
    pub(super) line: usize,
    pub(super) text: String,
}

/// A rule page, cut into its parts.
#[derive(Debug, Clone)]
pub(super) struct RulePage {
    pub(super) front: PagePart,
    pub(super) title: PagePart,
    pub(super) statement: PagePart,
    pub(super) basis: PagePart,
    pub(super) remedy: PagePart,
    pub(super) cases: PagePart,
}

/// Cuts a page; every fault names its line.
pub(super) fn cut(file: &str, text: &str) -> Result<RulePage, Vec<Fault>> {
    let lines: Vec<&str> = text.lines().collect();
    let (front, after) = front_matter(file, &lines).map_err(|fault| vec![fault])?;
    let (titles, sections, mut faults) = body(file, &lines, after);
    let Some(title) = titles.into_iter().next_back() else {
        let text = "trang không có tiêu đề (dòng bắt đầu bằng “# ”)";
        return Err(vec![Fault::of_file(file, text)]);
    };
    faults.extend(section_faults(file, title.line, &sections));
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut parts = sections.into_iter().map(|(_, part)| part);
    let mut next = || parts.next().unwrap_or_default();
    Ok(RulePage {
        front,
        title,
        statement: next(),
        basis: next(),
        remedy: next(),
        cases: next(),
    })
}

/// The titles and sections behind the front matter, and what stands wrongly among them.
fn body(
    file: &str,
    lines: &[&str],
    after: usize,
) -> (Vec<PagePart>, Vec<(String, PagePart)>, Vec<Fault>) {
    let (mut titles, mut sections, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (index, line) in lines.iter().enumerate().skip(after) {
        let number = index + 1;
        if let Some(name) = line.strip_prefix("## ") {
            let part = PagePart {
                line: number + 1,
                text: String::new(),
            };
            sections.push((name.trim().to_owned(), part));
        } else if let Some(name) = line.strip_prefix("# ") {
            if !titles.is_empty() {
                let text = "trang có hai tiêu đề cấp một (#)";
                faults.push(Fault::at(file, number, text));
            }
            titles.push(PagePart {
                line: number,
                text: name.trim().to_owned(),
            });
        } else if let Some((_, part)) = sections.last_mut() {
            part.text.push_str(line);
            part.text.push('\n');
        } else if !line.trim().is_empty() {
            let text = "có chữ đứng ngoài các mục của trang";
            faults.push(Fault::at(file, number, text));
        }
    }
    (titles, sections, faults)
}

/// Sections that are missing, out of order or empty; of a page whose title stands on this line.
fn section_faults(file: &str, title: usize, sections: &[(String, PagePart)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let names: Vec<&str> = sections.iter().map(|(name, _)| name.as_str()).collect();
    if names != SECTIONS {
        let message = format!(
            "trang phải có đúng bốn mục theo thứ tự: ## {}",
            SECTIONS.join(", ## ")
        );
        faults.push(Fault::at(file, title, message).hint(format!("đang có: {}", names.join(", "))));
    }
    for (name, part) in sections {
        if part.text.trim().is_empty() {
            faults.push(Fault::at(file, part.line, format!("mục “{name}” để trống")));
        }
    }
    faults
}

/// The TOML block at the top, and the number of lines that it takes.
fn front_matter(file: &str, lines: &[&str]) -> Result<(PagePart, usize), Fault> {
    if lines.first().map(|line| line.trim()) != Some("```toml") {
        return Err(Fault::at(file, 1, "trang phải bắt đầu bằng khối ```toml"));
    }
    let length = lines[1..]
        .iter()
        .position(|line| line.trim() == "```")
        .ok_or_else(|| Fault::at(file, 1, "khối ```toml không có dòng đóng ```"))?;
    Ok((
        PagePart {
            line: 2,
            text: lines[1..=length].join("\n"),
        },
        length + 2,
    ))
}

/// The rows of a Markdown table: cells trimmed, with the line of each row; the ruler is dropped.
pub(super) fn table(part: &PagePart) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    for (index, line) in part.text.lines().enumerate() {
        let Some(inner) = line.trim().strip_prefix('|') else {
            continue;
        };
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let cells: Vec<String> = inner
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect();
        let is_ruler = cells
            .iter()
            .all(|cell| !cell.is_empty() && cell.chars().all(|c| c == '-' || c == ':'));
        if !is_ruler {
            rows.push((part.line + index, cells));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "```toml\nlevel = \"note\"\n```\n\n# Tên\n\n## Nhận định\nmột\n\n## Căn cứ\nhai\n\n\
                        ## Kiến nghị\nba\n\n## Trường hợp\n| a | b |\n|---|---:|\n| 1 |  |\n";

    #[test]
    fn a_page_is_cut_with_its_lines() {
        let page = cut("a/b.md", PAGE).unwrap();
        assert_eq!(
            (page.front.line, page.front.text.as_str()),
            (2, "level = \"note\"")
        );
        assert_eq!((page.title.line, page.title.text.as_str()), (5, "Tên"));
        assert_eq!(page.remedy.text.trim(), "ba");
        assert_eq!(
            table(&page.cases),
            [
                (17, vec!["a".into(), "b".into()]),
                (19, vec!["1".into(), String::new()])
            ]
        );
    }

    #[test]
    fn a_missing_section_is_a_fault_with_a_line() {
        let faults = cut("a/b.md", &PAGE.replace("## Kiến nghị\nba\n", "")).unwrap_err();
        assert!(
            faults[0].to_string().starts_with("rules/a/b.md:5:"),
            "{}",
            faults[0]
        );
    }

    #[test]
    fn a_page_without_front_matter_is_a_fault() {
        assert!(cut("a/b.md", "# Tên\n").is_err());
        assert!(cut("a/b.md", "```toml\nlevel = 1\n").is_err());
    }
}
