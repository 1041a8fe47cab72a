//! Stored answers by command id, for the whole night: a retry may come hours later and gets the same bytes.

use std::collections::HashMap;

use bytes::Bytes;
use domain::{By, Command, CommandId, Entry, Kind, Refusal, StaffId};
use protocol::{Reply, ReplyBody};

/// All answers of tonight.
#[derive(Default)]
pub(super) struct Answers(HashMap<CommandId, Stored>);

/// An answer, and the actor who may have it again.
struct Stored {
    kind: Kind,
    staff: Option<StaffId>,
    bytes: Bytes,
}

impl Answers {
    /// The stored answer to this id, or a refusal when another actor used it; `None` for a new id.
    pub(super) fn again(&self, id: CommandId, by: &By) -> Option<Bytes> {
        let stored = self.0.get(&id)?;
        let asker = stored.kind == by.kind && stored.staff == by.staff;
        Some(if asker { stored.bytes.clone() } else { reply(id, ReplyBody::Refused(id_taken())) })
    }

    /// Stores the answer to the command that wrote these entries, from `seq` on.
    pub(super) fn keep(&mut self, id: CommandId, by: &By, seq: u64, entries: Vec<Entry>) -> Bytes {
        let bytes = encode(id, seq, entries);
        let stored = Stored { kind: by.kind, staff: by.staff.clone(), bytes: bytes.clone() };
        self.0.insert(id, stored);
        bytes
    }
}

/// The answer to a command. It depends on its entries only, so that it is the same after every replay.
fn encode(id: CommandId, seq: u64, mut entries: Vec<Entry>) -> Bytes {
    let body = match entries.pop() {
        Some(Entry::Refused { refusal, .. }) if entries.is_empty() => ReplyBody::Refused(refusal),
        last => {
            entries.extend(last);
            ReplyBody::Ok { seq, entries }
        }
    };
    reply(id, body)
}

/// A refusal that is not recorded; empty for a command of the box itself, which has no caller.
pub(super) fn refused(command: &Command, refusal: Refusal) -> Bytes {
    command.id.map_or_else(Bytes::new, |id| reply(id, ReplyBody::Refused(refusal)))
}

pub(super) fn reply(id: CommandId, body: ReplyBody) -> Bytes {
    serde_json::to_vec(&Reply { id, body }).expect("replies always encode").into()
}

/// An id belongs to one act of one actor: another that sends it is faulty or forged.
fn id_taken() -> Refusal {
    Refusal::invalid("id", "used by somebody else")
}
