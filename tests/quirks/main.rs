//! The quirks of real workbooks (Q1 to Q42 of the survey): which test shows each, and those that
//! need the bytes of a file rather than a sheet made in memory.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has to fail"
)]

mod bytes;
mod index;
mod seeds;
#[path = "../../fuzz/targets/text.rs"]
mod text;
