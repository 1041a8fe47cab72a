//! A night without a disk, for tests of what the hall reads in a night.

use super::*;

/// A night on paper: decided and applied as the hall does, without a disk.
#[derive(Clone, Default)]
pub(super) struct Paper {
    pub(super) night: Night,
    asked: u128,
}

impl Paper {
    pub(super) fn must(&mut self, act: &Act) {
        let seed = act.game().filter(|_| self.night.needs_seed(act)).map(|_| Seed([3; 64]));
        let id = Some(CommandId(uuid::Uuid::from_u128(self.asked)));
        let command = Command { id, by: ana(), rights: Rights::ALL, act: act.clone() };
        let decision = self.night.decide(&command, &Given { seed, staged_head: Digest([0; 32]) });
        let entries = decision.unwrap_or_else(|refusal| panic!("{act:?} was refused: {refusal:?}"));
        for entry in entries {
            let seq = self.night.size;
            let at_ms = i64::try_from(seq).unwrap() * 1_000;
            self.night.apply(&Recorded { stamp: Stamp { seq, at_ms, by: ana() }, entry });
        }
        self.asked += 1;
    }

    pub(super) fn game(&self) -> &Game {
        self.night.game(&game()).unwrap()
    }
}

pub(super) fn ana() -> By {
    By { kind: Kind::Staff, staff: Some(StaffId::new("ana").unwrap()), device: None, desk: None }
}

pub(super) fn reason() -> Reason {
    Reason::new("as seen").unwrap()
}
