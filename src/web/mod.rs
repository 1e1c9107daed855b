//! The same pipeline behind a page.
//!
//! A page sends a *job* and gets an *answer*: both are a [`bundle`](Bundle), a line of JSON with
//! files behind it. [`answer`] is all there is to it: no file system, no network, no state from one
//! job to the next. So the same function stands behind both ways to the page:
//!
//! - compiled to WebAssembly (`wasm32-wasip1`) inside one static file that opens by a double click;
//!   the program then is [`work`], from stdin to stdout (`.ci/page` makes the file);
//! - `vtvl serve`: the page on a loopback address, each job in a child process that runs [`attend`],
//!   so that a time limit, a closed tab or an abort ends that job and nothing else, and no job
//!   outlives its server.

mod about;
#[cfg(not(target_os = "wasi"))]
mod attend;
mod blank;
mod brought;
mod bundle;
mod compare;
mod job;
mod mend;
mod outputs;
mod register;
mod review;
mod rule;
mod submission;
mod told;

#[cfg(not(target_os = "wasi"))]
mod guard;
#[cfg(not(target_os = "wasi"))]
mod page;
#[cfg(not(target_os = "wasi"))]
mod serve;

use std::io;
use std::io::Read;
use std::io::Write;

use crate::cells::Limits;

#[cfg(not(target_os = "wasi"))]
pub use attend::attend;
pub use bundle::Bundle;
pub use bundle::BundleFault;
pub use job::answer;
#[cfg(not(target_os = "wasi"))]
pub use page::page;
#[cfg(not(target_os = "wasi"))]
pub use serve::Server;
#[cfg(not(target_os = "wasi"))]
pub use serve::bind;

/// Bytes that a job may have beside its workbooks: the line of JSON, a mapping, a list of waivers.
const HEAD_BYTES: u64 = 8 << 20;

/// Bytes of a job at most.
#[must_use]
pub fn most_bytes() -> u64 {
    Limits::default().file_bytes + HEAD_BYTES
}

/// Does one job: reads it from `from` to its end, writes the answer to `to`. A refusal is an answer
/// too.
///
/// # Errors
/// When the answer cannot be written.
pub fn work(from: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    // What could not be read makes a job that does not parse, and that is the answer.
    let _ = from.take(most_bytes() + 1).read_to_end(&mut bytes);
    to.write_all(&answer(&bytes))?;
    to.flush()
}
