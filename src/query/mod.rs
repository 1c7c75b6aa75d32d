//! Reads a query, plans it for the index and runs it.

pub mod answer;
pub mod ast;
pub mod counts;
pub mod days;
pub mod field;
pub mod filter;
pub mod fold;
pub mod found;
pub mod groups;
pub mod highlight;
pub mod lookup;
pub mod name_filter;
pub mod names_list;
pub mod parser;
pub mod people;
pub mod plan;
pub mod quoted;
pub mod search;
pub mod suggest;
pub mod topics;

mod nearest;
