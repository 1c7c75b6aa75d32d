//! Reads a query, plans it for the index and runs it.

pub mod answer;
pub mod ast;
pub mod days;
pub mod field;
pub mod filter;
pub mod highlight;
pub mod parser;
