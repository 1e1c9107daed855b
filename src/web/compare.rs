//! The files held against earlier files, and against the law of another day.

use std::path::Path;

use super::Bundle;
use super::brought::house;
use super::brought::parsed_day;
use super::submission::JobSubmission;
use super::told::PageRefusal;
use super::told::json_bytes;
use crate::pipeline::Engine;
use crate::pipeline::Submitted;
use crate::report;
use crate::report::Format;

/// What became of the findings, and the papers on it that are wanted.
pub(super) fn answer(
    engine: &Engine,
    former: Vec<Submitted>,
    files: Vec<Submitted>,
    submission: &JobSubmission,
    papers: &[String],
) -> Result<Bundle, PageRefusal> {
    if former.is_empty() {
        return Err(PageRefusal::plain(
            "chưa có tệp của bản cũ; hãy chọn tệp đề án",
        ));
    }
    let (manner, asked) = submission.wishes(engine, &files)?;
    // How the later files are read was chosen for them, and fits the earlier where their sheets are
    // the same.
    let old = engine.version(former, &manner)?;
    let new = engine.version(files, &manner)?;
    let name = new.files.first().map_or("", |file| file.name.as_str());
    let answers = report::read_returned_list(&new.workbook, name).answers;
    let compared = engine.compare(&old, &new, &asked, &answers);
    let (comparison, _) = compared.map_err(|(is_new, refusal)| {
        let PageRefusal { sentence, ask } = PageRefusal::refusal(&refusal);
        PageRefusal {
            sentence: if is_new {
                sentence
            } else {
                format!("Bản cũ: {sentence}")
            },
            ask,
        }
    })?;
    let house = house(submission.house.as_ref())?;
    let mut answer = Bundle::default();
    let wanted = std::iter::once("json").chain(papers.iter().map(String::as_str));
    for ending in wanted {
        let name = format!("so-sanh.{ending}");
        let odd =
            || PageRefusal::plain("trang xin một dạng văn bản mà chương trình không lập được");
        let format = Format::from_extension(Path::new(&name)).ok_or_else(odd)?;
        let mut bytes = Vec::new();
        report::write_diff(&comparison, &house, format, &mut bytes)?;
        answer.files.push((name, bytes));
    }
    Ok(answer)
}

/// What the law of another day says of the files.
pub(super) fn laws(
    engine: &Engine,
    files: &[Submitted],
    submission: &JobSubmission,
    against: &str,
) -> Result<Bundle, PageRefusal> {
    let (manner, asked) = submission.wishes(engine, files)?;
    let day = parsed_day(against)?;
    let (_, laws) = engine.appraise_against(files, &manner, &asked, day)?;
    if laws.as_of.day == laws.against.day {
        return Err(PageRefusal::plain(
            "ngày so sánh trùng với ngày xét; hãy chọn ngày khác",
        ));
    }
    Ok(Bundle::of_file(
        "hai-quy-dinh.json",
        json_bytes(&report::AgainstView::of(&laws))?,
    ))
}
