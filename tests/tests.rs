//! The integration tests, one binary.

mod contract;
mod evaluation;
mod golden;
mod support;
