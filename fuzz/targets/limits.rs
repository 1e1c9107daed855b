//! The limits of the program, with fewer cells and bytes: what is allowed stays fast, what breaks a
//! limit is refused all the same.

use vtvl::cells::Limits;

pub fn small() -> Limits {
    Limits {
        part_bytes: 1 << 20,
        package_bytes: 2 << 20,
        cells: 100_000,
        text_bytes: 4 << 20,
        ..Limits::default()
    }
}
