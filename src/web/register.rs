//! The register and the consolidation on the page: results come in, the files that
//! `vtvl batch --from` writes go out.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::Bundle;
use super::brought::TextFile;
use super::brought::house;
use super::brought::parsed_day;
use super::told::PageRefusal;
use crate::pipeline::Engine;
use crate::pipeline::file_order;
use crate::register::Register;
use crate::register::RegisterBuilder;
use crate::register::ResultFault;
use crate::register::ResultFile;
use crate::register::read_appraisal;
use crate::report;
use crate::report::ConsolidatedFile;
use crate::report::Consolidation;

/// Tổng hợp: what is wanted of results; they themselves are in the bundle, each under its path as
/// the user dropped it.
#[derive(Deserialize)]
pub(super) struct Gathering {
    /// The day from which the days left are counted; the page knows today, a job does not.
    on: String,
    /// The house that signs the annex.
    house: Option<TextFile>,
}

/// The files of the consolidation; in the head what came of it, and what was no result.
pub(super) fn answer(
    engine: &Engine,
    results: Vec<(String, Vec<u8>)>,
    gathering: &Gathering,
) -> Result<Bundle, PageRefusal> {
    within_limits(engine, &results)?;
    let on = parsed_day(&gathering.on)?;
    let house = house(gathering.house.as_ref())?;
    let register = gathered(engine, results, on)?;
    let whole = report::judge_whole(&register, engine, on)
        .map_err(|fault| PageRefusal::plain(&fault.to_string()))?;
    let consolidation = Consolidation::of(&register, &engine.forms, whole.as_ref());
    let mut answer = Bundle::default();
    for file in ConsolidatedFile::ALL {
        let mut bytes = Vec::new();
        consolidation.write(file, &house, &mut bytes)?;
        answer.files.push((file.name().to_owned(), bytes));
    }
    let unreadable = register.unreadable.iter();
    let unreadable = unreadable.map(|bad| json!({ "name": bad.dossier, "sentence": bad.sentence }));
    answer.tell("unreadable", unreadable.collect());
    answer.tell("sentence", consolidation.sentence().into());
    answer.tell("dossiers", register.lines.len().into());
    Ok(answer)
}

/// The register of the results, read in the order of their names; at least one must be a result.
fn gathered(
    engine: &Engine,
    mut results: Vec<(String, Vec<u8>)>,
    on: Date,
) -> Result<Register, PageRefusal> {
    results.sort_by_cached_key(|(name, _)| file_order(name));
    let folders: BTreeSet<&str> = results.iter().map(|(name, _)| given(name).0).collect();
    let mut builder = RegisterBuilder::new(&engine.forms);
    for (name, bytes) in &results {
        let (given, inside) = given(name);
        let file = ResultFile {
            given,
            inside,
            several: folders.len() > 1,
        };
        let read = read_appraisal(bytes.as_slice()).map_err(ResultFault::from);
        builder.add_result(&file, read);
    }
    let register = builder.finish(on);
    if !register.lines.is_empty() {
        return Ok(register);
    }
    let first = register.unreadable.first();
    let first = first.map(|bad| format!("{}: {}", bad.dossier, bad.sentence));
    Err(PageRefusal::plain(first.as_deref().unwrap_or(
        "chưa có kết quả nào; hãy thả tệp JSON do “vtvl batch” hoặc bước Tải về của trang ghi ra",
    )))
}

fn within_limits(engine: &Engine, results: &[(String, Vec<u8>)]) -> Result<(), PageRefusal> {
    let bytes: u64 = results.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    if bytes <= engine.limits.file_bytes {
        return Ok(());
    }
    let limit = engine.limits.file_bytes >> 20;
    Err(PageRefusal::plain(&format!(
        "các kết quả lớn hơn giới hạn {limit} MB; hãy tổng hợp bằng lệnh “vtvl batch --from THƯ-MỤC -o tong-hop”"
    )))
}

/// The folder that was dropped and the path in it, or the file.
fn given(name: &str) -> (&str, Option<&str>) {
    name.split_once('/')
        .map_or((name, None), |(folder, inside)| (folder, Some(inside)))
}
