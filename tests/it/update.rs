//! Updates as on the appliance: the program on an appliance's files, the initramfs's script, and a real server.

mod appliance;
mod fetch;
mod reset;
mod slots;
mod whole;
