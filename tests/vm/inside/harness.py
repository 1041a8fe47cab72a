"""Where the tester runs: beside the box on the same kernel, with a network namespace for each phone."""

import contextlib
import functools
import json
import os
import sys

import checks

# Emulation on busy cores is slow, and slowness is no fault here: a command or a state has this long.
DEADLINE_S = 120

run = functools.partial(checks.run, deadline_s=DEADLINE_S)


def wait_until(what, probe, deadline_s=DEADLINE_S):
    return checks.wait_until(what, probe, deadline_s)


def on_box(*words, **how):
    """Runs a program of the box itself, on its own files."""
    return run("nsenter", "-t", "1", "-m", "--", *words, **how)


@contextlib.contextmanager
def in_namespace(name):
    """Moves this thread to a network namespace for a while."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{name}", os.O_RDONLY)
    try:
        os.setns(there, os.CLONE_NEWNET)
        yield
    finally:
        os.setns(home, os.CLONE_NEWNET)
        os.close(there)
        os.close(home)


def report(**what):
    """Writes a line of JSON to the second serial port, which the host reads."""
    with open("/dev/ttyS1", "w") as line:
        line.write(json.dumps(what) + "\n")


def fatal(message):
    report(fatal=message)
    sys.exit(1)
