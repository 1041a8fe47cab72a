//! What the hall keeps in the vault, apart from the ledger.

use std::sync::Arc;

use domain::{GameId, NightId, Seed, TeamDevice, TeamMember};

use crate::hall::{Memory, Team};
use crate::vault::{Device, Person, Vault, VaultError};

/// The vault, as the hall knows it.
pub struct HallMemory(Arc<Vault>);

impl HallMemory {
    /// The memory of the venue with this vault.
    #[must_use]
    pub fn new(vault: Arc<Vault>) -> Self {
        Self(vault)
    }
}

impl Memory for HallMemory {
    fn team(&mut self) -> Result<Team, String> {
        team(&self.0).map_err(|error| error.to_string())
    }

    fn remember(&mut self, checkpoint: &str) -> Result<(), String> {
        self.0.checkpoint_keep(checkpoint).map_err(|error| error.to_string())
    }

    fn remembered(&mut self) -> Result<Option<String>, String> {
        self.0.checkpoint_kept().map_err(|error| error.to_string())
    }

    fn seed(&mut self, night: &NightId, game: &GameId, make: bool) -> Result<Option<Seed>, String> {
        let words = |error: VaultError| error.to_string();
        if let Some(seed) = self.0.seed(night, game).map_err(words)? {
            return Ok(Some(seed));
        }
        if !make {
            return Ok(None);
        }
        // Kept before it is committed to: a seed lost after the commitment would end the game.
        self.0.seed_make(night, game, &self.0.seed_fresh()).map(Some).map_err(words)
    }
}

/// The team as the vault has it, without names.
///
/// # Errors
/// [`VaultError`] when it cannot be read.
pub fn team(vault: &Vault) -> Result<Team, VaultError> {
    let member =
        |person: Person| TeamMember { staff: person.id, role: person.role, suspended: person.suspended };
    let device = |device: Device| TeamDevice {
        device: device.id,
        profile: device.profile,
        suspended: device.suspended,
    };
    Ok(Team {
        people: vault.staff()?.into_iter().map(member).collect(),
        devices: vault.devices()?.into_iter().map(device).collect(),
    })
}
