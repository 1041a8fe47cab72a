"""Pulls the plug of the emulated appliance again and again, under load, and looks each time whether all is there.

Usage: python3 tests/vm/power.py IMAGE --mode writethrough|unsafe [--cuts 100] [--each 20] [--seed 1]

`--each` cuts are made on one card, then a new one is written. Every cut that went well is a line in
target/vm/power-cuts.jsonl: cuts noted there count, so a run that was stopped goes on where it was.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile

import disks
from machine import Machine

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# What the tester needs of the start: the owner's code on the console, and nothing that paints pictures.
MORE = "console=ttyS0 systemd.journald.forward_to_console=1 systemd.unit=multi-user.target"


def asked():
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
    if not os.path.exists(log):
        return 0
    with open(log) as lines:
        return sum(json.loads(line)["mode"] == mode for line in lines)


def free_ports(count):
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


def started_by(card, folder, direct):
    """Kernel, initrd and options: the image's own, without the minute its firmware and loader take."""
    if direct:
        with open(f"{direct}/options") as options:
            return f"{direct}/kernel", f"{direct}/initrd", options.read().strip()
    entry = disks.from_card(card, "loader/entries/hallbox-a.conf", f"{folder}/entry")
    with open(entry) as lines:
        said = dict(line.strip().split(None, 1) for line in lines if len(line.split(None, 1)) == 2)
    kernel = disks.from_card(card, said["linux"].lstrip("/"), f"{folder}/kernel")
    return kernel, disks.from_card(card, said["initrd"].lstrip("/"), f"{folder}/initrd"), said["options"]


def lay_out(args, folder, cuts, seed):
    """A fresh card in a fresh machine; the file that says where everything is."""
    card = disks.card(args.image, f"{folder}/card.img", f"{HERE}/power.toml")
    machine = Machine(folder, memory_mb=768, cores=1)
    start_directly(machine, card, folder, args.direct)
    machine.disk(card, "card", cache=args.mode)
    return {"words": machine.words, "folder": folder, **staff_wire(machine), "mode": args.mode, "cuts": cuts,
            "seed": seed, "log": os.path.abspath(args.log)}


def start_directly(machine, card, folder, direct):
    kernel, initrd, options = started_by(card, folder, direct)
    machine.kernel(kernel, initrd, f"{options} {MORE}")


def staff_wire(machine):
    """The tester outside is staff on the box's wire: the ports here that lead to it."""
    https, http = free_ports(2)
    machine.wire(",net=10.77.5.0/24,host=10.77.5.2"
                 f",hostfwd=tcp:127.0.0.1:{https}-10.77.5.1:443,hostfwd=tcp:127.0.0.1:{http}-10.77.5.1:80")
    return {"https": https, "http": http, "host": "bingo.internal"}


def observe(layout, test):
    """Runs one of the tests of tests/it/power_cut.rs with this layout."""
    path = f"{layout['folder']}/layout.json"
    with open(path, "w") as file:
        json.dump(layout, file)
    # Built beforehand, for runs of hours beside which the sources change.
    observer = os.environ.get("POWER_OBSERVER")
    words = [observer, "--ignored", "--exact", "--nocapture", f"power_cut::{test}"] if observer else [
        "cargo", "nextest", "run", "--release", "--locked", "--no-capture", "--run-ignored", "only", "-E", f"test({test})"]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, "POWER_LAYOUT": path}).returncode


def main():
    args = asked()
    os.makedirs(os.path.dirname(args.log), exist_ok=True)
    while (done := noted(args.log, args.mode)) < args.cuts:
        folder = tempfile.mkdtemp(prefix="hallbox-power-")
        layout = lay_out(args, folder, min(args.each, args.cuts - done), args.seed + done)
        if observe(layout, "power_is_cut_at_any_moment"):
            print(f"after {noted(args.log, args.mode)} cuts with {args.mode} something was not as it should be; "
                  f"the card and the logs are in {folder}")
            return 1
        shutil.rmtree(folder)
    print(f"{noted(args.log, args.mode)} cuts with cache={args.mode}: everything acknowledged was there each time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
