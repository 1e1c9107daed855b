//! The appraiser's word, in workbooks written as text.

#![no_main]

mod text;

use libfuzzer_sys::fuzz_target;
use vtvl::report::read_review;

fuzz_target!(|text: &str| {
    let _ = read_review(&text::workbook(text));
});
