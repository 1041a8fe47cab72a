"""Runs the checks of the plan one after the other on the box, and reports each result to the host."""

import json
import time
import traceback

import box
import guests
import isolation
import outage
from checks import Failed
from harness import fatal, on_box, report

# Every check in the order of an evening, with the checks that must have passed before it.
CHECKS = [
    ("serves", box.serves, []),
    ("settings-taken", box.settings_taken, ["serves"]),
    ("joins-by-qr", guests.joins, ["serves"]),
    ("poster", box.poster, ["joins-by-qr"]),
    ("address", guests.address, ["joins-by-qr"]),
    ("names", guests.names, ["address"]),
    ("probes", guests.probes, ["address"]),
    ("trust", guests.trust, ["address"]),
    ("page", guests.page, ["trust"]),
    ("wrong-passphrase", box.wrong_passphrase, ["joins-by-qr"]),
    ("second-guest", isolation.second_guest, ["address"]),
    ("guests-apart", isolation.guests_apart, ["second-guest"]),
    ("uplink-closed", isolation.uplink_closed, ["second-guest"]),
    ("open-ports", isolation.open_ports, ["second-guest"]),
    ("full-house", box.full_house, ["second-guest"]),
    ("portal-option", box.portal_option, ["address"]),
    ("hostapd-killed", outage.hostapd_killed, ["second-guest", "trust"]),
    ("plays-to-a-win", guests.plays, ["trust"]),
    ("isolation-can-fail", isolation.can_fail, ["second-guest"]),
]


class Context:
    """The plan, and what earlier checks leave for later ones."""

    def __init__(self, plan):
        self.plan = plan
        self.short = plan["short"]
        self.notes = {}


def run(name, check, context):
    start = time.monotonic()
    try:
        message, good = check(context) or "", True
    except Failed as failed:
        message, good = str(failed), False
    except Exception:  # a fault of the test is a failed check, and the others go on
        message, good = traceback.format_exc(), False
    report(check=name, ok=good, s=round(time.monotonic() - start, 1), message=message)
    return good


def log_tail():
    return on_box("journalctl", "-b", "-o", "short-monotonic", "-n", "120", "--no-pager", ok=(0, 1))


def main():
    with open("/test/plan.json") as file:
        context = Context(json.load(file))
    report(started=round(float(open("/proc/uptime").read().split()[0]), 1))
    passed = set()
    for name, check, needs in CHECKS:
        if name not in context.plan["checks"]:
            continue
        if missing := [need for need in needs if need not in passed]:
            report(check=name, ok=False, s=0, message=f"needs {', '.join(missing)}")
        elif run(name, check, context):
            passed.add(name)
    if len(passed) < len(context.plan["checks"]):
        report(log=log_tail())
    report(end=True)


try:
    main()
except Exception:
    fatal(traceback.format_exc())
