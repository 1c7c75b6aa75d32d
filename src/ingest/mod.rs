//! The conveyor: every stage once, in order, in parallel. The only room that knows threads.

pub mod order;
pub mod read;
