"""Where the tester is: beside the box on the same kernel, with network namespaces for the phones."""

import contextlib
import json
import os
import subprocess
import sys
import time

# Emulated, with both cores busy: slowness is no fault here. What matters is told apart by its answer.
PATIENCE_S = 120


class Wrong(Exception):
    """A check found something that is not as it should be."""


def need(true, words):
    if not true:
        raise Wrong(words)


def sh(*words, deadline=PATIENCE_S, ok=(0,)):
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=deadline)
    except subprocess.TimeoutExpired:
        raise Wrong(f"{' '.join(words)}: no end after {deadline} s") from None
    need(done.returncode in ok, f"{' '.join(words)}: exit {done.returncode}: {done.stderr}{done.stdout}")
    return done.stdout


def on_box(*words, **how):
    """A program of the box itself, on its own files."""
    return sh("nsenter", "-t", "1", "-m", "--", *words, **how)


def until(what, look, deadline=PATIENCE_S):
    """Looks again and again until there is something to see."""
    end = time.monotonic() + deadline
    while True:
        if seen := look():
            return seen
        need(time.monotonic() < end, f"{what}: not within {deadline} s")
        time.sleep(0.2)


@contextlib.contextmanager
def inside(name):
    """What is done here is done by somebody in that network namespace."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{name}", os.O_RDONLY)
    try:
        os.setns(there, os.CLONE_NEWNET)
        yield
    finally:
        os.setns(home, os.CLONE_NEWNET)
        os.close(there)
        os.close(home)


def counters():
    """Packets the fence has counted."""
    listed = json.loads(sh("nft", "-j", "list", "counters", "table", "inet", "hallbox"))["nftables"]
    return {item["counter"]["name"]: item["counter"]["packets"] for item in listed if "counter" in item}


def say(**what):
    """To the second serial line."""
    with open("/dev/ttyS1", "w") as line:
        line.write(json.dumps(what) + "\n")


def fatal(words):
    say(fatal=words)
    sys.exit(1)
