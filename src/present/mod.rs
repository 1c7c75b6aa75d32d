//! Turns what was found into text for people and records for programs. Only this room serializes.

pub mod bars;
pub mod contents;
pub mod csv;
pub mod diff;
pub mod hits;
pub mod json;
mod marks;
pub mod names;
pub mod outcome;
mod reasons;
pub mod terminal;
pub mod text;
pub mod wrap;
