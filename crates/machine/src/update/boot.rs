//! Which slot starts next. Two ways to say it: entries of systemd-boot, which counts tries itself by renaming
//! them, and `config.txt` of a Raspberry Pi, where the initramfs counts (see [`super::slots`]).
//!
//! In both, every step leaves something that starts: the good slot stays startable until the other has served.

use std::path::{Path, PathBuf};

use super::Problem;
use super::disk::{Disk, replace};
use super::place::Place;
use super::slots::{self, Slot, Slots, TRIES, Trial};

/// Orders systemd-boot's entries: the first that has tries left, or needs none, is started.
const ON_TRIAL: &str = "hallbox-1-trial";
const GOOD: &str = "hallbox-2-good";
const BEFORE: &str = "hallbox-3-before";
/// Seconds after which a kernel without a root starts anew. Without it a box would wait for a keyboard.
const PANIC: &str = "panic=30";

/// How this computer chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// systemd-boot.
    Entries,
    /// The firmware of a Raspberry Pi.
    Config,
}

/// What is to be started on trial.
#[derive(Clone, Debug)]
pub struct System {
    /// Where it is.
    pub slot: Slot,
    /// Its version, for people.
    pub version: String,
    /// Its kernel's options, with its root.
    pub options: String,
}

impl Switch {
    /// What is known of the slots.
    ///
    /// # Errors
    /// [`Problem::NotABox`], [`Problem::Io`].
    pub fn slots(self, disk: &impl Disk, place: &Place) -> Result<Slots, Problem> {
        match self {
            Self::Entries => {
                let found = entries(disk, place)?;
                let tries =
                    |slot| found.iter().filter(|entry| entry.slot == slot).find_map(|entry| entry.tries_left);
                let trial = |slot| tries(slot).map(|tries_left| Trial { slot, tries_left });
                let running = place.running;
                let plain = found.iter().any(|entry| entry.slot == running && entry.tries_left.is_none());
                Ok(match trial(running) {
                    Some(trial) if !plain => Slots { good: running.other(), trial: Some(trial) },
                    _ => Slots { good: running, trial: trial(running.other()) },
                })
            }
            Self::Config => Ok(known(disk, place).unwrap_or(Slots { good: place.running, trial: None })),
        }
    }

    /// The options the running kernel was given, but for its root.
    ///
    /// # Errors
    /// [`Problem::NotABox`], [`Problem::Io`].
    pub fn options(self, disk: &impl Disk, place: &Place) -> Result<String, Problem> {
        match self {
            Self::Entries => {
                let (_, text) = own_entry(disk, place)?;
                let options = text.lines().find_map(|line| line.strip_prefix("options "));
                Ok(options.unwrap_or_default().to_owned())
            }
            Self::Config => read(disk, &place.folder(place.running).join("cmdline.txt")),
        }
    }

    /// Makes the running slot the only one that can start, before the other is written.
    ///
    /// # Errors
    /// [`Problem::OnTrial`] when the running slot has not shown that it is good; [`Problem::NotABox`],
    /// [`Problem::Io`].
    pub fn hold(self, disk: &mut impl Disk, place: &Place) -> Result<(), Problem> {
        if self.slots(disk, place)?.trial.is_some_and(|trial| trial.slot == place.running) {
            return Err(Problem::OnTrial);
        }
        match self {
            Self::Entries => {
                own_entry(disk, place)?;
                sort(disk, place, place.running, GOOD)?;
                for entry in entries(disk, place)?.iter().filter(|entry| entry.slot != place.running) {
                    disk.remove(&entry.path).map_err(Problem::at(&entry.path))?;
                }
                sync(disk, &entries_dir(place))
            }
            Self::Config => {
                point(disk, place, place.running)?;
                remember(disk, place, Slots { good: place.running, trial: None })
            }
        }
    }

    /// Starts the other slot next, and for good only if it is [blessed](Switch::bless).
    ///
    /// # Errors
    /// [`Problem::NotABox`], [`Problem::Io`].
    pub fn try_out(self, disk: &mut impl Disk, place: &Place, system: &System) -> Result<(), Problem> {
        match self {
            Self::Entries => {
                let dir = entries_dir(place);
                let counted = dir.join(format!("hallbox-{}+{TRIES}.conf", system.slot.letter()));
                let theirs = entries(disk, place)?.into_iter().filter(|entry| entry.slot == system.slot);
                for entry in theirs {
                    // An entry that starts without counting begins to count before it comes first.
                    let changed = match entry.tries_left {
                        None => disk.rename(&entry.path, &counted),
                        Some(_) if entry.path == counted => continue,
                        Some(_) => disk.remove(&entry.path),
                    };
                    changed.map_err(Problem::at(&entry.path))?;
                    sync(disk, &dir)?;
                }
                let text = entry_text(system);
                replace(disk, &counted, text.as_bytes()).map_err(Problem::at(&counted))
            }
            Self::Config => {
                // First the counter: a slot that starts without one would never be left again.
                let trial = Some(Trial { slot: system.slot, tries_left: TRIES });
                remember(disk, place, Slots { good: place.running, trial })?;
                point(disk, place, system.slot)
            }
        }
    }

    /// The running slot serves: it is the good one from now on. Also ends what a power cut left half done.
    ///
    /// # Errors
    /// [`Problem::NotABox`], [`Problem::Io`].
    pub fn bless(self, disk: &mut impl Disk, place: &Place) -> Result<(), Problem> {
        let running = place.running;
        match self {
            Self::Entries => {
                let dir = entries_dir(place);
                let plain = entry_path(place, running);
                for entry in entries(disk, place)?.iter().filter(|entry| entry.slot == running) {
                    if entry.tries_left.is_some() {
                        disk.rename(&entry.path, &plain).map_err(Problem::at(&plain))?;
                        sync(disk, &dir)?;
                    }
                }
                // First the other one steps back, or for a moment it would come first.
                sort(disk, place, running.other(), BEFORE)?;
                sort(disk, place, running, GOOD)
            }
            Self::Config => {
                let waits = self.slots(disk, place)?.trial.filter(|trial| trial.slot != running);
                if waits.is_some_and(|trial| trial.tries_left > 0) && pointed(disk, place)? != Some(running) {
                    return Ok(());
                }
                point(disk, place, running)?;
                remember(disk, place, Slots { good: running, trial: None })
            }
        }
    }
}

/// The kernel's options with this root and no other.
#[must_use]
pub fn options(base: &str, root: &str) -> String {
    let theirs = base.split_ascii_whitespace().filter(|word| !word.starts_with("root="));
    let mut words: Vec<&str> = std::iter::once(root).chain(theirs).collect();
    if !words.iter().any(|word| word.starts_with("panic=")) {
        words.push(PANIC);
    }
    words.join(" ")
}

/// An entry of ours.
struct Entry {
    path: PathBuf,
    slot: Slot,
    /// None for an entry that starts without counting.
    tries_left: Option<u8>,
}

fn entries_dir(place: &Place) -> PathBuf {
    place.fat.join("loader/entries")
}

fn entry_path(place: &Place, slot: Slot) -> PathBuf {
    entries_dir(place).join(format!("hallbox-{}.conf", slot.letter()))
}

fn entries(disk: &impl Disk, place: &Place) -> Result<Vec<Entry>, Problem> {
    let dir = entries_dir(place);
    let names = disk.list(&dir).map_err(Problem::at(&dir))?;
    let ours = names.iter().filter_map(|name| {
        let (slot, tries_left) = entry_name(name)?;
        Some(Entry { path: dir.join(name), slot, tries_left })
    });
    Ok(ours.collect())
}

/// `hallbox-a.conf`, `hallbox-b+2.conf`, `hallbox-b+1-1.conf`.
fn entry_name(name: &str) -> Option<(Slot, Option<u8>)> {
    let name = name.strip_prefix("hallbox-")?.strip_suffix(".conf")?;
    let (letter, count) = name.split_once('+').map_or((name, None), |(letter, count)| (letter, Some(count)));
    let slot = match letter {
        "a" => Slot::A,
        "b" => Slot::B,
        _ => return None,
    };
    let tries_left = match count {
        Some(count) => Some(count.split('-').next()?.parse().ok()?),
        None => None,
    };
    Some((slot, tries_left))
}

fn entry_text(system: &System) -> String {
    let System { slot, version, options } = system;
    let folder = slot.folder();
    format!(
        "title Hallbox {version}\nsort-key {ON_TRIAL}\nversion {version}\nlinux /{folder}/kernel\n\
         initrd /{folder}/initrd\noptions {options}\n"
    )
}

/// The entry that started us.
fn own_entry(disk: &impl Disk, place: &Place) -> Result<(PathBuf, String), Problem> {
    let mut found = entries(disk, place)?.into_iter().filter(|entry| entry.slot == place.running);
    let path = found.next().map(|entry| entry.path);
    let path = path.ok_or_else(|| Problem::NotABox("the loader has no entry for what runs".to_owned()))?;
    let text = read(disk, &path)?;
    Ok((path, text))
}

/// Gives a slot's entry its place in the order, if it has an entry that starts without counting.
fn sort(disk: &mut impl Disk, place: &Place, slot: Slot, key: &str) -> Result<(), Problem> {
    let path = entry_path(place, slot);
    if !entries(disk, place)?.iter().any(|entry| entry.path == path) {
        return Ok(());
    }
    let text = read(disk, &path)?;
    let line = format!("sort-key {key}");
    // Where the line stands means nothing.
    let others = text.lines().filter(|line| !line.starts_with("sort-key "));
    let lines: Vec<&str> = others.chain([line.as_str(), ""]).collect();
    let sorted = lines.join("\n");
    if sorted == text { Ok(()) } else { replace(disk, &path, sorted.as_bytes()).map_err(Problem::at(&path)) }
}

/// What the file for the initramfs says.
fn known(disk: &impl Disk, place: &Place) -> Option<Slots> {
    Slots::read(&String::from_utf8_lossy(&disk.read(&place.fat.join(slots::FILE)).ok()?))
}

fn remember(disk: &mut impl Disk, place: &Place, slots: Slots) -> Result<(), Problem> {
    if known(disk, place) == Some(slots) {
        return Ok(());
    }
    let path = place.fat.join(slots::FILE);
    replace(disk, &path, slots.text().as_bytes()).map_err(Problem::at(&path))
}

const PREFIX: &str = "os_prefix=";

/// The slot the firmware of a Raspberry Pi is told to start.
fn pointed(disk: &impl Disk, place: &Place) -> Result<Option<Slot>, Problem> {
    let config = read(disk, &place.fat.join("config.txt"))?;
    let folder = config.lines().find_map(|line| line.trim().strip_prefix(PREFIX));
    Ok([Slot::A, Slot::B]
        .into_iter()
        .find(|slot| folder.is_some_and(|folder| folder.trim_end_matches('/') == slot.folder())))
}

/// Tells the firmware of a Raspberry Pi which slot to start.
fn point(disk: &mut impl Disk, place: &Place, slot: Slot) -> Result<(), Problem> {
    let path = place.fat.join("config.txt");
    let config = read(disk, &path)?;
    let mut there = false;
    let mut changed = String::with_capacity(config.len());
    for line in config.split_inclusive('\n') {
        if line.trim().starts_with(PREFIX) {
            there = true;
            let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
            changed = changed + PREFIX + slot.folder() + "/" + end;
        } else {
            changed.push_str(line);
        }
    }
    if !there {
        return Err(Problem::NotABox("config.txt has no line os_prefix=".to_owned()));
    }
    if changed == config {
        Ok(())
    } else {
        replace(disk, &path, changed.as_bytes()).map_err(Problem::at(&path))
    }
}

fn read(disk: &impl Disk, path: &Path) -> Result<String, Problem> {
    let bytes = disk.read(path).map_err(Problem::at(path))?;
    String::from_utf8(bytes).map_err(|_| Problem::Io(format!("{} is no text", path.display())))
}

fn sync(disk: &mut impl Disk, dir: &Path) -> Result<(), Problem> {
    disk.sync(dir).map_err(Problem::at(dir))
}
