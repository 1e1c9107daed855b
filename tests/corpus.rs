//! How every sample is read: the decisions of the reader as one snapshot that a person reviews.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its sample has to fail"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dossier::FormReading;

#[test]
fn how_every_sample_is_read() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut names: Vec<String> = files(&crate::support::samples_dir());
    // Dossiers with Word annexes are held against their twins in tests/word.rs.
    names.retain(|name| !name.contains("-word"));
    assert!(names.len() >= 8, "only {names:?}");
    let mut text = String::new();
    names.sort_by_key(|name| name.trim_end_matches(".xlsx").to_owned());
    for name in names {
        let path = crate::support::samples_dir().join(&name);
        let submitted: Vec<Submitted> = if path.is_dir() {
            let mut files = files(&path);
            files.sort_by_key(|file| {
                file.split('-')
                    .next()
                    .and_then(|number| number.parse::<u32>().ok())
            });
            files
                .iter()
                .map(|file| Submitted::new(file, fs::read(path.join(file)).unwrap()))
                .collect()
        } else {
            vec![Submitted::new(&name, fs::read(&path).unwrap())]
        };
        let (dossier, remarks) = engine.read(&submitted, &ReadingManner::default()).unwrap();
        writeln!(text, "# {}", name.trim_end_matches(".xlsx")).unwrap();
        for sheet in &dossier.sheets {
            let file = sheet
                .at
                .sheet
                .file
                .as_ref()
                .map_or_else(String::new, |file| format!("[{file}] "));
            writeln!(
                text,
                "{file}{} ({:?}): {}",
                sheet.at.sheet.name, sheet.visibility, sheet.reason
            )
            .unwrap();
            sheet
                .form
                .iter()
                .chain(&sheet.more)
                .for_each(|form| tell(&mut text, form));
        }
        for remark in &remarks {
            writeln!(text, "! {}: {}", remark.code.key(), remark.sentence).unwrap();
        }
        writeln!(text).unwrap();
    }
    insta::assert_snapshot!(text);
}

/// Workbooks and folders in a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let taken = entries.filter(|entry| {
        entry.path().is_dir() || entry.path().extension().is_some_and(|e| e == "xlsx")
    });
    taken
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

fn tell(text: &mut String, form: &FormReading) {
    let header = (form.header.0 + 1, form.header.1 + 1);
    writeln!(
        text,
        "  {} {} %, header {header:?}, {} entries",
        form.form, form.confidence, form.entries
    )
    .unwrap();
    for column in &form.columns {
        let field = column.field.as_deref().unwrap_or("?");
        writeln!(
            text,
            "    {} “{}” → {field} {}",
            column.at.local(),
            column.heading,
            column.confidence
        )
        .unwrap();
    }
    for label in &form.labels {
        let field = label.field.as_deref().unwrap_or("?");
        writeln!(
            text,
            "    above {}: {field} = {}",
            label.at.local(),
            label.heading
        )
        .unwrap();
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
