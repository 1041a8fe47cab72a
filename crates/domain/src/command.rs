//! What the hall hands to the rules: who asks for what, and what they may know beside the night.

use crate::act::Act;
use crate::actor::By;
use crate::ids::{CommandId, Digest, Seed};
use crate::rights::Rights;

/// One command with everything `decide` may know about its sender.
#[derive(Clone, Debug)]
pub struct Command {
    /// Idempotency key; `None` only for the box's own commands.
    pub id: Option<CommandId>,
    /// Who asks.
    pub by: By,
    /// What the sender may do: role ∩ device profile.
    pub rights: Rights,
    /// What is asked.
    pub act: Act,
}

/// What the hall lends to every decision, because rules know no dice and no ledger.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// Seed of the game the act names: made for `OpenGame`, from the vault afterwards.
    pub seed: Option<Seed>,
    /// Hash of the last leaf before this command's own, those of the same batch included.
    pub staged_head: Digest,
}
