//! Cross-references inside a rulebook: whatever a page names must be there.

use super::ANY_FIELD;
use super::Choice;
use super::Law;
use super::Profile;
use super::Read;
use super::Rule;
use super::fact::FactDef;
use super::fact::FactKind;
use super::subject::DOSSIER;
use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::Entity;
use crate::dictionary::Forms;

/// Every name that leads nowhere.
pub(super) fn cross_references(law: &Law, book: &Book, forms: &Forms) -> Vec<Fault> {
    let mut faults = Vec::new();
    for rule in law.rules.values() {
        rule_faults(law, book, rule, &mut faults);
        faults.extend(super::terms::unknown_terms(law, forms, book, rule));
        faults.extend(super::citations::faults(law, book, rule));
    }
    for fact in law.facts.values() {
        fact_faults(law, book, forms, fact, &mut faults);
        faults.extend(circle_fault(law, book, fact));
    }
    for profile in law.all_profiles() {
        profile_faults(law, forms, profile, &mut faults);
    }
    for set in law.sets.values() {
        set_faults(law, set, &mut faults);
    }
    faults
}

fn profile_faults(law: &Law, forms: &Forms, profile: &Profile, faults: &mut Vec<Fault>) {
    let file = format!("{}/{}.toml", super::profile::FOLDER, profile.key);
    for governing in &profile.governing {
        if law.act(&governing.act).is_none() {
            faults.push(Fault::of_file(
                &file,
                format!("văn bản {} không có trong acts.toml", governing.act),
            ));
        }
    }
    let overridden = profile
        .variants
        .iter()
        .flat_map(|variant| &variant.levels)
        .map(|change| &change.rule);
    for rule in overridden.filter(|rule| !law.rules.contains_key(*rule)) {
        faults.push(Fault::of_file(&file, format!("không có quy tắc “{rule}”")));
    }
    for set in profile.variants.iter().flat_map(|variant| &variant.without) {
        if !profile.sets.contains(set) {
            faults.push(Fault::of_file(
                &file,
                format!("“{set}” không phải thư mục của loại hồ sơ này"),
            ));
        }
    }
    for (field, term) in profile.variants.iter().flat_map(|variant| &variant.terms) {
        let terms = forms.field_terms(Entity::Agency, field).unwrap_or_default();
        if !terms.iter().any(|known| *known.key == **term) {
            faults.push(Fault::of_file(
                &file,
                format!("“{term}” không phải một giá trị của “{field}”"),
            ));
        }
    }
    for rule in profile.needs.iter().filter_map(|need| need.rule.as_ref()) {
        if !law.rules.contains_key(rule) {
            faults.push(Fault::of_file(&file, format!("không có quy tắc “{rule}”")));
        }
    }
    for fact in profile
        .needs
        .iter()
        .filter_map(|need| need.condition.as_ref())
        .map(|c| &c.fact)
    {
        if !law.facts.contains_key(fact) {
            faults.push(Fault::of_file(&file, format!("không có dữ kiện “{fact}”")));
        }
    }
}

fn set_faults(law: &Law, set: &super::RuleSet, faults: &mut Vec<Fault>) {
    let file = format!("{}/act.toml", set.key);
    if let Some(number) = set
        .number
        .as_ref()
        .filter(|number| law.act(number).is_none())
    {
        faults.push(Fault::of_file(
            &file,
            format!("văn bản {number} không có trong acts.toml"),
        ));
    }
    for provision in &set.provisions {
        for kind in provision
            .kinds
            .iter()
            .filter(|kind| !law.fields.has_term(Entity::Agency, kind))
        {
            faults.push(Fault::of_file(
                &file,
                format!("{}: không có loại cơ quan “{kind}”", provision.at),
            ));
        }
        for rule in &provision.rules {
            let id = super::coverage::full_id(set, rule);
            if !law.rules.contains_key(&id) {
                faults.push(Fault::of_file(
                    &file,
                    format!("{}: không có quy tắc “{id}”", provision.at),
                ));
            }
        }
    }
}

fn rule_faults(law: &Law, book: &Book, rule: &Rule, faults: &mut Vec<Fault>) {
    let text = book.text(&rule.file).unwrap_or_default();
    let mut fault = |needle: &str, message: String| {
        faults.push(Fault::at(
            &rule.file,
            super::act::line_of(text, needle),
            message,
        ));
    };
    if !law.sets.contains_key(&rule.set) {
        fault(
            "provision",
            format!("thư mục {} thiếu act.toml hoặc set.toml", rule.set),
        );
    }
    if !law.subjects.contains_key(&rule.each) {
        fault(
            "each",
            format!("không có đối tượng “{}” trong subjects.toml", rule.each),
        );
    }
    for profile in rule
        .profiles
        .iter()
        .chain(rule.variants.iter().map(|v| &v.profile))
    {
        if law.profile(profile).is_none() {
            fault(profile, format!("không có loại hồ sơ “{profile}”"));
        }
    }
    for other in &rule.follows {
        if !law.rules.contains_key(other) {
            fault(other, format!("không có quy tắc “{other}” (follows)"));
        }
    }
    for cite in &rule.cites {
        if law.act(&cite.act).is_none() {
            fault(
                &cite.act,
                format!("văn bản {} không có trong acts.toml", cite.act),
            );
        }
    }
    deciding_faults(law, rule, text, faults);
    value_faults(law, rule, text, faults);
}

/// Facts that decide, which are not there, are of another subject or have no case.
fn deciding_faults(law: &Law, rule: &Rule, text: &str, faults: &mut Vec<Fault>) {
    let mut fault = |needle: &str, message: String| {
        faults.push(Fault::at(
            &rule.file,
            super::act::line_of(text, needle),
            message,
        ));
    };
    let subject = law.subjects.get(&rule.each);
    let mut missing_columns = Vec::new();
    for key in rule.deciding_facts() {
        let Some(fact) = law.facts.get(&key) else {
            fault(&key, format!("không có dữ kiện “{key}” trong facts/"));
            continue;
        };
        if let Some(of) = fact.of
            && subject.is_some_and(|s| s.entity != Some(of))
        {
            fault(
                &key,
                format!(
                    "dữ kiện “{key}” là của {of}, không lấy được cho đối tượng “{}”",
                    rule.each
                ),
            );
        }
        if !rule.cases().columns.contains(&key)
            && !rule.point.contains(&key)
            && needs_column(rule, &key)
        {
            missing_columns.push(key);
        }
    }
    for key in missing_columns {
        faults.push(Fault::at(
            &rule.file,
            rule.cases().line,
            format!("bảng trường hợp thiếu cột “{key}”"),
        ));
    }
}

/// Facts that only point at cells need no column.
fn needs_column(rule: &Rule, key: &str) -> bool {
    !rule
        .checks
        .iter()
        .any(|check| check.point.iter().any(|p| p == key) && check.fact.as_deref() != Some(key))
}

fn value_faults(law: &Law, rule: &Rule, text: &str, faults: &mut Vec<Fault>) {
    for column in &rule.cases().columns {
        if !law.facts.contains_key(column) {
            faults.push(Fault::at(
                &rule.file,
                rule.cases().line,
                format!("cột “{column}” không phải dữ kiện nào"),
            ));
        }
    }
    for (key, value) in &rule.values {
        if rule
            .in_force
            .from
            .is_some_and(|from| value.timeline.start().is_some_and(|start| start > from))
        {
            let line = super::act::line_of(text, &format!("value.{key}"));
            faults.push(Fault::at(
                &rule.file,
                line,
                format!("giá trị “{key}” bắt đầu sau ngày quy tắc có hiệu lực"),
            ));
        }
    }
    let checks = rule
        .checks
        .iter()
        .chain(rule.variants.iter().flat_map(|v| v.checks.iter().flatten()));
    for check in checks {
        let Some(Choice::Lists(lists)) = check.kind.as_kind().choice() else {
            continue;
        };
        for list in lists.iter().filter(|list| !law.lists.contains_key(*list)) {
            let line = super::act::line_of(text, list);
            faults.push(Fault::at(
                &rule.file,
                line,
                format!("không có danh mục “{list}” trong lists/"),
            ));
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
        .folder(super::fact::FOLDER)
        .find_map(|(file, text)| Some((file.to_owned(), line(text)?)));
    found.unwrap_or_else(|| (super::fact::FOLDER.to_owned(), 0))
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

fn fact_faults(law: &Law, book: &Book, forms: &Forms, fact: &FactDef, faults: &mut Vec<Fault>) {
    let mut fault = |message: String| {
        let (file, line) = fact_place(book, &fact.key);
        faults.push(Fault::at(&file, line, message));
    };
    for operand in fact.operands() {
        match law.facts.get(operand) {
            None => fault(format!(
                "dữ kiện “{}”: không có dữ kiện “{operand}”",
                fact.key
            )),
            Some(other) if other.of.is_some() && other.of != fact.of => {
                fault(format!(
                    "dữ kiện “{}”: “{operand}” là của đối tượng khác",
                    fact.key
                ));
            }
            Some(_) => {}
        }
    }
    kind_faults(law, fact).into_iter().for_each(&mut fault);
    twin_faults(law, fact).into_iter().for_each(&mut fault);
    for (entity, field) in fields(fact) {
        if !forms.has_field(entity, &field) {
            fault(format!(
                "dữ kiện “{}”: {entity} không có trường “{field}”",
                fact.key
            ));
        }
    }
    if fact.key == DOSSIER {
        fault(format!(
            "“{DOSSIER}” là tên đối tượng, không dùng làm dữ kiện"
        ));
    }
}

/// Facts and lists that a fact is computed from and that are not there.
fn kind_faults(law: &Law, fact: &FactDef) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |message: String| faults.push(message);
    match &fact.kind {
        FactKind::SumOf(of, _) | FactKind::MaxOf(of, _) => match law.facts.get(&of.field) {
            None => fault(format!(
                "dữ kiện “{}”: không có dữ kiện “{}”",
                fact.key, of.field
            )),
            Some(other) if other.of != Some(of.entity) => {
                fault(format!(
                    "dữ kiện “{}”: “{}” không phải dữ kiện của {}",
                    fact.key, of.field, of.entity
                ));
            }
            Some(_) => {}
        },
        FactKind::Listed { lists, .. }
        | FactKind::Nearest { lists, .. }
        | FactKind::Namesakes { lists, .. } => {
            for list in lists.iter().filter(|list| !law.lists.contains_key(*list)) {
                fault(format!(
                    "dữ kiện “{}”: không có danh mục “{list}”",
                    fact.key
                ));
            }
        }
        FactKind::Words { list, .. } if !law.lists.contains_key(list) => {
            fault(format!(
                "dữ kiện “{}”: không có danh mục “{list}”",
                fact.key
            ));
        }
        _ => {}
    }
    faults
}

/// What is wrong with the place where a fact stands a second time.
fn twin_faults(law: &Law, fact: &FactDef) -> Vec<String> {
    let Some(twin) = &fact.twin else {
        return Vec::new();
    };
    let (key, other, rule) = (&fact.key, &twin.fact, &twin.rule);
    let of_fact = match law.facts.get(other) {
        None => Some(format!(
            "dữ kiện “{key}”: không có dữ kiện “{other}” (twin)"
        )),
        Some(found) if found.of != fact.of => Some(format!(
            "dữ kiện “{key}”: “{other}” (twin) là của đối tượng khác"
        )),
        Some(_) if law.rests_on(other).contains(key.as_str()) => {
            Some(format!("dữ kiện “{key}”: “{other}” (twin) lấy từ chính nó"))
        }
        Some(_) => None,
    };
    let of_rule = (!law.rules.contains_key(rule))
        .then(|| format!("dữ kiện “{key}”: không có quy tắc “{rule}” (twin)"));
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
