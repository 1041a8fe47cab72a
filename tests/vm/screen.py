"""The box's own screen: who becomes the owner stands there first, and the board once somebody is.

Usage: python3 tests/vm/screen.py IMAGE [--hallbox PROGRAM] [--pictures FOLDER]

IMAGE has the board's browser in it. Bots claim the box over its wire and play a night; pictures are taken through
QEMU's monitor, and left as PPM in FOLDER. Exit 1 when the board is not seen.
"""

import argparse
import collections
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import disks
import power
from machine import Machine

HERE = os.path.dirname(os.path.abspath(__file__))
# Everything is emulated, the browser's drawing too.
SERVES_S, PAINTS_S = 600, 600
BOARD = (13, 18, 32)  # ground of every board, `--bg` of the web


def asked():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("--hallbox", default=f"{power.ROOT}/target/release/hallbox")
    parser.add_argument("--pictures")
    return parser.parse_args()


def lay_out(image, folder):
    card = disks.card(image, f"{folder}/card.img", f"{HERE}/power.toml")
    machine = Machine(folder, memory_mb=2048)
    kernel, initrd, options = power.started_by(card, folder, None)
    machine.kernel(kernel, initrd, f"{options} console=ttyS0 systemd.journald.forward_to_console=1")
    machine.disk(card, "card")
    machine.words += ["-device", "virtio-vga", "-monitor", f"unix:{folder}/monitor,server=on,wait=off"]
    return machine, power.staff_wire(machine)


def until(what, seconds, look):
    """What `look` finds, asked again and again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(2)
    raise SystemExit(f"{what}: not within {seconds} s")


def authority(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ca.crt", timeout=20) as answer:
            return answer.read()
    except (OSError, http.client.HTTPException):
        return None


def code(folder):
    with open(f"{folder}/console.log", errors="replace") as log:
        found = re.findall(r"one-time code: (\S+)", log.read())
    return found[-1] if found else None


def colours(folder):
    """How often each colour is on the screen now."""
    path = f"{folder}/screen.ppm"
    with socket.socket(socket.AF_UNIX) as monitor:
        monitor.connect(f"{folder}/monitor")
        monitor.settimeout(30)
        heard = b""
        while heard.count(b"(qemu)") < 2:
            if heard.endswith(b"(qemu) "):
                monitor.sendall(f"screendump {path}\n".encode())
            heard += monitor.recv(4096)
    with open(path, "rb") as picture:
        head, size, depth = (picture.readline() for _ in range(3))
        pixels = picture.read()
    assert (head, depth) == (b"P6\n", b"255\n"), "QEMU writes plain PPM"
    width, height = map(int, size.split())
    assert len(pixels) == 3 * width * height, "the picture is whole"
    return collections.Counter(zip(pixels[::3], pixels[1::3], pixels[2::3]))


def tells_the_code(seen):
    """Words on black, as a console has them; which words, the kept picture shows to whoever looks."""
    return seen[(0, 0, 0)] > 0.9 * seen.total() and 300 < seen.total() - seen[(0, 0, 0)]


def is_board(seen):
    """The board's ground, and coloured balls or words on it."""
    return seen[BOARD] > 0.3 * seen.total() and len(seen) > 50


def keep(folder, pictures, name):
    if pictures:
        os.makedirs(pictures, exist_ok=True)
        shutil.copy(f"{folder}/screen.ppm", f"{pictures}/{name}.ppm")


def play(args, folder, ports, begun):
    with open(f"{folder}/ca.crt", "wb") as file:
        file.write(until("serves", SERVES_S, lambda: authority(ports["http"])))
    print(f"serves after {time.monotonic() - begun:.0f} s")
    claim = until("the owner's code on the console", 60, lambda: code(folder))
    until("the owner's code on the screen", PAINTS_S, lambda: tells_the_code(colours(folder)))
    keep(folder, args.pictures, "no-owner")
    print(f"its screen says how to become the owner after {time.monotonic() - begun:.0f} s")
    night = [args.hallbox, "visit", "--at", f"127.0.0.1:{ports['https']}", "--host", ports["host"],
             "--ca", f"{folder}/ca.crt", "--claim-code", claim, "--games", "3", "--out", f"{folder}/night.zip"]
    begun = time.monotonic()
    subprocess.run(night, check=True)
    until("the board on the screen", PAINTS_S, lambda: is_board(colours(folder)))
    keep(folder, args.pictures, "board")
    print(f"the board is on it {time.monotonic() - begun:.0f} s after somebody began to claim the box")


def main():
    args = asked()
    folder = tempfile.mkdtemp(prefix="hallbox-screen-")
    machine, ports = lay_out(args.image, folder)
    try:
        machine.start()
        play(args, folder, ports, time.monotonic())
    except BaseException:
        print(machine.told())
        raise
    finally:
        machine.kill()
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
