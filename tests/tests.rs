//! The integration tests: one binary, so that the library is linked once.

mod contract;
mod evaluation;
mod golden;
mod keeping;
mod queries;
mod rates;
mod support;
mod tidy;
//! The integration tests: one binary, a module each.

mod analyze;
mod formats;
