"""The Wi-Fi fails in the middle of a game."""

import json
import os
import signal

from checks import require
from guests import CA, HOST, begin
from harness import on_box, wait_until


def hostapd_killed(context):
    """hostapd is killed while bots play: systemd restarts it, the phones join again by themselves, the game goes on."""
    first, second = context.notes["phone"], context.notes["second"]
    night = context.notes["night"] = begin(context, games=3)

    def entries():
        require(night.poll() is None, f"the bots gave up: {night.stderr.read() if night.poll() is not None else ''}")
        # Asked by the second guest, who gets no answer while the radio is off.
        health = second.run("curl", "-s", "--max-time", "20", "--cacert", CA, f"https://{HOST}/api/health",
                            ok=(0, 6, 7, 28, 35, 52, 56))
        return json.loads(health)["size"] if health.startswith("{") else 0

    # Owner, crew, cards and the first game are some 40 entries, so after 60 a game is being played.
    before = wait_until("the night is in full swing", lambda: (size := entries()) > 60 and size, 900)
    joined = {phone: phone.events().count("CTRL-EVENT-CONNECTED") for phone in (first, second)}
    pid = on_box("systemctl", "show", "-P", "MainPID", "hallbox-hostapd.service").strip()
    os.kill(int(pid), signal.SIGKILL)

    def is_back():
        now = on_box("systemctl", "show", "-P", "MainPID", "hallbox-hostapd.service").strip()
        return now not in ("0", pid)
    wait_until("systemd starts hostapd again", is_back)
    for phone, times in joined.items():
        phone.wait_joined(times=times + 1)
    after = wait_until("the game goes on", lambda: (size := entries()) > before and size, 300)
    return f"killed at entry {before}, both phones back by themselves, entry {after} written after it"
