//! Wrong arguments, told in Vietnamese.

use std::io::Write as _;

use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;

use super::Exit;
use super::Failure;
use super::fail;
use super::print::printed;

/// Prints help and version as they are; everything else as one sentence.
pub(super) fn explain(error: &clap::Error) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => shown(error, Exit::Fine),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => shown(error, Exit::Failed),
        _ => {
            fail(&sentence(error));
            Exit::Failed
        }
    }
}

fn shown(error: &clap::Error, exit: Exit) -> Exit {
    let done = error.print().and_then(|()| std::io::stdout().flush());
    printed(done).map_or_else(
        |Failure(sentence)| {
            fail(&sentence);
            Exit::Failed
        },
        |()| exit,
    )
}

fn sentence(error: &clap::Error) -> String {
    let context = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let what = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = context(ContextKind::InvalidSubcommand);
            let hint = nearest(error, ContextKind::SuggestedSubcommand, &typed);
            format!("không có lệnh “{typed}”{hint}")
        }
        ErrorKind::UnknownArgument => {
            format!(
                "không có tùy chọn “{what}”{}",
                nearest(error, ContextKind::SuggestedArg, &what)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("thiếu {}", what.replace('\n', ", ")),
        ErrorKind::MissingSubcommand => "thiếu tên lệnh".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("tùy chọn “{what}” thiếu giá trị"),
        ErrorKind::InvalidValue => {
            format!(
                "giá trị “{value}” không dùng được cho “{what}”; các giá trị dùng được: {}",
                context(ContextKind::ValidValue)
            )
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error)
                .map(ToString::to_string)
                .unwrap_or_default();
            format!("giá trị “{value}” không dùng được cho “{what}”: {why}")
        }
        ErrorKind::ArgumentConflict => format!(
            "“{what}” không dùng cùng “{}”",
            context(ContextKind::PriorArg)
        ),
        _ => "tham số không đúng".to_owned(),
    };
    format!("{message}; xem “vtvl --help”")
}

/// The question whether the nearest of what may be meant is meant; nothing where nothing is near.
fn nearest(error: &clap::Error, kind: ContextKind, typed: &str) -> String {
    let near = match error.get(kind) {
        Some(ContextValue::String(one)) => Some(one.as_str()),
        Some(ContextValue::Strings(several)) => several
            .iter()
            .map(String::as_str)
            .max_by(|a, b| strsim::jaro(a, typed).total_cmp(&strsim::jaro(b, typed))),
        _ => None,
    };
    near.map_or_else(String::new, |near| format!("; có phải “{near}”?"))
}
