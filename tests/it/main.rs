//! The box from outside: one binary for all integration tests.

#![allow(clippy::unwrap_used)] // a test that cannot go on should say so and stop

mod acme;
mod cards;
mod damage;
mod deck;
mod edge;
mod full;
mod hall;
mod kept;
mod kill;
mod network;
mod night;
mod paper;
mod patterns;
mod power_cut;
mod race;
mod referee;
mod table;
mod tamper;
mod tidy;
mod update;
mod wasm;
