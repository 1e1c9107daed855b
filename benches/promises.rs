//! What `docs/hieu-nang.md` promises of whole folders, as ratios taken in one run: they hardly
//! depend on the machine.
//!
//! ```sh
//! cargo bench --bench promises
//! ```

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot make its dossiers has to fail"
)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;

#[path = "../tests/support/mod.rs"]
mod support;

use support::dossiers::Mix;
use support::dossiers::Order;

/// Dossiers of a small folder; the large one has so many times as many.
const SMALL: usize = 60;
const TIMES: usize = 4;
/// Runs of each side of a ratio; the quickest counts.
const RUNS: usize = 3;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let of = |number: usize, positions: Option<usize>, name: &str| {
        let place = folder.path().join(name);
        let order = Order {
            number,
            seed: 7,
            mix: Mix::Clean,
            positions,
        };
        order.write(&place, &place.with_extension("csv")).unwrap();
        place
    };
    let (small, large) = (of(SMALL, None, "nho"), of(SMALL * TIMES, None, "lon"));
    let alone = quickest(&small, &["--jobs", "1"]);
    let two = quickest(&small, &["--jobs", "2"]);
    told(
        "two at once instead of one",
        two.as_secs_f64() / alone.as_secs_f64(),
        0.65,
    );
    let many = quickest(&large, &["--jobs", "1"]);
    told(
        "four times the dossiers",
        many.as_secs_f64() / alone.as_secs_f64(),
        4.4,
    );
    let results = folder.path().join("nho-kq/ket-qua").display().to_string();
    let from = timed(&["--from", &results], &folder.path().join("gop"));
    told(
        "results alone instead of workbooks",
        from.as_secs_f64() / alone.as_secs_f64(),
        0.35,
    );
    let wide = quickest(&of(SMALL / 4, Some(160), "dai"), &["--jobs", "1"]);
    let usual = quickest(&of(SMALL / 4, Some(40), "vua"), &["--jobs", "1"]);
    told(
        "four times the positions of each",
        wide.as_secs_f64() / usual.as_secs_f64(),
        4.4,
    );
}

fn quickest(folder: &Path, options: &[&str]) -> Duration {
    let output = folder.with_file_name(format!(
        "{}-kq",
        folder.file_name().unwrap().to_string_lossy()
    ));
    let with_folder = [&[folder.to_str().unwrap()], options].concat();
    (0..RUNS)
        .map(|_| timed(&with_folder, &output))
        .min()
        .unwrap()
}

fn timed(arguments: &[&str], output: &Path) -> Duration {
    if output.exists() {
        std::fs::remove_dir_all(output).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command
        .arg("batch")
        .args(arguments)
        .args(["--quiet", "--on", "2026-11-30", "-o"])
        .arg(output);
    let begun = Instant::now();
    let done = command.output().unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    begun.elapsed()
}

fn told(what: &str, ratio: f64, promised: f64) {
    let verdict = if ratio <= promised {
        "held"
    } else {
        "NOT HELD"
    };
    println!("{what:<40} {ratio:>5.2} × (promised {promised:.2}) {verdict}");
}
