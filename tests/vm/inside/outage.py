"""The Wi-Fi dies in the middle of a game."""

import json
import os
import signal

from guests import CA, HOST, begin
from place import need, on_box, until


def hostapd_killed(evening):
    """hostapd is killed while bots play; systemd brings it back, the phones join by themselves, the game goes on."""
    first, second = evening.notes["phone"], evening.notes["second"]
    night = evening.notes["night"] = begin(evening, games=3)

    def entries():
        need(night.poll() is None, f"the bots gave up: {night.stderr.read() if night.poll() is not None else ''}")
        # What the second guest hears; nothing, while the radio is off.
        health = second.run("curl", "-s", "--max-time", "20", "--cacert", CA, f"https://{HOST}/api/health",
                            ok=(0, 6, 7, 28, 35, 52, 56))
        return json.loads(health)["size"] if health.startswith("{") else 0

    # Owner, crew, cards and the first game are some 40 entries: in the middle of playing, then.
    before = until("the night is in full swing", lambda: (size := entries()) > 60 and size, 900)
    joined = {phone: phone.events().count("CTRL-EVENT-CONNECTED") for phone in (first, second)}
    pid = on_box("systemctl", "show", "-P", "MainPID", "hallbox-hostapd.service").strip()
    os.kill(int(pid), signal.SIGKILL)

    def is_back():
        now = on_box("systemctl", "show", "-P", "MainPID", "hallbox-hostapd.service").strip()
        return now not in ("0", pid)
    until("systemd starts hostapd again", is_back)
    for phone, times in joined.items():
        phone.is_on(times=times + 1)
    after = until("the game goes on", lambda: (size := entries()) > before and size, 300)
    return f"killed at entry {before}, both phones back by themselves, entry {after} written after it"
