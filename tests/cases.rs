//! The case tables of the rulebook: one named test a row, `cargo test --test cases nd-62-2020`.

use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use vtvl::Engine;
use vtvl::book::Book;
use vtvl::law::Case;
use vtvl::law::CaseFact;
use vtvl::law::CheckKind;
use vtvl::opinion;

fn main() {
    let arguments = Arguments::from_args();
    let trials = match Engine::new(&Book::embedded().doubted()) {
        Ok(engine) => {
            let rows = opinion::try_cases(&engine.law, &engine.forms)
                .into_iter()
                .map(trial);
            rows.chain([limits_are_tried_on_both_tables(&engine)])
                .collect()
        }
        Err(faults) => vec![Trial::test("the rulebook has no fault", move || {
            Err(Failed::from(faults.to_string()))
        })],
    };
    libtest_mimic::run(&arguments, trials).exit();
}

/// A limit of what stands in two tables has rows in which only one of the two numbers breaks it.
fn limits_are_tried_on_both_tables(engine: &Engine) -> Trial {
    let mut lacking = Vec::new();
    for rule in engine
        .law
        .rules
        .values()
        .filter(|rule| !engine.law.is_comparing(rule))
    {
        let twins = engine.law.twins(rule);
        let limits = rule
            .checks
            .iter()
            .filter(|check| matches!(check.kind, CheckKind::Compared(_)));
        for twin in limits.filter_map(|check| twins.get(check.fact.as_deref()?)) {
            let given =
                |case: &Case| matches!(case.facts.get(&twin.fact), Some(CaseFact::Given(_)));
            if rule.cases().cases.iter().filter(|case| given(case)).count() < 3 {
                lacking.push(format!("{}: {}", rule.id, twin.fact));
            }
        }
    }
    Trial::test("limits are tried on both tables", move || {
        if lacking.is_empty() {
            Ok(())
        } else {
            Err(Failed::from(format!("rows to write: {lacking:?}")))
        }
    })
}

fn trial(result: opinion::CaseResult) -> Trial {
    let name = format!("{} · {}: {}", result.rule, result.line, result.name);
    Trial::test(name, move || {
        if result.holds() {
            return Ok(());
        }
        let (expected, found) = (result.expected.label(), result.found.label());
        Err(Failed::from(format!(
            "rules/{}:{}: bảng ghi “{expected}”, quy tắc cho “{found}”",
            result.file, result.line
        )))
    })
}
