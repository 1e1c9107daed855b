//! Writes a tree of made-up dossiers, and beside it the list of what is in each: for benchmarks and
//! trials of whole folders.
//!
//! ```sh
//! cargo bench --bench dossiers -- --number 1000 --seed 7 --state mixed -o DIR
//! ```
//!
//! The same arguments give the same bytes. The list is `DIR.csv`, or where `--list` says.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use clap::ValueEnum;

#[path = "../tests/support/mod.rs"]
mod support;

use support::dossiers::Mix;
use support::dossiers::Order;

/// Writes a tree of made-up dossiers.
#[derive(Parser)]
struct Arguments {
    /// How many dossiers.
    #[arg(long, default_value_t = 100)]
    number: usize,
    /// What everything comes from.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Only right proposals, or all kinds of states.
    #[arg(long, value_enum, default_value_t = Choice::Mixed)]
    state: Choice,
    /// About how many positions each has; as is usual of its kind where nothing is said.
    #[arg(long)]
    positions: Option<usize>,
    /// The folder, which must not be there yet.
    #[arg(short, long)]
    out: Option<PathBuf>,
    /// Where the list of dossiers goes.
    #[arg(long)]
    list: Option<PathBuf>,
    /// What cargo says to each of its benchmarks.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    Clean,
    Mixed,
}

fn main() -> ExitCode {
    let Arguments {
        number,
        seed,
        state,
        positions,
        out,
        list,
        ..
    } = Arguments::parse();
    // `cargo bench` without a folder runs all benchmarks: this one has nothing to measure.
    let Some(out) = out else {
        return ExitCode::SUCCESS;
    };
    if number > Order::MOST {
        eprintln!(
            "{number} dossiers: there are names for {} at most",
            Order::MOST
        );
        return ExitCode::FAILURE;
    }
    let mix = match state {
        Choice::Clean => Mix::Clean,
        Choice::Mixed => Mix::Mixed,
    };
    let list = list.unwrap_or_else(|| out.with_extension("csv"));
    let begun = Instant::now();
    if let Err(error) = (Order {
        number,
        seed,
        mix,
        positions,
    })
    .write(&out, &list)
    {
        eprintln!("{}: {error}", out.display());
        return ExitCode::FAILURE;
    }
    println!(
        "{number} dossiers in {:.1} s: {}, {}",
        begun.elapsed().as_secs_f64(),
        out.display(),
        list.display()
    );
    ExitCode::SUCCESS
}
