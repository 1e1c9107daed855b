//! The program: hands the command line to [`vtvl`].

fn main() {}
