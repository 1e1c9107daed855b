//! Reading `mien-tru.toml`: shapes by serde, contents by validator and by the rulebook.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;
use validator::Validate;

use super::WaivedSubject;
use super::Waiver;
use super::WaiverDocument;
use super::Waivers;
use crate::book::Fault;
use crate::book::NO_DATE;
use crate::law::Law;
use crate::opinion::FileLine;

/// Lỗi của tệp miễn trừ: everything that is wrong in the file, each with its line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct WaiverFaults(Vec<String>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaiverFile {
    #[serde(default)]
    waiver: Vec<Spanned<WaiverEntry>>,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct WaiverEntry {
    rule: Spanned<String>,
    subject: Option<Spanned<SubjectEntry>>,
    #[serde(default)]
    whole_rule: bool,
    #[validate(length(
        min = 1,
        max = 500,
        message = "người, cơ quan cho phép (approved_by) để trống hoặc quá dài"
    ))]
    approved_by: String,
    #[validate(nested)]
    document: DocumentEntry,
    #[validate(length(min = 1, max = 2000, message = "lý do (reason) để trống hoặc quá dài"))]
    reason: String,
    from: Option<Spanned<toml::Value>>,
    until: Spanned<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectEntry {
    kind: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct DocumentEntry {
    #[validate(length(
        min = 1,
        max = 200,
        message = "số văn bản (document.number) để trống hoặc quá dài"
    ))]
    number: String,
    date: Spanned<toml::Value>,
}

/// Where something stands, and what is wrong with it.
type At = (usize, String);

impl Waivers {
    /// Reads the waivers of a case.
    ///
    /// # Errors
    /// [`WaiverFaults`] with every fault and its line: no TOML, keys that mean nothing, dates that
    /// no calendar has, rules and kinds of subject that the rulebook does not know.
    pub fn parse(file: FileLine, text: &str, law: &Law) -> Result<Self, WaiverFaults> {
        let read: WaiverFile = toml::from_str(text).map_err(|error| {
            let fault = Fault::of_toml("", text, 1, &error);
            WaiverFaults(vec![told(fault.line, &fault.message)])
        })?;
        let mut list = Vec::new();
        let mut faults: Vec<At> = Vec::new();
        for entry in read.waiver {
            let at = entry.span().start;
            match entry.into_inner().compile(at, law) {
                Ok(waiver) => list.push(waiver),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            return Ok(Self { file, list });
        }
        faults.sort();
        let line = |at: usize| Fault::at_offset("", text, at, "").line;
        Err(WaiverFaults(
            faults
                .into_iter()
                .map(|(at, message)| told(line(at), &message))
                .collect(),
        ))
    }
}

fn told(line: usize, message: &str) -> String {
    format!("dòng {line}: {message}")
}

impl WaiverEntry {
    fn compile(self, at: usize, law: &Law) -> Result<Waiver, Vec<At>> {
        let mut faults: Vec<At> = Vec::new();
        if let Err(errors) = self.validate() {
            faults.extend(messages(&errors).into_iter().map(|message| (at, message)));
        }
        let subject = self
            .subject(at, law)
            .map_err(|fault| faults.push(fault))
            .ok();
        let mut date = |value: &Spanned<toml::Value>| {
            let read = date(value.get_ref());
            if read.is_none() {
                faults.push((value.span().start, NO_DATE.to_owned()));
            }
            read
        };
        let signed = date(&self.document.date);
        let from = self.from.as_ref().map_or(signed, &mut date);
        let until = date(&self.until);
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            faults.push((
                self.until.span().start,
                "thời hạn (until) đứng trước ngày bắt đầu".to_owned(),
            ));
        }
        match (subject, signed, from, until) {
            (Some(subject), Some(signed), Some(from), Some(until)) if faults.is_empty() => {
                Ok(Waiver {
                    rule: self.rule.into_inner(),
                    subject,
                    approved_by: self.approved_by,
                    document: WaiverDocument {
                        number: self.document.number,
                        date: signed,
                    },
                    reason: self.reason,
                    from,
                    until,
                })
            }
            _ => Err(faults),
        }
    }

    /// The subject in the terms of findings; none inside for the whole rule.
    fn subject(&self, at: usize, law: &Law) -> Result<Option<WaivedSubject>, At> {
        let id = self.rule.get_ref();
        let Some(rule) = law.rules.get(id) else {
            return Err((self.rule.span().start, unknown_rule(id, law)));
        };
        let kind = law.subjects.get(&rule.each);
        let Some(subject) = &self.subject else {
            let says = "mục miễn trừ phải ghi đối tượng (subject), hoặc whole_rule = true cho mọi đối tượng";
            return if self.whole_rule {
                Ok(None)
            } else {
                Err((at, says.to_owned()))
            };
        };
        let place = subject.span().start;
        if self.whole_rule {
            return Err((
                place,
                "chỉ ghi một trong hai: subject hoặc whole_rule".to_owned(),
            ));
        }
        let subject = subject.get_ref();
        let due = kind
            .map(|kind| kind.identifier.as_str())
            .unwrap_or_default();
        if due == "cell" {
            return Err((
                place,
                "quy tắc này xét từng ô, chỉ miễn trừ được cả quy tắc (whole_rule = true)"
                    .to_owned(),
            ));
        }
        if subject.kind != due {
            let label = kind.map(|kind| kind.label.as_str()).unwrap_or_default();
            let says = format!(
                "quy tắc này xét từng {label}: kind phải là “{due}”, không phải “{}”",
                subject.kind
            );
            return Err((place, says));
        }
        let whole = kind.is_some_and(|kind| kind.entity.is_none());
        if !whole && subject.code.trim().is_empty() && subject.name.trim().is_empty() {
            return Err((
                place,
                "đối tượng phải có mã (code) hoặc tên (name)".to_owned(),
            ));
        }
        Ok(Some(WaivedSubject {
            kind: due.to_owned(),
            key: subject.code.clone(),
            name: subject.name.clone(),
        }))
    }
}

/// Letters of the longest name of a rule that is looked for.
const LONGEST_ID: usize = 120;

fn unknown_rule(id: &str, law: &Law) -> String {
    // A name is short; comparing a long one letter by letter would take for ever.
    if id.chars().nth(LONGEST_ID).is_some() {
        let shown: String = id.chars().take(LONGEST_ID).collect();
        return format!("không có quy tắc “{shown}…” trong bộ quy tắc");
    }
    let likeness = |known: &&String| strsim::normalized_damerau_levenshtein(known, id);
    let near = law
        .rules
        .keys()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let hint = near
        .map(|near| format!("; gần nhất là “{near}”"))
        .unwrap_or_default();
    format!("không có quy tắc “{id}” trong bộ quy tắc{hint}")
}

/// A day as TOML writes it, with or without quotes.
fn date(value: &toml::Value) -> Option<Date> {
    match value {
        toml::Value::Datetime(day) if day.time.is_none() && day.offset.is_none() => {
            day.to_string().parse().ok()
        }
        toml::Value::String(text) if text.len() == 10 => text.parse().ok(),
        _ => None,
    }
}

/// What validator found, in the order of the fields.
fn messages(errors: &validator::ValidationErrors) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for kind in errors.errors().values() {
        match kind {
            validator::ValidationErrorsKind::Struct(inner) => told.extend(messages(inner)),
            validator::ValidationErrorsKind::List(inner) => {
                told.extend(inner.values().flat_map(|e| messages(e)));
            }
            validator::ValidationErrorsKind::Field(found) => {
                told.extend(
                    found
                        .iter()
                        .filter_map(|error| error.message.as_ref().map(ToString::to_string)),
                );
            }
        }
    }
    told.sort();
    told
}
