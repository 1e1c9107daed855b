//! The trials: which layout in which form of which sample, what is known to fail, and what came
//! out.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;

use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use vtvl::Engine;
use vtvl::book::Book;

use crate::desk::Desk;
use crate::desk::SMALL;
use crate::forms::Form;
use crate::layout::Layout;
use crate::outcome::Answer;
use crate::outcome::Difference;
use crate::outcome::answer;
use crate::page;
use crate::plan;

/// The small proposal of this test, then the samples that are correct.
pub(crate) const SAMPLES: [&str; 5] = [
    SMALL,
    "so-nong-nghiep-2021",
    "truong-thpt-2022",
    "so-van-hoa-2021-bo-cuc-la",
    "so-van-hoa-2023-khoi-mo-ta",
];

/// What came out of each trial that ran: nothing when all stayed the same.
pub(crate) type Results = BTreeMap<String, Option<Difference>>;

/// What the trials share.
struct Bench {
    engine: Engine,
    layouts: Vec<Layout>,
    desks: Vec<Desk>,
    right: Vec<Answer>,
    known: BTreeSet<String>,
    update: bool,
    results: Mutex<Results>,
}

/// One trial: layouts, one after the other, on one table of a sample (or on its workbook).
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The layouts by index.
    pub(crate) layouts: Vec<usize>,
    /// The sample by index.
    pub(crate) sample: usize,
    /// The table by index.
    pub(crate) table: Option<usize>,
}

/// Shows what is wrong in each trial that is known to fail, and leaves its workbook in a folder: to
/// work the list off.
fn work_off(bench: &Bench, cases: &[Case], folder: &Path) {
    let known = cases
        .iter()
        .filter(|case| bench.known.contains(&bench.key(case)));
    for (number, case) in known.enumerate() {
        let said = bench.differs(case).map_or_else(
            || "đã đúng".to_owned(),
            |difference| difference.said.join("\n  "),
        );
        println!("{number:03} {}\n  {said}", bench.key(case));
        fs::write(
            folder.join(format!("{number:03}.xlsx")),
            bench.desk(case).book.to_xlsx(),
        )
        .unwrap();
    }
}

/// Runs the trials and ends the process.
pub(crate) fn run() {
    let arguments = Arguments::from_args();
    let bench = Arc::new(bench());
    let cases = plan::cases(&bench.layouts, &bench.desks);
    if let Some(folder) = std::env::var_os("KNOWN_LAYOUTS") {
        return work_off(&bench, &cases, Path::new(&folder));
    }
    let keys: BTreeSet<String> = cases.iter().map(|case| bench.key(case)).collect();
    assert_eq!(keys.len(), cases.len(), "two trials of one name");
    let gone: Vec<&String> = bench.known.difference(&keys).collect();
    assert!(
        gone.is_empty(),
        "known.txt names trials that are not there: {gone:#?}"
    );
    let daily: BTreeSet<String> = cases
        .iter()
        .filter(|case| plan::is_daily(case, &bench.layouts))
        .map(|case| bench.key(case))
        .collect();
    let trials = cases.into_iter().map(|case| {
        let bench = Arc::clone(&bench);
        let ignored = !plan::is_daily(&case, &bench.layouts);
        Trial::test(bench.key(&case), move || bench.check(&case)).with_ignored_flag(ignored)
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    let results = bench.results.lock().unwrap();
    note_unknown(&bench, &results);
    if bench.update {
        strike_out(&bench, &results);
    }
    if daily.iter().all(|key| results.contains_key(key)) {
        print!("{}", page::totals(&bench.layouts, &results));
        let shown = results.iter().filter(|(key, _)| daily.contains(*key));
        let page = page::page(
            &bench.layouts,
            &shown
                .map(|(key, said)| (key.clone(), said.clone()))
                .collect(),
        );
        if let Err(complaint) = keep(&page, bench.update) {
            eprintln!("{complaint}");
            std::process::exit(101);
        }
    }
    conclusion.exit();
}

fn bench() -> Bench {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let desks: Vec<Desk> = SAMPLES.into_iter().map(Desk::of).collect();
    let right = desks
        .iter()
        .map(|desk| answer(&engine, &desk.book))
        .collect();
    let known = fs::read_to_string(folder().join("known.txt")).unwrap_or_default();
    let known = known
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let update = std::env::var_os("UPDATE_LAYOUTS").is_some();
    Bench {
        engine,
        layouts: crate::all(),
        desks,
        right,
        known,
        update,
        results: Mutex::default(),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts")
}

impl Bench {
    /// `layout | sample | form`, two layouts joined by ` + `.
    fn key(&self, case: &Case) -> String {
        let desk = &self.desks[case.sample];
        let names: Vec<&str> = case
            .layouts
            .iter()
            .map(|layout| self.layouts[*layout].name.as_str())
            .collect();
        let form = case
            .table
            .map_or("cả tệp", |table| match desk.tables[table].form {
                Form::Khoi => &desk.sheet(table).name,
                form => form.label(),
            });
        format!("{} | {} | {form}", names.join(" + "), desk.sample)
    }

    /// The sample under the layouts of a case.
    fn desk(&self, case: &Case) -> Desk {
        let mut desk = self.desks[case.sample].clone();
        for layout in &case.layouts {
            (self.layouts[*layout].change)(&mut desk, case.table.unwrap_or_default());
        }
        desk
    }

    fn differs(&self, case: &Case) -> Option<Difference> {
        let noted = case
            .layouts
            .iter()
            .filter_map(|layout| self.layouts[*layout].noted);
        let (mut said, mut right) = (
            answer(&self.engine, &self.desk(case).book),
            self.right[case.sample].clone(),
        );
        for rule in noted {
            (said, right) = (said.without_notes(rule), right.without_notes(rule));
        }
        said.differs(&right)
    }

    fn check(&self, case: &Case) -> Result<(), Failed> {
        let key = self.key(case);
        if self.desk(case).book == self.desks[case.sample].book {
            return Err("không đổi gì trong tệp: bỏ cách trình bày này ở biểu này".into());
        }
        let difference = self.differs(case);
        self.results
            .lock()
            .unwrap()
            .insert(key.clone(), difference.clone());
        match (difference, self.known.contains(&key)) {
            (None, true) if !self.update => {
                Err("đã đúng: bỏ dòng này khỏi tests/layouts/known.txt".into())
            }
            (Some(difference), false) => Err(difference.said.join("; ").into()),
            _ => Ok(()),
        }
    }
}

/// Writes what fails and is not known to `target/tmp`, so that it can be looked at, and be taken
/// over by hand.
fn note_unknown(bench: &Bench, results: &Results) {
    let fails = |(key, said): &(&String, &Option<Difference>)| {
        said.is_some() && !bench.known.contains(*key)
    };
    let lines: Vec<&str> = results
        .iter()
        .filter(fails)
        .map(|(key, _)| key.as_str())
        .collect();
    fs::write(
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("layouts-not-known.txt"),
        lines.join("\n"),
    )
    .unwrap();
}

/// Strikes out of the list what has become right; what did not run stays.
fn strike_out(bench: &Bench, results: &Results) {
    let still = bench
        .known
        .iter()
        .filter(|key| results.get(*key).is_none_or(Option::is_some));
    let lines: Vec<&str> = still.map(String::as_str).collect();
    fs::write(folder().join("known.txt"), page::known(&lines)).unwrap();
}

/// Writes the page, or compares it with the one that is committed.
fn keep(page: &str, update: bool) -> Result<(), &'static str> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bo-cuc.md");
    if update {
        fs::write(&path, page).unwrap();
    }
    if fs::read_to_string(&path).unwrap_or_default() == page {
        return Ok(());
    }
    Err("docs/bo-cuc.md is not what the trials say: UPDATE_LAYOUTS=1 cargo test --test layouts")
}
