"""Runs the checks of the plan one after the other on the box, and says on the second serial line what came of each."""

import json
import time
import traceback

import guests
import house
import outage
import seal
from place import Wrong, fatal, on_box, say

# Every check in the order of an evening, with what it needs to have passed.
CHECKS = [
    ("serves", house.serves, []),
    ("settings-taken", house.settings_taken, ["serves"]),
    ("joins-by-qr", guests.joins, ["serves"]),
    ("poster", house.poster, ["joins-by-qr"]),
    ("address", guests.address, ["joins-by-qr"]),
    ("names", guests.names, ["address"]),
    ("probes", guests.probes, ["address"]),
    ("trust", guests.trust, ["address"]),
    ("page", guests.page, ["trust"]),
    ("wrong-passphrase", house.wrong_passphrase, ["joins-by-qr"]),
    ("second-guest", seal.second_guest, ["address"]),
    ("guests-apart", seal.guests_apart, ["second-guest"]),
    ("uplink-closed", seal.uplink_closed, ["second-guest"]),
    ("doors", seal.doors, ["second-guest"]),
    ("full-house", house.full_house, ["second-guest"]),
    ("portal-option", house.portal_option, ["address"]),
    ("hostapd-killed", outage.hostapd_killed, ["second-guest", "trust"]),
    ("plays-to-a-win", guests.plays, ["trust"]),
    ("seal-can-break", seal.can_break, ["second-guest"]),
]


class Evening:
    """What the checks tell each other."""

    def __init__(self, plan):
        self.plan = plan
        self.short = plan["short"]
        self.notes = {}


def run(name, check, evening):
    start = time.monotonic()
    try:
        said, good = check(evening) or "", True
    except Wrong as wrong:
        said, good = str(wrong), False
    except Exception:  # a fault of the test is a failed check, and the others go on
        said, good = traceback.format_exc(), False
    say(check=name, ok=good, s=round(time.monotonic() - start, 1), said=said)
    return good


def log_ends():
    return on_box("journalctl", "-b", "-o", "short-monotonic", "-n", "120", "--no-pager", ok=(0, 1))


def main():
    with open("/test/plan.json") as file:
        evening = Evening(json.load(file))
    say(started=round(float(open("/proc/uptime").read().split()[0]), 1))
    passed = set()
    for name, check, needs in CHECKS:
        if name not in evening.plan["checks"]:
            continue
        if missing := [need for need in needs if need not in passed]:
            say(check=name, ok=False, s=0, said=f"needs {', '.join(missing)}")
        elif run(name, check, evening):
            passed.add(name)
    if len(passed) < len(evening.plan["checks"]):
        say(log=log_ends())
    say(end=True)


try:
    main()
except Exception:
    fatal(traceback.format_exc())
