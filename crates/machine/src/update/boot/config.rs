//! A Raspberry Pi's `config.txt`, which names the folder that its firmware starts, and the file of slots for the
//! initramfs.

use crate::update::UpdateProblem;
use crate::update::disk::{Disk, read_text, replace};
use crate::update::slots::{self, Slot, Slots, TRIES, Trial};
use crate::update::target::UpdateTarget;

const PREFIX: &str = "os_prefix=";

pub(super) fn slots(disk: &impl Disk, target: &UpdateTarget) -> Slots {
    known(disk, target).unwrap_or(Slots { good: target.running, trial: None })
}

pub(super) fn options(disk: &impl Disk, target: &UpdateTarget) -> Result<String, UpdateProblem> {
    read_text(disk, &target.folder(target.running).join("cmdline.txt"))
}

pub(super) fn hold(disk: &mut impl Disk, target: &UpdateTarget) -> Result<(), UpdateProblem> {
    set_slot(disk, target, target.running)?;
    remember(disk, target, Slots { good: target.running, trial: None })
}

pub(super) fn try_out(disk: &mut impl Disk, target: &UpdateTarget, slot: Slot) -> Result<(), UpdateProblem> {
    // The counter first: a slot that starts without one would start for ever.
    let trial = Some(Trial { slot, tries_left: TRIES });
    remember(disk, target, Slots { good: target.running, trial })?;
    set_slot(disk, target, slot)
}

pub(super) fn bless(disk: &mut impl Disk, target: &UpdateTarget) -> Result<(), UpdateProblem> {
    let running = target.running;
    let waits = slots(disk, target).trial.filter(|trial| trial.slot != running);
    if waits.is_some_and(|trial| trial.tries_left > 0) && slot_set(disk, target)? != Some(running) {
        return Ok(());
    }
    set_slot(disk, target, running)?;
    remember(disk, target, Slots { good: running, trial: None })
}

/// The content of the file for the initramfs.
fn known(disk: &impl Disk, target: &UpdateTarget) -> Option<Slots> {
    Slots::read(&String::from_utf8_lossy(&disk.read(&target.fat.join(slots::FILE)).ok()?))
}

fn remember(disk: &mut impl Disk, target: &UpdateTarget, slots: Slots) -> Result<(), UpdateProblem> {
    if known(disk, target) == Some(slots) {
        return Ok(());
    }
    let path = target.fat.join(slots::FILE);
    replace(disk, &path, slots.text().as_bytes()).map_err(UpdateProblem::at(&path))
}

/// The slot that the firmware starts.
fn slot_set(disk: &impl Disk, target: &UpdateTarget) -> Result<Option<Slot>, UpdateProblem> {
    let config = read_text(disk, &target.fat.join("config.txt"))?;
    let folder = config.lines().find_map(|line| line.trim().strip_prefix(PREFIX));
    Ok([Slot::A, Slot::B]
        .into_iter()
        .find(|slot| folder.is_some_and(|folder| folder.trim_end_matches('/') == slot.folder())))
}

/// Has the firmware start this slot. All other lines of `config.txt` stay as they are.
fn set_slot(disk: &mut impl Disk, target: &UpdateTarget, slot: Slot) -> Result<(), UpdateProblem> {
    let path = target.fat.join("config.txt");
    let config = read_text(disk, &path)?;
    let mut found = false;
    let mut changed = String::with_capacity(config.len());
    for line in config.split_inclusive('\n') {
        if line.trim().starts_with(PREFIX) {
            found = true;
            let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
            changed = changed + PREFIX + slot.folder() + "/" + end;
        } else {
            changed.push_str(line);
        }
    }
    if !found {
        return Err(UpdateProblem::NotABox("config.txt has no line os_prefix=".to_owned()));
    }
    if changed == config {
        return Ok(());
    }
    replace(disk, &path, changed.as_bytes()).map_err(UpdateProblem::at(&path))
}
