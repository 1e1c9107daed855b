//! The spelling that the page can mend in the files.

use serde_json::Value;
use serde_json::json;

use super::Bundle;
use super::outputs::stem;
use super::told::PageRefusal;
use crate::cells::Workbook;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;
use crate::report;
use crate::report::ReportError;

/// What the name of a mended file ends with, after that of the file.
const SUFFIX: &str = "-da-sua.xlsx";

/// How many cells seem to want mending; `workbook` and `read` are those of all files together.
pub(super) fn count(
    engine: &Engine,
    files: &[Submitted],
    manner: &ReadingManner,
    workbook: &Workbook,
    read: (&Dossier, &[Remark]),
) -> usize {
    if let [only] = files {
        return engine.mendable(only, manner, workbook, read);
    }
    let of_file = |file: &Submitted| {
        // Each is mended as it reads by itself.
        let own = std::slice::from_ref(file);
        let Ok(workbook) = engine.open(own, manner) else {
            return 0;
        };
        let Ok((dossier, remarks)) = engine.read(own, manner) else {
            return 0;
        };
        engine.mendable(file, manner, &workbook, (&dossier, &remarks))
    };
    files.iter().map(of_file).sum()
}

/// The mended files, and for each file what was changed, or why nothing was.
pub(super) fn answer(
    engine: &Engine,
    files: &[Submitted],
    manner: &ReadingManner,
) -> Result<Bundle, PageRefusal> {
    let mut answer = Bundle::default();
    let mut told = Vec::new();
    for file in files {
        let mended = match engine.mend(file, manner) {
            Ok(mended) => mended,
            Err(error) => {
                told.push(json!({ "file": file.name, "refusal": error.to_string() }));
                continue;
            }
        };
        let mut out = Vec::new();
        report::write_mended_json(&mended, &mut out)?;
        let mut line: Value = serde_json::from_slice(&out).map_err(ReportError::from)?;
        line["file"] = file.name.as_str().into();
        if let Some(bytes) = mended.bytes {
            let name = format!("{}{SUFFIX}", stem(&file.name));
            line["name"] = name.as_str().into();
            answer.files.push((name, bytes));
        }
        told.push(line);
    }
    answer.tell("mended", told.into());
    Ok(answer)
}
