//! The integration tests: one binary, so that the library is linked once.

mod contract;
mod evaluation;
mod golden;
mod rates;
mod support;
mod tidy;
