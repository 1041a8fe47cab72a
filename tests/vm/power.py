"""Power cuts: the emulated appliance is killed under load again and again, and each time nothing may be lost.

Usage: python3 tests/vm/power.py IMAGE --mode writethrough|unsafe [--cuts 100] [--each 20] [--seed 1]

`--each` cuts are made on one card, then a new one is written. Every cut that went well is a line in
target/vm/power-cuts.jsonl: cuts noted there count, so a run that was stopped goes on where it was.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

import appliance
import disks
from appliance import ROOT
from machine import Machine

# The observer reads the owner's code from the console; the browser of the box's own screen is left out.
OPTIONS = "console=ttyS0 systemd.journald.forward_to_console=1 systemd.unit=multi-user.target"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("--mode", choices=["writethrough", "unsafe"], required=True)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", default=f"{ROOT}/target/vm/power-cuts.jsonl")
    parser.add_argument("--direct", help="folder with kernel, initrd and options, for images without slots")
    return parser.parse_args()


def noted(log, mode):
    """Cuts of this mode that the log has."""
    if not os.path.exists(log):
        return 0
    with open(log) as lines:
        return sum(json.loads(line)["mode"] == mode for line in lines)


def lay_out(args, folder):
    """A fresh card in a machine that is not started: the machine, the card, and the ports that lead to the box."""
    card = disks.card(args.image, f"{folder}/card.img", appliance.STAFF_SETTINGS)
    machine = Machine(folder, memory_mb=768, cores=1)
    appliance.kernel(machine, card, folder, OPTIONS, args.direct)
    return machine, card, appliance.staff_network(machine)


def observe(test, machine, **layout):
    """Runs one of the tests of tests/it/power_cut.rs with this layout; returns its exit code."""
    path = f"{machine.folder}/layout.json"
    with open(path, "w") as file:
        json.dump({"words": machine.words, "folder": machine.folder, **layout}, file)
    # A test program that was built before, for runs of hours during which the sources change.
    observer = os.environ.get("POWER_OBSERVER")
    words = [observer, "--ignored", "--exact", "--nocapture", f"power_cut::{test}"] if observer else [
        "cargo", "nextest", "run", "--release", "--locked", "--no-capture", "--run-ignored", "only", "-E", f"test({test})"]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, "POWER_LAYOUT": path}).returncode


def main():
    args = arguments()
    os.makedirs(os.path.dirname(args.log), exist_ok=True)
    while (done := noted(args.log, args.mode)) < args.cuts:
        folder = tempfile.mkdtemp(prefix="hallbox-power-")
        machine, card, box = lay_out(args, folder)
        machine.disk(card, "card", cache=args.mode)
        if observe("power_is_cut_at_any_moment", machine, **box, mode=args.mode, cuts=min(args.each, args.cuts - done),
                   seed=args.seed + done, log=os.path.abspath(args.log)):
            print(f"after {noted(args.log, args.mode)} cuts with {args.mode} something was not as it should be; "
                  f"the card and the logs are in {folder}")
            return 1
        shutil.rmtree(folder)
    print(f"{noted(args.log, args.mode)} cuts with cache={args.mode}: everything acknowledged was there each time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
