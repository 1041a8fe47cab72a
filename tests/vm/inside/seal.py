"""What guests must not reach: each other, the uplink, and any door of the box but the open ones."""

import contextlib
import socket
import threading

from net import tcp, udp
from phone import Phone
from place import counters, need, on_box, sh, until

BOX, PROBE = "10.77.0.1", "198.51.100.1"
# QEMU's own network on the box's wire: the box, and the tester outside.
WIRE, OUTSIDE, OUTSIDE_DNS = "10.0.2.15", "10.0.2.2", "10.0.2.3"
OPEN = {BOX: {53, 80, 443}, PROBE: {53, 80}}
KNOWN = [21, 22, 23, 25, 53, 67, 80, 111, 123, 139, 443, 445, 631, 853, 1883, 3000, 3389, 5353, 5355, 5432, 5900,
         6379, 8000, 8080, 8081, 8443, 9100, 19531, 50000]


def second_guest(evening):
    ssid, passphrase = evening.notes["join"]
    second = evening.notes["second"] = Phone("guest2", "phy2", "wlan2")
    second.join(ssid, passphrase, "WPA-PSK").is_on()
    told = second.ask_address()
    first = evening.notes["phone"].address
    need(told["ip"] != first, f"both have {first}")
    return f"{told['ip']}, an older phone (WPA2)"


@contextlib.contextmanager
def listening(phone, port):
    """A door on a phone, and who came through it."""
    came = []
    with phone.online():
        server = socket.create_server(("0.0.0.0", port))
        heard = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        heard.bind(("0.0.0.0", port))
    def take():
        with contextlib.suppress(OSError):
            while True:
                came.append(server.accept()[1][0])
    def hear():
        with contextlib.suppress(OSError):
            while True:
                came.append(heard.recvfrom(100)[1][0])
    for what in (take, hear):
        threading.Thread(target=what, daemon=True).start()
    try:
        yield came
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        heard.close()


def reaches(second, first, port=7777):
    """Whether the second guest gets anything to the first: by ping, TCP or UDP; asked and told beforehand."""
    mac = first.run("cat", f"/sys/class/net/{first.interface}/address").strip()
    # It need not even ask where the other is.
    second.run("ip", "neigh", "replace", first.address, "lladdr", mac, "dev", second.interface)
    ping = second.run("ping", "-c", "3", "-i", "0.5", "-W", "3", first.address, ok=(0, 1))
    with second.online():
        return {"ping": " 0 received" not in ping, "tcp": tcp(first.address, port, 5),
                "udp": udp(first.address, port, patience=3)}


def guests_apart(evening):
    first, second = evening.notes["phone"], evening.notes["second"]
    with listening(first, 7777) as came:
        with first.online():
            need(tcp(first.address, 7777) == "open", "the first guest's own door does not work")
        until("the first guest hears itself", lambda: came)
        came.clear()
        seen = reaches(second, first)
        # By way of the box as well, as a router would.
        second.run("ip", "route", "replace", f"{first.address}/32", "via", BOX, "dev", second.interface)
        seen["by the box"] = reaches(second, first)["tcp"]
        second.run("ip", "route", "del", f"{first.address}/32", "via", BOX)
        need(not came, f"the first guest heard {came}")
    need(not seen["ping"] and "open" not in seen.values(), f"the second guest reaches the first: {seen}")
    return f"ping, TCP and UDP end in nothing: {seen}; the listener heard nobody"


def uplink_closed(evening):
    """Nothing of a guest gets out, and the box's address on the wire is not there for guests."""
    ports = evening.plan["ports"]
    address = on_box("ip", "-4", "-o", "addr", "show", "dev", "eth0")
    need(WIRE in address, f"the box has no uplink to protect: {address}")
    # The way out works for the box itself: whoever listens outside sees this one.
    need(tcp(OUTSIDE, ports["control"], 30) == "open", "the box itself does not get out")
    before = counters()
    with evening.notes["second"].online():
        seen = {f"{address}:{port}": tcp(address, port, 5) for address, port in [
            (OUTSIDE, ports["forbidden"]), (WIRE, 443), (WIRE, 80), (WIRE, 22), ("203.0.113.9", 443), ("8.8.8.8", 53)]}
        seen |= {f"udp {address}:{port}": udp(address, port) for address, port in [
            (OUTSIDE, ports["forbidden"]), (OUTSIDE_DNS, 53), ("8.8.8.8", 53), ("203.0.113.9", 443)]}
    for address in (OUTSIDE, WIRE, "8.8.8.8"):
        ping = evening.notes["second"].run("ping", "-c", "1", "-W", "3", address, ok=(0, 1))
        seen[f"ping {address}"] = "silent" if " 0 received" in ping else "open"
    after = counters()
    need("open" not in seen.values(), f"a guest gets out: {seen}")
    refused = after["guests_foreign"] - before["guests_foreign"]
    need(refused >= len(seen), f"{len(seen)} tries, and the fence counted {refused}")
    need(after["forwarded"] == 0, f"{after['forwarded']} packets were about to be forwarded")
    # Phones that call home hear a no at once.
    slow = [where for where, what in seen.items() if where.endswith(":443") and what != "refused"]
    need(not slow, f"no answer, so phones wait: {slow}")
    return f"{len(seen)} tries, {refused} packets counted at the fence, 0 at the way through"


def doors(evening):
    """Only the doors that are meant to be open are, on every address of the box."""
    ports = sorted({*KNOWN, *range(1, 256)}) if evening.short else range(1, 65536)
    found = {}
    before = counters()
    with evening.notes["second"].online():
        found[BOX] = {port for port in ports if tcp(BOX, port, 10) == "open"}
        found[PROBE] = {port for port in sorted({*KNOWN, *range(1, 256)}) if tcp(PROBE, port, 10) == "open"}
        asked = [port for port in KNOWN if port not in (53, 67)]
        answers = {port: udp(BOX, port, patience=0.5) for port in asked}
    need(found == OPEN, f"open doors: {found}")
    need("open" not in answers.values(), f"UDP answers: {answers}")
    refused = counters()["guests_refused"] - before["guests_refused"]
    need(refused >= len(asked) + len(ports) - 3, f"the fence refused {refused} packets only")
    return f"TCP 53, 80, 443 of {len(ports)}; UDP 0 of {len(asked)}; {refused} packets refused by the fence"


def can_break(evening):
    """Without its locks the hall must leak, or the checks above would prove nothing."""
    first, second = evening.notes["phone"], evening.notes["second"]
    sh("nft", "flush ruleset; table ip leak { chain out { "
              "type nat hook postrouting priority 100; oifname eth0 masquerade; }; }")
    with open("/proc/sys/net/ipv4/ip_forward", "w") as switch:
        switch.write("1")
    with second.online():
        out = tcp(OUTSIDE, evening.plan["ports"]["leak"], 30)
    need(out == "open", f"without fence and kernel switch a guest still does not get out ({out})")
    conf = "/etc/hallbox/network/hostapd.conf"
    on_box("sed", "-i", "s/^ap_isolate=1/ap_isolate=0/", conf)
    times = {phone: phone.events().count("CTRL-EVENT-CONNECTED") + 1 for phone in (first, second)}
    on_box("systemctl", "restart", "hallbox-hostapd.service")
    for phone, time in times.items():
        phone.is_on(times=time)
    with listening(first, 7778) as came:
        def got_through():
            seen = reaches(second, first, 7778)
            return seen["ping"] and seen["tcp"] == "open" and came
        until("without isolation the guests reach each other", got_through, 60)
    return "with the locks off, a guest gets out and guests reach each other"
