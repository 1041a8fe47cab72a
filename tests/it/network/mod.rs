//! The appliance's networks, judged by the programs that make them and by phones.

mod apply;
mod fence;
mod parsers;
mod phones;
mod units;
