//! Cross-references inside a rulebook: whatever a page names must be there.

use super::ANY_FIELD;
use super::Choice;
use super::Governing;
use super::Law;
use super::Profile;
use super::Read;
use super::Rule;
use super::RuleSet;
use super::act::line_of;
use super::fact::FactDef;
use super::fact::FactKind;
use super::fact::ListedFact;
use super::subject::DOSSIER;
use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::Entity;
use crate::dictionary::Forms;

/// Every name that leads nowhere.
pub(super) fn cross_references(law: &Law, book: &Book, forms: &Forms) -> Vec<Fault> {
    let mut faults = Vec::new();
    for rule in law.rules.values() {
        faults.extend(rule_faults(law, book, rule));
        faults.extend(super::terms::unknown_terms(law, forms, book, rule));
        faults.extend(super::citations::faults(law, book, rule));
    }
    for fact in law.facts.values() {
        faults.extend(fact_faults(law, book, forms, fact));
        faults.extend(circle_fault(law, book, fact));
    }
    for profile in law.all_profiles() {
        let file = format!("{}/{}.toml", super::profile::FOLDER, profile.key);
        let found = profile_faults(law, forms, profile).into_iter();
        faults.extend(found.map(|message| Fault::of_file(&file, message)));
    }
    for set in law.sets.values() {
        let file = format!("{}/act.toml", set.key);
        let found = set_faults(law, set).into_iter();
        faults.extend(found.map(|message| Fault::of_file(&file, message)));
    }
    faults
}

fn profile_faults(law: &Law, forms: &Forms, profile: &Profile) -> Vec<String> {
    let mut faults = Vec::new();
    for Governing { act, .. } in &profile.governing {
        if law.act(act).is_none() {
            faults.push(unknown_act(act));
        }
    }
    let variants = || profile.variants.iter();
    let overridden = variants().flat_map(|variant| &variant.levels);
    let overridden = overridden.map(|change| &change.rule);
    let needed = profile.needs.iter().filter_map(|need| need.rule.as_ref());
    for rule in overridden.chain(needed) {
        if !law.rules.contains_key(rule) {
            faults.push(format!("không có quy tắc “{rule}”"));
        }
    }
    for set in variants().flat_map(|variant| &variant.without) {
        if !profile.sets.contains(set) {
            faults.push(format!("“{set}” không phải thư mục của loại hồ sơ này"));
        }
    }
    for (field, term) in variants().flat_map(|variant| &variant.terms) {
        let terms = forms.field_terms(Entity::Agency, field).unwrap_or_default();
        if !terms.iter().any(|known| *known.key == **term) {
            faults.push(format!("“{term}” không phải một giá trị của “{field}”"));
        }
    }
    let conditions = profile.needs.iter();
    for condition in conditions.filter_map(|need| need.condition.as_ref()) {
        let fact = &condition.fact;
        if !law.facts.contains_key(fact) {
            faults.push(format!("không có dữ kiện “{fact}”"));
        }
    }
    faults
}

fn unknown_act(number: &str) -> String {
    format!("văn bản {number} không có trong acts.toml")
}

fn set_faults(law: &Law, set: &RuleSet) -> Vec<String> {
    let number = set.number.iter();
    let unknown = number.filter(|number| law.act(number).is_none());
    let mut faults: Vec<String> = unknown.map(|number| unknown_act(number)).collect();
    for provision in &set.provisions {
        let at = &provision.at;
        for kind in &provision.kinds {
            if !law.fields.has_term(Entity::Agency, kind) {
                faults.push(format!("{at}: không có loại cơ quan “{kind}”"));
            }
        }
        for rule in &provision.rules {
            let id = super::coverage::full_id(set, rule);
            if !law.rules.contains_key(&id) {
                faults.push(format!("{at}: không có quy tắc “{id}”"));
            }
        }
    }
    faults
}

/// The faults of one page, each on the line of what it is about.
struct PageFaults<'a> {
    rule: &'a Rule,
    text: &'a str,
    found: Vec<Fault>,
}

impl PageFaults<'_> {
    /// On the line where something is named first.
    fn at(&mut self, named: &str, message: String) {
        let line = line_of(self.text, named);
        self.found.push(Fault::at(&self.rule.file, line, message));
    }

    /// On the line of the table of cases.
    fn in_cases(&mut self, message: String) {
        let line = self.rule.cases().line;
        self.found.push(Fault::at(&self.rule.file, line, message));
    }
}

fn rule_faults(law: &Law, book: &Book, rule: &Rule) -> Vec<Fault> {
    let mut faults = PageFaults {
        rule,
        text: book.text(&rule.file).unwrap_or_default(),
        found: Vec::new(),
    };
    let (set, each) = (&rule.set, &rule.each);
    if !law.sets.contains_key(set) {
        let message = format!("thư mục {set} thiếu act.toml hoặc set.toml");
        faults.at("provision", message);
    }
    if !law.subjects.contains_key(each) {
        let message = format!("không có đối tượng “{each}” trong subjects.toml");
        faults.at("each", message);
    }
    let variants = rule.variants.iter().map(|variant| &variant.profile);
    for profile in rule.profiles.iter().chain(variants) {
        if law.profile(profile).is_none() {
            faults.at(profile, format!("không có loại hồ sơ “{profile}”"));
        }
    }
    for other in &rule.follows {
        if !law.rules.contains_key(other) {
            faults.at(other, format!("không có quy tắc “{other}” (follows)"));
        }
    }
    for cite in &rule.cites {
        if law.act(&cite.act).is_none() {
            faults.at(&cite.act, unknown_act(&cite.act));
        }
    }
    deciding_faults(law, &mut faults);
    value_faults(law, &mut faults);
    faults.found
}

/// Facts that decide, which are not there, are of another subject or have no case.
fn deciding_faults(law: &Law, faults: &mut PageFaults<'_>) {
    let rule = faults.rule;
    let subject = law.subjects.get(&rule.each);
    for key in rule.deciding_facts() {
        let Some(fact) = law.facts.get(&key) else {
            faults.at(&key, format!("không có dữ kiện “{key}” trong facts/"));
            continue;
        };
        if let Some(of) = fact.of
            && subject.is_some_and(|s| s.entity != Some(of))
        {
            let each = &rule.each;
            let message =
                format!("dữ kiện “{key}” là của {of}, không lấy được cho đối tượng “{each}”");
            faults.at(&key, message);
        }
        if !rule.cases().columns.contains(&key)
            && !rule.point.contains(&key)
            && needs_column(rule, &key)
        {
            faults.in_cases(format!("bảng trường hợp thiếu cột “{key}”"));
        }
    }
}

/// Facts that only point at cells need no column.
fn needs_column(rule: &Rule, key: &str) -> bool {
    !rule
        .checks
        .iter()
        .any(|check| check.point.iter().any(|p| p == key) && check.fact.as_deref() != Some(key))
}

fn value_faults(law: &Law, faults: &mut PageFaults<'_>) {
    let rule = faults.rule;
    for column in &rule.cases().columns {
        if !law.facts.contains_key(column) {
            faults.in_cases(format!("cột “{column}” không phải dữ kiện nào"));
        }
    }
    for (key, value) in &rule.values {
        let both = value.timeline.start().zip(rule.in_force.from);
        if both.is_some_and(|(start, from)| start > from) {
            let message = format!("giá trị “{key}” bắt đầu sau ngày quy tắc có hiệu lực");
            faults.at(&format!("value.{key}"), message);
        }
    }
    let variants = rule.variants.iter();
    let checks = variants.flat_map(|variant| variant.checks.iter().flatten());
    for check in rule.checks.iter().chain(checks) {
        let Some(Choice::Lists(lists)) = check.kind.as_kind().choice() else {
            continue;
        };
        for list in lists.iter().filter(|list| !law.lists.contains_key(*list)) {
            faults.at(list, format!("không có danh mục “{list}” trong lists/"));
        }
    }
}

/// The file and the line of a fact.
fn fact_place(book: &Book, key: &str) -> (String, usize) {
    let heading = format!("[{key}]");
    let line = |text: &str| {
        text.lines()
            .position(|line| line.trim() == heading)
            .map(|at| at + 1)
    };
    let found = book
        .folder(super::fact_front::FOLDER)
        .find_map(|(file, text)| Some((file.to_owned(), line(text)?)));
    found.unwrap_or_else(|| (super::fact_front::FOLDER.to_owned(), 0))
}

/// A fact that rests on itself, by way of however many others: nothing could be taken for it.
fn circle_fault(law: &Law, book: &Book, fact: &FactDef) -> Option<Fault> {
    let mut rests_on = fact.operands().into_iter().chain(fact.of_entries());
    rests_on
        .any(|key| law.rests_on(key).contains(fact.key.as_str()))
        .then(|| {
            let (file, line) = fact_place(book, &fact.key);
            let message = format!(
                "dữ kiện “{}” tính từ chính nó, qua các dữ kiện mà nó dựa vào",
                fact.key
            );
            Fault::at(&file, line, message)
        })
}

fn fact_faults(law: &Law, book: &Book, forms: &Forms, fact: &FactDef) -> Vec<Fault> {
    let key = &fact.key;
    let mut found = operand_faults(law, fact);
    found.extend(kind_faults(law, fact));
    found.extend(twin_faults(law, fact));
    for (entity, field) in fields(fact) {
        if !forms.has_field(entity, &field) {
            found.push(format!("{entity} không có trường “{field}”"));
        }
    }
    let mut messages: Vec<String> = found
        .iter()
        .map(|what| format!("dữ kiện “{key}”: {what}"))
        .collect();
    if key == DOSSIER {
        messages.push(format!(
            "“{DOSSIER}” là tên đối tượng, không dùng làm dữ kiện"
        ));
    }
    if messages.is_empty() {
        return Vec::new();
    }
    let (file, line) = fact_place(book, key);
    let fault = |message| Fault::at(&file, line, message);
    messages.into_iter().map(fault).collect()
}

/// Facts that a fact is made of and that are not there, or of another subject.
fn operand_faults(law: &Law, fact: &FactDef) -> Vec<String> {
    let fault = |operand: &str| match law.facts.get(operand) {
        None => Some(format!("không có dữ kiện “{operand}”")),
        Some(other) if other.of.is_some() && other.of != fact.of => {
            Some(format!("“{operand}” là của đối tượng khác"))
        }
        Some(_) => None,
    };
    fact.operands().into_iter().filter_map(fault).collect()
}

/// Facts of other entries and lists that a fact is computed from and that are not there.
fn kind_faults(law: &Law, fact: &FactDef) -> Vec<String> {
    let lists = match &fact.kind {
        FactKind::SumOf(of, _) | FactKind::MaxOf(of, _) => {
            let (entity, field) = (of.entity, &of.field);
            return match law.facts.get(field) {
                None => vec![format!("không có dữ kiện “{field}”")],
                Some(other) if other.of != Some(entity) => {
                    vec![format!("“{field}” không phải dữ kiện của {entity}")]
                }
                Some(_) => Vec::new(),
            };
        }
        FactKind::Listed(listed) => match listed {
            ListedFact::Item { lists, .. }
            | ListedFact::Nearest { lists, .. }
            | ListedFact::Namesakes { lists, .. } => lists.as_slice(),
            ListedFact::Words { list, .. } => std::slice::from_ref(list),
        },
        _ => &[],
    };
    let unknown = lists.iter().filter(|list| !law.lists.contains_key(*list));
    unknown
        .map(|list| format!("không có danh mục “{list}”"))
        .collect()
}

/// What is wrong with the place where a fact stands a second time.
fn twin_faults(law: &Law, fact: &FactDef) -> Vec<String> {
    let Some(twin) = &fact.twin else {
        return Vec::new();
    };
    let (other, rule) = (&twin.fact, &twin.rule);
    let of_fact = match law.facts.get(other) {
        None => Some(format!("không có dữ kiện “{other}” (twin)")),
        Some(found) if found.of != fact.of => {
            Some(format!("“{other}” (twin) là của đối tượng khác"))
        }
        Some(_) if law.rests_on(other).contains(fact.key.as_str()) => {
            Some(format!("“{other}” (twin) lấy từ chính nó"))
        }
        Some(_) => None,
    };
    let of_rule =
        (!law.rules.contains_key(rule)).then(|| format!("không có quy tắc “{rule}” (twin)"));
    of_fact.into_iter().chain(of_rule).collect()
}

/// Every field that a fact names, of whichever table.
fn fields(fact: &FactDef) -> Vec<(Entity, String)> {
    let named = |read: Read<'_>| {
        Some((
            read.entity,
            read.field.filter(|field| *field != ANY_FIELD)?.to_owned(),
        ))
    };
    fact.reads().into_iter().filter_map(named).collect()
}
