//! The appliance: opens all rooms, reads the clock, looks after the machine it runs on.
//!
//! Read `venue` first: it is where everything meets.

pub mod clock;
pub mod factory_reset;
mod facts;
pub mod memory;
pub mod patterns;
pub mod poster;
pub mod programme;
pub mod service_manager;
pub mod venue;
