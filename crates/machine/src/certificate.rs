//! Which TLS certificate the box serves, and how it gets one. The box's own authority works with no internet and
//! no public name; a better source replaces it while its certificate is valid.

mod acme;
pub mod authority;
mod error;
mod keeper;
pub mod selection;
mod served;
mod store;
mod trusted;

pub use acme::AcmeOptions;
pub use error::TlsError;
pub use keeper::{Keeper, StatusReceiver};
pub use served::Served;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[cfg(test)]
mod tests;
