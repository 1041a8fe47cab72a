//! Updates of the appliance: a signed bundle, two slots, a trial, and the way back. `docs/decisions/0012-updates.md`
//! has the reasons. In the order an update travels:

pub mod fetch; // from the internet to the data partition, not yet believed

pub mod stick; // from a USB stick to the data partition

pub mod bundle; // one file: a signed manifest and the parts it names

pub mod manifest; // what a bundle says about itself

pub mod keys; // who may sign

pub mod place; // where this box keeps what: slots, keys, state

pub mod install; // into the slot that does not run

pub mod boot; // which slot starts next, and how often it may try

pub mod slots; // the choice itself; the initramfs makes the same one

pub mod keep; // the people's database as it was before the trial

pub mod state; // what the box tells about all this, and what it is asked for

pub mod disk; // every change to a disk, one step at a time

mod problem;

pub use problem::Problem;

#[cfg(test)]
mod tests;
