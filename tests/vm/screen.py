"""The box's own screen: first it shows how to become the owner, and the board once somebody is.

Usage: python3 tests/vm/screen.py IMAGE [--hallbox PROGRAM] [--pictures FOLDER]

IMAGE has the board's browser in it. Bots claim the box over its network card and play a night; screenshots are taken
through QMP and left as PPM in FOLDER. Exit 1 when the board is not seen.
"""

import argparse
import collections
import functools
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import appliance
import checks
import disks
from machine import Machine

# Everything is emulated, the browser's drawing too.
SERVES_S, PAINTS_S = 600, 600
BOARD = (13, 18, 32)  # background of every board, `--bg` of the web apps
# A look costs a request or a screenshot, which the machine's two cores pay for.
wait_until = functools.partial(checks.wait_until, pause_s=2)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("--hallbox", default=appliance.HALLBOX)
    parser.add_argument("--pictures")
    return parser.parse_args()


def lay_out(image, folder):
    card = disks.card(image, f"{folder}/card.img", appliance.STAFF_SETTINGS)
    machine = Machine(folder, memory_mb=2048)
    appliance.kernel(machine, card, folder, "console=ttyS0 systemd.journald.forward_to_console=1")
    machine.disk(card, "card")
    machine.screen()
    return machine, appliance.staff_network(machine)


def authority(port):
    """The box's certificate authority, as PEM; None while the box does not serve."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ca.crt", timeout=20) as answer:
            return answer.read()
    except (OSError, http.client.HTTPException):
        return None


def code(folder):
    """The newest one-time code on the console."""
    with open(f"{folder}/console.log", errors="replace") as log:
        found = re.findall(r"one-time code: (\S+)", log.read())
    return found[-1] if found else None


def colours(machine):
    """How many pixels of each colour the screen has now."""
    path = f"{machine.folder}/screen.ppm"
    machine.screenshot(path)
    with open(path, "rb") as picture:
        head, size, depth = (picture.readline() for _ in range(3))
        pixels = picture.read()
    assert (head, depth) == (b"P6\n", b"255\n"), "QEMU writes plain PPM"
    width, height = map(int, size.split())
    assert len(pixels) == 3 * width * height, "the picture is whole"
    return collections.Counter(zip(pixels[::3], pixels[1::3], pixels[2::3]))


def tells_the_code(seen):
    """Text on black, as a console has it; which text, only the kept screenshot shows."""
    return seen[(0, 0, 0)] > 0.9 * seen.total() and 300 < seen.total() - seen[(0, 0, 0)]


def is_board(seen):
    """The board's background, and coloured balls or text on it."""
    return seen[BOARD] > 0.3 * seen.total() and len(seen) > 50


def keep(folder, pictures, name):
    if pictures:
        os.makedirs(pictures, exist_ok=True)
        shutil.copy(f"{folder}/screen.ppm", f"{pictures}/{name}.ppm")


def play(args, machine, box, start):
    folder = machine.folder
    with open(f"{folder}/ca.crt", "wb") as file:
        file.write(wait_until("the box serves", lambda: authority(box["http"]), SERVES_S))
    print(f"serves after {time.monotonic() - start:.0f} s")
    claim = wait_until("the owner's code is on the console", lambda: code(folder), 60)
    wait_until("the owner's code is on the screen", lambda: tells_the_code(colours(machine)), PAINTS_S)
    keep(folder, args.pictures, "no-owner")
    print(f"its screen says how to become the owner after {time.monotonic() - start:.0f} s")
    night = [args.hallbox, "visit", "--at", f"127.0.0.1:{box['https']}", "--host", box["host"],
             "--ca", f"{folder}/ca.crt", "--claim-code", claim, "--games", "3", "--out", f"{folder}/night.zip"]
    start = time.monotonic()
    subprocess.run(night, check=True)
    wait_until("the board is on the screen", lambda: is_board(colours(machine)), PAINTS_S)
    keep(folder, args.pictures, "board")
    print(f"the board is on it {time.monotonic() - start:.0f} s after somebody began to claim the box")


def main():
    args = arguments()
    folder = tempfile.mkdtemp(prefix="hallbox-screen-")
    machine, box = lay_out(args.image, folder)
    with machine:
        play(args, machine, box, time.monotonic())
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
