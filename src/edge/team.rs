//! People and devices as staff screens show them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::App;
use crate::domain::{DeviceId, Profile};
use crate::protocol::{DeviceView, PersonView, StaffMessage};
use crate::vault::{Device, Person, Vault, VaultError};

/// The team, read once from the vault and again whenever it changes: snapshots need no disk.
#[derive(Debug, Default)]
pub(super) struct Team(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    people: Vec<Person>,
    devices: Vec<Device>,
    /// Open sockets of each device.
    sockets: HashMap<DeviceId, u32>,
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
        let known = self.lock();
        let people = known.people.iter().map(person_view).collect();
        let devices = known
            .devices
            .iter()
            .map(|device| device_view(device, known.sockets.contains_key(&device.id)))
            .collect();
        (people, devices)
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
        match app.with_vault(|vault| Ok::<_, VaultError>((vault.staff()?, vault.devices()?))).await {
            Ok((people, devices)) => {
                let mut known = self.lock();
                (known.people, known.devices) = (people, devices);
            }
            Err(error) => tracing::error!(%error, "people and devices could not be read"),
        }
        let (people, devices) = self.views();
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
