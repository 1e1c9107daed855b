//! The sentences of rule pages, rendered with tera.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use indexmap::IndexMap;
use tera::Context;
use tera::Tera;

use super::Law;
use super::Rule;
use super::WorkingDeadline;
use crate::book::Fault;
use crate::dictionary::fold::capital;

/// The variable that names the subject in sentences.
pub const SUBJECT: &str = "chu_the";

/// The variable that holds the day of a deadline.
const DUE: &str = "han_xu_ly";

/// The variable that holds the years whose moving holidays are not in that day; empty where all are
/// known.
const UNKNOWN_YEARS: &str = "nam_chua_co_lich";

/// The key of the profile, for pages that speak of công chức and viên chức in other words.
pub(crate) const PROFILE: &str = "loai_ho_so";

/// The names of the facts that have no value, for sentences that leave them out.
const MISSING: &str = "chua_biet";

/// The variable that holds the governing date.
pub(crate) const DAY: &str = "ngay";

/// The variable that holds the name of the agency.
pub(crate) const AGENCY: &str = "co_quan";

/// What every sentence may name.
const COMMON: [&str; 7] = [SUBJECT, DUE, UNKNOWN_YEARS, PROFILE, MISSING, DAY, AGENCY];

/// What an unknown value prints as.
pub(crate) const UNKNOWN: &str = "(chưa rõ)";

/// What a sentence may say of a deadline, by variable.
pub(crate) fn deadline_values(due: &WorkingDeadline) -> [(String, Quote); 2] {
    let years = due
        .unknown_years
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    [
        (DUE.to_owned(), super::day(due.day).into()),
        (UNKNOWN_YEARS.to_owned(), years.into()),
    ]
}

/// The names of the templates of a page.
const STATEMENT: &str = "nhan-dinh";
const REMEDY: &str = "kien-nghi";

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
        Self {
            text: text.into(),
            known: true,
        }
    }
}

/// The templates of all pages, each page compiled when it is first needed: few rules have something
/// to say.
#[derive(Debug, Default)]
pub(super) struct Sentences(IndexMap<String, OnceLock<PageTemplates>>);

/// The templates of one page.
#[derive(Debug, Default)]
struct PageTemplates {
    tera: Tera,
    /// What its sentences name.
    variables: BTreeSet<String>,
}

impl PageTemplates {
    /// Compiles the statement and remedy of a rule.
    fn compile(rule: &Rule) -> Result<Self, Vec<Fault>> {
        let mut page = Self::default();
        let parts = parts(rule);
        let excess =
            |part: &PageTemplate<'_>| Some(Fault::at(&rule.file, part.line, excess(part)?));
        let found: Vec<Fault> = parts.iter().filter_map(excess).collect();
        if !found.is_empty() {
            return Err(found);
        }
        if page
            .tera
            .add_raw_templates(parts.iter().map(|part| (part.name, part.text)))
            .is_err()
        {
            return Err(parts
                .iter()
                .filter_map(|part| syntax_fault(rule, part))
                .collect());
        }
        for part in &parts {
            page.variables.extend(page.names(part));
        }
        Ok(page)
    }

    /// A sentence with a sample for each value, known and unknown.
    fn rendered_with_samples(
        &self,
        law: &Law,
        rule: &Rule,
        part: &PageTemplate<'_>,
    ) -> Result<(), tera::Error> {
        for sample in ["12", UNKNOWN] {
            let mut context = Context::new();
            let known = |name: &String| name != MISSING && is_known(law, rule, name);
            let names: Vec<String> = self.names(part).into_iter().filter(known).collect();
            let missing = if sample == UNKNOWN {
                names.clone()
            } else {
                Vec::new()
            };
            for name in names {
                context.insert(name, sample);
            }
            context.insert(MISSING, &missing);
            self.tera.render(part.name, &context)?;
        }
        Ok(())
    }

    /// What one sentence names.
    fn names(&self, part: &PageTemplate<'_>) -> BTreeSet<String> {
        let found = self
            .tera
            .get_template_variables(part.name)
            .unwrap_or_default();
        found.into_iter().map(str::to_owned).collect()
    }
}

/// What a sentence has no use for, and what could run for ever or grow without end.
const FORBIDDEN: [&str; 5] = ["for", "macro", "include", "import", "extends"];
/// Intermediate values of a sentence, and the letters of its page: what doubles with each stays
/// small.
const MAX_SETS: usize = 8;
const MAX_SENTENCE: usize = 8_000;

/// Why a sentence is more than a sentence; none of most.
fn excess(part: &PageTemplate<'_>) -> Option<String> {
    let tags = part
        .text
        .split("{%")
        .skip(1)
        .map(|tag| tag.trim_start_matches('-').trim_start());
    let word = |tag: &str| {
        tag.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let words: Vec<String> = tags.map(word).collect();
    if let Some(word) = words.iter().find(|word| FORBIDDEN.contains(&word.as_str())) {
        return Some(format!("câu không dùng được “{{% {word} %}}”"));
    }
    if words.iter().filter(|word| word.starts_with("set")).count() > MAX_SETS {
        return Some(format!("câu có hơn {MAX_SETS} lệnh “{{% set %}}”"));
    }
    (part.text.len() > MAX_SENTENCE).then(|| format!("câu dài quá {MAX_SENTENCE} byte"))
}

fn syntax_fault(rule: &Rule, part: &PageTemplate<'_>) -> Option<Fault> {
    let error = Tera::default()
        .add_raw_template(&format!("{}#{}", rule.id, part.name), part.text)
        .err()?;
    let message = format!("câu viết sai cú pháp: {}", first_line(&error.to_string()));
    Some(Fault::at(&rule.file, part.line, message))
}

impl Sentences {
    /// The sentences of every rule, none compiled yet.
    pub(super) fn of(law: &Law) -> Self {
        Self(
            law.rules
                .keys()
                .map(|id| (id.clone(), OnceLock::new()))
                .collect(),
        )
    }

    /// Compiles every page; what is no template, and unknown variables, are faults.
    pub(super) fn check(&self, law: &Law, faults: &mut Vec<Fault>) {
        for rule in law.rules.values() {
            let page = match PageTemplates::compile(rule) {
                Ok(page) => page,
                Err(found) => {
                    faults.extend(found);
                    continue;
                }
            };
            for part in parts(rule) {
                for name in page
                    .names(&part)
                    .iter()
                    .filter(|name| !is_known(law, rule, name))
                {
                    let message = format!(
                        "câu dùng “{name}”, không phải dữ kiện cũng không phải giá trị của trang"
                    );
                    faults.push(Fault::at(&rule.file, part.line, message));
                }
                if let Err(error) = page.rendered_with_samples(law, rule, &part) {
                    let told = first_line(&error.to_string()).to_owned();
                    let message = format!("câu không dựng được với giá trị thử: {told}");
                    faults.push(Fault::at(&rule.file, part.line, message));
                }
            }
            if let Some(kept) = self.0.get(&rule.id) {
                kept.get_or_init(|| page);
            }
        }
    }

    /// The page of a rule of this law.
    fn page(&self, rule: &Rule) -> Option<&PageTemplates> {
        Some(
            self.0
                .get(&rule.id)?
                .get_or_init(|| PageTemplates::compile(rule).unwrap_or_default()),
        )
    }

    /// The variables that the sentences of a rule name.
    pub(super) fn variables(&self, rule: &Rule) -> impl Iterator<Item = &str> {
        self.page(rule)
            .into_iter()
            .flat_map(|page| &page.variables)
            .map(String::as_str)
    }

    /// Statement and remedy; what has no value prints as unknown. That a template fails on values
    /// which its page did not foresee is told in its place.
    pub(super) fn render(&self, rule: &Rule, values: &IndexMap<String, Quote>) -> (String, String) {
        let mut context = Context::new();
        for name in self.variables(rule).filter(|name| *name != MISSING) {
            let value = values
                .get(name)
                .map_or(UNKNOWN, |quote| quote.text.as_str());
            context.insert(name.to_owned(), value);
        }
        let missing = values
            .iter()
            .filter(|(_, quote)| !quote.known)
            .map(|(name, _)| name.as_str());
        context.insert(MISSING, &missing.collect::<Vec<_>>());
        let part = |name: &str| {
            let rendered = self.page(rule).map(|page| page.tera.render(name, &context));
            match rendered {
                Some(Ok(text)) => capital(&squeeze(&text)),
                // Told, so that nobody takes a title for a finding.
                _ => format!(
                    "{}: câu của trang quy tắc {} không dựng được, hãy báo người giữ bộ quy tắc",
                    rule.title, rule.id
                ),
            }
        };
        (part(STATEMENT), part(REMEDY))
    }
}

/// The sentences of a rule as a reader of the rulebook has them: what stands in them is told by its
/// name (`… chỉ đề xuất ⟨số người của vị trí⟩ người`), as of one profile.
pub(super) fn described(law: &Law, rule: &Rule, profile: &str) -> (String, String) {
    let named = |label: &str| Quote::from(format!("⟨{label}⟩"));
    let subject = law
        .subjects
        .get(&rule.each)
        .map_or(rule.each.as_str(), |kind| kind.label_in(profile));
    let common = [
        (SUBJECT, subject),
        (DAY, "ngày xét"),
        (AGENCY, "cơ quan trình"),
        (DUE, "hạn xử lý"),
    ];
    let mut values: IndexMap<String, Quote> = common
        .into_iter()
        .map(|(key, label)| (key.to_owned(), named(label)))
        .collect();
    values.insert(UNKNOWN_YEARS.to_owned(), Quote::from(""));
    values.insert(PROFILE.to_owned(), Quote::from(profile));
    values.extend(
        rule.values
            .values()
            .map(|value| (value.key.clone(), named(&value.label))),
    );
    let facts = law
        .sentence_facts(rule)
        .into_iter()
        .filter_map(|key| law.facts.get(key));
    values.extend(facts.map(|fact| (fact.key.clone(), named(&fact.label))));
    law.sentences(rule, &values)
}

/// One template of a page.
struct PageTemplate<'a> {
    name: &'static str,
    text: &'a str,
    line: usize,
}

fn parts(rule: &Rule) -> [PageTemplate<'_>; 2] {
    let [statement, remedy] = rule.lines;
    [
        PageTemplate {
            name: STATEMENT,
            text: &rule.statement,
            line: statement,
        },
        PageTemplate {
            name: REMEDY,
            text: &rule.remedy,
            line: remedy,
        },
    ]
}

fn is_known(law: &Law, rule: &Rule, name: &str) -> bool {
    COMMON.contains(&name) || rule.values.contains_key(name) || law.facts.contains_key(name)
}

fn first_line(text: &str) -> &str {
    text.lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or(text)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
