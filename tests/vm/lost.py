"""Power cuts that also lose what the disk's own cache had not yet written, made from a record of one machine's writes.

Usage: python3 tests/vm/lost.py IMAGE [--cuts 300] [--rounds 20] [--seed 1] [--hallbox PROGRAM] [--keep]

QEMU runs the image once, under load, and records every write and every flush in their order (blklogwrites). From
that record the disk is put together as a cut at any moment may leave it: everything up to the last flush, and of the
writes since then all, none, some, or torn pieces of some. Each time the file system must repair itself as it does at
boot, the ledger must be whole, and everything acknowledged before the cut must be in it.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading

import appliance
import disks
import power
from checks import Failed, require, run
from record import Record

# A box opens a night of some hundred entries in a tenth of a second on a quiet machine; a loaded one has more time.
SERVES_S = 120
KINDS = ["all lost", "some lost", "torn", "none lost"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("--cuts", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hallbox", default=appliance.HALLBOX)
    parser.add_argument("--direct", help="folder with kernel, initrd and options, for images without slots")
    parser.add_argument("--place", default="4:/hallbox", help="partition and folder of the venue")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--from", dest="old", help="folder of a record that was kept: no machine is started")
    return parser.parse_args()


def record(args, folder):
    """One load on a fresh card, recorded. Returns whether it went well."""
    machine, card, box = power.lay_out(args, folder)
    disks.clone(card, f"{folder}/before.img")
    machine.recorded_disk(card, f"{folder}/record")
    return power.observe("writes_are_recorded_under_load", machine, **box, mode="recorded", cuts=args.rounds,
                         seed=args.seed, log=f"{folder}/acknowledged", record=f"{folder}/record") == 0


def acknowledged(folder):
    """Where in the record the load began, and every answer the box acknowledged."""
    with open(f"{folder}/acknowledged") as lines:
        first, *rest = [json.loads(line) for line in lines]
    return first["begun_at"], rest


def inspect_cut(args, disk, folder, expected):
    """Checks the disk that a cut left; returns how many entries its ledger has."""
    number, place = args.place.split(":")
    start, size = disks.partitions(disk)[int(number) - 1]
    part, venue = f"{folder}/part.img", f"{folder}/venue"
    disks.copy_range(disk, start, size, part)
    # As at boot, the journal is replayed; after that nothing may be left to repair.
    run("e2fsck", "-p", part, ok=(0, 1))
    run("e2fsck", "-fn", part)
    shutil.rmtree(venue, ignore_errors=True)
    os.mkdir(venue)
    run("debugfs", "-R", f"rdump {place} {venue}", part)
    data = f"{venue}/{os.path.basename(place)}"
    night, = os.listdir(f"{data}/nights")
    run(args.hallbox, "export", night, "--data", data, "--out", f"{folder}/cut.zip")
    verdict = run(args.hallbox, "verify", f"{folder}/cut.zip", ok=(2,))
    require("chain unbroken" in verdict and "the night is not closed" in verdict, verdict)
    with contextlib.closing(sqlite3.connect(f"{data}/nights/{night}/ledger.db")) as ledger:
        leaves = [json.loads(leaf) for leaf, in ledger.execute("SELECT leaf FROM entries ORDER BY seq")]
    for answer in expected:
        for offset, entry in enumerate(answer["entries"]):
            seq = answer["seq"] + offset
            there = leaves[seq] if seq < len(leaves) else None
            if not there or there["type"] != entry["type"] or there["data"] != entry["data"]:
                raise Failed(f"entry {seq} was acknowledged as {entry} and is {there}")
    serves(args.hallbox, data)
    return len(leaves)


def serves(hallbox, data):
    """A box opens the venue as the cut left it, and reports that it serves."""
    words = [hallbox, "demo", "--ready-json", "--data", data, "--https-port", "0", "--http-port", "0"]
    box = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = threading.Timer(SERVES_S, box.kill)
    deadline.start()
    ready = box.stdout.readline()
    deadline.cancel()
    box.kill()
    errors = box.communicate()[1]
    require('"ready":true' in ready, f"the box does not open the venue: {errors}")


def cuts(args, folder):
    """Cut after cut in the order of the record, each with another kind of loss."""
    begun_at, answers = acknowledged(folder)
    chance = random.Random(args.seed)
    log = Record(f"{folder}/record", f"{folder}/before.img", f"{folder}/durable.img")
    moments = [at for at in log.ends if at >= begun_at]
    moments = sorted(chance.sample(moments, min(args.cuts, len(moments))))
    made = {kind: 0 for kind in KINDS}
    lost, checked = 0, 0
    for number, moment in enumerate(moments):
        kind = KINDS[number % len(KINDS)]
        expected = [answer for answer in answers if answer["at"] <= moment]
        disk, gone = log.cut(moment, kind, chance, f"{folder}/cut.img")
        try:
            entries = inspect_cut(args, disk, folder, expected)
        except Failed as failed:
            print(f"cut {number} at byte {moment} of the record, {kind}: {failed}\nlook into {folder}")
            return False
        made[kind], lost, checked = made[kind] + 1, lost + gone, checked + len(expected)
        print(f"cut {number}: {kind}, {gone} writes gone, {entries} entries, {len(expected)} acknowledged", flush=True)
    print(f"{sum(made.values())} cuts ({', '.join(f'{count} {kind}' for kind, count in made.items())}): {lost} writes "
          f"thrown away, every ledger whole, {len(answers)} acknowledged commands looked for {checked} times and found")
    return True


def main():
    args = arguments()
    folder = args.old or tempfile.mkdtemp(prefix="hallbox-lost-")
    good = (args.old or record(args, folder)) and cuts(args, folder)
    if good and not args.keep:
        shutil.rmtree(folder)
    else:
        print(folder)
    return 0 if good else 1


sys.exit(main())
