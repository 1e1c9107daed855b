//! What a user gives beside workbooks: a map, waivers, the house that signs, a result; the first
//! letter says which.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vtvl::Engine;
use vtvl::book::Book;
use vtvl::dossier::Mapping;
use vtvl::opinion::FileLine;
use vtvl::opinion::Waivers;
use vtvl::register::DossierPlace;
use vtvl::register::RegisterBuilder;
use vtvl::register::read_appraisal;
use vtvl::report::House;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(&Book::embedded()).expect("the rulebook is checked"));

fuzz_target!(|text: &str| {
    let mut letters = text.chars();
    let first = letters.next();
    let text = letters.as_str();
    match first {
        Some('m') => drop(Mapping::parse(text, &ENGINE.forms)),
        Some('w') => drop(Waivers::parse(
            FileLine::of("mien-tru.toml", text.as_bytes()),
            text,
            &ENGINE.law,
        )),
        Some('h') => drop(House::parse(text)),
        _ => {
            if let Ok(recorded) = read_appraisal(text.as_bytes()) {
                let mut builder = RegisterBuilder::new(&ENGINE.forms);
                builder.add(DossierPlace::default(), recorded);
                let register = builder.finish(jiff::civil::date(2026, 11, 30));
                let _ = vtvl::register::outliers(&register);
            }
        }
    }
});
