//! The program: hands the command line to [`vtvl::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    vtvl::cli::main(std::env::args_os())
}
