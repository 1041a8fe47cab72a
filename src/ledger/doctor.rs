//! Measures whether a disk is fast enough to keep a ledger.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::Instant;

use domain::{Entry, Label};

/// One write, bytes: a page of the ledger.
const BLOCK: usize = 4096;
/// Blocks the test file holds before it is written over: 1 MiB, more than one erase block of a card.
const BLOCKS: u64 = 256;
/// p99 above which people notice the wait, µs.
const SLOW_US: u64 = 100_000;
/// p99 above which a card is refused, µs: the longest write the SD standard allows.
const REFUSED_US: u64 = 250_000;
/// Free bytes below which a night may not fit: a busy one takes about 50 MB, its bundle and copies as much again.
const FREE_BYTES_MIN: u64 = 200_000_000;

/// Whether a disk can keep a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageVerdict {
    /// Fast enough.
    Good,
    /// Usable, but people will notice: p99 above 100 ms, or little room left.
    Slow,
    /// Not usable: p99 above 250 ms.
    Refused,
}

impl StorageVerdict {
    /// The verdict on its speed alone.
    #[must_use]
    pub fn of_speed(p99_us: u64) -> Self {
        Self::of(p99_us, u64::MAX)
    }

    fn of(p99_us: u64, free_bytes: u64) -> Self {
        match p99_us {
            p99 if p99 > REFUSED_US => Self::Refused,
            p99 if p99 > SLOW_US || free_bytes < FREE_BYTES_MIN => Self::Slow,
            _ => Self::Good,
        }
    }

    /// As it stands in the ledger.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Slow => "slow",
            Self::Refused => "refused",
        }
    }
}

/// The result of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageReport {
    /// Half of the writes took no longer, µs.
    pub fsync_p50_us: u64,
    /// 99 of 100 writes took no longer, µs.
    pub fsync_p99_us: u64,
    /// The longest write, µs.
    pub fsync_max_us: u64,
    /// Free space, bytes.
    pub free_bytes: u64,
    /// Whether the disk can keep a night.
    pub verdict: StorageVerdict,
}

impl StorageReport {
    /// The report on writes that took so long, µs, on a disk with so much free space.
    #[must_use]
    pub fn of(mut took_us: Vec<u64>, free_bytes: u64) -> Self {
        took_us.sort_unstable();
        let at = |percent: usize| {
            let rank = (took_us.len() * percent).div_ceil(100).max(1) - 1;
            took_us.get(rank).copied().unwrap_or_default()
        };
        let verdict = StorageVerdict::of(at(99), free_bytes);
        Self { fsync_p50_us: at(50), fsync_p99_us: at(99), fsync_max_us: at(100), free_bytes, verdict }
    }

    /// The report for the owner.
    #[must_use]
    pub fn text(&self) -> String {
        let advice = match self.verdict {
            StorageVerdict::Good => "This card can keep a night.",
            StorageVerdict::Slow if self.free_bytes < FREE_BYTES_MIN => {
                "There is little room left: remove old bundles, or use a larger card."
            }
            StorageVerdict::Slow => {
                "This card is slow: people will wait for some balls. Use a name-brand A1 card or an SSD."
            }
            StorageVerdict::Refused => {
                "This card is too slow to keep a night safely. Replace it before you sell cards."
            }
        };
        let ms = |us: u64| format!("{}.{} ms", us / 1000, us / 100 % 10);
        format!(
            "Saving takes {} as a rule, {} at worst in 99 of 100 cases, {} at the very worst; {} MB are free. {advice}",
            ms(self.fsync_p50_us),
            ms(self.fsync_p99_us),
            ms(self.fsync_max_us),
            self.free_bytes / 1_000_000,
        )
    }

    /// The report as the ledger keeps it.
    ///
    /// # Panics
    /// Never: the verdicts are constants.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry::StorageTested {
            fsync_p50_us: self.fsync_p50_us,
            fsync_p99_us: self.fsync_p99_us,
            fsync_max_us: self.fsync_max_us,
            verdict: Label::new(self.verdict.name()).expect("a constant word"),
        }
    }
}

/// Writes and syncs 4 KiB `rounds` times in `dir`, and calls `progress` after each with the number done.
///
/// # Errors
/// When the folder cannot be written: a full or read-only disk fails the test as well.
pub fn storage(dir: &Path, rounds: u32, progress: &mut dyn FnMut(u32)) -> io::Result<StorageReport> {
    let path = dir.join(".storage-test");
    let file = OpenOptions::new().write(true).create(true).truncate(true).open(&path)?;
    let took = measure(&file, rounds, progress);
    drop(file);
    fs::remove_file(&path)?;
    Ok(StorageReport::of(took?, free_bytes(dir)?))
}

#[allow(clippy::disallowed_methods, reason = "measuring time is what this function is for")]
fn measure(file: &File, rounds: u32, progress: &mut dyn FnMut(u32)) -> io::Result<Vec<u64>> {
    let mut took_us = Vec::new();
    for round in 0..rounds {
        // Blocks differ, so that the controller cannot merge them.
        let mut block = [0x5a; BLOCK];
        block[..4].copy_from_slice(&round.to_be_bytes());
        let start = Instant::now();
        file.write_all_at(&block, u64::from(round) % BLOCKS * BLOCK as u64)?;
        file.sync_all()?;
        took_us.push(u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX));
        progress(round + 1);
    }
    Ok(took_us)
}

/// Whether so much free space is too little for a night.
#[must_use]
pub fn is_low(free_bytes: u64) -> bool {
    free_bytes < FREE_BYTES_MIN
}

/// Free space on the disk of a folder, bytes.
///
/// # Errors
/// When the system does not tell.
pub fn free_bytes(dir: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(dir)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_decides() {
        let with = |slow: u64| {
            let mut took = vec![2_000; 98];
            took.extend([slow; 2]);
            StorageReport::of(took, 1 << 40)
        };
        for (slow, verdict) in [
            (100_000, StorageVerdict::Good),
            (100_001, StorageVerdict::Slow),
            (250_000, StorageVerdict::Slow),
            (250_001, StorageVerdict::Refused),
        ] {
            let report = with(slow);
            assert_eq!((report.verdict, report.fsync_p50_us, report.fsync_p99_us), (verdict, 2_000, slow));
        }
        let mut once = vec![2_000; 99];
        once.push(900_000);
        let report = StorageReport::of(once, 1 << 40);
        assert_eq!(
            (report.verdict, report.fsync_max_us),
            (StorageVerdict::Good, 900_000),
            "one stall in 100 is allowed"
        );
    }

    #[test]
    fn a_nearly_full_card_is_said_to_be_one() {
        let report = StorageReport::of(vec![2_000], FREE_BYTES_MIN - 1);
        assert_eq!(report.verdict, StorageVerdict::Slow);
        assert!(report.text().contains("little room"), "{}", report.text());
    }

    #[test]
    fn a_real_folder_is_measured_and_left_clean() {
        let dir = tempfile::tempdir().unwrap();
        let mut told = Vec::new();
        let report = storage(dir.path(), 5, &mut |done| told.push(done)).unwrap();
        assert_eq!(told, [1, 2, 3, 4, 5]);
        assert!(report.fsync_p50_us <= report.fsync_p99_us && report.fsync_p99_us <= report.fsync_max_us);
        assert!(report.free_bytes > 0);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        assert!(storage(&dir.path().join("nowhere"), 1, &mut |_| ()).is_err());
    }
}
