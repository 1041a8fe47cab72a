//! Wrong PINs: counted by person and device, so that a device on which somebody guesses makes itself wait and not the
//! person; and for the person in all, against somebody with many devices.

use rusqlite::{OptionalExtension as _, Transaction};

use super::{Person, staff_number, with_pin};
use crate::vault::hasher::PinHash;
use crate::vault::pin::{self, WAIT_MAX_MS};
use crate::vault::{Denied, Vault, VaultError, number_of, wait_left};
use domain::{DeviceId, StaffId};

/// Wrong tries at a person in one day, on all devices together, before every device waits on which the person never
/// signed in. One device comes to some hundred a day by its own waits, so this takes several that guess all day; a PIN
/// of a million is found in one of 5,000 such days.
const PERSON_TRIES_MAX: u32 = 200;
/// A day, ms.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Wrong tries in a row, and until when the next one waits.
#[derive(Clone, Copy, Default)]
struct Tries {
    failures: u32,
    wait_until_age_ms: i64,
}

impl Vault {
    /// Checks a PIN that was typed on this device. An unknown or suspended person costs the same time and the same
    /// writes as a wrong PIN, so that an answer does not tell who exists.
    pub(in crate::vault) fn check_pin(
        &self,
        id: &StaffId,
        device: &DeviceId,
        pin: &str,
        age_ms: i64,
    ) -> Result<Person, Denied> {
        let known = self.count_try(id, device, age_ms)?;
        let decoy = PinHash::decoy();
        let fits = self.hasher.fits(pin, known.as_ref().map_or(&decoy, |(_, hash)| hash))?;
        let Some((person, _)) = known.filter(|_| fits) else {
            return Err(Denied::Wrong);
        };
        // Tries elsewhere stay counted: whoever signs in must not give a guesser new ones.
        self.write(|tx| {
            tx.execute(
                "UPDATE pin_totals SET failures = max(failures - 1, 0),
                     wait_until_age_ms = iif(failures > ?2, wait_until_age_ms, 0)
                 WHERE staff = ?1",
                (staff_number(&person.id)?, PERSON_TRIES_MAX),
            )?;
            know(tx, &person.id, device)
        })?;
        Ok(person)
    }

    /// Counts a try as wrong before it is checked: tries made at the same time, or cut off by a power cut, all count.
    pub(in crate::vault) fn count_try(
        &self,
        id: &StaffId,
        device: &DeviceId,
        age_ms: i64,
    ) -> Result<Option<(Person, PinHash)>, Denied> {
        let device = device_number(device);
        self.write(|tx| {
            let known = number_of(id.as_str(), 's').map(|n| with_pin(tx, n)).transpose()?.flatten();
            // Tries at unknown people are counted together, under number 0, which no person has.
            let staff =
                known.as_ref().map_or(0, |(person, _)| number_of(person.id.as_str(), 's').unwrap_or(0));
            let (here, was_here) = on_device(tx, staff, device)?;
            let (since_age_ms, all) = in_a_day(tx, staff, age_ms)?;
            let waits = [Some(here), (!was_here).then_some(all)];
            for Tries { wait_until_age_ms, .. } in waits.into_iter().flatten() {
                if let Some(left_ms) = wait_left(wait_until_age_ms, age_ms, WAIT_MAX_MS) {
                    return Err(Denied::Wait { left_ms });
                }
            }
            let failures = here.failures.saturating_add(1);
            let wait_until_age_ms = age_ms + pin::wait_ms(failures);
            keep(tx, staff, device, Tries { failures, wait_until_age_ms }, was_here)?;
            let failures = all.failures.saturating_add(1);
            let wait_until_age_ms = if failures >= PERSON_TRIES_MAX { age_ms + WAIT_MAX_MS } else { 0 };
            tx.execute(
                "INSERT OR REPLACE INTO pin_totals (staff, since_age_ms, failures, wait_until_age_ms)
                 VALUES (?, ?, ?, ?)",
                (staff, since_age_ms, failures, wait_until_age_ms),
            )?;
            Ok(known)
        })
    }
}

/// Remembers that a person has signed in on this device, and forgets the tries there.
pub(in crate::vault) fn know(tx: &Transaction<'_>, staff: &StaffId, device: &DeviceId) -> Result<(), Denied> {
    Ok(keep(tx, staff_number(staff)?, device_number(device), Tries::default(), true)?)
}

/// Forgets all tries at a person: their PIN is a new one.
pub(super) fn forget(tx: &Transaction<'_>, staff: i64) -> Result<(), VaultError> {
    tx.execute("DELETE FROM pin_tries WHERE staff = ?", [staff])?;
    tx.execute("DELETE FROM pin_totals WHERE staff = ?", [staff])?;
    Ok(())
}

/// Tries at a person on this device, and whether the person has signed in there.
fn on_device(tx: &Transaction<'_>, staff: i64, device: i64) -> Result<(Tries, bool), VaultError> {
    let row = tx.query_row(
        "SELECT failures, wait_until_age_ms, known FROM pin_tries WHERE staff = ? AND device = ?",
        [staff, device],
        |row| Ok((Tries { failures: row.get(0)?, wait_until_age_ms: row.get(1)? }, row.get(2)?)),
    );
    Ok(row.optional()?.unwrap_or_default())
}

/// When the day of a person's wrong tries began, and those of it.
fn in_a_day(tx: &Transaction<'_>, staff: i64, age_ms: i64) -> Result<(i64, Tries), VaultError> {
    let row = tx.query_row(
        "SELECT since_age_ms, failures, wait_until_age_ms FROM pin_totals WHERE staff = ?",
        [staff],
        |row| Ok((row.get(0)?, Tries { failures: row.get(1)?, wait_until_age_ms: row.get(2)? })),
    );
    let day = row.optional()?.filter(|(since_age_ms, _)| age_ms - since_age_ms < DAY_MS);
    Ok(day.unwrap_or((age_ms, Tries::default())))
}

fn keep(
    tx: &Transaction<'_>,
    staff: i64,
    device: i64,
    Tries { failures, wait_until_age_ms }: Tries,
    known: bool,
) -> Result<(), VaultError> {
    tx.execute(
        "INSERT OR REPLACE INTO pin_tries (staff, device, failures, wait_until_age_ms, known) VALUES (?, ?, ?, ?, ?)",
        (staff, device, failures, wait_until_age_ms, known),
    )?;
    Ok(())
}

/// Number of a device that has proved its key.
fn device_number(id: &DeviceId) -> i64 {
    number_of(id.as_str(), 'd').unwrap_or(0)
}
