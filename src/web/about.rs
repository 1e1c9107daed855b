//! What the page has to know before any workbook: forms and fields to choose from, profiles, documents, limits.

use serde::Serialize;

use super::outputs;
use crate::Engine;
use crate::cells::Limits;
use crate::dictionary::Form;
use crate::dictionary::Layout;

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
        templates: engine.law.profiles.iter().map(|(key, profile)| template_line(key, &profile.title)).collect(),
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

fn template_line<'a>(key: &'a str, title: &str) -> TemplateLine<'a> {
    TemplateLine {
        key,
        label: format!("Mẫu trống: {title}"),
        about: "Tệp Excel có sẵn các trang, danh sách chọn, công thức và hướng dẫn điền.",
    }
}

fn output_line(output: &outputs::Output) -> OutputLine {
    OutputLine { key: output.key, label: output.label, about: output.about }
}
