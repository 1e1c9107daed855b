//! `vtvl check`: the self-check.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;
use jiff::civil::Date;

use super::Exit;
use super::Failure;
use super::gathered;
use super::global::Global;
use super::print::print;
use super::print::text_options;
use super::values::parse_day;
use super::waivers;
use crate::opinion::Appraisal;
use crate::opinion::TwoLaws;
use crate::pipeline::Engine;
use crate::report;
use crate::report::Format;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl check de-an.xlsx
  vtvl check de-an.xlsx --as-of 2021-06-30
  vtvl check de-an.xlsx --as-of 30/06/2021 --against 01/07/2025
  vtvl check bieu-1.xlsx bieu-2.xlsx             hồ sơ gồm nhiều tệp
  vtvl check ho-so/                              mọi tệp trong thư mục
  vtvl check de-an.xlsx --format json";

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Tệp đề án (.xlsx, .xlsm, .xls, .ods, .docx); nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// So với quy định ngày khác: nội dung nào đúng theo ngày này mà sai theo ngày kia
    #[arg(long, visible_alias = "so-voi", value_name = "NGÀY", value_parser = parse_day)]
    pub(super) against: Option<Date>,
    /// Dạng in ra: text, json, sarif hoặc md
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
    Sarif,
    Md,
}

pub(super) fn run(check: &CheckArgs, global: &Global) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    if let Some(day) = check.against {
        return against(check, global, &engine, day);
    }
    let appraisal = appraise(&check.files, global, &engine)?;
    let mut out = Vec::new();
    match check.format {
        CheckFormat::Json => report::write(&appraisal, Format::Json, &mut out)?,
        CheckFormat::Sarif => report::write(&appraisal, Format::Sarif, &mut out)?,
        CheckFormat::Md => report::write(&appraisal, Format::Markdown, &mut out)?,
        CheckFormat::Text => report::write_text(&appraisal, &text_options(global), &mut out)?,
    }
    print(&out)?;
    Ok(exit(&appraisal))
}

/// The self-check, and after it what the law of another day says of the same files.
fn against(
    check: &CheckArgs,
    global: &Global,
    engine: &Engine,
    day: Date,
) -> Result<Exit, Failure> {
    if matches!(check.format, CheckFormat::Sarif | CheckFormat::Md) {
        return Err(Failure(
            "--against chỉ in được dạng text hoặc json; hãy đổi --format".to_owned(),
        ));
    }
    let (appraisal, laws) = appraise_against(&check.files, global, engine, day)?;
    let mut out = Vec::new();
    if check.format == CheckFormat::Json {
        report::write_json_against(&appraisal, &laws, &mut out)?;
    } else {
        report::write_text(&appraisal, &text_options(global), &mut out)?;
        report::write_against(&laws, &text_options(global), &mut out)?;
    }
    print(&out)?;
    Ok(exit(&appraisal))
}

/// Reads one submission and judges it by the laws of two days.
pub(super) fn appraise_against(
    paths: &[PathBuf],
    global: &Global,
    engine: &Engine,
    day: Date,
) -> Result<(Appraisal, TwoLaws), Failure> {
    let submitted = gathered::submission(paths, engine, global)?;
    let asked = waivers::asked(paths, global, &engine.law)?;
    let manner = global.manner(&engine.forms)?;
    let judged = engine.appraise_against(&submitted, &manner, &asked, day);
    let (appraisal, laws) = judged.map_err(|error| gathered::told(&submitted, &error))?;
    if laws.as_of.day == laws.against.day {
        let same = crate::law::day(laws.against.day);
        return Err(Failure(format!(
            "ngày so sánh trùng với ngày xét ({same}); hãy chọn ngày khác sau --against"
        )));
    }
    Ok((appraisal, laws))
}

/// Reads and judges one submission.
pub(super) fn appraise(
    paths: &[PathBuf],
    global: &Global,
    engine: &Engine,
) -> Result<Appraisal, Failure> {
    let submitted = gathered::submission(paths, engine, global)?;
    let asked = waivers::asked(paths, global, &engine.law)?;
    engine
        .appraise(&submitted, &global.manner(&engine.forms)?, &asked)
        .map_err(|error| gathered::told(&submitted, &error))
}

pub(super) fn exit(appraisal: &Appraisal) -> Exit {
    if appraisal.counts.violation > 0 {
        Exit::Violations
    } else if appraisal.counts.missing + appraisal.counts.doubtful > 0
        || appraisal.law.warning.is_some()
    {
        Exit::Unjudged
    } else {
        Exit::Fine
    }
}
