//! `vtvl rules law`: which acts stand on a day.

use clap::Args;
use clap::ValueEnum;
use jiff::civil::Date;

use super::Exit;
use super::Failure;
use crate::cli::global::Global;
use crate::cli::print::print;
use crate::cli::print::text_options;
use crate::cli::values::parse_day;
use crate::law::Profile;
use crate::law::Standing;
use crate::opinion::Refusal;
use crate::pipeline::Engine;
use crate::report;

#[derive(Debug, Args)]
pub(in crate::cli) struct LawOn {
    /// Ngày cần xem (ví dụ 2021-06-30 hoặc 30/06/2021); không lấy ngày hôm nay thay
    #[arg(long, visible_alias = "ngay", value_name = "NGÀY", value_parser = parse_day)]
    pub(in crate::cli) on: Option<Date>,
    /// Loại hồ sơ: cong-chuc hoặc vien-chuc (mặc định: cả hai)
    #[arg(long = "for", visible_alias = "cho", value_name = "LOẠI")]
    pub(in crate::cli) kind: Option<String>,
    /// Dạng in ra: text hoặc json
    #[arg(
        long,
        value_name = "DẠNG",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(in crate::cli) format: TimeFormat,
}

/// What the two commands about time are printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TimeFormat {
    Text,
    Json,
}

pub(super) fn run(global: &Global, asked: &LawOn) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let day = asked.on.or(global.as_of).ok_or_else(|| {
        Failure(
            "chưa cho biết xem quy định của ngày nào; hãy thêm --on NGÀY, ví dụ --on 30/06/2021"
                .to_owned(),
        )
    })?;
    let profiles = profiles(&engine, asked.kind.as_deref().or(global.profile.as_deref()))?;
    let standings: Vec<Standing<'_>> = profiles
        .into_iter()
        .map(|profile| engine.law.standing(day, profile))
        .collect();
    let mut out = Vec::new();
    match asked.format {
        TimeFormat::Text => report::write_standing(
            &engine.law,
            day,
            &standings,
            &text_options(global),
            &mut out,
        )?,
        TimeFormat::Json => report::write_standing_json(&engine.law, day, &standings, &mut out)?,
    }
    print(&out)?;
    Ok(Exit::Fine)
}

/// The profile that is asked for, or all.
fn profiles<'a>(engine: &'a Engine, asked: Option<&str>) -> Result<Vec<&'a Profile>, Failure> {
    let all = &engine.law.profiles;
    let Some(asked) = asked else {
        return Ok(all.values().collect());
    };
    let unknown = || Refusal::UnknownProfile {
        asked: asked.to_owned(),
        known: all.keys().cloned().collect::<Vec<_>>().join(", "),
    };
    Ok(vec![all.get(asked).ok_or_else(unknown)?])
}
