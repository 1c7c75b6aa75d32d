//! The integration tests: one binary, so that the library is linked once.

mod evaluation;
mod queries;
mod tidy;
