//! The integration tests: one binary, so that the library is linked once.

mod analyze;
mod cli;
mod contract;
mod copies;
mod evaluation;
mod formats;
mod golden;
mod keeping;
mod names;
mod queries;
mod rates;
mod readme;
mod searches;
mod support;
mod tidy;
