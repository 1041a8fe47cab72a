"""The box itself: it serves, took its settings, knows its seats."""

import base64
import json

from phone import Phone
from place import need, on_box, say, until

DATA = "/var/lib/hallbox"
# The tester's own program, for what it only reads.
HALLBOX = "/test/hallbox"


def serves(evening):
    """Everything an organiser waits for before opening the door."""
    def up(unit):
        return on_box("systemctl", "is-active", unit, ok=(0, 3, 4)).strip() == "active"
    wanted = ["hallbox.service", "hallbox-hostapd.service", "hallbox-dnsmasq.service", "hallbox-firewall.service"]
    until("all services run", lambda: all(up(unit) for unit in wanted), 300)
    until("hostapd is on the air", lambda: status()["radios"][0]["on_air"], 120)
    with open("/proc/uptime") as uptime:
        return f"on the air {uptime.read().split()[0]} s after the kernel"


def status():
    return json.loads(on_box("hallbox", "network", "--data", DATA, "status", "--json"))


def settings_taken(evening):
    """The organiser's file is taken over, its secret taken off the card, and a report lies beside it."""
    report = on_box("cat", "/boot/firmware/hallbox-report.txt")
    card = on_box("cat", "/boot/firmware/hallbox.toml")
    need(evening.plan["passphrase"] not in card, f"the passphrase is still on the card:\n{card}")
    need("Virtual Hall" in on_box("cat", f"{DATA}/hallbox.toml"), "the settings were not taken over")
    return report.splitlines()[0] if report else "an empty report"


def poster(evening):
    """Printed by the box as the organiser would; read outside, where there is a camera."""
    on_box("hallbox", "poster", "--data", DATA, "--out", "/tmp/vmtest-poster.pdf")
    with open("/proc/1/root/tmp/vmtest-poster.pdf", "rb") as pdf:
        say(poster=base64.b64encode(pdf.read()).decode(), join=evening.notes["code"])


def claim_code():
    """As the owner reads it from the box's screen."""
    lines = on_box("journalctl", "-b", "-u", "hallbox.service", "-o", "cat", "--no-pager").splitlines()
    codes = [line.rsplit(":", 1)[1].strip() for line in lines if "one-time code:" in line]
    need(codes, "the box shows no claim code")
    return codes[-1]


def stranger(evening):
    """A third phone."""
    if "stranger" not in evening.notes:
        evening.notes["stranger"] = Phone("stranger", "phy3", "wlan3")
    return evening.notes["stranger"]


def wrong_passphrase(evening):
    """Refused, and said so, for old phones and new ones."""
    ssid, _ = evening.notes["join"]
    phone = stranger(evening)
    for kind, refusal in [("WPA-PSK", "reason=WRONG_KEY"), ("SAE", "CTRL-EVENT-SSID-TEMP-DISABLED")]:
        phone.join(ssid, "full-house-57", kind)
        phone.says(refusal)
        need(not phone.has("CTRL-EVENT-CONNECTED"), "it is on the network with a wrong passphrase")
    phone.leave()
    return "WRONG_KEY with WPA2, refused with WPA3"


def full_house(evening):
    """Two seats for guests, both taken: the third waits outside until staff's seats are opened."""
    ssid, passphrase = evening.notes["join"]
    seats = status()["radios"][0]
    need(len(seats["stations"]) == 2 and seats["seats"] == 2, f"not two phones on two seats: {seats}")
    third = stranger(evening)
    third.join(ssid, passphrase)
    # It looks for the network several times and is not answered, or is told no.
    refused = ("status_code=17", "No suitable network found", "CTRL-EVENT-NETWORK-NOT-FOUND")
    until("the third phone finds no seat", lambda: sum(third.events().count(word) for word in refused) >= 3, 120)
    need(not third.has("CTRL-EVENT-CONNECTED"), "a third phone took a seat of staff")
    opened = on_box("hallbox", "network", "--data", DATA, "seats", "open").strip()
    third.is_on()
    need(len(status()["radios"][0]["stations"]) == 3, "three phones are on, and the box does not know")
    third.leave()
    on_box("hallbox", "network", "--data", DATA, "seats", "close")
    return f"third refused at 2 of 2, let in after `seats open` ({opened})"


def portal_option(evening):
    """Option 114 comes with a trusted certificate, by the hourly look at the networks, and goes with it."""
    phone = evening.notes["phone"]
    note = f"{DATA}/tls/trusted-until-ms"
    need("opt114" not in phone.told, "told before there was a certificate to trust")
    on_box("sh", "-c", f"echo 4102444800000 >{note}")
    on_box("systemctl", "start", "hallbox-network.service")
    def told():
        return bytes.fromhex(phone.ask_address().get("opt114", "")).decode()
    url = until("the portal's address is told", told)
    need(url == "https://bingo.internal/captive", f"told {url}")
    on_box("rm", note)
    on_box("systemctl", "start", "hallbox-network.service")
    until("the portal's address is no longer told", lambda: not told())
    return f"{url}, and nothing without a certificate"
