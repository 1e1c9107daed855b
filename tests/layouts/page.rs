//! The page of the figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::layout::Layout;
use crate::outcome::Difference;
use crate::trials::Results;

/// What is counted of a layout or of a family.
#[derive(Debug, Clone, Default)]
struct Count {
    tried: usize,
    right: usize,
    false_words: usize,
    example: String,
    worst: usize,
}

impl Count {
    fn add(&mut self, key: &str, difference: Option<&Difference>) {
        self.tried += 1;
        let Some(difference) = difference else {
            self.right += 1;
            return;
        };
        self.false_words += difference.false_words;
        if self.example.is_empty() || difference.false_words > self.worst {
            self.worst = difference.false_words;
            let form = key.split(" | ").skip(1).collect::<Vec<_>>().join(", ");
            let said: Vec<&str> = difference.said.iter().take(3).map(String::as_str).collect();
            let more = if difference.said.len() > 3 {
                "; …"
            } else {
                ""
            };
            self.example = format!("{form}: {}{more}", said.join("; "));
        }
    }
}

const HEAD: &str = "\
# Bố cục: cùng một đề án, trình bày khác

Trang này do `cargo test --test layouts` sinh ra; chạy với `UPDATE_LAYOUTS=1` để viết lại. Mỗi phép thử lấy một đề án mẫu
đúng, đổi cách trình bày ở một biểu (dòng ghi chú, dòng cộng, tiêu đề cột viết khác, tách trang …) mà nội dung giữ nguyên,
rồi đòi hỏi: vị trí (mã, tên, nhóm, đơn vị, số người đề xuất), tổng số người và mọi nhận định đều như cũ.

- **Thử**: số phép thử; **đúng**: số phép thử không đổi gì.
- **Lời sai**: số nhận định “sai quy định”, “cần giải trình”, “thiếu dữ liệu” xuất hiện thêm mà hồ sơ không có lỗi ấy.
- **Nặng nhất**: phép thử có nhiều lời sai nhất của cách trình bày ấy; `+` là thêm, `−` là mất.

Những phép thử chưa đúng được liệt kê trong `tests/layouts/known.txt`; danh sách ấy chỉ được ngắn đi.
";

/// The page: families, then every layout.
pub(crate) fn page(layouts: &[Layout], results: &Results) -> String {
    let (families, by_layout, pairs) = counted(layouts, results);
    let mut out = HEAD.to_owned();
    out.push_str("\n| nhóm | cách | thử | đúng | lời sai |\n|---|--:|--:|--:|--:|\n");
    for (family, (number, count)) in &families {
        let _ = writeln!(
            out,
            "| {family} | {number} | {} | {} | {} |",
            count.tried, count.right, count.false_words
        );
    }
    let mut all = Count::default();
    for (key, difference) in results {
        all.add(key, difference.as_ref());
    }
    let _ = writeln!(
        out,
        "| **tất cả** | {} | {} | {} | {} |",
        layouts.len(),
        all.tried,
        all.right,
        all.false_words
    );
    for family in families.keys() {
        let _ = writeln!(
            out,
            "\n## {family}\n\n| cách trình bày | vì sao đúng | thử | đúng | lời sai | nặng nhất |"
        );
        out.push_str("|---|---|--:|--:|--:|---|\n");
        for layout in layouts.iter().filter(|layout| layout.family == *family) {
            write_line(
                &mut out,
                &layout.name,
                layout.why,
                by_layout.get(layout.name.as_str()),
            );
        }
    }
    if !pairs.is_empty() {
        write_pairs(&mut out, &pairs);
    }
    out
}

/// The pairs that are not right, and how many are.
fn write_pairs(out: &mut String, pairs: &BTreeMap<String, Count>) {
    out.push_str(
        "\n## Hai cách cùng lúc\n\n| hai cách | thử | đúng | lời sai | nặng nhất |\n|---|--:|--:|--:|---|\n",
    );
    for (name, count) in pairs.iter().filter(|(_, count)| count.right < count.tried) {
        let Count {
            tried,
            right,
            false_words,
            example,
            ..
        } = count;
        let _ = writeln!(
            out,
            "| {} | {tried} | {right} | {false_words} | {} |",
            cell(name),
            cell(example)
        );
    }
    let right = pairs
        .values()
        .filter(|count| count.right == count.tried)
        .count();
    let _ = writeln!(out, "\nCòn {right} cặp khác đều đúng.");
}

fn write_line(out: &mut String, name: &str, why: &str, count: Option<&Count>) {
    let Count {
        tried,
        right,
        false_words,
        example,
        ..
    } = count.cloned().unwrap_or_default();
    let _ = writeln!(
        out,
        "| {} | {} | {tried} | {right} | {false_words} | {} |",
        cell(name),
        cell(why),
        cell(&example)
    );
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .replace('\n', "⏎")
        .replace('*', "\\*")
}

type Counted<'a> = (
    BTreeMap<&'a str, (usize, Count)>,
    BTreeMap<&'a str, Count>,
    BTreeMap<String, Count>,
);

/// Counts by family, by layout, and by pair of layouts.
fn counted<'a>(layouts: &'a [Layout], results: &'a Results) -> Counted<'a> {
    let family: BTreeMap<&str, &str> = layouts
        .iter()
        .map(|layout| (layout.name.as_str(), layout.family))
        .collect();
    let mut families: BTreeMap<&str, (usize, Count)> = BTreeMap::new();
    for layout in layouts {
        families.entry(layout.family).or_default().0 += 1;
    }
    let mut single: BTreeMap<&str, Count> = BTreeMap::new();
    let mut pairs: BTreeMap<String, Count> = BTreeMap::new();
    for (key, difference) in results {
        let name = key.split(" | ").next().unwrap_or_default();
        match family.get(name) {
            Some(of) => {
                families
                    .entry(of)
                    .or_default()
                    .1
                    .add(key, difference.as_ref());
                single
                    .entry(name)
                    .or_default()
                    .add(key, difference.as_ref());
            }
            None => pairs
                .entry(name.to_owned())
                .or_default()
                .add(key, difference.as_ref()),
        }
    }
    (families, single, pairs)
}

/// The totals for the terminal.
pub(crate) fn totals(layouts: &[Layout], results: &Results) -> String {
    let (families, ..) = counted(layouts, results);
    let mut out = String::new();
    for (family, (number, count)) in families {
        let wrong = count.tried - count.right;
        let _ = writeln!(
            out,
            "{family}: {number} layouts, {} trials, {wrong} not right, {} false words",
            count.tried, count.false_words
        );
    }
    let wrong = results
        .values()
        .filter(|difference| difference.is_some())
        .count();
    let words: usize = results
        .values()
        .flatten()
        .map(|difference| difference.false_words)
        .sum();
    let _ = writeln!(
        out,
        "all: {} layouts, {} trials, {wrong} not right, {words} false words",
        layouts.len(),
        results.len()
    );
    out
}

/// The list of what is known to fail.
pub(crate) fn known(lines: &[&str]) -> String {
    let mut out =
        "# Phép thử chưa đúng: cách trình bày | đề án mẫu | biểu. Danh sách chỉ được ngắn đi.\n"
            .to_owned();
    for line in lines {
        out.push_str(line);
        out.push('\n');
    }
    out
}
