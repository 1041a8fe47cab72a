//! The appliance's networks, tested with the programs that make them and with simulated phones.

mod apply;
mod hotspot;
mod isolation;
mod parsers;
mod phones;
mod units;
