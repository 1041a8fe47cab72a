#!/usr/bin/env python3
"""The initramfs of an image counts a trial down on a real FAT partition and then goes back, as on a Raspberry Pi.

Usage: tests/update_vm/counting.py --image IMG --parts DIR [--work DIR]
QEMU has no firmware of a Pi: kernel and initrd are handed to it directly, with the root that `config.txt` would choose.
That slot is empty, so its root cannot be mounted: what a Pi would do then is seen. An initrd of before this tree gets the
scripts of this tree. Prints what it saw; exit 1 with the reason.
"""
import argparse
import pathlib
import subprocess

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent.parent / "image/initramfs/scripts"
ROOT_B = "root=PARTUUID=6861626f-7800-4000-8000-000000000003 rootfstype=squashfs ro panic=5 console=ttyS0"
CONFIG = "arm_64bit=1\nos_prefix=slot-b/\nkernel=kernel\n"
HEAD = "# Which system starts. Hallbox writes this file.\n"
# A start as far as the root, on a loaded machine.
START_S = 600


def mtools(program, disk, *words, **more):
    words = [program, "-i", f"{disk}@@4M", *words]
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


def initrd(args):
    """The image's initrd, with our scripts behind it: what comes later wins."""
    tree = args.work / "more"
    (tree / "scripts/local-top").mkdir(parents=True, exist_ok=True)
    for name in ["hallbox-slots", "local-top/hallbox-slot"]:
        subprocess.run(["cp", SCRIPTS / name, tree / "scripts" / name], check=True)
    order = '/scripts/local-top/hallbox-slot "$@"\n[ -e /conf/param.conf ] && . /conf/param.conf\n'
    (tree / "scripts/local-top/ORDER").write_text(order)
    ours = subprocess.run("find . | cpio -o -H newc --quiet", shell=True, check=True, cwd=tree, capture_output=True).stdout
    theirs = (args.parts / "initrd").read_bytes()
    whole = args.work / "initrd"
    whole.write_bytes(theirs + b"\0" * (-len(theirs) % 4) + ours)
    return whole


def start(args, disk, whole):
    """One start, until the machine starts anew. Tells what is on the FAT partition then."""
    console = args.work / "console.log"
    subprocess.run([
        "qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "max", "-smp", "2", "-m", "1024", "-display", "none",
        "-nodefaults", "-no-reboot", "-serial", f"file:{console}", "-kernel", args.parts / "kernel", "-initrd", whole,
        "-append", ROOT_B, "-drive", f"file={disk},if=none,id=disk,format=raw,cache=unsafe",
        "-device", "virtio-blk-pci,drive=disk"], check=True, timeout=START_S)
    said = console.read_text(errors="replace")
    return mtools("mtype", disk, "::slots.toml"), mtools("mtype", disk, "::config.txt"), said


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["image", "parts"]:
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/hallbox-counting"))
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    disk, whole = args.work / "disk.img", initrd(args)
    subprocess.run(["cp", "--sparse=always", args.image, disk], check=True)
    mtools("mcopy", disk, "-o", "-", "::slots.toml", input='good = "a"\ntrial = "b"\ntries_left = 1\n')
    mtools("mcopy", disk, "-o", "-", "::config.txt", input=CONFIG)

    slots, config, said = start(args, disk, whole)
    assert slots == f'{HEAD}good = "a"\ntrial = "b"\ntries_left = 0\n', slots
    assert config == CONFIG, config
    assert "Failed to mount" in said, said[-2000:]
    print("the last try is counted; its root cannot be mounted, and the machine starts anew")
    slots, config, said = start(args, disk, whole)
    assert slots == f'{HEAD}good = "a"\n', slots
    assert config == CONFIG.replace("slot-b", "slot-a"), config
    assert "the version before starts" in said and "Failed to mount" not in said, said[-2000:]
    print("no try is left: the firmware is told to start slot a, and the machine starts anew")


if __name__ == "__main__":
    main()
