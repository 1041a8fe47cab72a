//! Installs a bundle into the slot that does not run. All of it is checked before anything is written, and read back
//! before the slot can start.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::UpdateProblem;
use super::boot::{TrialSystem, options};
use super::bundle::UpdateBundle;
use super::disk::{Disk, replace};
use super::manifest::{CMDLINE, CMDLINE_BYTES_MAX, INITRD, KERNEL, Manifest, Part, ROOT};
use super::slots::Slot;
use super::target::UpdateTarget;
use crate::files::unfinished;

/// A slot's folder has this file while the slot is being written.
const UNFINISHED: &str = "unfinished.txt";
/// A slot's folder has the signed manifest of what was installed.
const MANIFEST: &str = "manifest.json";
/// Kept free on the FAT partition, bytes: the settings file and its report must always be writable.
const SPARE: u64 = 2 * 1024 * 1024;

/// Checks a bundle and writes it into the slot that does not run; the next start tries it. With `older` the bundle's
/// version may be older than the running one.
///
/// # Errors
/// [`UpdateProblem`]. After an error the running slot is still the one that starts.
pub fn install(
    disk: &mut impl Disk,
    target: &UpdateTarget,
    bundle: &mut UpdateBundle,
    older: bool,
) -> Result<(), UpdateProblem> {
    bundle.head().suits(target.kind, &target.version, older)?;
    let manifest = bundle.head().manifest.clone();
    let slot = target.running.other();
    let folder = target.folder(slot);
    check_room(disk, target, &manifest)?;
    bundle.check()?;
    let base = match manifest.part(CMDLINE) {
        Some(part) => cmdline(bundle, part)?,
        None => target.bootloader.options(disk, target)?,
    };
    let options = options(&base, &target.root_option(slot));

    target.bootloader.hold(disk, target)?;
    begin(disk, &folder)?;
    write_parts(disk, target, slot, bundle, &manifest)?;
    let cmdline = folder.join("cmdline.txt");
    replace(disk, &cmdline, format!("{options}\n").as_bytes()).map_err(UpdateProblem::at(&cmdline))?;
    sync(disk, &folder)?;

    compare(disk, target, slot, &manifest).map_err(UpdateProblem::BadCard)?;
    let path = folder.join(MANIFEST);
    replace(disk, &path, manifest.text().as_bytes()).map_err(UpdateProblem::at(&path))?;
    finish(disk, &folder)?;
    let version = manifest.version.to_string();
    target.bootloader.try_out(disk, target, &TrialSystem { slot, version, options })
}

/// Starts the other slot next, on trial like any update, if it holds a complete system. Returns its version.
///
/// # Errors
/// [`UpdateProblem::NothingToGoBackTo`], [`UpdateProblem::OnTrial`], [`UpdateProblem::BadCard`] when the slot reads
/// back differently.
pub fn back(disk: &mut impl Disk, target: &UpdateTarget) -> Result<String, UpdateProblem> {
    let slot = target.running.other();
    let folder = target.folder(slot);
    let names = disk.list(&folder).map_err(UpdateProblem::at(&folder))?;
    let has = |name: &str| names.iter().any(|other| other == name);
    if has(UNFINISHED) || !has(KERNEL) || !has(INITRD) {
        return Err(UpdateProblem::NothingToGoBackTo);
    }
    let manifest = inside(disk, target, slot);
    // The system that came with the card has no manifest.
    if let Some(manifest) = &manifest {
        compare(disk, target, slot, manifest).map_err(UpdateProblem::BadCard)?;
    }
    let base = disk.read(&folder.join("cmdline.txt")).map(|text| String::from_utf8_lossy(&text).into_owned());
    let base = base.or_else(|_| target.bootloader.options(disk, target))?;
    let options = options(&base, &target.root_option(slot));
    let version = manifest.map_or_else(|| "from before".to_owned(), |manifest| manifest.version.to_string());
    if target.bootloader.is_trial(disk, target)? {
        return Err(UpdateProblem::OnTrial);
    }
    target.bootloader.try_out(disk, target, &TrialSystem { slot, version: version.clone(), options })?;
    Ok(version)
}

/// The manifest of a slot that an update has written.
pub fn inside(disk: &impl Disk, target: &UpdateTarget, slot: Slot) -> Option<Manifest> {
    let text = String::from_utf8(disk.read(&target.folder(slot).join(MANIFEST)).ok()?).ok()?;
    Manifest::read(&text).ok()
}

fn write_parts(
    disk: &mut impl Disk,
    target: &UpdateTarget,
    slot: Slot,
    bundle: &mut UpdateBundle,
    manifest: &Manifest,
) -> Result<(), UpdateProblem> {
    for part in manifest.files() {
        let path = target.folder(slot).join(&part.name);
        let failed = UpdateProblem::at(&path);
        if let Some(dir) = path.parent() {
            disk.make_dir(dir).map_err(&failed)?;
        }
        let new = unfinished(&path);
        disk.write(&new, &mut bundle.part(part)?).map_err(&failed)?;
        disk.rename(&new, &path).map_err(failed)?;
    }
    let partition = target.partition(slot);
    let root = &mut bundle.part(root_of(manifest))?;
    disk.overwrite(&partition, root).map_err(UpdateProblem::at(&partition))
}

fn root_of(manifest: &Manifest) -> &Part {
    manifest.part(ROOT).expect("a manifest that was read has a root")
}

/// Checks whether every part fits.
fn check_room(disk: &impl Disk, target: &UpdateTarget, manifest: &Manifest) -> Result<(), UpdateProblem> {
    let slot = target.running.other();
    let partition = target.partition(slot);
    let room = disk.size(&partition).map_err(UpdateProblem::at(&partition))?;
    let root = root_of(manifest);
    if root.bytes > room {
        return Err(UpdateProblem::NoRoom { part: ROOT.to_owned(), needs: root.bytes, room });
    }
    let mut room = disk.free(&target.fat).map_err(UpdateProblem::at(&target.fat))?;
    for path in files(disk, &target.folder(slot))? {
        room += disk.size(&path).map_err(UpdateProblem::at(&path))?;
    }
    // FAT gives every file whole clusters of 4 KiB, and folders as well.
    let needs: u64 = manifest.files().map(|part| part.bytes.next_multiple_of(4_096)).sum::<u64>() + SPARE;
    if needs > room {
        return Err(UpdateProblem::NoRoom { part: KERNEL.to_owned(), needs, room });
    }
    Ok(())
}

fn cmdline(bundle: &mut UpdateBundle, part: &Part) -> Result<String, UpdateProblem> {
    let mut text = String::new();
    let read = bundle.part(part)?.take(CMDLINE_BYTES_MAX + 1).read_to_string(&mut text);
    read.map_err(|_| UpdateProblem::Damaged(CMDLINE.to_owned()))?;
    let text = text.trim_end();
    if text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err(UpdateProblem::BadManifest("the kernel's options are not one line".to_owned()))
    }
}

/// Marks a slot as unfinished, then empties its folder.
fn begin(disk: &mut impl Disk, folder: &Path) -> Result<(), UpdateProblem> {
    let failed = UpdateProblem::at(folder);
    disk.make_dir(folder).map_err(&failed)?;
    let mark = folder.join(UNFINISHED);
    disk.write(&mark, &mut &b"This system is being written.\r\n"[..]).map_err(&failed)?;
    disk.sync(folder).map_err(&failed)?;
    for path in files(disk, folder)? {
        if path != mark {
            disk.remove(&path).map_err(UpdateProblem::at(&path))?;
        }
    }
    sync(disk, folder)
}

fn finish(disk: &mut impl Disk, folder: &Path) -> Result<(), UpdateProblem> {
    let mark = folder.join(UNFINISHED);
    disk.remove(&mark).map_err(UpdateProblem::at(&mark))?;
    sync(disk, folder)
}

/// Files in a slot's folder and the folders in it.
fn files(disk: &impl Disk, folder: &Path) -> Result<Vec<PathBuf>, UpdateProblem> {
    let mut found = Vec::new();
    for name in disk.list(folder).map_err(UpdateProblem::at(folder))? {
        let path = folder.join(&name);
        if name.ends_with('/') {
            let inner = disk.list(&path).map_err(UpdateProblem::at(&path))?;
            found.extend(inner.into_iter().map(|name| path.join(name)));
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

fn sync(disk: &mut impl Disk, folder: &Path) -> Result<(), UpdateProblem> {
    disk.sync(folder).map_err(UpdateProblem::at(folder))
}

/// Reads a slot back. The error names the first part that differs from what was signed.
fn compare(disk: &impl Disk, target: &UpdateTarget, slot: Slot, manifest: &Manifest) -> Result<(), String> {
    let partition = target.partition(slot);
    let folder = target.folder(slot);
    let differs = |part: &&Part| -> bool {
        let path = if part.name == ROOT { partition.clone() } else { folder.join(&part.name) };
        let length = part.name != ROOT && disk.size(&path).ok() != Some(part.bytes);
        length || disk.digest(&path, part.bytes).ok() != Some(part.sha256)
    };
    let parts = manifest.parts.iter().filter(|part| part.name != CMDLINE);
    parts.into_iter().find(differs).map_or(Ok(()), |part| Err(part.name.clone()))
}
