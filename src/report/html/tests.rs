//! The page of a made-up appraisal: whole without scripts, true to the numbers, safe with any text.

mod charts;
mod legible;
mod tags;

use std::collections::BTreeSet;

use super::super::fixture;
use super::*;
use crate::law::Outcome;
use crate::opinion::ProfileSource;
use tags::PageTag;
use tags::all;
use tags::tags;

fn page_of(appraisal: &Appraisal) -> String {
    let mut out = Vec::new();
    write(appraisal, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn page() -> String {
    page_of(&fixture::appraisal())
}

#[test]
fn the_page_is_well_formed_and_its_landmarks_stand() {
    let tags = tags(&page());
    for (name, number) in [
        ("html", 1),
        ("main", 1),
        ("header", 1),
        ("nav", 1),
        ("footer", 1),
        ("h1", 1),
        ("title", 5),
    ] {
        assert_eq!(all(&tags, name).len(), number, "{name}");
    }
    assert_eq!(all(&tags, "html")[0].get("lang"), "vi");
    let mut level = 0;
    for heading in tags
        .iter()
        .filter(|tag| tag.name.len() == 2 && tag.name.starts_with('h') && tag.name != "hr")
    {
        let own: u32 = heading.name[1..].parse().unwrap();
        assert!(own <= level + 1, "a {} after an h{level}", heading.name);
        level = own;
    }
    for scroll in tags.iter().filter(|tag| tag.has_class("scroll")) {
        assert_eq!(
            (scroll.get("tabindex"), scroll.get("role")),
            ("0", "region")
        );
        assert!(!scroll.get("aria-label").is_empty());
    }
    assert!(
        all(&tags, "th")
            .iter()
            .all(|th| ["col", "row"].contains(&th.get("scope")))
    );
}

#[test]
fn names_are_unique_and_every_reference_leads_somewhere() {
    let tags = tags(&page());
    let ids: Vec<&str> = tags
        .iter()
        .map(|tag| tag.get("id"))
        .filter(|id| !id.is_empty())
        .collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    let links = all(&tags, "a");
    assert!(links.len() > 30, "{}", links.len());
    for link in links {
        assert!(
            link.get("href")
                .strip_prefix('#')
                .is_some_and(|id| unique.contains(id)),
            "{}",
            link.get("href")
        );
    }
    for tag in &tags {
        assert!(
            tag.get("aria-labelledby")
                .split(' ')
                .filter(|id| !id.is_empty())
                .all(|id| unique.contains(id))
        );
    }
}

#[test]
fn every_finding_is_there_and_nothing_hides_without_scripts() {
    let appraisal = fixture::appraisal();
    let tags = tags(&page());
    let articles: BTreeSet<&str> = all(&tags, "article")
        .iter()
        .map(|article| article.get("id"))
        .collect();
    for index in 0..appraisal.findings.len() {
        assert!(
            articles.contains(format!("f{}", index + 1).as_str()),
            "finding {index}"
        );
    }
    let hidden: Vec<&PageTag> = tags
        .iter()
        .filter(|tag| tag.attributes.contains_key("hidden"))
        .collect();
    assert_eq!(hidden.len(), 1, "only the filters, which need the script");
    assert!(hidden[0].has_class("filters"));
    assert!(!tags.iter().any(|tag| tag.attributes.contains_key("style")));
    let (screen, _) = STYLE.split_once("@media print").unwrap();
    let hides = screen.lines().filter(|line| line.contains("display: none"));
    assert!(hides.clone().all(|line| line.contains("[hidden]")) && hides.count() == 1);
    // The index by level and by sheet works by links alone.
    for id in ["muc-violation", "muc-explain", "muc-note", "muc-waived"] {
        assert!(tags.iter().any(|tag| tag.get("id") == id), "{id}");
    }
}

/// What only follows from a finding stands folded inside it, and is no further line of the index.
#[test]
fn an_echo_is_folded_under_its_cause() {
    let appraisal = fixture::appraisal();
    let echo = appraisal
        .findings
        .iter()
        .position(|finding| finding.cause.is_some())
        .unwrap();
    let number = appraisal.findings[echo].cause.unwrap();
    let cause = appraisal
        .findings
        .iter()
        .position(|f| f.number == number && f.outcome != Outcome::Manual)
        .unwrap();
    let tags = tags(&page());
    let at = |id: usize| {
        tags.iter()
            .position(|tag| tag.get("id") == format!("f{}", id + 1))
            .unwrap()
    };
    let fold = tags[..at(echo)]
        .iter()
        .rposition(|tag| tag.has_class("echoes"))
        .unwrap();
    let last = tags[..fold]
        .iter()
        .rfind(|tag| tag.name == "article")
        .unwrap();
    assert_eq!(last.get("id"), format!("f{}", cause + 1));
    assert!(
        !tags.iter().any(|tag| tag.get("id") == "muc-missing"),
        "the only lack goes away with its cause"
    );
    let page = page();
    let (index, _) = page.split_once("<details class=\"by-sheet\">").unwrap();
    assert!(
        !index.contains(&format!("href=\"#f{}\"", echo + 1))
            && index.contains("(kéo theo 1 nội dung khác)")
    );
}

/// The first lines are the three numbers and the three gravest.
#[test]
fn the_page_opens_with_the_numbers_and_the_gravest() {
    let tags = tags(&page());
    let three = tags.iter().position(|tag| tag.has_class("three")).unwrap();
    let numbers: Vec<&str> = tags[three..]
        .iter()
        .filter(|tag| tag.name == "dd")
        .map(|tag| tag.text.trim())
        .take(3)
        .collect();
    assert_eq!(numbers[..2], ["1.234", "1.000"]);
    let (verdict, gravest) = ("verdict", "gravest");
    let at = |class: &str| tags.iter().position(|tag| tag.has_class(class)).unwrap();
    assert!(three < at(verdict) && at(verdict) < at(gravest) && at(gravest) < at("tiles"));
}

#[test]
fn only_its_own_script_runs_and_nothing_is_fetched() {
    let page = page();
    let tags = tags(&page);
    let policy = all(&tags, "meta")
        .into_iter()
        .find(|meta| meta.get("http-equiv") == "Content-Security-Policy");
    assert_eq!(policy.unwrap().get("content"), policy::of(STYLE, SCRIPT));
    assert!(
        policy
            .unwrap()
            .get("content")
            .starts_with("default-src 'none'; style-src 'sha256-")
    );
    assert_eq!(all(&tags, "script").len(), 1);
    assert!(page.contains(&format!("<script>{SCRIPT}</script>")));
    assert!(page.contains(&format!("<style>{STYLE}</style>")));
    for text in [STYLE, SCRIPT] {
        assert!(!text.contains("</"), "a text that ends its own element");
    }
    for tag in &tags {
        for (name, value) in &tag.attributes {
            assert!(
                !name.starts_with("on") && name != "src" && name != "srcset" && name != "action",
                "{name}"
            );
            assert!(
                name.starts_with("xmlns") || !value.contains("://"),
                "{name}={value}"
            );
        }
    }
}

#[test]
fn any_text_stays_text() {
    let page = page();
    for forbidden in [
        "<script>alert",
        "\u{1b}",
        "\u{b}",
        "\u{202e}",
        "javascript:",
    ] {
        assert!(!page.contains(forbidden), "{forbidden:?}");
    }
    let tags = tags(&page);
    let hostile: Vec<&PageTag> = tags
        .iter()
        .filter(|tag| tag.text.contains("<script>alert('x')</script>"))
        .collect();
    assert!(hostile.len() > 10, "{}", hostile.len());
    // The same in attributes: a sheet of that name labels its pictures.
    assert!(tags.iter().any(|tag| {
        tag.get("aria-label")
            .contains("<script>alert('x')</script>")
    }));
}

#[test]
fn every_field_may_be_hostile() {
    let clean = tags(&page()).len();
    let mut appraisal = fixture::appraisal();
    let bad = "\"'><img src=x onerror=alert(1)></script></style><!-- {{ title }} {% if %} ]]>";
    appraisal.agency.name = bad.into();
    appraisal.agency.request = bad.into();
    appraisal.input.file = bad.into();
    appraisal.law.profile_source = ProfileSource::Heading(bad.into(), bad.into());
    appraisal.conclusion.sentence = bad.into();
    for finding in &mut appraisal.findings {
        for text in [
            &mut finding.title,
            &mut finding.sentence,
            &mut finding.remedy,
            &mut finding.basis,
        ] {
            *text = bad.into();
        }
        finding.units = vec![bad.into()];
        for cell in finding
            .excerpts
            .iter_mut()
            .flat_map(|e| &mut e.rows)
            .flat_map(|row| &mut row.cells)
        {
            cell.text = bad.into();
        }
    }
    for unit in &mut appraisal.figures.units {
        unit.name = bad.into();
        unit.people = bad.into();
    }
    let page = page_of(&appraisal);
    let tags = tags(&page);
    assert!(all(&tags, "img").is_empty());
    assert!(
        tags.len().abs_diff(clean) < 40,
        "{} and {clean} tags",
        tags.len()
    );
    assert!(!page.contains("<img") && !page.contains("<!--"));
}

/// The marks of a finding name choices of the filters, and each choice says how many it leaves.
#[test]
fn the_filters_offer_what_the_findings_have() {
    let tags = tags(&page());
    let findings: Vec<&PageTag> = tags
        .iter()
        .filter(|tag| tag.attributes.contains_key("data-muc"))
        .collect();
    assert_eq!(findings.len(), 6);
    let mut select = "";
    let mut checked = 0;
    for tag in &tags {
        match tag.name.as_str() {
            "select" => select = tag.get("name"),
            "option" if !tag.get("value").is_empty() => {
                let attribute = format!("data-{select}");
                let has = |finding: &&&PageTag| {
                    finding
                        .get(&attribute)
                        .split(' ')
                        .any(|key| key == tag.get("value"))
                };
                let number = findings.iter().filter(has).count();
                assert!(
                    tag.text.trim().ends_with(&format!("({number})")),
                    "{select}: {}",
                    tag.text
                );
                checked += number;
            }
            _ => {}
        }
    }
    assert!(checked >= 3 * findings.len(), "{checked}");
    assert_eq!(tags.iter().filter(|tag| tag.name == "select").count(), 4);
}

#[test]
fn a_picture_looks_like_its_sheet() {
    let page = page();
    for shown in [
        "trang ẩn sâu trong tệp",
        "<small>(cột ẩn)</small>",
        "<small>(dòng ẩn)</small>",
        "<th scope=\"col\" class=\"after\">J",
        "<tr class=\"below\"><th scope=\"row\">6",
        "colspan=\"2\"",
        "Ô được nêu, J6: để trống",
        "còn 5 ô khác không vẽ ở đây",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn a_waived_finding_is_shown_as_waived() {
    let tags = tags(&page());
    let index = fixture::appraisal()
        .findings
        .iter()
        .position(|f| f.outcome == Outcome::Waived)
        .unwrap();
    let article = tags
        .iter()
        .find(|tag| tag.get("id") == format!("f{}", index + 1))
        .unwrap();
    assert!(article.has_class("waived"));
    assert!(
        tags.iter()
            .any(|tag| tag.has_class("level") && tag.text.trim() == "Đã miễn trừ")
    );
}

#[test]
fn an_empty_appraisal_makes_a_page() {
    let mut appraisal = fixture::appraisal();
    appraisal.findings.clear();
    appraisal.questions.clear();
    appraisal.positions.clear();
    appraisal.figures = crate::opinion::Figures::default();
    for section in &mut appraisal.sections {
        section.findings.clear();
        section.questions.clear();
    }
    let tags = tags(&page_of(&appraisal));
    assert!(all(&tags, "article").is_empty() && all(&tags, "form").is_empty());
}

#[test]
fn a_flood_of_cases_does_not_drown_the_page() {
    let mut appraisal = fixture::appraisal();
    let folded = appraisal
        .findings
        .iter_mut()
        .find(|finding| !finding.instances.is_empty())
        .unwrap();
    let one = folded.instances[0].clone();
    folded.instances = vec![one; 2_000];
    let page = page_of(&appraisal);
    assert!(
        page.contains("Danh sách 2.000 trường hợp")
            && page.contains("chỉ liệt kê 500 trường hợp đầu")
    );
    assert!(page.len() < 600_000, "{} bytes", page.len());
}
