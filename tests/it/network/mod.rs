//! The appliance's networks, judged by the programs that make them and by phones.

mod fence;
mod phones;
mod units;
mod parsers;
