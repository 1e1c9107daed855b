//! What the page has to know before any workbook: forms and fields to choose from, profiles,
//! documents, limits.

use jiff::civil::Date;
use serde::Serialize;

use super::outputs;
use crate::cells::Limits;
use crate::dictionary::Form;
use crate::dictionary::Layout;
use crate::law::Profile;
use crate::law::day;
use crate::pipeline::Engine;
use crate::template;
use crate::template::Offer;

/// What the engine can do.
#[derive(Serialize)]
pub(super) struct About<'a> {
    version: &'static str,
    digest: &'a str,
    forms: Vec<FormLine<'a>>,
    profiles: Vec<PageChoice<'a>>,
    outputs: Vec<OutputLine>,
    templates: Vec<TemplateLine>,
    limits: LimitLine,
}

#[derive(Serialize)]
struct FormLine<'a> {
    key: &'a str,
    label: &'a str,
    pairs: bool,
    fields: Vec<PageChoice<'a>>,
}

/// Something to choose: what it is called by us and by people.
#[derive(Serialize)]
struct PageChoice<'a> {
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
struct TemplateLine {
    key: String,
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
        forms: engine
            .forms
            .iter()
            .filter(|form| form.is_of_proposal())
            .map(form_line)
            .collect(),
        profiles: profiles(engine),
        outputs: outputs::ALL.iter().map(output_line).collect(),
        templates: engine
            .law
            .profiles
            .values()
            .flat_map(|profile| template_lines(engine, profile))
            .collect(),
        limits: LimitLine {
            files: engine.limits.files,
            bytes: engine.limits.file_bytes,
            sentence: Limits::describe(),
        },
    }
}

fn form_line(form: &Form) -> FormLine<'_> {
    FormLine {
        key: &form.key,
        label: &form.sheet,
        pairs: form.layout == Layout::Pairs,
        fields: form
            .fields
            .iter()
            .map(|field| PageChoice {
                key: &field.key,
                label: &field.label,
            })
            .collect(),
    }
}

fn profiles(engine: &Engine) -> Vec<PageChoice<'_>> {
    engine
        .law
        .profiles
        .iter()
        .map(|(key, profile)| PageChoice {
            key,
            label: &profile.title,
        })
        .collect()
}

/// How the page names a form.
pub(super) fn template_key(profile: &Profile, day: Date) -> String {
    format!("{}-{day}", profile.key)
}

/// The forms of a profile, the latest act first.
fn template_lines(engine: &Engine, profile: &Profile) -> Vec<TemplateLine> {
    template::offers(profile)
        .iter()
        .map(|offer| template_line(engine, profile, offer))
        .collect()
}

fn template_line(engine: &Engine, profile: &Profile, offer: &Offer<'_>) -> TemplateLine {
    let now = offer.governing;
    let later = now
        .until
        .and_then(|until| profile.governing.iter().find(|act| act.from >= Some(until)));
    // The pages and columns stay those of the act before: nothing known of the new one asks for
    // others.
    let kept = match (now.says.is_some(), engine.law.has_rules_of(&now.act)) {
        (false, _) => "",
        (true, true) => {
            " Bộ quy tắc mới có một phần của văn bản này: mẫu giữ các trang, cột của văn bản trước, phần chưa có không được xét."
        }
        (true, false) => {
            " Bộ quy tắc chưa có văn bản này: mẫu giữ các trang, cột của văn bản trước, chương trình chỉ đối chiếu số liệu."
        }
    };
    let follows = format!(
        "Theo {}, cho hồ sơ trình {}.{kept}",
        engine.law.act_name(&now.act),
        now.period()
    );
    let replaced = now.until.zip(later).map(|(until, later)| {
        format!(
            "Từ ngày {} áp dụng {}: hồ sơ mới không lập theo mẫu này.",
            day(until),
            engine.law.act_name(&later.act)
        )
    });
    TemplateLine {
        key: template_key(profile, offer.day),
        label: format!("Mẫu: {}", profile.title),
        about: "Tệp Excel có sẵn các trang, danh sách chọn, công thức và hướng dẫn điền.",
        has_ended: replaced.is_some(),
        holds: std::iter::once(follows)
            .chain(replaced)
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn output_line(output: &outputs::Output) -> OutputLine {
    OutputLine {
        key: output.key,
        label: output.label,
        about: output.about,
    }
}
