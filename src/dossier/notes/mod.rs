//! What is told of the reading: remarks for people, and what was read with doubt.

pub(crate) mod columns;
pub(crate) mod dates;
pub(crate) mod doubts;
pub(crate) mod leftover;
pub(crate) mod mark;
pub(crate) mod rows;
pub(crate) mod terms;
pub(crate) mod titles;
pub(crate) mod told;
pub(crate) mod unread;
pub(crate) mod unused;
