//! The case tables of the rulebook: one named test a row, `cargo test --test cases nd-62-2020`.

use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use vtvl::Engine;
use vtvl::book::Book;
use vtvl::opinion;

fn main() {
    let arguments = Arguments::from_args();
    let trials = match Engine::new(&Book::embedded().doubted()) {
        Ok(engine) => opinion::try_cases(&engine.law, &engine.forms).into_iter().map(trial).collect(),
        Err(faults) => vec![Trial::test("the rulebook has no fault", move || Err(Failed::from(faults.to_string())))],
    };
    libtest_mimic::run(&arguments, trials).exit();
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
