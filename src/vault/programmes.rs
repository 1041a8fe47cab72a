//! Programmes of former nights, to begin the next one from. The programme that counts is in each night's ledger.

use super::{Vault, VaultError};
use domain::{Item, NightId};

/// Programmes kept: half a year of weekly nights.
const KEPT_MAX: u32 = 26;

impl Vault {
    /// Keeps the programme of a night; it replaces the one kept before.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written.
    ///
    /// # Panics
    /// Never: items always serialise.
    pub fn programme_keep(&self, night: &NightId, items: &[Item]) -> Result<(), VaultError> {
        let items = serde_json::to_string(items).expect("items always serialise");
        self.write(|tx| {
            tx.execute(
                "INSERT INTO programmes (night, items) VALUES (?1, ?2)
                 ON CONFLICT (night) DO UPDATE SET items = ?2",
                (night.as_str(), items),
            )?;
            tx.execute(
                "DELETE FROM programmes WHERE night NOT IN
                 (SELECT night FROM programmes ORDER BY night DESC LIMIT ?)",
                [KEPT_MAX],
            )
        })?;
        Ok(())
    }

    /// Programmes of former nights, newest first. One that this version cannot read is left out.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn programmes(&self) -> Result<Vec<(NightId, Vec<Item>)>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare("SELECT night, items FROM programmes ORDER BY night DESC")?;
        let rows = rows.query_map((), |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let read = |(night, items): (String, String)| {
            Some((NightId::new(night).ok()?, serde_json::from_str(&items).ok()?))
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ItemId, ItemKind, Reason};

    fn item(id: &str) -> Item {
        let text = Reason::new("The raffle, then the bar").unwrap();
        Item { id: ItemId::new(id).unwrap(), kind: ItemKind::Break { minutes: 15, text } }
    }

    #[test]
    fn the_newest_half_year_is_kept_and_a_night_has_one() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::open(dir.path()).unwrap();
        for week in 10..50 {
            let night = NightId::new(format!("2026-{week}")).unwrap();
            vault.programme_keep(&night, &[item("a")]).unwrap();
            vault.programme_keep(&night, &[item("a"), item("b")]).unwrap();
        }
        let kept = vault.programmes().unwrap();
        assert_eq!(kept.len(), 26);
        assert_eq!((kept[0].0.as_str(), kept[25].0.as_str()), ("2026-49", "2026-24"));
        assert!(kept.iter().all(|(_, items)| *items == [item("a"), item("b")]));
    }
}
