//! How near the reader's decisions on the samples were: the numbers of `src/dossier/weights.rs`
//! against what they had to tell apart. The table is printed
//! (`cargo test --test suite margins -- --nocapture`), so that a change of a weight can be judged;
//! the test fails when a decision on a correct sample comes near to its limit.

use std::fs;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dossier::ColumnSource;

/// A sheet is taken for a form from this confidence on, a heading for a field's (`ENOUGH`,
/// `TAKEN`).
const ENOUGH: u8 = 50;
const TAKEN: u8 = 74;
/// So much must lie between a true form and the limit.
const MARGIN: u8 = 15;

#[test]
fn how_near_every_decision_was() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut nearest = u8::MAX;
    for sample in [
        "so-nong-nghiep-2021",
        "truong-thpt-2022",
        "so-van-hoa-2021-bo-cuc-la",
        "so-van-hoa-2023-khoi-mo-ta",
        "phong-noi-vu-2021-chi-co-danh-muc",
    ] {
        let file = format!("{sample}.xlsx");
        let bytes = fs::read(crate::support::samples_dir().join(&file)).unwrap();
        let (dossier, _) = engine
            .read(&[Submitted::new(&file, bytes)], &ReadingManner::default())
            .unwrap();
        let mut forms = 0;
        for form in dossier
            .sheets
            .iter()
            .flat_map(|sheet| sheet.form.iter().chain(&sheet.more))
        {
            forms += 1;
            let headed = form
                .columns
                .iter()
                .filter(|c| c.field.is_some() && c.source == ColumnSource::Heading);
            let weakest = headed.map(|column| column.confidence).min().unwrap_or(100);
            println!(
                "{sample} {}: form {} (limit {ENOUGH}), weakest heading {weakest} (limit {TAKEN})",
                form.form, form.confidence
            );
            nearest = nearest.min(form.confidence.saturating_sub(ENOUGH));
            let doubtful: Vec<&str> = form
                .columns
                .iter()
                .filter(|c| c.doubtful)
                .map(|c| c.heading.as_str())
                .collect();
            assert!(doubtful.is_empty(), "{sample} {}: {doubtful:?}", form.form);
        }
        assert!(forms > 0, "{sample}");
        assert!(dossier.doubts.is_empty(), "{sample}: {:?}", dossier.doubts);
    }
    assert!(
        nearest >= MARGIN,
        "the nearest decision is only {nearest} above its limit"
    );
}
