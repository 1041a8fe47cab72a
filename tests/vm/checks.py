"""What every check is made of, on the host and inside the machine: run a command, wait for a state, require it."""

import subprocess
import time


class Failed(Exception):
    """A check found something wrong; the message is for people."""


def require(condition, message):
    if not condition:
        raise Failed(message)


def run(*words, ok=(0,), deadline_s=None, **more):
    """Runs a command to its end; returns what it printed. An exit code outside `ok` is a failure."""
    words = [str(word) for word in words]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=deadline_s, **more)
    except subprocess.TimeoutExpired:
        raise Failed(f"{' '.join(words)}: no end after {deadline_s} s") from None
    require(done.returncode in ok, f"{' '.join(words)}: exit {done.returncode}: {done.stderr}{done.stdout}")
    return done.stdout


def wait_until(what, probe, deadline_s, pause_s=0.2):
    """Calls `probe` until it returns something true, and returns that; `what` names the state in the failure."""
    end = time.monotonic() + deadline_s
    while not (found := probe()):
        require(time.monotonic() < end, f"{what}: not within {deadline_s} s")
        time.sleep(pause_s)
    return found
