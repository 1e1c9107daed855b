//! How every sample is read: the decisions of the reader as one snapshot that a person reviews.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its sample has to fail")]

mod support;

use std::fmt::Write as _;
use std::fs;

use vtvl::Engine;
use vtvl::Manner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dossier::FormReading;

#[test]
fn how_every_sample_is_read() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut names: Vec<String> = fs::read_dir(support::samples_dir())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".xlsx").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 6, "only {names:?}");
    let mut text = String::new();
    for name in names {
        let bytes = fs::read(support::samples_dir().join(format!("{name}.xlsx"))).unwrap();
        let (dossier, remarks) = engine.read(&[Submitted::new(&name, bytes)], &Manner::default()).unwrap();
        writeln!(text, "# {name}").unwrap();
        for sheet in &dossier.sheets {
            writeln!(text, "{} ({:?}): {}", sheet.at.sheet.name, sheet.visibility, sheet.reason).unwrap();
            sheet.form.iter().chain(&sheet.more).for_each(|form| tell(&mut text, form));
        }
        for remark in &remarks {
            writeln!(text, "! {}: {}", remark.code.key(), remark.sentence).unwrap();
        }
        writeln!(text).unwrap();
    }
    insta::assert_snapshot!(text);
}

fn tell(text: &mut String, form: &FormReading) {
    let header = (form.header.0 + 1, form.header.1 + 1);
    writeln!(text, "  {} {} %, header {header:?}, {} entries", form.form, form.confidence, form.entries).unwrap();
    for column in &form.columns {
        let field = column.field.as_deref().unwrap_or("?");
        writeln!(text, "    {} “{}” → {field} {}", column.at.local(), column.heading, column.confidence).unwrap();
    }
    for (at, section) in &form.sections {
        writeln!(text, "    section {}: {section}", at.local()).unwrap();
    }
    for at in &form.totals {
        writeln!(text, "    total {}", at.local()).unwrap();
    }
    for (at, reason) in &form.skipped {
        writeln!(text, "    skipped {}: {reason}", at.local()).unwrap();
    }
}
