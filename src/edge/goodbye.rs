//! Whoever is suspended or signs out loses their sockets at once.

use tokio::sync::broadcast;

use domain::{DeviceId, StaffId};

/// Notices a socket may be late with; later ones still come, and a socket that missed some closes.
const WAITING_MAX: usize = 64;

/// Who has to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leaves {
    /// Every socket of this person.
    Staff(StaffId),
    /// Every socket of this device.
    Device(DeviceId),
}

/// The announcements.
#[derive(Debug)]
pub(super) struct Goodbyes(broadcast::Sender<Leaves>);

/// One staff socket's ear for them.
#[derive(Debug)]
pub(super) struct Ear(broadcast::Receiver<Leaves>);

impl Default for Goodbyes {
    fn default() -> Self {
        Self(broadcast::channel(WAITING_MAX).0)
    }
}

impl Goodbyes {
    /// Closes their sockets.
    pub fn say(&self, who: Leaves) {
        let _ = self.0.send(who); // nobody signed in is fine
    }

    /// Listen before asking the vault whether the session is good: a suspension in between is heard.
    pub fn listen(&self) -> Ear {
        Ear(self.0.subscribe())
    }
}

impl Ear {
    /// Ends when this person or device has to leave.
    pub async fn told(&mut self, staff: &StaffId, device: &DeviceId) {
        loop {
            match self.0.recv().await {
                Ok(Leaves::Staff(who)) if who == *staff => return,
                Ok(Leaves::Device(which)) if which == *device => return,
                Ok(_) => {}
                // Something was missed: signing in again costs nothing, staying may.
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
        let goodbyes = Goodbyes::default();
        let mut at_the_bar = goodbyes.listen();
        let mut on_stage = goodbyes.listen();
        goodbyes.say(Leaves::Staff(bob.clone()));
        goodbyes.say(Leaves::Device(bar.clone()));
        at_the_bar.told(&anna, &bar).await;
        on_stage.told(&bob, &stage).await;
        assert!(on_stage.0.try_recv().is_ok(), "the second notice was not needed");
    }
}
