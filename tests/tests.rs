//! The integration tests: one binary, so that the library is linked once.

mod analyze;
mod archives;
mod cli;
mod containers;
mod contract;
mod copies;
mod crawls;
mod evaluation;
mod formats;
mod golden;
mod keeping;
mod names;
mod papers;
mod queries;
mod rates;
mod readme;
mod report;
mod searches;
mod support;
mod tidy;
#[cfg(unix)]
mod watch;
