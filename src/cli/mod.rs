//! The command line: reads arguments, calls the pipeline, prints, and gives the exit code.

mod annotate;
mod appraise;
mod args;
mod batch;
mod check;
mod convert;
mod diff;
mod files;
mod gathered;
mod given;
mod global;
mod help;
mod house;
mod mend;
mod outbox;
mod print;
mod read;
mod rules;
mod serve;
mod shell;
mod system;
mod template;
mod unused;
mod usage;
mod values;
mod verify;
mod waivers;
mod wishes;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::Cli;
use args::Command;

/// Mã thoát: what the program tells scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Everything was judged, no violation; or the command did its work.
    Fine = 0,
    /// There are violations.
    Violations = 1,
    /// The program could not work.
    Failed = 2,
    /// No violation, but something could not be judged.
    Unjudged = 3,
}

/// A failure in one Vietnamese sentence, for stderr.
#[derive(Debug)]
struct Failure(String);

/// Where the system is to blame its reason is told in our own words.
impl<E: std::error::Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| {
            error.source()
        });
        let of_system = causes.filter_map(|cause| cause.downcast_ref::<std::io::Error>());
        match of_system.last() {
            Some(refusal) => Self(format!("{error}: {}", system::reason(refusal))),
            None => Self(error.to_string()),
        }
    }
}

/// Runs the program; never panics, never leaves half a file.
pub fn main(args: impl Iterator<Item = OsString>) -> ExitCode {
    // A panic inside a library is caught and told in one sentence; its own message helps no clerk.
    panic::set_hook(Box::new(|_| {}));
    let args: Vec<OsString> = args.collect();
    let exit = panic::catch_unwind(|| run(args)).unwrap_or_else(|_| {
        fail("chương trình gặp lỗi bên trong và đã dừng, không tệp nào bị thay đổi; hãy gửi tệp này cho người phát triển");
        Exit::Failed
    });
    ExitCode::from(exit as u8)
}

fn run(args: Vec<OsString>) -> Exit {
    let parsed = help::command()
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage::explain(&error),
    };
    cli.global.color.apply();
    let done = match &cli.command {
        Command::Check(check) => check::run(check, &cli.global),
        Command::Appraise(appraise) => appraise::run(appraise, &cli.global),
        Command::Batch(batch) => batch::run(batch, &cli.global),
        Command::Annotate(annotate) => annotate::run(annotate, &cli.global),
        Command::Mend(mend) => mend::run(mend, &cli.global),
        Command::Diff(diff) => diff::run(diff, &cli.global),
        Command::Verify(verify) => verify::run(verify, &cli.global),
        Command::Read(read) => read::run(read, &cli.global),
        Command::Template(template) => template::run(template, &cli.global),
        Command::Convert(convert) => convert::run(convert, &cli.global),
        Command::Rules(rules) => rules::run(rules, &cli.global),
        Command::Serve(serve) => serve::run(serve, &cli.global),
        Command::Job => serve::job(),
        Command::Completions(completions) => shell::complete(completions, help::command()),
        Command::Man(man) => shell::man(man, help::command(), &cli.global),
    };
    done.unwrap_or_else(|Failure(sentence)| {
        fail(&sentence);
        Exit::Failed
    })
}

/// Prints one sentence on stderr, or one a line.
fn fail(sentences: &str) {
    sentences.lines().for_each(tell_user);
}

/// Prints one sentence on stderr, beside the result.
fn tell_user(sentence: &str) {
    use std::io::Write as _;
    // With stderr closed there is nobody left to tell; what was done stays done.
    let _ = writeln!(anstream::stderr(), "vtvl: {}", clean(sentence));
}

/// Text from files and workbooks without control characters: it must not command the terminal, and
/// without marks that nobody sees and that turn the direction of writing.
fn clean(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars()
        .filter(|c| *c == '\n' || !is_hidden(*c))
        .collect()
}
