//! The integration tests: one binary, so that the library is linked once.

mod cli;
mod contract;
mod evaluation;
mod queries;
mod searches;
mod golden;
mod queries;
mod rates;
mod support;
mod tidy;
