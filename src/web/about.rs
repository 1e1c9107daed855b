//! What the page has to know before any workbook: forms and fields to choose from, profiles, documents, limits.

use serde::Serialize;

use super::outputs;
use crate::Engine;
use crate::cells::Limits;
use crate::dictionary::Form;
use crate::dictionary::Layout;
use crate::law::Act;
use crate::law::Profile;
use crate::law::day;

/// What the engine can do.
#[derive(Serialize)]
pub(super) struct About<'a> {
    version: &'static str,
    digest: &'a str,
    forms: Vec<FormLine<'a>>,
    profiles: Vec<Choice<'a>>,
    outputs: Vec<OutputLine>,
    templates: Vec<TemplateLine<'a>>,
    limits: LimitLine,
}

#[derive(Serialize)]
struct FormLine<'a> {
    key: &'a str,
    label: &'a str,
    pairs: bool,
    fields: Vec<Choice<'a>>,
}

/// Something to choose: what it is called by us and by people.
#[derive(Serialize)]
struct Choice<'a> {
    key: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct OutputLine {
    key: &'static str,
    label: &'static str,
    about: &'static str,
}

/// A blank workbook that can be had.
#[derive(Serialize)]
struct TemplateLine<'a> {
    key: &'a str,
    label: String,
    about: &'static str,
    /// The act that it follows and until when that governs, one or two sentences.
    holds: String,
    /// Whether another act governs from some day on.
    has_ended: bool,
}

#[derive(Serialize)]
struct LimitLine {
    files: usize,
    bytes: u64,
    sentence: String,
}

/// Asks an engine what it can do.
pub(super) fn about(engine: &Engine) -> About<'_> {
    About {
        version: env!("CARGO_PKG_VERSION"),
        digest: &engine.law.digest,
        forms: engine.forms.iter().filter(|form| form.entity.is_some()).map(form_line).collect(),
        profiles: profiles(engine),
        outputs: outputs::ALL.iter().map(output_line).collect(),
        templates: engine.law.profiles.iter().map(|(key, profile)| template_line(engine, key, profile)).collect(),
        limits: LimitLine { files: engine.limits.files, bytes: engine.limits.file_bytes, sentence: Limits::describe() },
    }
}

fn form_line(form: &Form) -> FormLine<'_> {
    FormLine {
        key: &form.key,
        label: &form.sheet,
        pairs: form.layout == Layout::Pairs,
        fields: form.fields.iter().map(|field| Choice { key: &field.key, label: &field.label }).collect(),
    }
}

fn profiles(engine: &Engine) -> Vec<Choice<'_>> {
    engine.law.profiles.iter().map(|(key, profile)| Choice { key, label: &profile.title }).collect()
}

fn template_line<'a>(engine: &Engine, key: &'a str, profile: &Profile) -> TemplateLine<'a> {
    let held = profile.governing.iter().rfind(|governing| governing.says.is_none());
    let name = |number: &str| engine.law.act(number).map_or_else(|| number.to_owned(), Act::name);
    let until = held.and_then(|held| held.until);
    let later = until.and_then(|until| profile.governing.iter().find(|act| act.from >= Some(until)));
    let follows = held.map(|held| {
        let last = until.and_then(|until| until.yesterday().ok());
        let last = last.map(|last| format!(", dùng cho hồ sơ xét đến hết ngày {}", day(last))).unwrap_or_default();
        format!("Theo {}{last}.", name(&held.act))
    });
    let replaced = until.zip(later).map(|(until, later)| {
        format!("Từ ngày {} áp dụng {}: hồ sơ mới không lập theo mẫu này.", day(until), name(&later.act))
    });
    TemplateLine {
        key,
        label: format!("Mẫu: {}", profile.title),
        about: "Tệp Excel có sẵn các trang, danh sách chọn, công thức và hướng dẫn điền.",
        has_ended: replaced.is_some(),
        holds: follows.into_iter().chain(replaced).collect::<Vec<_>>().join(" "),
    }
}

fn output_line(output: &outputs::Output) -> OutputLine {
    OutputLine { key: output.key, label: output.label, about: output.about }
}
