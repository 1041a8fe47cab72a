//! The power fails after every single step, and changes that were not durable survive or not: the box still starts.

use std::path::Path;

use super::kit::{DISK_ID, Flashed, bundle, parts, trusted};
use super::memory::MemoryDisk;
use crate::update::UpdateProblem;
use crate::update::bundle::UpdateBundle;
use crate::update::disk::{Disk as _, replace};
use crate::update::install::{back, install};
use crate::update::slots::{Choice, FILE, Slot, Slots, TRIES, choose};
use crate::update::target::{Bootloader, UpdateTarget};

const BOTH: [Bootloader; 2] = [Bootloader::SystemdBoot, Bootloader::RaspberryPi];

/// Which changes survive that were not durable: none, all, and by the bits of some numbers.
fn fates() -> impl Iterator<Item = u64> {
    [0, u64::MAX, 0x5555_5555_5555_5555, 0xaaaa_aaaa_aaaa_aaaa, 0x9e37_79b9_7f4a_7c15, 0xd1b5_4a32_d192_ed03]
        .into_iter()
}

fn back_up(disk: &MemoryDisk, fate: u64) -> MemoryDisk {
    let mut bits = fate;
    disk.clone().back_up(|| {
        let survives = bits & 1 == 1;
        bits = bits.rotate_right(1);
        survives
    })
}

/// Starts the box as its firmware, loader and initramfs do, until a system runs. Returns its slot.
fn start(flashed: &Flashed, disk: &mut MemoryDisk) -> Slot {
    let fat = flashed.root.path().join("boot/firmware");
    match flashed.bootloader {
        Bootloader::SystemdBoot => loader(disk, &fat),
        Bootloader::RaspberryPi => {
            for _ in 0..3 {
                let (slot, options) = firmware(disk, &fat);
                assert!(options.contains(&root_of(slot)), "{options}");
                let known = disk.read(&fat.join(FILE)).ok();
                let known = known.and_then(|text| Slots::read(&String::from_utf8(text).unwrap()));
                let remember = |disk: &mut MemoryDisk, slots: Slots| {
                    replace(disk, &fat.join(FILE), slots.text().as_bytes()).unwrap();
                };
                match choose(known, slot) {
                    Choice::Go => return slot,
                    Choice::Count(slots) => {
                        remember(disk, slots);
                        return slot;
                    }
                    Choice::Back(to, slots) => {
                        let config = String::from_utf8(disk.read(&fat.join("config.txt")).unwrap()).unwrap();
                        let config = config.replace(slot.folder(), to.folder());
                        replace(disk, &fat.join("config.txt"), config.as_bytes()).unwrap();
                        remember(disk, slots);
                    }
                }
            }
            panic!("the box starts anew for ever");
        }
    }
}

fn root_of(slot: Slot) -> String {
    format!("root=PARTUUID={DISK_ID}-0{}", if slot == Slot::A { 2 } else { 3 })
}

/// What the firmware of a Raspberry Pi reads: the slot and the kernel's options.
fn firmware(disk: &MemoryDisk, fat: &Path) -> (Slot, String) {
    let config = String::from_utf8(disk.read(&fat.join("config.txt")).unwrap()).unwrap();
    assert!(config.contains("# For people\r\narm_64bit=1\n") && config.contains("[pi4]\nx=1\n"), "{config}");
    let prefix = config.lines().find_map(|line| line.strip_prefix("os_prefix=")).unwrap();
    let slot = if prefix == "slot-a/" { Slot::A } else { Slot::B };
    assert_eq!(prefix.trim_end_matches('/'), slot.folder());
    (slot, String::from_utf8(disk.read(&fat.join(prefix).join("cmdline.txt")).unwrap()).unwrap())
}

/// systemd-boot: sorts the entries, those without tries left last, and renames one that counts.
fn loader(disk: &mut MemoryDisk, fat: &Path) -> Slot {
    let dir = fat.join("loader/entries");
    let mut entries = Vec::new();
    for name in disk.list(&dir).unwrap() {
        let Some(stem) = name.strip_suffix(".conf") else { continue };
        let (id, count) = stem.split_once('+').map_or((stem, None), |(id, count)| (id, Some(count)));
        let (left, done) = count.map_or((None, 0), |count| {
            let (left, done) = count.split_once('-').unwrap_or((count, "0"));
            (Some(left.parse::<u8>().unwrap()), done.parse::<u8>().unwrap())
        });
        let text = String::from_utf8(disk.read(&dir.join(&name)).unwrap()).unwrap();
        let field = |key: &str| {
            text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_owned()
        };
        entries.push((
            (left == Some(0), field("sort-key ")),
            name.clone(),
            id.to_owned(),
            left,
            done,
            field("linux "),
            field("options "),
        ));
    }
    entries.sort();
    let (_, name, id, left, done, linux, options) = entries.into_iter().next().expect("an entry");
    let slot = if linux == "/slot-a/kernel" { Slot::A } else { Slot::B };
    assert_eq!(linux, format!("/{}/kernel", slot.folder()));
    assert!(options.starts_with(&root_of(slot)) && options.contains("panic="), "{options}");
    if let Some(left) = left.filter(|left| *left > 0) {
        disk.rename(&dir.join(name), &dir.join(format!("{id}+{}-{}.conf", left - 1, done + 1))).unwrap();
        disk.sync(&dir).unwrap();
    }
    slot
}

/// Whether a slot holds all of a version.
fn whole(target: &UpdateTarget, disk: &MemoryDisk, slot: Slot, version: &str) -> bool {
    let seen = disk.seen();
    parts(version).iter().all(|(name, content)| {
        let (path, inside) = match *name {
            "root" => (target.partition(slot), seen.get(&target.partition(slot))),
            name => (target.folder(slot).join(name), seen.get(&target.folder(slot).join(name))),
        };
        inside.is_some_and(|inside| inside.starts_with(content) && (*name == "root" || inside == content))
            || panic!("{} is not whole", path.display())
    })
}

/// Starts the box and checks that the system is whole. `other` is the version in slot b.
fn starts_whole(flashed: &Flashed, disk: &mut MemoryDisk, other: &str) -> Slot {
    let slot = start(flashed, disk);
    let (letter, version) = if slot == Slot::A { ('a', "0.1.0") } else { ('b', other) };
    assert!(whole(&flashed.running(letter, version), disk, slot, version));
    slot
}

fn installed(flashed: &Flashed, disk: &mut MemoryDisk, version: &str) -> Result<(), UpdateProblem> {
    let dir = tempfile::tempdir().unwrap();
    let mut bundle = UpdateBundle::open(&bundle(dir.path(), version), &trusted())?;
    install(disk, &flashed.running('a', "0.1.0"), &mut bundle, false)
}

/// Runs `work` with a cut after every number of steps until it succeeds; returns that number.
fn every_cut(
    disk: &MemoryDisk,
    mut work: impl FnMut(&mut MemoryDisk) -> Result<(), UpdateProblem>,
    mut then: impl FnMut(MemoryDisk),
) -> usize {
    for steps in 0.. {
        let mut cut = disk.clone();
        cut.cut_after(steps);
        let done = work(&mut cut);
        fates().for_each(|fate| then(back_up(&cut, fate)));
        if done.is_ok() {
            return steps;
        }
    }
    unreachable!("some number of steps is enough")
}

#[test]
fn a_cut_in_an_installation_leaves_a_whole_system_and_the_way_on() {
    for bootloader in BOTH {
        let flashed = Flashed::new(bootloader);
        let (mut tried, mut stayed) = (0, 0);
        let steps = every_cut(
            &flashed.disk(),
            |disk| installed(&flashed, disk, "0.2.0"),
            |mut disk| {
                // A version that never serves: the good one runs after its tries.
                let starts: Vec<Slot> =
                    (0..TRIES + 3).map(|_| starts_whole(&flashed, &mut disk, "0.2.0")).collect();
                match starts.iter().position(|slot| *slot == Slot::A) {
                    Some(0) => stayed += 1,
                    Some(tries) if tries == usize::from(TRIES) => tried += 1,
                    other => panic!("{bootloader:?}: the good one runs after {other:?}: {starts:?}"),
                }
                assert!(starts[usize::from(TRIES)..].iter().all(|slot| *slot == Slot::A), "{starts:?}");
                // The box can still install: it blesses at its start, then takes the next version.
                bootloader.bless(&mut disk, &flashed.running('a', "0.1.0")).unwrap();
                installed(&flashed, &mut disk, "0.3.0").unwrap();
                assert_eq!(starts_whole(&flashed, &mut disk, "0.3.0"), Slot::B, "{bootloader:?}");
            },
        );
        assert!(steps > 40, "{bootloader:?}: only {steps} steps");
        assert!(tried > 0 && stayed > tried, "{bootloader:?}: {tried} tried, {stayed} stayed");
    }
}

#[test]
fn a_cut_while_a_version_is_blessed_does_not_bring_the_old_one_back() {
    for bootloader in BOTH {
        let flashed = Flashed::new(bootloader);
        let mut disk = flashed.disk();
        installed(&flashed, &mut disk, "0.2.0").unwrap();
        assert_eq!(starts_whole(&flashed, &mut disk, "0.2.0"), Slot::B);
        let target = flashed.running('b', "0.2.0");
        assert_eq!(target.bootloader.slots(&disk, &target).unwrap().trial.unwrap().tries_left, TRIES - 1);
        let steps = every_cut(
            &disk,
            |disk| bootloader.bless(disk, &target),
            |mut disk| {
                assert_eq!(starts_whole(&flashed, &mut disk, "0.2.0"), Slot::B, "{bootloader:?}");
                bootloader.bless(&mut disk, &target).unwrap();
                let slots = bootloader.slots(&disk, &target).unwrap();
                assert_eq!(slots, Slots { good: Slot::B, trial: None }, "{bootloader:?}");
                for _ in 0..TRIES + 2 {
                    assert_eq!(starts_whole(&flashed, &mut disk, "0.2.0"), Slot::B, "{bootloader:?}");
                }
            },
        );
        assert!(steps >= 3, "{bootloader:?}: only {steps} steps");
    }
}

#[test]
fn a_cut_while_going_back_by_hand_leaves_one_of_the_two() {
    for bootloader in BOTH {
        let flashed = Flashed::new(bootloader);
        let mut disk = flashed.disk();
        installed(&flashed, &mut disk, "0.2.0").unwrap();
        assert_eq!(start(&flashed, &mut disk), Slot::B);
        let target = flashed.running('b', "0.2.0");
        assert_eq!(back(&mut disk, &target), Err(UpdateProblem::OnTrial));
        bootloader.bless(&mut disk, &target).unwrap();
        every_cut(
            &disk,
            |disk| back(disk, &target).map(drop),
            |mut disk| {
                let first = starts_whole(&flashed, &mut disk, "0.2.0");
                // The old one serves, too: it stays.
                let running = if first == Slot::A {
                    flashed.running('a', "0.1.0")
                } else {
                    flashed.running('b', "0.2.0")
                };
                bootloader.bless(&mut disk, &running).unwrap();
                assert_eq!(starts_whole(&flashed, &mut disk, "0.2.0"), first, "{bootloader:?}");
            },
        );
        back(&mut disk, &target).unwrap();
        assert_eq!(start(&flashed, &mut disk), Slot::A, "{bootloader:?}");
    }
}

#[test]
fn a_cut_while_the_initramfs_goes_back_is_put_in_order() {
    let flashed = Flashed::new(Bootloader::RaspberryPi);
    let mut disk = flashed.disk();
    installed(&flashed, &mut disk, "0.2.0").unwrap();
    (0..TRIES).for_each(|_| assert_eq!(start(&flashed, &mut disk), Slot::B));
    // The power failed after config.txt was changed and before slots.toml was.
    let config = flashed.root.path().join("boot/firmware/config.txt");
    let text = String::from_utf8(disk.read(&config).unwrap()).unwrap().replace("slot-b", "slot-a");
    replace(&mut disk, &config, text.as_bytes()).unwrap();
    assert_eq!(starts_whole(&flashed, &mut disk, "0.2.0"), Slot::A);
    let target = flashed.running('a', "0.1.0");
    Bootloader::RaspberryPi.bless(&mut disk, &target).unwrap();
    assert_eq!(Bootloader::RaspberryPi.slots(&disk, &target).unwrap(), Slots { good: Slot::A, trial: None });
}

#[test]
fn an_update_that_cannot_be_used_touches_nothing() {
    for bootloader in BOTH {
        let flashed = Flashed::new(bootloader);
        let target = flashed.running('a', "0.1.0");
        let dir = tempfile::tempdir().unwrap();
        let path = bundle(dir.path(), "0.2.0");
        let mut content = std::fs::read(&path).unwrap();
        *content.last_mut().unwrap() ^= 1;
        let damaged = dir.path().join("damaged");
        std::fs::write(&damaged, content).unwrap();
        let refused = |disk: &mut MemoryDisk, path: &Path, target: &UpdateTarget| {
            let before = disk.seen();
            let said =
                install(disk, target, &mut UpdateBundle::open(path, &trusted()).unwrap(), false).unwrap_err();
            assert!(before == disk.seen(), "{said}");
            said
        };
        let mut disk = flashed.disk();
        assert_eq!(refused(&mut disk, &damaged, &target), UpdateProblem::Damaged("root".to_owned()));
        let newer = flashed.running('a', "0.2.0");
        assert!(matches!(refused(&mut disk, &path, &newer), UpdateProblem::NotNewer { .. }));
        let target = flashed.running('a', "0.1.0");
        disk.free = 1_000;
        assert!(matches!(refused(&mut disk, &path, &target), UpdateProblem::NoRoom { .. }));
        let mut small = flashed.disk();
        small.put(target.partition(Slot::B), vec![0; 100]);
        assert!(matches!(refused(&mut small, &path, &target), UpdateProblem::NoRoom { .. }));
        // A version on trial installs nothing: the other slot is its way back.
        let mut disk = flashed.disk();
        installed(&flashed, &mut disk, "0.2.0").unwrap();
        assert_eq!(start(&flashed, &mut disk), Slot::B);
        let path = bundle(dir.path(), "0.3.0");
        assert_eq!(refused(&mut disk, &path, &flashed.running('b', "0.2.0")), UpdateProblem::OnTrial);
    }
}
