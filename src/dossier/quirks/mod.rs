//! Each quirk of real workbooks with a made-up sheet of its own.

mod blocks;
mod tables;
mod texts;
