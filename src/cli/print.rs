//! What a command says on standard output.

use std::io;
use std::io::Write as _;

use super::Failure;
use super::global::Global;
use super::system::reason;
use crate::report::TextOptions;

/// Columns of a terminal that does not say how wide it is.
const WIDTH: usize = 80;

/// Columns below which tables fall apart, and above which lines are too long to read.
const NARROWEST: usize = 50;
const WIDEST: usize = 110;

/// Prints what a command found. A reader that stopped reading (a pager, `head`) is no failure; a
/// full disk is one, for nobody may take half a result for the whole.
pub(super) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    printed(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Prints a line without what would command a terminal.
pub(super) fn print_line(line: &str) -> Result<(), Failure> {
    print(format!("{}\n", super::clean(line)).as_bytes())
}

/// What became of printing.
pub(super) fn printed(done: io::Result<()>) -> Result<(), Failure> {
    match done {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure(format!(
            "không in được kết quả ra màn hình hoặc tệp đã chuyển hướng: {}",
            reason(&error)
        ))),
        _ => Ok(()),
    }
}

/// How wide a page of text is: as the terminal that shows it, within what reads well; 80 columns in
/// a file.
fn width() -> usize {
    let shown = terminal_size::terminal_size_of(std::io::stdout());
    shown.map_or(WIDTH, |(columns, _)| {
        usize::from(columns.0).clamp(NARROWEST, WIDEST)
    })
}

/// How text is laid out for the terminal, or the file, that it is printed on.
pub(super) fn text_options(global: &Global) -> TextOptions {
    TextOptions {
        width: width(),
        colour: true,
        quiet: global.quiet,
        verbose: global.verbose,
    }
}
