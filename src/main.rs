//! The program: hands the command line to [`vtvl::cli`].

use std::process::ExitCode;

/// Dossiers are appraised beside each other, and each is made of very many small texts.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(not(target_os = "wasi"))]
fn main() -> ExitCode {
    vtvl::cli::main(std::env::args_os())
}

/// The engine of the page in a browser: one job from stdin, its answer to stdout.
#[cfg(target_os = "wasi")]
fn main() -> ExitCode {
    match vtvl::web::work(std::io::stdin(), std::io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
