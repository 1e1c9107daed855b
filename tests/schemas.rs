//! What programs read is as its published schema says: the appraisal, the reading, what was mended,
//! SARIF.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::LazyLock;

use jiff::civil::date;
use jsonschema::Validator;
use serde_json::Value;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dossier;
use vtvl::dossier::Mapping;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::register;
use vtvl::report;
use vtvl::report::CellsOf;
use vtvl::report::Format;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

/// The appraisal of a sample; date and profile for those that have none change nothing of the form.
fn appraisal(sample: &Path) -> Appraisal {
    let files = [Submitted::new("đề án.xlsx", fs::read(sample).unwrap())];
    let asked = Asked {
        day: Some(date(2021, 11, 30)),
        profile: Some("cong-chuc".to_owned()),
        ..Asked::default()
    };
    ENGINE
        .appraise(&files, &ReadingManner::default(), &asked)
        .unwrap()
}

fn json(appraisal: &Appraisal, format: Format) -> Value {
    let mut out = Vec::new();
    report::write(appraisal, format, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn schema(path: &str) -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    // The published schema of SARIF holds one pattern that is no regular expression: a bracket too
    // many.
    let text = fs::read_to_string(path).unwrap().replace("{2}]?$", "{2}$");
    let schema = serde_json::from_str(&text).unwrap();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn obeys(value: &Value, schema: &Validator, what: &Path) {
    let errors: Vec<String> = schema
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(
        errors.is_empty(),
        "{}: {}",
        what.display(),
        errors.join("\n")
    );
}

/// The workbook of every sample.
fn samples() -> Vec<PathBuf> {
    let files = fs::read_dir(crate::support::samples_dir())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut samples: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "xlsx"))
        .collect();
    samples.sort();
    assert!(samples.len() >= 6, "only {samples:?}");
    samples
}

#[test]
fn an_appraisal_is_as_its_schema_says() {
    let schema = schema("docs/vtvl.appraisal-1.schema.json");
    for sample in samples() {
        let appraisal = json(&appraisal(&sample), Format::Json);
        obeys(&appraisal, &schema, &sample);
        let again = register::read_appraisal(appraisal.to_string().as_bytes()).unwrap();
        assert_eq!(
            serde_json::to_value(again).unwrap(),
            appraisal,
            "{}",
            sample.display()
        );
        assert!(
            !appraisal["findings"].as_array().unwrap().is_empty(),
            "{}",
            sample.display()
        );
    }
}

#[test]
fn a_reading_is_as_its_schema_says() {
    let schema = schema("docs/vtvl.reading-1.schema.json");
    for sample in samples() {
        let files = [Submitted::new("đề án.xlsx", fs::read(&sample).unwrap())];
        let workbook = ENGINE.open(&files, &ReadingManner::default()).unwrap();
        let (dossier, remarks) = dossier::read(&workbook, &ENGINE.forms, &Mapping::default());
        let written = |cells: Option<CellsOf<'_>>| {
            let mut out = Vec::new();
            report::write_reading_json(&dossier, &remarks, cells, &mut out).unwrap();
            let reading: Value = serde_json::from_slice(&out).unwrap();
            obeys(&reading, &schema, &sample);
            reading
        };
        let reading = written(None);
        assert!(
            !reading["sheets"][0]["tables"][0]["columns"]
                .as_array()
                .unwrap()
                .is_empty()
        );
        let sheets = |reading: &Value| reading["sheets"].as_array().unwrap().clone();
        assert!(
            sheets(&reading)
                .iter()
                .all(|sheet| sheet.get("grid").is_none())
        );
        for sheet in sheets(&written(Some(CellsOf {
            workbook: &workbook,
            most: usize::MAX,
        }))) {
            assert_eq!(
                sheet["grid"]["rows"].as_array().unwrap().len() as u64,
                sheet["filled_rows"].as_u64().unwrap()
            );
        }
        let none = sheets(&written(Some(CellsOf {
            workbook: &workbook,
            most: 0,
        })));
        assert!(
            none.iter()
                .all(|sheet| sheet["grid"]["rows_left_out"] == sheet["filled_rows"])
        );
    }
}

#[test]
fn what_was_mended_is_as_its_schema_says() {
    let schema = schema("docs/vtvl.mend-1.schema.json");
    for sample in samples() {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_vtvl"));
        let told = command
            .arg("mend")
            .arg(&sample)
            .args(["--dry-run", "--format", "json"])
            .output()
            .unwrap();
        obeys(
            &serde_json::from_slice(&told.stdout).unwrap(),
            &schema,
            &sample,
        );
    }
}

#[test]
fn sarif_is_as_the_standard_says() {
    let schema = schema("tests/schemas/sarif-schema-2.1.0.json");
    for sample in samples() {
        let appraisal = appraisal(&sample);
        let log = json(&appraisal, Format::Sarif);
        obeys(&log, &schema, &sample);
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        let subjects: usize = appraisal
            .findings
            .iter()
            .map(|finding| finding.instances.len().max(1))
            .sum();
        assert_eq!(results.len(), subjects);
        let mut placed = 0;
        for result in results {
            let rule = &run["tool"]["driver"]["rules"]
                [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            let place = &result["locations"][0];
            assert!(
                place["physicalLocation"]["artifactLocation"]["uri"].is_string(),
                "{result}"
            );
            let cell = place["logicalLocations"][0]["fullyQualifiedName"].as_str();
            assert!(cell.is_none_or(|cell| cell.contains("'!")), "{cell:?}");
            placed += usize::from(cell.is_some());
        }
        assert!(placed > 0, "{sample:?}");
        assert_eq!(
            run["artifacts"][0]["location"]["uri"],
            "%C4%91%E1%BB%81%20%C3%A1n.xlsx"
        );
    }
}

#[test]
fn a_schema_refuses_what_it_does_not_know() {
    let mut appraisal = json(&appraisal(&samples()[0]), Format::Json);
    appraisal["findings"][0]["outcome"] = Value::from("pass");
    appraisal["surprise"] = Value::from(1);
    assert_eq!(
        schema("docs/vtvl.appraisal-1.schema.json")
            .iter_errors(&appraisal)
            .count(),
        2
    );
}
