//! How far the work is: a bar on a terminal, a line for each tenth elsewhere.

use std::io::IsTerminal as _;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressState;
use indicatif::ProgressStyle;

use crate::cli::clean;
use crate::cli::tell_user;
use crate::opinion::Counts;

/// Parts of the work that are told where there is no terminal.
const PARTS: usize = 10;
/// How often a bar is drawn in a second at most.
const RATE: u8 = 8;
/// Characters of the name of the worst dossier.
const NAME: usize = 34;

/// Tiến độ.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    /// Nothing is told.
    quiet: bool,
    state: Mutex<State>,
}

struct State {
    done: usize,
    of: usize,
    failed: usize,
    worst: (usize, String),
}

impl Progress {
    pub(super) fn new(of: usize, quiet: bool) -> Self {
        let state = Mutex::new(State {
            done: 0,
            of,
            failed: 0,
            worst: (0, String::new()),
        });
        let shows = std::io::stderr().is_terminal() && !quiet;
        Self {
            bar: shows.then(|| bar(of)),
            quiet,
            state,
        }
    }

    /// One more dossier is done: what was found, nothing where its result was kept, or that it
    /// failed.
    pub(super) fn tick(&self, name: &str, found: Result<Option<&Counts>, ()>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += 1;
        match found {
            Err(()) => state.failed += 1,
            Ok(Some(counts)) if counts.violation > state.worst.0 => {
                state.worst = (counts.violation, short(name));
            }
            Ok(_) => {}
        }
        if let Some(bar) = &self.bar {
            bar.set_message(state.told());
            bar.inc(1);
        } else if !self.quiet && state.done * PARTS / state.of > (state.done - 1) * PARTS / state.of
        {
            tell_user(&format!(
                "đã xong {}/{} hồ sơ{}",
                state.done,
                state.of,
                state.told()
            ));
        }
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl State {
    fn told(&self) -> String {
        let (many, name) = &self.worst;
        let failed = if self.failed > 0 {
            format!(" · {} không xét được", self.failed)
        } else {
            String::new()
        };
        let worst = if *many > 0 {
            format!(" · nặng nhất: {name} ({many} lượt sai)")
        } else {
            String::new()
        };
        format!("{failed}{worst}")
    }
}

/// The end of a name: the file says more than its folders.
fn short(name: &str) -> String {
    let name = clean(name);
    let many = name.chars().count();
    if many <= NAME {
        name
    } else {
        format!(
            "…{}",
            name.chars().skip(many - NAME + 1).collect::<String>()
        )
    }
}

fn bar(of: usize) -> ProgressBar {
    let target = ProgressDrawTarget::stderr_with_hz(RATE);
    let bar = ProgressBar::with_draw_target(u64::try_from(of).ok(), target);
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        // Nobody is left to tell where the terminal is gone.
        let _ = write!(
            out,
            "{} hồ sơ/giây",
            format!("{:.1}", state.per_sec()).replace('.', ",")
        );
    };
    let left = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{}", clock(state.eta()));
    };
    let template = "{bar:20} {pos}/{len} · {rate} · còn {left}{wide_msg}";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(
        style
            .with_key("rate", rate)
            .with_key("left", left)
            .progress_chars("█▌░"),
    );
    bar
}

/// A time as people read it on a clock: `2:05`, `1:02:05`.
fn clock(time: Duration) -> String {
    let (hours, minutes, seconds) = (
        time.as_secs() / 3600,
        time.as_secs() / 60 % 60,
        time.as_secs() % 60,
    );
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}
