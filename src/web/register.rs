//! The register and the consolidation on the page: results come in, the files that
//! `vtvl batch --from` writes go out.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::json;

use super::Bundle;
use super::brought::TextFile;
use super::brought::house;
use super::brought::parsed_day;
use super::told::PageRefusal;
use super::told::unwritten;
use crate::dictionary::fold;
use crate::pipeline::Engine;
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
    mut results: Vec<(String, Vec<u8>)>,
    gathering: &Gathering,
) -> Result<Bundle, PageRefusal> {
    let limit = engine.limits.file_bytes;
    if results
        .iter()
        .map(|(_, bytes)| bytes.len() as u64)
        .sum::<u64>()
        > limit
    {
        let limit = limit >> 20;
        return Err(PageRefusal::plain(&format!(
            "các kết quả lớn hơn giới hạn {limit} MB; hãy tổng hợp bằng lệnh “vtvl batch --from THƯ-MỤC -o tong-hop”"
        )));
    }
    let on = parsed_day(&gathering.on)?;
    let house = house(gathering.house.as_ref())?;
    results.sort_by_cached_key(|(name, _)| fold::natural(name));
    let mut builder = RegisterBuilder::new(&engine.forms);
    let several = results
        .iter()
        .map(|(name, _)| given(name).0)
        .collect::<BTreeSet<_>>()
        .len()
        > 1;
    for (name, bytes) in &results {
        let (given, inside) = given(name);
        let read = read_appraisal(bytes.as_slice()).map_err(ResultFault::from);
        builder.add_result(
            &ResultFile {
                given,
                inside,
                several,
            },
            read,
        );
    }
    let register = builder.finish(on);
    if register.lines.is_empty() {
        let first = register
            .unreadable
            .first()
            .map(|bad| format!("{}: {}", bad.dossier, bad.sentence));
        return Err(PageRefusal::plain(&first.unwrap_or_else(|| {
            "chưa có kết quả nào; hãy thả tệp JSON do “vtvl batch” hoặc bước Tải về của trang ghi ra".to_owned()
        })));
    }
    let whole = report::judge_whole(&register, engine, on)
        .map_err(|fault| PageRefusal::plain(&fault.to_string()))?;
    let consolidation = Consolidation::of(&register, &engine.forms, whole.as_ref());
    let mut answer = Bundle::default();
    for file in ConsolidatedFile::ALL {
        let mut bytes = Vec::new();
        consolidation
            .write(file, &house, &mut bytes)
            .map_err(unwritten)?;
        answer.files.push((file.name().to_owned(), bytes));
    }
    let unreadable = register
        .unreadable
        .iter()
        .map(|bad| json!({ "name": bad.dossier, "sentence": bad.sentence }));
    answer
        .head
        .insert("unreadable".to_owned(), unreadable.collect());
    answer
        .head
        .insert("sentence".to_owned(), consolidation.sentence().into());
    answer
        .head
        .insert("dossiers".to_owned(), register.lines.len().into());
    Ok(answer)
}

/// The folder that was dropped and the path in it, or the file.
fn given(name: &str) -> (&str, Option<&str>) {
    name.split_once('/')
        .map_or((name, None), |(folder, inside)| (folder, Some(inside)))
}
