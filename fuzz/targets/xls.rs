//! The reader of `.xls`, and of the widths of its columns, from the records of its stream; a whole
//! compound file is taken as it is.

#![no_main]

mod limits;

use std::io::Cursor;
use std::io::Write;

use libfuzzer_sys::fuzz_target;

/// How a compound file begins.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fuzz_target!(|data: &[u8]| {
    let packed = if data.starts_with(&COMPOUND) {
        Some(data.to_vec())
    } else {
        compound(data)
    };
    let Some(bytes) = packed else { return };
    if let Ok(workbook) = vtvl::cells::open(&bytes, &limits::small()) {
        let _ = vtvl::cells::widths(&bytes, &workbook, &limits::small());
    }
});

fn compound(stream: &[u8]) -> Option<Vec<u8>> {
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("/Workbook")
        .ok()?
        .write_all(stream)
        .ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}
