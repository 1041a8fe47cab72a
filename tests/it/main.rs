//! The box from outside: one binary for all integration tests.

mod deck;
mod edge;
mod hall;
mod kill;
mod night;
mod patterns;
mod race;
mod tamper;
mod tidy;
