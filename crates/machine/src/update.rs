//! Updates of the appliance: a signed bundle, two slots, a trial, and the way back. `docs/decisions/0012-updates.md`
//! has the reasons. In the order in which an update passes through them:

pub mod fetch; // from the internet to the data partition

pub mod stick; // from a USB stick to the data partition

pub mod bundle; // one file: a signed manifest and the parts it names

pub mod manifest; // the version, its computers and its parts

pub mod keys; // keys that sign updates

pub mod target; // the appliance: its slots, keys and folders

pub mod install; // into the slot that does not run

mod boot; // which slot starts next, and how often it may try

pub mod slots; // the choice of the slot; the initramfs makes the same one

pub mod keep; // the people's database as it was before the trial

pub mod state; // what the box tells its owner, and what the owner asks for

pub mod disk; // every change to a disk, one step at a time

mod problem;

pub use problem::UpdateProblem;

#[cfg(test)]
mod tests;
