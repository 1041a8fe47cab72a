//! The appliance's networks, judged by the programs that make them and by phones.

mod apply;
mod fence;
mod hotspot;
mod parsers;
mod phones;
mod units;
