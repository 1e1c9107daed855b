//! Each quirk of real workbooks with a made-up sheet of its own.

mod anything;
mod around;
mod blocks;
mod headings;
mod kinds;
mod levels;
mod older;
mod relations;
mod sections;
mod tables;
mod texts;
mod told;
