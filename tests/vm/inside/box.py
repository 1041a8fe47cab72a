"""The box itself: it serves, has taken its settings, counts its seats."""

import base64
import json

from checks import require
from harness import on_box, report, wait_until
from phone import Phone

DATA = "/var/lib/hallbox"
# The program on the tester's disk, for commands that only read.
HALLBOX = "/test/hallbox"


def serves(context):
    """Everything runs that an organiser waits for before guests come in."""
    def up(unit):
        return on_box("systemctl", "is-active", unit, ok=(0, 3, 4)).strip() == "active"
    wanted = ["hallbox.service", "hallbox-hostapd.service", "hallbox-dnsmasq.service", "hallbox-firewall.service"]
    wait_until("all services run", lambda: all(up(unit) for unit in wanted), 300)
    wait_until("hostapd is on the air", lambda: status()["radios"][0]["on_air"], 120)
    with open("/proc/uptime") as uptime:
        return f"on the air {uptime.read().split()[0]} s after the kernel"


def status():
    return json.loads(on_box("hallbox", "network", "--data", DATA, "status", "--json"))


def settings_taken(context):
    """The organiser's settings are taken over, their secret is off the card, and a report lies beside them."""
    written = on_box("cat", "/boot/firmware/hallbox-report.txt")
    card = on_box("cat", "/boot/firmware/hallbox.toml")
    require(context.plan["passphrase"] not in card, f"the passphrase is still on the card:\n{card}")
    require("Virtual Hall" in on_box("cat", f"{DATA}/hallbox.toml"), "the settings were not taken over")
    return written.splitlines()[0] if written else "an empty report"


def poster(context):
    """The box prints its poster, as for an organiser; the host reads it as a camera does."""
    on_box("hallbox", "poster", "--data", DATA, "--out", "/tmp/vmtest-poster.pdf")
    with open("/proc/1/root/tmp/vmtest-poster.pdf", "rb") as pdf:
        report(poster=base64.b64encode(pdf.read()).decode(), join=context.notes["code"])


def claim_code():
    """The one-time code, as the owner reads it from the box's screen."""
    lines = on_box("journalctl", "-b", "-u", "hallbox.service", "-o", "cat", "--no-pager").splitlines()
    codes = [line.rsplit(":", 1)[1].strip() for line in lines if "one-time code:" in line]
    require(codes, "the box shows no claim code")
    return codes[-1]


def stranger(context):
    """The third phone, made on first use."""
    if "stranger" not in context.notes:
        context.notes["stranger"] = Phone("stranger", "phy3", "wlan3")
    return context.notes["stranger"]


def wrong_passphrase(context):
    """A wrong passphrase is refused with its reason, to phones with WPA2 and with WPA3."""
    ssid, _ = context.notes["join"]
    phone = stranger(context)
    for kind, refusal in [("WPA-PSK", "reason=WRONG_KEY"), ("SAE", "CTRL-EVENT-SSID-TEMP-DISABLED")]:
        phone.join(ssid, "full-house-57", kind)
        phone.wait_for(refusal)
        require(not phone.has("CTRL-EVENT-CONNECTED"), "it is on the network with a wrong passphrase")
    phone.leave()
    return "WRONG_KEY with WPA2, refused with WPA3"


def full_house(context):
    """Both seats for guests are taken: a third phone is refused until staff's seats are opened."""
    ssid, passphrase = context.notes["join"]
    seats = status()["radios"][0]
    require(len(seats["stations"]) == 2 and seats["seats"] == 2, f"not two phones on two seats: {seats}")
    third = stranger(context)
    third.join(ssid, passphrase)
    # A refused phone finds no network, or gets status 17 (too many stations); three times, so that it is no accident.
    refused = ("status_code=17", "No suitable network found", "CTRL-EVENT-NETWORK-NOT-FOUND")
    wait_until("the third phone finds no seat", lambda: sum(third.events().count(word) for word in refused) >= 3, 120)
    require(not third.has("CTRL-EVENT-CONNECTED"), "a third phone took a seat of staff")
    opened = on_box("hallbox", "network", "--data", DATA, "seats", "open").strip()
    third.wait_joined()
    require(len(status()["radios"][0]["stations"]) == 3, "three phones are on, and the box does not know")
    third.leave()
    on_box("hallbox", "network", "--data", DATA, "seats", "close")
    return f"third refused at 2 of 2, let in after `seats open` ({opened})"


def portal_option(context):
    """DHCP option 114 appears with a trusted certificate once `hallbox network apply` has run, and goes with it."""
    phone = context.notes["phone"]
    note = f"{DATA}/tls/trusted-until-ms"
    require("opt114" not in phone.lease, "option 114 before there was a certificate to trust")
    on_box("sh", "-c", f"echo 4102444800000 >{note}")
    on_box("systemctl", "start", "hallbox-network.service")
    def portal():
        return bytes.fromhex(phone.ask_address().get("opt114", "")).decode()
    url = wait_until("the lease names the portal", portal)
    require(url == "https://bingo.internal/captive", f"portal {url}")
    on_box("rm", note)
    on_box("systemctl", "start", "hallbox-network.service")
    wait_until("the lease names no portal any more", lambda: not portal())
    return f"{url}, and nothing without a certificate"
