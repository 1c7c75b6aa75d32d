//! Reads a query, plans it for the index and runs it.

pub mod ast;
pub mod days;
pub mod field;
pub mod parser;
