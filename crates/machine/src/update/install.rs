//! Into the slot that does not run: everything is checked before anything is touched, read back when it is
//! written, and only then tried.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Problem;
use super::boot::{System, options};
use super::bundle::Bundle;
use super::disk::{Disk, replace, unfinished};
use super::manifest::{CMDLINE, CMDLINE_BYTES_MAX, INITRD, KERNEL, Manifest, Part, ROOT};
use super::place::Place;
use super::slots::Slot;

/// Lies in a slot's folder while the slot is being written.
pub(super) const UNFINISHED: &str = "unfinished.txt";
/// What is in a slot, as it was signed.
pub(super) const MANIFEST: &str = "manifest.json";
/// Kept free on the FAT partition, bytes: the settings file and its report are to be writable always.
const SPARE: u64 = 2 * 1024 * 1024;

/// Checks a bundle and writes it into the slot that does not run; the next start tries it.
///
/// # Errors
/// [`Problem`]. The running slot stays the one that starts, whatever went wrong.
pub fn install(disk: &mut impl Disk, place: &Place, bundle: &mut Bundle, older: bool) -> Result<(), Problem> {
    bundle.head().suits(place.arch, &place.version, older)?;
    let manifest = bundle.head().manifest.clone();
    let slot = place.running.other();
    let folder = place.folder(slot);
    room(disk, place, &manifest)?;
    bundle.check()?;
    let base = match manifest.part(CMDLINE) {
        Some(part) => cmdline(bundle, part)?,
        None => place.switch.options(disk, place)?,
    };
    let options = options(&base, &place.root_option(slot));

    place.switch.hold(disk, place)?;
    begin(disk, &folder)?;
    for part in manifest.files() {
        let path = folder.join(&part.name);
        let failed = Problem::at(&path);
        if let Some(dir) = path.parent() {
            disk.make_dir(dir).map_err(&failed)?;
        }
        let new = unfinished(&path);
        disk.write(&new, &mut bundle.part(part)?).map_err(&failed)?;
        disk.rename(&new, &path).map_err(failed)?;
    }
    let root = root_of(&manifest);
    let partition = place.partition(slot);
    disk.overwrite(&partition, &mut bundle.part(root)?).map_err(Problem::at(&partition))?;
    let cmdline = folder.join("cmdline.txt");
    replace(disk, &cmdline, format!("{options}\n").as_bytes()).map_err(Problem::at(&cmdline))?;
    sync_all(disk, &folder)?;

    compare(disk, place, slot, &manifest).map_err(Problem::BadCard)?;
    let path = folder.join(MANIFEST);
    replace(disk, &path, manifest.text().as_bytes()).map_err(Problem::at(&path))?;
    finish(disk, &folder)?;
    let version = manifest.version.to_string();
    place.switch.try_out(disk, place, &System { slot, version, options })
}

/// Starts the other slot next, on trial like any update, if something whole is in it.
///
/// # Errors
/// [`Problem::NothingToGoBackTo`], [`Problem::BadCard`] when the slot is not as it was written.
pub fn back(disk: &mut impl Disk, place: &Place) -> Result<String, Problem> {
    let slot = place.running.other();
    let folder = place.folder(slot);
    let names = disk.list(&folder).map_err(Problem::at(&folder))?;
    let has = |name: &str| names.iter().any(|other| other == name);
    if has(UNFINISHED) || !has(KERNEL) || !has(INITRD) {
        return Err(Problem::NothingToGoBackTo);
    }
    let manifest = inside(disk, place, slot);
    // What the card was written with has no manifest: it was there when the box was new.
    if let Some(manifest) = &manifest {
        compare(disk, place, slot, manifest).map_err(Problem::BadCard)?;
    }
    let base = disk.read(&folder.join("cmdline.txt")).map(|text| String::from_utf8_lossy(&text).into_owned());
    let base = base.or_else(|_| place.switch.options(disk, place))?;
    let options = options(&base, &place.root_option(slot));
    let version = manifest.map_or_else(|| "from before".to_owned(), |manifest| manifest.version.to_string());
    if place.switch.slots(disk, place)?.trial.is_some_and(|trial| trial.slot == place.running) {
        return Err(Problem::OnTrial);
    }
    place.switch.try_out(disk, place, &System { slot, version: version.clone(), options })?;
    Ok(version)
}

/// What a slot holds, if it was written by an update.
pub fn inside(disk: &impl Disk, place: &Place, slot: Slot) -> Option<Manifest> {
    let text = String::from_utf8(disk.read(&place.folder(slot).join(MANIFEST)).ok()?).ok()?;
    Manifest::read(&text).ok()
}

fn root_of(manifest: &Manifest) -> &Part {
    manifest.part(ROOT).expect("a manifest that was read has a root")
}

/// Whether every part fits.
fn room(disk: &impl Disk, place: &Place, manifest: &Manifest) -> Result<(), Problem> {
    let slot = place.running.other();
    let partition = place.partition(slot);
    let room = disk.size(&partition).map_err(Problem::at(&partition))?;
    let root = root_of(manifest);
    if root.bytes > room {
        return Err(Problem::NoRoom { part: ROOT.to_owned(), needs: root.bytes, room });
    }
    let mut room = disk.free(&place.fat).map_err(Problem::at(&place.fat))?;
    for path in files(disk, &place.folder(slot))? {
        room += disk.size(&path).map_err(Problem::at(&path))?;
    }
    // FAT gives every file whole clusters of 4 KiB, and folders as well.
    let needs: u64 = manifest.files().map(|part| part.bytes.next_multiple_of(4_096)).sum::<u64>() + SPARE;
    if needs > room {
        return Err(Problem::NoRoom { part: KERNEL.to_owned(), needs, room });
    }
    Ok(())
}

fn cmdline(bundle: &mut Bundle, part: &Part) -> Result<String, Problem> {
    let mut text = String::new();
    let read = bundle.part(part)?.take(CMDLINE_BYTES_MAX + 1).read_to_string(&mut text);
    read.map_err(|_| Problem::Damaged(CMDLINE.to_owned()))?;
    let text = text.trim_end();
    if text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err(Problem::BadManifest("the kernel's options are not one line".to_owned()))
    }
}

/// Marks a slot as unfinished, then empties its folder.
fn begin(disk: &mut impl Disk, folder: &Path) -> Result<(), Problem> {
    let failed = Problem::at(folder);
    disk.make_dir(folder).map_err(&failed)?;
    let mark = folder.join(UNFINISHED);
    disk.write(&mark, &mut &b"This system is being written.\r\n"[..]).map_err(&failed)?;
    disk.sync(folder).map_err(&failed)?;
    for path in files(disk, folder)? {
        if path != mark {
            disk.remove(&path).map_err(Problem::at(&path))?;
        }
    }
    sync_all(disk, folder)
}

fn finish(disk: &mut impl Disk, folder: &Path) -> Result<(), Problem> {
    let mark = folder.join(UNFINISHED);
    disk.remove(&mark).map_err(Problem::at(&mark))?;
    disk.sync(folder).map_err(Problem::at(folder))
}

/// Files in a slot's folder and the folders in it.
fn files(disk: &impl Disk, folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut found = Vec::new();
    for name in disk.list(folder).map_err(Problem::at(folder))? {
        let path = folder.join(&name);
        if name.ends_with('/') {
            let inner = disk.list(&path).map_err(Problem::at(&path))?;
            found.extend(inner.into_iter().map(|name| path.join(name)));
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

fn sync_all(disk: &mut impl Disk, folder: &Path) -> Result<(), Problem> {
    disk.sync(folder).map_err(Problem::at(folder))
}

/// Reads a slot back. Tells the first part that is not as it was signed.
fn compare(disk: &impl Disk, place: &Place, slot: Slot, manifest: &Manifest) -> Result<(), String> {
    let partition = place.partition(slot);
    let folder = place.folder(slot);
    let wrong = |part: &&Part| -> bool {
        let path = if part.name == ROOT { partition.clone() } else { folder.join(&part.name) };
        let longer = part.name != ROOT && disk.size(&path).ok() != Some(part.bytes);
        longer || disk.digest(&path, part.bytes).ok() != Some(part.sha256)
    };
    let parts = manifest.parts.iter().filter(|part| part.name != CMDLINE);
    parts.into_iter().find(wrong).map_or(Ok(()), |part| Err(part.name.clone()))
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Io(error.to_string())
    }
}
