//! The reader of `.ods`, and of the widths of its columns, from the parts of a package.

#![no_main]

mod limits;
mod parts;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (bytes, limits) = (parts::package(data), limits::small());
    if let Ok(workbook) = vtvl::cells::open(&bytes, &limits) {
        let _ = vtvl::cells::widths(&bytes, &workbook, &limits);
    }
});
