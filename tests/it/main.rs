//! The box from outside: one binary for all integration tests.

#![allow(clippy::unwrap_used)] // a test that cannot go on should say so and stop

mod acme;
mod deck;
mod edge;
mod hall;
mod kill;
mod network;
mod night;
mod patterns;
mod race;
mod tamper;
mod tidy;
