//! The box from outside: one binary for all integration tests.

mod deck;
mod edge;
mod tidy;
