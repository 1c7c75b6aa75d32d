//! Turns what was found into text for people and records for programs. Only this room serializes.

pub mod json;
pub mod text;
