//! People and devices as staff screens show them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::App;
use crate::vault::{Device, Person, Vault, VaultError};
use domain::{DeviceId, Profile};
use protocol::{DeviceView, PersonView, StaffMessage};

/// The team, read once from the vault and again whenever it changes: snapshots need no disk.
#[derive(Debug, Default)]
pub(super) struct Team(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    people: Vec<Person>,
    devices: Vec<Device>,
    /// Open sockets of each device.
    sockets: HashMap<DeviceId, u32>,
    /// Reads of the vault that were begun.
    begun: u64,
    /// The read that people and devices are from.
    read: u64,
}

impl Team {
    /// The team as the vault knows it.
    ///
    /// # Errors
    /// [`VaultError`] when it cannot be read.
    pub fn read(vault: &Vault) -> Result<Self, VaultError> {
        let known = Known { people: vault.staff()?, devices: vault.devices()?, ..Known::default() };
        Ok(Self(Mutex::new(known)))
    }

    /// What staff screens show.
    pub fn views(&self) -> (Vec<PersonView>, Vec<DeviceView>) {
        self.lock().views()
    }

    /// The people as the vault had them last.
    pub fn people(&self) -> Vec<Person> {
        self.lock().people.clone()
    }

    /// What a device may be used for, if it is one of ours.
    pub fn profile(&self, id: &DeviceId) -> Option<Profile> {
        self.lock().devices.iter().find(|device| device.id == *id).map(|device| device.profile)
    }

    /// Reads the vault again and shows every staff screen what is new.
    pub async fn changed(&self, app: &App) {
        let number = self.lock().begin();
        let read = app.with_vault(|vault| Ok::<_, VaultError>((vault.staff()?, vault.devices()?))).await;
        // Told while locked: what is newer is told later.
        let mut known = self.lock();
        match read {
            Ok((people, devices)) => known.take(number, people, devices),
            Err(error) => tracing::error!(%error, "people and devices could not be read"),
        }
        let (people, devices) = known.views();
        app.views.tell_staff(&StaffMessage::People { people, devices });
    }

    /// A device opened a socket.
    pub async fn arrived(&self, app: &App, device: &DeviceId) {
        *self.lock().sockets.entry(device.clone()).or_default() += 1;
        let (id, now_ms) = (device.clone(), app.now_ms());
        if let Err(error) = app.with_vault(move |vault| vault.device_seen(&id, now_ms)).await {
            tracing::warn!(%error, "the arrival of a device was not written down");
        }
        self.changed(app).await;
    }

    /// A device closed a socket.
    pub async fn left(&self, app: &App, device: &DeviceId) {
        {
            let mut known = self.lock();
            if let Some(sockets) = known.sockets.get_mut(device) {
                *sockets -= 1;
                if *sockets == 0 {
                    known.sockets.remove(device);
                }
            }
        }
        self.changed(app).await;
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Numbers a read before it begins: a change that was made before is in it.
    fn begin(&mut self) -> u64 {
        self.begun += 1;
        self.begun
    }

    /// Takes what was read, unless a read that began later has come in already.
    fn take(&mut self, number: u64, people: Vec<Person>, devices: Vec<Device>) {
        if number > self.read {
            (self.read, self.people, self.devices) = (number, people, devices);
        }
    }

    fn views(&self) -> (Vec<PersonView>, Vec<DeviceView>) {
        let devices = self.devices.iter();
        let devices = devices.map(|device| device_view(device, self.sockets.contains_key(&device.id)));
        (self.people.iter().map(person_view).collect(), devices.collect())
    }
}

/// A person as screens show them.
pub(super) fn person_view(person: &Person) -> PersonView {
    PersonView {
        id: person.id.clone(),
        name: person.name.clone(),
        role: person.role,
        suspended: person.suspended,
    }
}

fn device_view(device: &Device, connected: bool) -> DeviceView {
    DeviceView {
        id: device.id.clone(),
        desk: device.desk.clone(),
        profile: device.profile,
        suspended: device.suspended,
        seen_ms: device.seen_ms,
        connected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Label, Role, StaffId};

    #[test]
    fn a_read_that_comes_in_late_does_not_bring_back_what_was_before() {
        let ana = |suspended| Person {
            id: StaffId::new("s1").unwrap(),
            name: Label::new("Ana").unwrap(),
            role: Role::Seller,
            suspended,
        };
        let mut known = Known::default();
        let (before, after) = (known.begin(), known.begin());
        known.take(after, vec![ana(true)], vec![]);
        known.take(before, vec![ana(false)], vec![]);
        assert!(known.people[0].suspended);
        let next = known.begin();
        known.take(next, vec![ana(false)], vec![]);
        assert!(!known.people[0].suspended);
    }
}
