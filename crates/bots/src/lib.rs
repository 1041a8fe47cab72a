//! Guests and staff that play through real sockets: the demo's bots and the load driver.
//!
//! They know the box only as any client does: its address, its authority's certificate, cards'
//! keys, and the claim code its owner reads from the console.
//! Read `door` first, then `guest` and `staff`, then `night`.

#![warn(missing_docs)]

pub mod device;
pub mod dice;
pub mod door;
pub mod guest;
pub mod night;
pub mod process;
pub mod staff;
pub mod swarm;

pub use door::Door;

/// Something between a bot and the box failed.
#[derive(Debug, thiserror::Error)]
pub enum BotError {
    /// The network, TLS or the WebSocket.
    #[error("{what}: {source}")]
    Link {
        /// What was being done.
        what: &'static str,
        /// What went wrong.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The box answered something a client cannot go on with.
    #[error("{0}")]
    Unexpected(String),
}

impl BotError {
    pub(crate) fn link(
        what: &'static str,
    ) -> impl FnOnce(Box<dyn std::error::Error + Send + Sync>) -> BotError {
        move |source| BotError::Link { what, source }
    }
}

/// Turns any error into a [`BotError::Link`] that says what was being done.
pub(crate) trait While<T> {
    fn on(self, what: &'static str) -> Result<T, BotError>;
}

impl<T, E: Into<Box<dyn std::error::Error + Send + Sync>>> While<T> for Result<T, E> {
    fn on(self, what: &'static str) -> Result<T, BotError> {
        self.map_err(|error| BotError::link(what)(error.into()))
    }
}
