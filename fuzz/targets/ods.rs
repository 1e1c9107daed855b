//! The reader of `.ods`, from the parts of a package.

#![no_main]

mod limits;
mod parts;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = vtvl::cells::open(&parts::package(data), &limits::small());
});
