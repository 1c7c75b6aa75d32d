//! The integration tests: one binary, so that the library is linked once.

mod contract;
mod date_specs;
mod evaluation;
mod golden;
mod support;
mod tidy;
