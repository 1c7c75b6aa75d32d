//! The integration tests: one binary, a module each.

mod analyze;
mod formats;
