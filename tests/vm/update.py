"""Updates of the appliance: one from a USB stick is installed and kept, one that does not start is left again.

Usage: python3 tests/vm/update.py IMAGE --parts DIR [--hallbox PROGRAM] [--work DIR]

IMAGE and DIR are what image/build --arch amd64 made; PROGRAM and the units of this tree are put into its root, so that
one image serves many changes. Needs root (for the owners in the root image), squashfs-tools, mtools, dosfstools, OVMF.
Boots through UEFI and systemd-boot, as a mini PC does. Prints figures as JSON; exit 1 with the reason.
"""

import argparse
import json
import os
import pathlib
import shutil
import time

import appliance
import disks
from checks import Failed, require, run, wait_until
from machine import Machine
from shell import Shell

UNITS = pathlib.Path(appliance.ROOT) / "systemd"
ENABLED = ["hallbox-bless.service", "hallbox-update.path", "hallbox-update-keep.service", "hallbox-factory-reset.service"]
# The firmware prints this once a boot.
FIRMWARE = "BdsDxe: starting Boot"
BROKEN = "#!/bin/sh\necho this version does not start >&2\nexit 1\n"


class Maker:
    """Makes versions of the root, and updates to them."""

    def __init__(self, args):
        self.args, self.work = args, args.work
        self.tree, self.keys = self.work / "tree", self.work / "keys"
        if not self.tree.exists():
            run("unsquashfs", "-no-progress", "-d", self.tree, args.parts / "root.squashfs")
        self.keys.mkdir(exist_ok=True)
        if not (self.keys / "test.key").exists():
            run(args.hallbox, "update", "keygen", "test", "--out", self.keys)
        system = self.tree / "usr/lib/systemd/system"
        for unit in [*UNITS.glob("*.service"), *UNITS.glob("*.path")]:
            shutil.copy(unit, system)
        trusted = self.tree / "usr/lib/hallbox/update-keys"
        trusted.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.keys / "test.pub", trusted)
        shutil.copy(UNITS / "hallbox-update.rules", self.tree / "usr/lib/udev/rules.d/70-hallbox-update.rules")
        run("systemctl", f"--root={self.tree}", "enable", *ENABLED)

    def root(self, version, broken=False):
        """A root image of this version."""
        program = self.tree / "usr/bin/hallbox"
        program.unlink()
        if broken:
            program.write_text(BROKEN)
            program.chmod(0o755)
        else:
            run("strip", "-o", program, self.args.hallbox)
        release = self.tree / "etc/hallbox-release"
        lines = [line for line in release.read_text().splitlines() if not line.startswith("VERSION_ID=")]
        release.write_text("\n".join([*lines, f"VERSION_ID={version}"]) + "\n")
        image = self.work / f"{version}.squashfs"
        image.unlink(missing_ok=True)
        run("mksquashfs", self.tree, image, "-comp", "zstd", "-Xcompression-level", "1", "-no-progress", "-quiet")
        return image

    def stick(self, version, broken=False):
        """A FAT32 stick with the update to this version."""
        parts = self.work / "parts"
        shutil.rmtree(parts, ignore_errors=True)
        parts.mkdir()
        for name in ["kernel", "initrd"]:
            shutil.copy(self.args.parts / name, parts)
        self.root(version, broken).rename(parts / "root.squashfs")
        update = run(self.args.hallbox, "update", "make", "--key", self.keys / "test.key", "--parts", parts,
                     "--arch", "amd64", "--version", version, "--out", self.work).strip()
        stick = self.work / f"stick-{version}.img"
        stick.unlink(missing_ok=True)
        run("truncate", "--size=700M", stick)
        run("mkfs.vfat", "-F", "32", "-n", "HOLIDAY", stick)
        run("mcopy", "-i", stick, update, "::")
        pathlib.Path(update).unlink()
        return stick

    def disk(self):
        """A flashed disk whose slot a holds 0.1.0 of this tree."""
        disk = disks.clone(self.args.image, self.work / "disk.img")
        _, (slot_a, _), *_ = disks.partitions(disk)
        disks.write_at(disk, slot_a, self.root("0.1.0"))
        os.truncate(disk, 5 << 30)
        return disk


def lay_out(work, disk, stick):
    """The machine with a stick in it, and a root shell on its second serial port."""
    machine = Machine(work, reboots=True)
    machine.firmware()
    machine.disk(disk, "disk")
    machine.usb_stick(stick, "stick")
    machine.network("restrict=on")
    return machine, Shell(machine)


def news(shell):
    """What the box tells its owner about updates."""
    text = shell.run("cat /var/lib/hallbox/update.json 2>/dev/null || echo '{}'")
    return (json.loads(text).get("news") or {}) if text.strip() else {}


def wait_for(shell, step, version, seconds):
    """Waits until the box tells its owner that the update to this version has come to this step."""
    def reached():
        now = news(shell)
        return now if (now.get("step"), now.get("version")) == (step, version) else None
    try:
        return wait_until(f"{version} is {step}", reached, seconds, pause_s=3)
    except Failed as failed:
        journal = shell.run("journalctl -b -o cat -u 'hallbox*' -u 'hallbox-update*' | tail -60")
        raise Failed(f"{failed}, but {news(shell)}\n{journal}") from None


def install(shell, version):
    """The stick's update is found, the owner confirms, the box installs it and reboots. Returns seconds of the install."""
    wait_for(shell, "found", version, 600)
    mounted = shell.run("ls /run/hallbox-stick 2>/dev/null").strip()
    require(mounted == "", "the stick stays mounted")
    start = time.monotonic()
    shell.run("mkdir -p /var/lib/hallbox/requests && chown hallbox: /var/lib/hallbox/requests && "
              f"echo 'install {version}' >/var/lib/hallbox/requests/update")
    wait_for(shell, "installed", version, 900)
    took = round(time.monotonic() - start)
    shell.send("systemctl reboot")
    return took


def entries(shell):
    """The boot loader's entries; systemd-boot counts tries in their names."""
    return shell.run("ls /boot/firmware/loader/entries").split()


def keeps(machine, shell, figures):
    """The update to 0.2.0 is installed, serves on trial in slot b, and is kept."""
    require(shell.booted(900) == ("0.1.0", "2"), "the first boot is not of slot a")
    figures["install_s"] = install(shell, "0.2.0")
    start = time.monotonic()
    require(shell.booted(900) == ("0.2.0", "3"), "the trial is not of slot b")
    figures["start_s"] = round(time.monotonic() - start)
    wait_for(shell, "good", "0.2.0", 600)
    figures["good_s"] = round(time.monotonic() - start)
    found = entries(shell)
    require(found == ["hallbox-a.conf", "hallbox-b.conf"], found)
    shell.send("systemctl poweroff")
    machine.wait(300)


def goes_back(work, shell, figures):
    """The update to 0.3.0 does not start: after two tries the version before boots and serves."""
    require(shell.booted(900) == ("0.2.0", "3"), "the version that was kept does not boot")
    install(shell, "0.3.0")
    start = time.monotonic()
    # A system that does not start may end before its shell runs: the boot loader's entry counts its tries.
    while (booted := shell.booted(1800)) == ("0.3.0", "2"):
        pass
    require(booted == ("0.2.0", "3"), f"{booted} instead of the version before")
    figures["back_s"] = round(time.monotonic() - start)
    found = entries(shell)
    require(found == ["hallbox-a+0-2.conf", "hallbox-b.conf"], found)
    starts = (work / "console.log").read_text(errors="replace").count(FIRMWARE)
    require(starts == 4, f"{starts} boots: the first, two tries, the way back")
    figures["failed_because"] = wait_for(shell, "failed", "0.3.0", 300)["reason"]
    active = "for n in $(seq 50); do systemctl is-active -q hallbox && break; sleep 2; done; systemctl is-active hallbox"
    figures["hallbox"] = shell.run(active).strip()
    require(figures["hallbox"] == "active", figures["hallbox"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image", type=pathlib.Path)
    parser.add_argument("--parts", type=pathlib.Path, required=True)
    parser.add_argument("--hallbox", type=pathlib.Path, default=appliance.HALLBOX)
    parser.add_argument("--work", type=pathlib.Path, default="/tmp/hallbox-update-vm")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    maker, figures = Maker(args), {}
    disk = maker.disk()
    machine, shell = lay_out(args.work, disk, maker.stick("0.2.0"))
    with machine:
        keeps(machine, shell, figures)
    machine, shell = lay_out(args.work, disk, maker.stick("0.3.0", broken=True))
    with machine:
        goes_back(args.work, shell, figures)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
