//! The box from outside: one binary for all integration tests.

#![allow(clippy::unwrap_used)] // a test that cannot go on says so by stopping

mod deck;
mod hall;
mod kill;
mod night;
mod race;
mod tamper;
mod tidy;
