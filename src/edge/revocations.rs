//! Session revocations: the sockets of a person or device that was suspended or signed out close at once.

use tokio::sync::broadcast;

use domain::{DeviceId, StaffId};

/// Revocations a socket may be behind with. A socket that missed some closes.
const BACKLOG_MAX: usize = 64;

/// A person or device that can be revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Staff(StaffId),
    Device(DeviceId),
}

/// Sends revocations to all staff sockets.
#[derive(Debug)]
pub(super) struct Revocations(broadcast::Sender<Subject>);

/// Receives them for one staff socket.
#[derive(Debug)]
pub(super) struct RevocationReceiver(broadcast::Receiver<Subject>);

impl Default for Revocations {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG_MAX).0)
    }
}

impl Revocations {
    /// Closes every socket of this person or device.
    pub(super) fn revoke(&self, subject: Subject) {
        let _ = self.0.send(subject); // fails when no staff socket is open
    }

    /// Subscribe before the session is looked up in the vault: a suspension in between is then received.
    pub(super) fn subscribe(&self) -> RevocationReceiver {
        RevocationReceiver(self.0.subscribe())
    }
}

impl RevocationReceiver {
    /// Ends when this person or device is revoked.
    pub(super) async fn revoked(&mut self, staff: &StaffId, device: &DeviceId) {
        loop {
            match self.0.recv().await {
                Ok(Subject::Staff(revoked)) if revoked == *staff => return,
                Ok(Subject::Device(revoked)) if revoked == *device => return,
                Ok(_) => {}
                // A revocation was missed, perhaps this one: a needless sign-in is the lesser harm.
                Err(_) => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_those_meant_leave() {
        let (anna, bob) = (StaffId::new("s1").unwrap(), StaffId::new("s2").unwrap());
        let (bar, stage) = (DeviceId::new("d1").unwrap(), DeviceId::new("d2").unwrap());
        let revocations = Revocations::default();
        let mut at_the_bar = revocations.subscribe();
        let mut on_stage = revocations.subscribe();
        revocations.revoke(Subject::Staff(bob.clone()));
        revocations.revoke(Subject::Device(bar.clone()));
        at_the_bar.revoked(&anna, &bar).await;
        on_stage.revoked(&bob, &stage).await;
        assert!(on_stage.0.try_recv().is_ok(), "the second revocation was not needed");
    }
}
