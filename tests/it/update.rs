//! Updates as the appliance makes them: the program itself on the files of a box, the initramfs's script, a real
//! server.

mod appliance;
mod fetch;
mod reset;
mod slots;
mod whole;
