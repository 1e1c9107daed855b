//! The measures of Nghị định số 30/2020/NĐ-CP, Phụ lục I: page, head, body, foot.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use vtvl::report::Paper;

use crate::docx::package::Package;
use crate::docx::package::Paragraph;
use crate::docx::package::Styles;
use crate::docx::package::tags;

/// Half points.
const SIZE_12_13: RangeInclusive<i64> = 24..=26;
const SIZE_13_14: RangeInclusive<i64> = 26..=28;

/// Millimetres as twentieths of a point, rounded outwards by less than a tenth of a millimetre.
fn within(value: i64, least: i64, most: i64) -> bool {
    let twentieths = |millimetres: i64| millimetres * 14400 / 254;
    (twentieths(least) - 2..=twentieths(most) + 2).contains(&value)
}

/// A4 and margins of every section; the first page has no number.
pub(crate) fn sheets(name: &str, package: &Package) {
    let body = tags(package.document());
    let of = |tag: &str| {
        body.iter()
            .filter(|found| found.name == tag)
            .cloned()
            .collect::<Vec<_>>()
    };
    let (sizes, margins) = (of("w:pgSz"), of("w:pgMar"));
    assert_eq!(
        (sizes.len(), margins.len()),
        (of("w:sectPr").len(), sizes.len()),
        "{name}"
    );
    for size in &sizes {
        let mut sides = [size.number("w:w"), size.number("w:h")];
        let landscape = size.get("w:orient") == "landscape";
        assert_eq!(sides[0] > sides[1], landscape, "{name}");
        sides.sort_unstable();
        assert_eq!(sides, [11906, 16838], "{name}: A4");
    }
    for margin in &margins {
        assert!(within(margin.number("w:top"), 20, 25), "{name}");
        assert!(within(margin.number("w:bottom"), 20, 25), "{name}");
        assert!(within(margin.number("w:left"), 30, 35), "{name}");
        assert!(within(margin.number("w:right"), 15, 20), "{name}");
    }
    let first = package
        .document()
        .split("<w:sectPr>")
        .nth(1)
        .unwrap()
        .split("</w:sectPr>")
        .next()
        .unwrap();
    assert!(
        first.contains("<w:titlePg/>") && first.contains("w:type=\"default\""),
        "{name}: no number on page 1"
    );
    assert!(
        !first.contains("w:type=\"first\""),
        "{name}: no number on page 1"
    );
}

/// The text upright on A4, one font in black, page numbers from the second page.
pub(crate) fn pages(name: &str, package: &Package) {
    sheets(name, package);
    let size = tags(package.document())
        .into_iter()
        .find(|tag| tag.name == "w:pgSz")
        .unwrap();
    assert_eq!(size.get("w:orient"), "", "{name}: the text stands upright");
    let header = package.part("word/header1.xml");
    assert!(header.contains(" PAGE "), "{name}");
    let styles = Styles::of(package.part("word/styles.xml"));
    let number = styles.paragraphs(header).remove(0);
    assert!(
        SIZE_13_14.contains(&number.look.size) && number.look.align == "center",
        "{name}: {number:?}"
    );
    assert!(!number.look.italic && !number.look.bold, "{name}");
    font(name, package);
}

/// One font, in black; grey only where something is to be filled in, red only the warnings of a
/// comparison, which is never issued.
pub(crate) fn font(name: &str, package: &Package) {
    let mut fonts = BTreeSet::new();
    for part in [
        "word/styles.xml",
        "word/document.xml",
        "word/footnotes.xml",
        "word/header1.xml",
    ] {
        for tag in tags(package.part(part)) {
            if tag.name == "w:rFonts" {
                fonts.extend(tag.attributes.values().cloned());
            }
            let black = tag.name != "w:color" || ["000000", "595959"].contains(&tag.get("w:val"));
            let alarm =
                name == "so sánh" && part == "word/document.xml" && tag.get("w:val") == "B3261E";
            assert!(black || alarm, "{name}: {tag:?}");
        }
    }
    assert_eq!(
        fonts.into_iter().collect::<Vec<_>>(),
        ["Times New Roman"],
        "{name}"
    );
    assert!(
        package
            .part("word/styles.xml")
            .contains(r#"<w:lang w:val="vi-VN""#),
        "{name}"
    );
}

/// The paragraph that begins so; exactly one.
#[track_caller]
fn one(name: &str, paragraphs: &[Paragraph], begins: &str) -> (usize, Paragraph) {
    let found: Vec<usize> = (0..paragraphs.len())
        .filter(|at| paragraphs[*at].text().starts_with(begins))
        .collect();
    assert_eq!(found.len(), 1, "{name}: “{begins}”");
    (found[0], paragraphs[found[0]].clone())
}

/// Size, weight, slope and place of a component.
#[track_caller]
fn looks(
    name: &str,
    paragraph: &Paragraph,
    size: &RangeInclusive<i64>,
    bold: bool,
    italic: bool,
    align: &str,
) {
    let look = paragraph.one_look();
    let told = format!("{name}: “{}” {look:?}", paragraph.text());
    assert!(size.contains(&look.size), "{told}");
    assert_eq!((look.bold, look.italic), (bold, italic), "{told}");
    assert_eq!(look.align, align, "{told}");
}

/// A rule in the middle of a column, of a length in a range.
#[track_caller]
fn rule(name: &str, paragraph: &Paragraph, column: i64, length: RangeInclusive<i64>) {
    assert_eq!(paragraph.style, "GachNgan", "{name}");
    let look = &paragraph.look;
    assert_eq!(look.left, look.right, "{name}");
    assert!(
        length.contains(&(column - 2 * look.left)),
        "{name}: {} of {length:?}",
        column - 2 * look.left
    );
}

fn styled(paragraphs: &[Paragraph], style: &str) -> Vec<Paragraph> {
    paragraphs
        .iter()
        .filter(|p| p.style == style)
        .cloned()
        .collect()
}

/// Names of bodies, quốc hiệu, tiêu ngữ, number, place and date, title and trích yếu.
pub(crate) fn head(name: &str, document: Paper, package: &Package) {
    let paragraphs = package.paragraphs();
    bodies(name, document, &paragraphs);
    nation(name, &paragraphs);
    if ![Paper::Questions, Paper::Slip].contains(&document) {
        number_and_place(name, document, &paragraphs);
    }
    if document == Paper::Letter {
        about_and_addressee(name, &paragraphs);
    } else {
        title(name, &paragraphs);
    }
}

/// The names of the body and the one above it, the rule below them.
fn bodies(name: &str, document: Paper, paragraphs: &[Paragraph]) {
    for (style, bold) in [("CoQuanChuQuan", false), ("CoQuanBanHanh", true)] {
        let names = styled(paragraphs, style);
        let least = usize::from(document != Paper::Decision || bold);
        assert!((least..=2).contains(&names.len()), "{name}: {style}");
        for line in &names {
            looks(name, line, &SIZE_12_13, bold, false, "center");
            assert_eq!(line.text(), line.text().to_uppercase(), "{name}");
        }
    }
    let rules = styled(paragraphs, "GachNgan");
    let body = styled(paragraphs, "CoQuanBanHanh").last().unwrap().text();
    // A capital of 12 points bold is 8 to 9 points wide on average, a space 3.
    let letters = i64::try_from(body.chars().filter(|c| c.is_alphabetic()).count()).unwrap();
    rule(name, &rules[0], 3954, letters * 50..=letters * 100);
}

/// Quốc hiệu, tiêu ngữ, the rule below them.
fn nation(name: &str, paragraphs: &[Paragraph]) {
    let (at, nation) = one(name, paragraphs, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    looks(name, &nation, &SIZE_12_13, true, false, "center");
    let motto = &paragraphs[at + 1];
    assert_eq!(motto.text(), "Độc lập - Tự do - Hạnh phúc", "{name}");
    looks(name, motto, &SIZE_13_14, true, false, "center");
    assert_eq!(
        motto.one_look().size - nation.one_look().size,
        2,
        "{name}: one point between the two lines"
    );
    rule(name, &paragraphs[at + 2], 5400, 2900..=3700);
}

fn number_and_place(name: &str, document: Paper, paragraphs: &[Paragraph]) {
    let (_, number) = one(name, paragraphs, "Số: ");
    assert_eq!(number.one_look().size, 26, "{name}");
    looks(name, &number, &SIZE_13_14, false, false, "center");
    let sign = match document {
        Paper::Report => "/BC-",
        Paper::Submission => "/TTr-",
        Paper::Decision => "/QĐ-",
        Paper::Minutes => "/BB-",
        _ => "/",
    };
    assert!(number.text().contains(sign), "{name}");
    let place = styled(paragraphs, "DiaDanh");
    looks(name, &place[0], &SIZE_13_14, false, true, "center");
    assert!(place[0].text().contains(", ngày ……"), "{name}");
}

/// What a letter has in place of a title.
fn about_and_addressee(name: &str, paragraphs: &[Paragraph]) {
    let (_, about) = one(name, paragraphs, "V/v ");
    looks(name, &about, &SIZE_12_13, false, false, "center");
    assert_eq!(
        about.look.before, 120,
        "{name}: six points below the number"
    );
    let (_, to) = one(name, paragraphs, "Kính gửi: ");
    looks(name, &to, &SIZE_13_14, false, false, "center");
}

/// The name of the kind of paper, trích yếu, the rule below them.
fn title(name: &str, paragraphs: &[Paragraph]) {
    let title = &styled(paragraphs, "Title")[0];
    looks(name, title, &SIZE_13_14, true, false, "center");
    assert_eq!(title.text(), title.text().to_uppercase(), "{name}");
    let subject = &styled(paragraphs, "Subtitle")[0];
    looks(name, subject, &SIZE_13_14, true, false, "center");
    let letters = i64::try_from(subject.text().chars().count()).unwrap();
    // A line of trích yếu holds some 60 letters of about 7 points.
    rule(
        name,
        &styled(paragraphs, "GachNgan")[2],
        9354,
        letters.min(60) * 140 / 4..=letters.min(60) * 140 * 6 / 10,
    );
}

/// Justified text of 13 or 14 points, its indents and spaces, headings with their levels, annexes.
pub(crate) fn body(name: &str, document: Paper, package: &Package) {
    let paragraphs = package.paragraphs();
    let mut seen = 0;
    for paragraph in paragraphs
        .iter()
        .filter(|p| !p.in_table && !p.text().is_empty())
    {
        let look = &paragraph.look;
        for (run, text) in &paragraph.runs {
            assert!(SIZE_13_14.contains(&run.size), "{name}: {text}");
        }
        if paragraph.style == "BodyText" {
            seen += 1;
            assert_eq!(look.align, "both", "{name}: {}", paragraph.text());
            assert!(within(look.first, 10, 13), "{name}: {}", look.first);
            assert!(
                look.before.max(look.after) >= 120,
                "{name}: six points between paragraphs"
            );
            assert!(
                (240..=360).contains(&look.line),
                "{name}: single to one and a half lines"
            );
        }
    }
    assert!(seen > 1 || document == Paper::Questions, "{name}");
    for paragraph in paragraphs.iter().filter(|p| p.style.starts_with("Heading")) {
        let level: i64 = paragraph
            .style
            .trim_start_matches("Heading")
            .parse()
            .unwrap();
        assert_eq!(paragraph.look.outline, Some(level - 1), "{name}");
        assert!(paragraph.look.bold && paragraph.look.keep, "{name}");
    }
    for paragraph in paragraphs
        .iter()
        .filter(|p| p.in_table && p.style.starts_with("Bang"))
    {
        assert!(
            (22..=28).contains(&paragraph.look.size),
            "{name}: {}",
            paragraph.text()
        );
    }
    annexes(name, document, &paragraphs);
}

/// Each annex: its number, title and reference to the report, on a page of its own.
fn annexes(name: &str, document: Paper, paragraphs: &[Paragraph]) {
    let heads: Vec<usize> = (0..paragraphs.len())
        .filter(|at| paragraphs[*at].style == "PhuLuc")
        .collect();
    let papers = [Paper::Report, Paper::Letter, Paper::Decision];
    assert!(heads.is_empty() || papers.contains(&document), "{name}");
    assert!(!heads.is_empty() || document != Paper::Decision, "{name}");
    for (at, number) in heads.iter().zip(["I", "II", "III"]) {
        let (head, title, reference) = (&paragraphs[*at], &paragraphs[at + 1], &paragraphs[at + 2]);
        let numbered = if document == Paper::Letter {
            "PHỤ LỤC".to_owned()
        } else {
            format!("PHỤ LỤC {number}")
        };
        assert_eq!(head.text(), numbered, "{name}");
        looks(name, head, &(28..=28), true, false, "center");
        looks(name, title, &SIZE_13_14, true, false, "center");
        assert_eq!(title.text(), title.text().to_uppercase(), "{name}");
        looks(name, reference, &SIZE_13_14, false, true, "center");
        let of = match document {
            Paper::Letter => "Công văn",
            Paper::Decision => "Quyết định",
            _ => "Báo cáo",
        };
        assert!(
            reference.text().starts_with(&format!("(Kèm theo {of} số ")),
            "{name}"
        );
        // It begins a section, which begins a page.
        assert!(!head.breaks, "{name}");
    }
}

/// Nơi nhận and the signature.
pub(crate) fn foot(name: &str, document: Paper, package: &Package) {
    let paragraphs = package.paragraphs();
    let styled = |style: &str| {
        paragraphs
            .iter()
            .filter(|p| p.style == style)
            .cloned()
            .collect::<Vec<_>>()
    };
    if [Paper::Questions, Paper::Slip].contains(&document) {
        assert!(
            styled("NoiNhan").is_empty(),
            "{name}: what is not issued is not signed"
        );
        return;
    }
    let office: Vec<Paragraph> = styled("ChucVu")
        .into_iter()
        .filter(|line| !line.text().is_empty())
        .collect();
    assert!(!office.is_empty(), "{name}");
    for line in &office {
        looks(name, line, &SIZE_13_14, true, false, "center");
        assert_eq!(line.text(), line.text().to_uppercase(), "{name}");
    }
    looks(
        name,
        &styled("HoTen")[0],
        &SIZE_13_14,
        true,
        false,
        "center",
    );
    if document == Paper::Minutes {
        assert_eq!(office.len(), 2, "{name}: who wrote and who presided");
        return;
    }
    let (_, receivers) = one(name, &paragraphs, "Nơi nhận:");
    looks(name, &receivers, &(24..=24), true, true, "");
    let lines = styled("NoiNhan");
    assert!(lines.len() >= 2, "{name}");
    for line in &lines {
        looks(name, line, &(22..=22), false, false, "");
        assert!(line.text().starts_with("- "), "{name}: {}", line.text());
        let is_last = line.text().starts_with("- Lưu: VT, ");
        assert!(
            line.text().ends_with(if is_last { '.' } else { ';' }),
            "{name}: {}",
            line.text()
        );
    }
    assert!(
        paragraphs.iter().any(|p| p.text().ends_with("./.")),
        "{name}: the text ends with its mark"
    );
}
