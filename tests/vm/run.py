"""The appliance on an emulated machine with virtual radios.

Usage: python3 tests/vm/run.py IMAGE [--short] [--only CHECK,CHECK] [--keep] [--hallbox PROGRAM]

Boots a copy of the image as a PC does, with three or four virtual radios, and lets a tester play the guests inside.
Exit 0 when every check passed. `--only` runs some (and what they need); `--keep` leaves the folder to look into.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time

import disks
import poster
import wire
from machine import Machine

HERE = os.path.dirname(os.path.abspath(__file__))
SHORT = ["serves", "settings-taken", "joins-by-qr", "address", "names", "probes", "trust", "page", "second-guest",
         "guests-apart", "uplink-closed", "doors", "plays-to-a-win"]
LONG = [*SHORT, "poster", "wrong-passphrase", "full-house", "portal-option", "hostapd-killed", "seal-can-break"]
PASSPHRASE = "full-house-75"
# The whole evening: an emulated machine with cores to itself needs a fifth of it.
WHOLE_S = {True: 2400, False: 5400}

RADIOS = """[Unit]
Description=Test: virtual radios, there from the start as real ones are
DefaultDependencies=no
After=systemd-modules-load.service local-fs.target
Before=network-pre.target
[Service]
Type=oneshot
ExecStart=modprobe mac80211_hwsim radios=4
"""
TESTER = """[Unit]
Description=Test: the tester
[Service]
ExecStart=/bin/sh -ec 'mkdir -p /run/vmtest; mount -o ro /dev/disk/by-id/virtio-tools /run/vmtest; \
mount -t tmpfs tmpfs /run/vmtest/test; mount --rbind /dev /run/vmtest/dev; mount --make-rslave /run/vmtest/dev; \
chroot /run/vmtest tar -xf /dev/disk/by-id/virtio-run -C /test; exec sh /run/vmtest/test/start'
StandardOutput=file:/dev/ttyS1
StandardError=file:/dev/ttyS1
"""


def asked():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--hallbox", default=f"{HERE}/../../target/release/hallbox")
    parser.add_argument("--tools", default=f"{HERE}/../../target/vm/tools.ext4")
    parser.add_argument("--direct", help="folder with kernel, initrd and options: start these, not the firmware")
    return parser.parse_args()


def prepare(args, folder, ports, checks):
    card = disks.card(args.image, f"{folder}/card.img", f"{HERE}/hallbox.toml")
    plan = {"short": args.short, "checks": checks, "ports": ports, "passphrase": PASSPHRASE}
    with open(f"{folder}/plan.json", "w") as file:
        json.dump(plan, file)
    inside = {name: f"{HERE}/inside/{name}" for name in os.listdir(f"{HERE}/inside")}
    run = disks.run_disk(f"{folder}/run.tar", {**inside, "plan.json": f"{folder}/plan.json", "hallbox": args.hallbox})
    machine = Machine(folder)
    if args.direct:
        with open(f"{args.direct}/options") as options:
            machine.kernel(f"{args.direct}/kernel", f"{args.direct}/initrd", options.read().strip() + " console=ttyS0")
    else:
        machine.firmware()
    machine.disk(card, "card")
    machine.disk(args.tools, "tools", read_only=True)
    machine.disk(run, "run", read_only=True)
    machine.wire("", watched=f"{folder}/wire.pcap")
    machine.unit("vmtest-radios.service", RADIOS, "sysinit.target")
    machine.unit("vmtest.service", TESTER, "multi-user.target")
    return machine


def follow(machine, args, start):
    """What each check said; None for those that never spoke."""
    passed, failed = [], []
    for line in machine.lines(WHOLE_S[args.short]):
        if not line.startswith("{"):
            # The firmware talks here before the box does; from then on it is the tester's own trouble.
            if passed or failed:
                print(f"      {line}", flush=True)
            continue
        said = json.loads(line)
        if "check" in said:
            (passed if said["ok"] else failed).append(said["check"])
            word = "ok  " if said["ok"] else "FAIL"
            print(f"{word} {said['check']:18} {said['s']:6.1f} s  {said['said']}", flush=True)
        elif "started" in said:
            print(f"     tester at {said['started']} s of the box, {time.monotonic() - start:.0f} s of ours", flush=True)
        elif "poster" in said:
            machine.poster = said
        elif "log" in said:
            print(said["log"])
        elif "fatal" in said:
            print(said["fatal"])
            return passed, ["tester"]
        elif "end" in said:
            return passed, failed
    return passed, [*failed, "end"]


def main():
    args = asked()
    checks = args.only.split(",") if args.only else SHORT if args.short else LONG
    folder = tempfile.mkdtemp(prefix="hallbox-vm-")
    start = time.monotonic()
    with wire.Listeners() as outside:
        machine = prepare(args, folder, outside.ports, checks)
        try:
            machine.start()
            passed, failed = follow(machine, args, start)
        finally:
            machine.kill()
        wrong = wire.judge(outside, f"{folder}/wire.pcap", passed)
        print(f"{'FAIL' if wrong else 'ok  '} wire, from outside   {wrong or outside.told(passed)}")
        if "poster" in passed:
            unread = poster.judge(machine.poster, folder)
            print(f"{'FAIL' if unread else 'ok  '} poster, from outside {unread or 'its code says what the phone joined by'}")
            wrong = wrong or unread
    missing = [check for check in checks if check not in passed + failed]
    bad = bool(failed or missing or wrong)
    print(f"{len(passed)} of {len(checks)} checks passed in {time.monotonic() - start:.0f} s")
    if bad:
        print(f"failed: {', '.join(failed + missing)}\n{machine.told()}")
    if args.keep:
        print(folder)
    else:
        shutil.rmtree(folder)
    return 1 if bad else 0


sys.exit(main())
