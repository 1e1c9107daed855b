//! `vtvl rules timeline`: the life of an act, a rule, a fact or a value.

use clap::Args;

use super::Exit;
use super::Failure;
use super::law::TimeFormat;
use super::nearest;
use crate::cli::global::Global;
use crate::cli::print::print;
use crate::cli::print::text_options;
use crate::law::Named;
use crate::report;
use crate::report::LifeView;

#[derive(Debug, Args)]
pub(in crate::cli) struct TimelineWish {
    /// Số văn bản (62/2020), nhóm quy tắc (nd-62-2020), mã quy tắc, mã hoặc tên dữ kiện, hoặc mã
    /// giá trị
    #[arg(value_name = "TÊN")]
    pub(in crate::cli) name: String,
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

pub(super) fn run(global: &Global, asked: &TimelineWish) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let name = &asked.name;
    let life = match engine.law.life(name) {
        Named::One(life) => life,
        Named::Several(acts) => {
            return Err(Failure(format!(
                "“{name}” có thể là nhiều văn bản: {}; hãy ghi đủ số",
                acts.join(", ")
            )));
        }
        Named::Nothing => {
            let near = nearest(engine.law.names(), name);
            let what = "văn bản, quy tắc, dữ kiện hoặc giá trị";
            return Err(Failure(format!(
                "bộ quy tắc không có {what} “{name}”{near}"
            )));
        }
    };
    let view = LifeView::of(&life, &engine.law, &engine.forms);
    let mut out = Vec::new();
    match asked.format {
        TimeFormat::Text => report::write_life(&view, &text_options(global), &mut out)?,
        TimeFormat::Json => report::write_life_json(&view, &mut out)?,
    }
    print(&out)?;
    Ok(Exit::Fine)
}
