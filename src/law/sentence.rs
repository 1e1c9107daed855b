//! The sentences of rule pages, rendered with tera.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use tera::Context;
use tera::Tera;

use super::Law;
use super::Rule;
use crate::book::Fault;

/// The variable that names the subject in sentences.
pub const SUBJECT: &str = "chu_the";

/// The variable that holds the day of a deadline.
pub(crate) const DUE: &str = "han_xu_ly";

/// The key of the profile, for pages that speak of công chức and viên chức in other words.
pub(crate) const PROFILE: &str = "loai_ho_so";

/// The names of the facts that have no value, for sentences that leave them out.
const MISSING: &str = "chua_biet";

/// What every sentence may name.
const COMMON: [&str; 6] = [SUBJECT, DUE, PROFILE, MISSING, "ngay", "co_quan"];

/// What an unknown value prints as.
pub(crate) const UNKNOWN: &str = "(chưa rõ)";

/// A value as a sentence quotes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The value; of a missing one the reason.
    pub text: String,
    /// Whether there is a value.
    pub known: bool,
}

impl<T: Into<String>> From<T> for Quote {
    fn from(text: T) -> Self {
        Self { text: text.into(), known: true }
    }
}

/// The templates of all pages.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    tera: Tera,
    variables: IndexMap<String, BTreeSet<String>>,
}

impl Sentences {
    /// Compiles the statement and remedy of every rule; unknown variables are faults.
    pub(super) fn compile(law: &Law, faults: &mut Vec<Fault>) -> Self {
        let parts = || law.rules.values().flat_map(|rule| parts(rule).into_iter().map(move |part| (rule, part)));
        let mut tera = Tera::default();
        // All at once: tera goes over every template again after each call.
        let all = parts().map(|(_, part)| (part.name, part.text));
        if tera.add_raw_templates(all).is_err() {
            for (rule, part) in parts() {
                if let Err(error) = tera.add_raw_template(&part.name, part.text) {
                    let message = format!("câu viết sai cú pháp: {}", first_line(&error.to_string()));
                    faults.push(Fault::at(&rule.file, part.line, message));
                }
            }
        }
        let mut variables: IndexMap<String, BTreeSet<String>> = IndexMap::new();
        for (rule, part) in parts() {
            let found = tera.get_template_variables(&part.name).unwrap_or_default();
            let names: BTreeSet<String> = found.into_iter().map(str::to_owned).collect();
            for name in names.iter().filter(|name| !is_known(law, rule, name)) {
                let message = format!("câu dùng “{name}”, không phải dữ kiện cũng không phải giá trị của trang");
                faults.push(Fault::at(&rule.file, part.line, message));
            }
            variables.entry(rule.id.clone()).or_default().extend(names);
        }
        Self { tera, variables }
    }

    /// The variables that the sentences of a rule name.
    pub(super) fn variables(&self, id: &str) -> impl Iterator<Item = &str> {
        self.variables.get(id).into_iter().flatten().map(String::as_str)
    }

    /// Statement and remedy; what has no value prints as unknown. A template that fails on values
    /// that its page did not foresee still gives the rule's title, never nothing.
    pub(super) fn render(&self, rule: &Rule, values: &IndexMap<String, Quote>) -> (String, String) {
        let mut context = Context::new();
        for name in self.variables(&rule.id).filter(|name| *name != MISSING) {
            let value = values.get(name).map_or(UNKNOWN, |quote| quote.text.as_str());
            context.insert(name.to_owned(), value);
        }
        let missing = values.iter().filter(|(_, quote)| !quote.known).map(|(name, _)| name.as_str());
        context.insert(MISSING, &missing.collect::<Vec<_>>());
        let part = |part: usize, fallback: &str| {
            let rendered = self.tera.render(&template(&rule.id, part), &context);
            capitalise(&squeeze(&rendered.unwrap_or_else(|_| fallback.to_owned())))
        };
        (part(0, &rule.title), part(1, &rule.remedy))
    }
}

/// One template of a page.
struct Part<'a> {
    name: String,
    text: &'a str,
    line: usize,
}

fn parts(rule: &Rule) -> [Part<'_>; 2] {
    let [statement, remedy] = rule.lines;
    [
        Part { name: template(&rule.id, 0), text: &rule.statement, line: statement },
        Part { name: template(&rule.id, 1), text: &rule.remedy, line: remedy },
    ]
}

fn is_known(law: &Law, rule: &Rule, name: &str) -> bool {
    COMMON.contains(&name) || rule.values.contains_key(name) || law.facts.contains_key(name)
}

fn template(id: &str, part: usize) -> String {
    format!("{id}#{}", ["nhan-dinh", "kien-nghi"][part])
}

fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or(text)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sentence begins with a capital even when it begins with a subject ("vị trí VP-03 …").
fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
