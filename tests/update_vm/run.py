#!/usr/bin/env python3
"""An appliance in QEMU is updated from a USB stick, keeps the new version, and leaves one that does not start.

Usage: tests/update_vm/run.py --image IMG --parts DIR --binary HALLBOX [--work DIR]
IMG and DIR are what image/build --arch amd64 made; HALLBOX and the units of this tree are put into its root, so that
one image serves many changes. Needs root (for the owners in the root image), squashfs-tools, mtools, dosfstools, OVMF.
Starts through UEFI and systemd-boot, as a mini PC does. Prints figures as JSON; exit 1 with the reason.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import time

from machine import Machine

HERE = pathlib.Path(__file__).resolve().parent
UNITS = HERE.parent.parent / "systemd"
ENABLED = ["hallbox-bless.service", "hallbox-update.path", "hallbox-update-keep.service", "hallbox-factory-reset.service"]
ROOT_A = 512  # MiB from the beginning of the disk, as image/layout says
FIRMWARE = "BdsDxe: starting Boot"
BROKEN = "#!/bin/sh\necho this version does not start >&2\nexit 1\n"


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True, **more).stdout


class Maker:
    """Makes versions of the root, and updates of them."""

    def __init__(self, args):
        self.args, self.work = args, args.work
        self.tree, self.keys = self.work / "tree", self.work / "keys"
        if not self.tree.exists():
            run("unsquashfs", "-no-progress", "-d", self.tree, args.parts / "root.squashfs")
        self.keys.mkdir(exist_ok=True)
        if not (self.keys / "test.key").exists():
            run(args.binary, "update", "keygen", "test", "--out", self.keys)
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
            run("strip", "-o", program, self.args.binary)
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
        update = run(self.args.binary, "update", "make", "--key", self.keys / "test.key", "--parts", parts,
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
        disk = self.work / "disk.img"
        run("cp", "--sparse=always", self.args.image, disk)
        # Nothing of the image's own root may be left behind a shorter one.
        run("dd", f"if={self.root('0.1.0')}", f"of={disk}", "bs=1M", f"seek={ROOT_A}", "conv=notrunc,sparse", "status=none")
        run("truncate", "--size=5G", disk)
        return disk


def news(box):
    """What the owner is told."""
    told = box.ask("cat /var/lib/hallbox/update.json 2>/dev/null || echo '{}'")
    return (json.loads(told).get("news") or {}) if told.strip() else {}


def until(box, step, version, seconds):
    """Waits until the owner is told this."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        now = news(box)
        if (now.get("step"), now.get("version")) == (step, version):
            return now
        time.sleep(3)
    journal = box.ask("journalctl -b -o cat -u 'hallbox*' -u 'hallbox-update*' | tail -60")
    raise AssertionError(f"{version} is not {step} but {now}\n{journal}")


def install(box, version):
    """The stick was found; the owner says yes; the box is switched off and on."""
    until(box, "found", version, 600)
    assert box.ask("ls /run/hallbox-stick 2>/dev/null").strip() == "", "the stick stays mounted"
    begun = time.monotonic()
    box.ask("mkdir -p /var/lib/hallbox/requests && chown hallbox: /var/lib/hallbox/requests && "
            f"echo 'install {version}' >/var/lib/hallbox/requests/update")
    until(box, "installed", version, 900)
    took = round(time.monotonic() - begun)
    box.tell("systemctl reboot")
    return took


def play(args, figures):
    maker = Maker(args)
    disk = maker.disk()
    with Machine(args.work, disk, maker.stick("0.2.0")) as box:
        assert box.up(900) == ("0.1.0", "2"), "the first start is not of slot a"
        figures["install_s"] = install(box, "0.2.0")
        begun = time.monotonic()
        assert box.up(900) == ("0.2.0", "3"), "the trial is not of slot b"
        figures["start_s"] = round(time.monotonic() - begun)
        until(box, "good", "0.2.0", 600)
        figures["good_s"] = round(time.monotonic() - begun)
        entries = box.ask("ls /boot/firmware/loader/entries").split()
        assert entries == ["hallbox-a.conf", "hallbox-b.conf"], entries
        box.tell("systemctl poweroff")
        box.gone(300)
    with Machine(args.work, disk, maker.stick("0.3.0", broken=True)) as box:
        assert box.up(900) == ("0.2.0", "3"), "what was kept does not start"
        install(box, "0.3.0")
        begun = time.monotonic()
        # A system that does not start may be too short for our line: the loader's counter tells its tries.
        while (runs := box.up(1800)) == ("0.3.0", "2"):
            pass
        assert runs == ("0.2.0", "3"), f"{runs} instead of the version before"
        figures["back_s"] = round(time.monotonic() - begun)
        entries = box.ask("ls /boot/firmware/loader/entries").split()
        assert entries == ["hallbox-a+0-2.conf", "hallbox-b.conf"], entries
        starts = (args.work / "console.log").read_text(errors="replace").count(FIRMWARE)
        assert starts == 4, f"{starts} starts: the first, two tries, the way back"
        figures["failed_because"] = until(box, "failed", "0.3.0", 300)["reason"]
        wait = "for n in $(seq 50); do systemctl is-active -q hallbox && break; sleep 2; done"
        figures["hallbox"] = box.ask(f"{wait}; systemctl is-active hallbox").strip()
        assert figures["hallbox"] == "active", figures["hallbox"]
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["image", "parts", "binary"]:
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/hallbox-update-vm"))
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    print(json.dumps(play(args, {}), indent=2))


if __name__ == "__main__":
    main()
