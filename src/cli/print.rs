//! What a command says on standard output.

use std::io;
use std::io::Write as _;

use super::Failure;
use super::system::reason;

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
