"""Boot counting on a Raspberry Pi: the image's initramfs counts a trial down on a real FAT partition, then goes back.

Usage: python3 tests/vm/counting.py IMAGE --parts DIR [--work DIR]

QEMU has no firmware of a Pi: it loads kernel and initrd directly, with the root that `config.txt` would choose. That
slot is empty, so its root cannot be mounted, and the test shows what a Pi would do then. The scripts of this tree are
appended to the image's initrd, so that one image serves many changes. Prints what it saw; exit 1 with the reason.
"""

import argparse
import pathlib
import subprocess

import appliance
import disks
from checks import require, run
from machine import Machine

SCRIPTS = pathlib.Path(appliance.ROOT) / "image/initramfs/scripts"
ROOT_B = "root=PARTUUID=6861626f-7800-4000-8000-000000000003 rootfstype=squashfs ro panic=5 console=ttyS0"
CONFIG = "arm_64bit=1\nos_prefix=slot-b/\nkernel=kernel\n"
HEAD = "# Which system starts. Hallbox writes this file.\n"
# A boot as far as the root, on a loaded machine.
BOOT_S = 600


def initrd(args):
    """The image's initrd with this tree's scripts appended: of two files with one path the later one wins."""
    tree = args.work / "more"
    (tree / "scripts/local-top").mkdir(parents=True, exist_ok=True)
    for name in ["hallbox-slots", "local-top/hallbox-slot"]:
        run("cp", SCRIPTS / name, tree / "scripts" / name)
    order = '/scripts/local-top/hallbox-slot "$@"\n[ -e /conf/param.conf ] && . /conf/param.conf\n'
    (tree / "scripts/local-top/ORDER").write_text(order)
    ours = subprocess.run("find . | cpio -o -H newc --quiet", shell=True, check=True, cwd=tree, stdout=subprocess.PIPE).stdout
    theirs = (args.parts / "initrd").read_bytes()
    whole = args.work / "initrd"
    whole.write_bytes(theirs + b"\0" * (-len(theirs) % 4) + ours)
    return whole


def boot(args, disk, whole):
    """One boot, until the machine resets itself. Returns `slots.toml` and `config.txt` as they are then, and the console."""
    machine = Machine(args.work)
    machine.kernel(args.parts / "kernel", whole, ROOT_B)
    machine.disk(disk, "disk")
    with machine:
        machine.wait(BOOT_S)
    console = (args.work / "console.log").read_text(errors="replace")
    return disks.read_text(disk, "slots.toml"), disks.read_text(disk, "config.txt"), console


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image", type=pathlib.Path)
    parser.add_argument("--parts", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, default="/tmp/hallbox-counting")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    disk, whole = disks.clone(args.image, args.work / "disk.img"), initrd(args)
    disks.write_text(disk, "slots.toml", 'good = "a"\ntrial = "b"\ntries_left = 1\n')
    disks.write_text(disk, "config.txt", CONFIG)

    slots, config, console = boot(args, disk, whole)
    require(slots == f'{HEAD}good = "a"\ntrial = "b"\ntries_left = 0\n', slots)
    require(config == CONFIG, config)
    require("Failed to mount" in console, console[-2000:])
    print("the last try is counted; its root cannot be mounted, and the machine resets itself")
    slots, config, console = boot(args, disk, whole)
    require(slots == f'{HEAD}good = "a"\n', slots)
    require(config == CONFIG.replace("slot-b", "slot-a"), config)
    require("the version before starts" in console and "Failed to mount" not in console, console[-2000:])
    print("no try is left: the firmware is told to start slot a, and the machine resets itself")


if __name__ == "__main__":
    main()
