"""Guests on the appliance: the image on the emulated machine, with virtual radios as phones.

Usage: python3 tests/vm/run.py IMAGE [--short] [--only CHECK,CHECK] [--keep] [--hallbox PROGRAM]

Boots a copy of the image as a PC does and runs the tester inside it, which plays the guests. Exit 0 when every check
passed. `--only` runs some checks (name those they need as well); `--keep` leaves the folder with disks and logs.
"""

import argparse
import dataclasses
import json
import os
import shutil
import sys
import tempfile
import time

import appliance
import disks
import poster
import uplink
from appliance import HERE, ROOT
from machine import Machine

SHORT = ["serves", "settings-taken", "joins-by-qr", "address", "names", "probes", "trust", "page", "second-guest",
         "guests-apart", "uplink-closed", "open-ports", "plays-to-a-win"]
LONG = [*SHORT, "poster", "wrong-passphrase", "full-house", "portal-option", "hostapd-killed", "isolation-can-fail"]
PASSPHRASE = "full-house-75"
# All checks, by `--short`. An emulated machine that has its cores to itself needs a fifth of it.
DEADLINE_S = {True: 2400, False: 5400}
# Programs of the host that the tester uses as well.
SHARED = {"checks.py": f"{HERE}/checks.py", "client.py": f"{ROOT}/tests/network/client.py",
          "firewall.py": f"{ROOT}/tests/network/firewall.py"}

RADIOS = """[Unit]
Description=Test: virtual radios, present before the network starts, as real ones are
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


@dataclasses.dataclass
class Results:
    """What the tester reported."""
    passed: list = dataclasses.field(default_factory=list)
    failed: list = dataclasses.field(default_factory=list)
    poster: dict = None


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--hallbox", default=appliance.HALLBOX)
    parser.add_argument("--tools", default=f"{ROOT}/target/vm/tools.ext4")
    parser.add_argument("--direct", help="folder with kernel, initrd and options: start these, not the firmware")
    return parser.parse_args()


def lay_out(args, folder, ports, checks):
    """The machine with its three disks, and the serial line on which the tester reports."""
    card = disks.card(args.image, f"{folder}/card.img", f"{HERE}/hallbox.toml")
    plan = {"short": args.short, "checks": checks, "ports": ports, "passphrase": PASSPHRASE}
    with open(f"{folder}/plan.json", "w") as file:
        json.dump(plan, file)
    inside = {name: f"{HERE}/inside/{name}" for name in os.listdir(f"{HERE}/inside")}
    programs = {**inside, **SHARED, "plan.json": f"{folder}/plan.json", "hallbox": args.hallbox}
    machine = Machine(folder)
    if args.direct:
        appliance.kernel(machine, card, folder, "console=ttyS0", args.direct)
    else:
        machine.firmware()
    machine.disk(card, "card")
    machine.disk(args.tools, "tools", read_only=True)
    machine.disk(disks.tar_disk(f"{folder}/run.tar", programs), "run", read_only=True)
    machine.network(capture=f"{folder}/uplink.pcap")
    machine.unit("vmtest-radios.service", RADIOS, "sysinit.target")
    machine.unit("vmtest.service", TESTER, "multi-user.target")
    return machine, machine.serial_line()


def follow(lines, start):
    """Reads the tester's reports to their end."""
    results = Results()
    for line in lines:
        if not line.startswith("{"):
            # Before the first result these are the firmware's lines, after it the tester's own errors.
            if results.passed or results.failed:
                print(f"      {line}", flush=True)
            continue
        report = json.loads(line)
        if "check" in report:
            (results.passed if report["ok"] else results.failed).append(report["check"])
            word = "ok  " if report["ok"] else "FAIL"
            print(f"{word} {report['check']:18} {report['s']:6.1f} s  {report['message']}", flush=True)
        elif "started" in report:
            print(f"     tester at {report['started']} s of the box, {time.monotonic() - start:.0f} s of ours", flush=True)
        elif "poster" in report:
            results.poster = report
        elif "log" in report:
            print(report["log"])
        elif "fatal" in report:
            print(report["fatal"])
            results.failed = ["tester"]
            return results
        elif "end" in report:
            return results
    results.failed.append("end")
    return results


def from_outside(outside, results, folder):
    """What only the host can see: the uplink's packets, and the poster's picture. Returns whether all is well."""
    wrong = uplink.judge(outside, f"{folder}/uplink.pcap", results.passed)
    print(f"{'FAIL' if wrong else 'ok  '} uplink, from outside {wrong or outside.summary(results.passed)}")
    if "poster" not in results.passed:
        return not wrong
    unread = poster.judge(results.poster, folder)
    print(f"{'FAIL' if unread else 'ok  '} poster, from outside {unread or 'its code says what the phone joined by'}")
    return not wrong and not unread


def main():
    args = arguments()
    checks = args.only.split(",") if args.only else SHORT if args.short else LONG
    folder = tempfile.mkdtemp(prefix="hallbox-vm-")
    start = time.monotonic()
    with uplink.Listeners() as outside:
        machine, serial = lay_out(args, folder, outside.ports, checks)
        with machine:
            results = follow(serial.lines(DEADLINE_S[args.short]), start)
        good = from_outside(outside, results, folder)
    missing = [check for check in checks if check not in results.passed + results.failed]
    bad = bool(results.failed or missing or not good)
    print(f"{len(results.passed)} of {len(checks)} checks passed in {time.monotonic() - start:.0f} s")
    if bad:
        print(f"failed: {', '.join(results.failed + missing)}\n{machine.log_tails()}")
    if args.keep:
        print(folder)
    else:
        shutil.rmtree(folder)
    return 1 if bad else 0


sys.exit(main())
