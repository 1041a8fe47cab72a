//! People and devices as staff screens show them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::blocking;
use crate::vault::{Device, Person, Vault, VaultError};
use crate::views::Views;
use domain::{DeviceId, Profile};
use protocol::{DeviceView, PersonView, StaffMessage};

/// The team in memory, read from the vault at start and after every change: snapshots need no disk.
pub(super) struct Team {
    vault: Arc<Vault>,
    views: Arc<Views>,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    people: Vec<Person>,
    devices: Vec<Device>,
    /// Open sockets of each device.
    sockets: HashMap<DeviceId, u32>,
    /// Number of the last read of the vault that was begun.
    begun: u64,
    /// Number of the read that people and devices are from.
    applied: u64,
}

impl Team {
    /// # Errors
    /// [`VaultError`] when people and devices cannot be read.
    pub(super) fn read(vault: Arc<Vault>, views: Arc<Views>) -> Result<Self, VaultError> {
        let known = Known { people: vault.staff()?, devices: vault.devices()?, ..Known::default() };
        Ok(Self { vault, views, known: Mutex::new(known) })
    }

    /// What staff screens show.
    pub(super) fn views(&self) -> (Vec<PersonView>, Vec<DeviceView>) {
        self.lock().views()
    }

    pub(super) fn people(&self) -> Vec<Person> {
        self.lock().people.clone()
    }

    /// What a device may be used for, if it is enrolled.
    pub(super) fn profile(&self, id: &DeviceId) -> Option<Profile> {
        self.lock().devices.iter().find(|device| device.id == *id).map(|device| device.profile)
    }

    /// Reads the vault again and sends people and devices to every staff screen.
    pub(super) async fn refresh(&self) {
        let number = self.lock().begin_read();
        let read = |vault: &Vault| Ok::<_, VaultError>((vault.staff()?, vault.devices()?));
        let read = blocking::with_vault(&self.vault, read).await;
        let mut known = self.lock();
        match read {
            Ok((people, devices)) => known.apply_read(number, people, devices),
            Err(error) => tracing::error!(%error, "people and devices could not be read"),
        }
        let (people, devices) = known.views();
        // Sent while locked, so that an older state never follows a newer one.
        self.views.tell_staff(&StaffMessage::People { people, devices });
    }

    /// Counts a socket that a device opened.
    pub(super) async fn connect(&self, device: &DeviceId, now_ms: i64) {
        *self.lock().sockets.entry(device.clone()).or_default() += 1;
        let id = device.clone();
        let seen = blocking::with_vault(&self.vault, move |vault| vault.device_seen(&id, now_ms)).await;
        if let Err(error) = seen {
            tracing::warn!(%error, "the arrival of a device was not written down");
        }
        self.refresh().await;
    }

    /// Counts a socket that a device closed.
    pub(super) async fn disconnect(&self, device: &DeviceId) {
        self.lock().remove_socket(device);
        self.refresh().await;
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Numbers a read before it begins: it contains every change that was made before this call.
    fn begin_read(&mut self) -> u64 {
        self.begun += 1;
        self.begun
    }

    /// Keeps what was read, unless a read that began later was applied already.
    fn apply_read(&mut self, number: u64, people: Vec<Person>, devices: Vec<Device>) {
        if number > self.applied {
            (self.applied, self.people, self.devices) = (number, people, devices);
        }
    }

    fn remove_socket(&mut self, device: &DeviceId) {
        if let Some(sockets) = self.sockets.get_mut(device) {
            *sockets -= 1;
            if *sockets == 0 {
                self.sockets.remove(device);
            }
        }
    }

    fn views(&self) -> (Vec<PersonView>, Vec<DeviceView>) {
        let devices = self.devices.iter();
        let devices = devices.map(|device| device_view(device, self.sockets.contains_key(&device.id)));
        (self.people.iter().map(person_view).collect(), devices.collect())
    }
}

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
        let (before, after) = (known.begin_read(), known.begin_read());
        known.apply_read(after, vec![ana(true)], vec![]);
        known.apply_read(before, vec![ana(false)], vec![]);
        assert!(known.people[0].suspended);
        let next = known.begin_read();
        known.apply_read(next, vec![ana(false)], vec![]);
        assert!(!known.people[0].suspended);
    }
}
