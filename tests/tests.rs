//! The integration tests: one binary, so that the library is linked once.

mod cli;
mod contract;
mod evaluation;
mod golden;
mod queries;
mod rates;
mod searches;
mod support;
mod tidy;
