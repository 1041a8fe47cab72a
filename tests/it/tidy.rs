//! Style is a test: what the workspace promises about itself.
//!
//! Every check reads every file to its end, tells all places that break it, and is itself tested on made-up
//! input. `sources` reads the repository, `packages` and `modules` the workspace, `code` and `uses` one file of
//! Rust.

#![allow(clippy::case_sensitive_file_extension_comparisons)] // git keeps names as they are

mod architecture;
mod arrows;
mod circles;
mod code;
mod commits;
mod dead;
mod modules;
mod names;
mod packages;
mod purity;
mod scripts;
mod sizes;
mod sources;
mod texts;
mod uses;
mod words;
