//! systemd-boot's entries. It starts the first, by `sort-key`, that has tries left or does not count.

use std::path::{Path, PathBuf};

use super::TrialSystem;
use crate::update::UpdateProblem;
use crate::update::disk::{Disk, read_text, replace};
use crate::update::slots::{Slot, Slots, TRIES, Trial};
use crate::update::target::UpdateTarget;

/// Sort keys of entries, in the order in which they start.
const ON_TRIAL: &str = "hallbox-1-trial";
const GOOD: &str = "hallbox-2-good";
const BEFORE: &str = "hallbox-3-before";

pub(super) fn slots(disk: &impl Disk, target: &UpdateTarget) -> Result<Slots, UpdateProblem> {
    let found = entries(disk, target)?;
    let tries = |slot| found.iter().filter(|entry| entry.slot == slot).find_map(|entry| entry.tries_left);
    let trial = |slot| tries(slot).map(|tries_left| Trial { slot, tries_left });
    let running = target.running;
    let is_good = found.iter().any(|entry| entry.slot == running && entry.tries_left.is_none());
    Ok(match trial(running) {
        Some(trial) if !is_good => Slots { good: running.other(), trial: Some(trial) },
        _ => Slots { good: running, trial: trial(running.other()) },
    })
}

pub(super) fn options(disk: &impl Disk, target: &UpdateTarget) -> Result<String, UpdateProblem> {
    let text = running_entry(disk, target)?;
    let options = text.lines().find_map(|line| line.strip_prefix("options "));
    Ok(options.unwrap_or_default().to_owned())
}

pub(super) fn hold(disk: &mut impl Disk, target: &UpdateTarget) -> Result<(), UpdateProblem> {
    running_entry(disk, target)?;
    sort(disk, target, target.running, GOOD)?;
    for entry in entries(disk, target)?.iter().filter(|entry| entry.slot != target.running) {
        disk.remove(&entry.path).map_err(UpdateProblem::at(&entry.path))?;
    }
    sync(disk, &folder(target))
}

pub(super) fn try_out(
    disk: &mut impl Disk,
    target: &UpdateTarget,
    system: &TrialSystem,
) -> Result<(), UpdateProblem> {
    let dir = folder(target);
    let counted = dir.join(format!("hallbox-{}+{TRIES}.conf", system.slot.letter()));
    for entry in entries(disk, target)?.into_iter().filter(|entry| entry.slot == system.slot) {
        // An entry that does not count gets a counter before its sort key makes it the first.
        let changed = match entry.tries_left {
            None => disk.rename(&entry.path, &counted),
            Some(_) if entry.path == counted => continue,
            Some(_) => disk.remove(&entry.path),
        };
        changed.map_err(UpdateProblem::at(&entry.path))?;
        sync(disk, &dir)?;
    }
    let text = entry_text(system);
    replace(disk, &counted, text.as_bytes()).map_err(UpdateProblem::at(&counted))
}

pub(super) fn bless(disk: &mut impl Disk, target: &UpdateTarget) -> Result<(), UpdateProblem> {
    let running = target.running;
    let plain = plain_path(target, running);
    for entry in entries(disk, target)?.iter().filter(|entry| entry.slot == running) {
        if entry.tries_left.is_some() {
            disk.rename(&entry.path, &plain).map_err(UpdateProblem::at(&plain))?;
            sync(disk, &folder(target))?;
        }
    }
    // The other slot's entry first: otherwise it would come before this one for a moment.
    sort(disk, target, running.other(), BEFORE)?;
    sort(disk, target, running, GOOD)
}

/// An entry of a slot.
struct Entry {
    path: PathBuf,
    slot: Slot,
    /// None for an entry that does not count.
    tries_left: Option<u8>,
}

fn folder(target: &UpdateTarget) -> PathBuf {
    target.fat.join("loader/entries")
}

/// Path of a slot's entry that does not count.
fn plain_path(target: &UpdateTarget, slot: Slot) -> PathBuf {
    folder(target).join(format!("hallbox-{}.conf", slot.letter()))
}

fn entries(disk: &impl Disk, target: &UpdateTarget) -> Result<Vec<Entry>, UpdateProblem> {
    let dir = folder(target);
    let names = disk.list(&dir).map_err(UpdateProblem::at(&dir))?;
    let ours = names.iter().filter_map(|name| {
        let (slot, tries_left) = parse_name(name)?;
        Some(Entry { path: dir.join(name), slot, tries_left })
    });
    Ok(ours.collect())
}

/// `hallbox-a.conf`, `hallbox-b+2.conf`, `hallbox-b+1-1.conf`.
fn parse_name(name: &str) -> Option<(Slot, Option<u8>)> {
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

fn entry_text(system: &TrialSystem) -> String {
    let TrialSystem { slot, version, options } = system;
    let folder = slot.folder();
    format!(
        "title Hallbox {version}\nsort-key {ON_TRIAL}\nversion {version}\nlinux /{folder}/kernel\n\
         initrd /{folder}/initrd\noptions {options}\n"
    )
}

/// The text of the entry that started the running system.
fn running_entry(disk: &impl Disk, target: &UpdateTarget) -> Result<String, UpdateProblem> {
    let entry = entries(disk, target)?.into_iter().find(|entry| entry.slot == target.running);
    let missing = || UpdateProblem::NotABox("the loader has no entry for what runs".to_owned());
    read_text(disk, &entry.ok_or_else(missing)?.path)
}

/// Changes the sort key of a slot's entry that does not count, if there is one.
fn sort(disk: &mut impl Disk, target: &UpdateTarget, slot: Slot, key: &str) -> Result<(), UpdateProblem> {
    let path = plain_path(target, slot);
    if !entries(disk, target)?.iter().any(|entry| entry.path == path) {
        return Ok(());
    }
    let text = read_text(disk, &path)?;
    let line = format!("sort-key {key}");
    // The order of lines has no meaning.
    let others = text.lines().filter(|line| !line.starts_with("sort-key "));
    let lines: Vec<&str> = others.chain([line.as_str(), ""]).collect();
    let sorted = lines.join("\n");
    if sorted == text {
        return Ok(());
    }
    replace(disk, &path, sorted.as_bytes()).map_err(UpdateProblem::at(&path))
}

fn sync(disk: &mut impl Disk, dir: &Path) -> Result<(), UpdateProblem> {
    disk.sync(dir).map_err(UpdateProblem::at(dir))
}
