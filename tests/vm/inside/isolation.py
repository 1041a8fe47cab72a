"""What guests must not reach: each other, the uplink, and any port of the box but the open ones."""

import contextlib
import socket
import threading

from checks import require
from client import tcp, udp
from firewall import counters
from harness import on_box, run, wait_until
from phone import Phone

BOX, PROBE = "10.77.0.1", "198.51.100.1"
# QEMU's user network at the uplink: the box, the host, QEMU's name server.
UPLINK, HOST, HOST_DNS = "10.0.2.15", "10.0.2.2", "10.0.2.3"
OPEN = {BOX: {53, 80, 443}, PROBE: {53, 80}}
KNOWN = [21, 22, 23, 25, 53, 67, 80, 111, 123, 139, 443, 445, 631, 853, 1883, 3000, 3389, 5353, 5355, 5432, 5900,
         6379, 8000, 8080, 8081, 8443, 9100, 19531, 50000]


def second_guest(context):
    ssid, passphrase = context.notes["join"]
    second = context.notes["second"] = Phone("guest2", "phy2", "wlan2")
    second.join(ssid, passphrase, "WPA-PSK").wait_joined()
    lease = second.ask_address()
    first = context.notes["phone"].address
    require(lease["ip"] != first, f"both have {first}")
    return f"{lease['ip']}, an older phone (WPA2)"


@contextlib.contextmanager
def listening(phone, port):
    """TCP and UDP listeners on one port of a phone; yields the list of addresses that reached them."""
    callers = []
    with phone.online():
        server = socket.create_server(("0.0.0.0", port))
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.bind(("0.0.0.0", port))
    def accept():
        with contextlib.suppress(OSError):
            while True:
                callers.append(server.accept()[1][0])
    def receive():
        with contextlib.suppress(OSError):
            while True:
                callers.append(receiver.recvfrom(100)[1][0])
    for what in (accept, receive):
        threading.Thread(target=what, daemon=True).start()
    try:
        yield callers
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        receiver.close()


def reaches(second, first, port=7777):
    """What the second guest gets from the first by ping, TCP and UDP, with the first one's MAC address known to it."""
    mac = first.run("cat", f"/sys/class/net/{first.interface}/address").strip()
    # A fixed neighbour entry makes ARP unnecessary: lost ARP alone must not be what keeps the two apart.
    second.run("ip", "neigh", "replace", first.address, "lladdr", mac, "dev", second.interface)
    ping = second.run("ping", "-c", "3", "-i", "0.5", "-W", "3", first.address, ok=(0, 1))
    with second.online():
        return {"ping": " 0 received" not in ping, "tcp": tcp(first.address, port, 5),
                "udp": udp(first.address, port, timeout_s=3)}


def guests_apart(context):
    first, second = context.notes["phone"], context.notes["second"]
    with listening(first, 7777) as callers:
        with first.online():
            require(tcp(first.address, 7777) == "open", "the first guest's own listener does not work")
        wait_until("the first guest reaches itself", lambda: callers)
        callers.clear()
        seen = reaches(second, first)
        # The same by way of the box, as if it were a router.
        second.run("ip", "route", "replace", f"{first.address}/32", "via", BOX, "dev", second.interface)
        seen["by the box"] = reaches(second, first)["tcp"]
        second.run("ip", "route", "del", f"{first.address}/32", "via", BOX)
        require(not callers, f"the first guest was reached by {callers}")
    require(not seen["ping"] and "open" not in seen.values(), f"the second guest reaches the first: {seen}")
    return f"ping, TCP and UDP end in nothing: {seen}; nobody reached the listener"


def uplink_closed(context):
    """No packet of a guest gets out, and the box's address at the uplink does not answer guests."""
    ports = context.plan["ports"]
    address = on_box("ip", "-4", "-o", "addr", "show", "dev", "eth0")
    require(UPLINK in address, f"the box has no uplink to protect: {address}")
    # The box itself gets out, which shows that the uplink works; the host counts this connection.
    require(tcp(HOST, ports["control"], 30) == "open", "the box itself does not get out")
    before = counters()
    with context.notes["second"].online():
        seen = {f"{address}:{port}": tcp(address, port, 5) for address, port in [
            (HOST, ports["forbidden"]), (UPLINK, 443), (UPLINK, 80), (UPLINK, 22), ("203.0.113.9", 443), ("8.8.8.8", 53)]}
        seen |= {f"udp {address}:{port}": udp(address, port) for address, port in [
            (HOST, ports["forbidden"]), (HOST_DNS, 53), ("8.8.8.8", 53), ("203.0.113.9", 443)]}
    for address in (HOST, UPLINK, "8.8.8.8"):
        ping = context.notes["second"].run("ping", "-c", "1", "-W", "3", address, ok=(0, 1))
        seen[f"ping {address}"] = "silent" if " 0 received" in ping else "open"
    after = counters()
    require("open" not in seen.values(), f"a guest gets out: {seen}")
    refused = after["guests_foreign"] - before["guests_foreign"]
    require(refused >= len(seen), f"{len(seen)} tries, and the firewall counted {refused}")
    require(after["forwarded"] == 0, f"{after['forwarded']} packets were about to be forwarded")
    # Refused, not dropped: a phone that calls home would wait for a time-out.
    slow = [where for where, what in seen.items() if where.endswith(":443") and what != "refused"]
    require(not slow, f"no answer, so phones wait: {slow}")
    return f"{len(seen)} tries, {refused} packets counted by the firewall, 0 forwarded"


def open_ports(context):
    """Only the ports in OPEN are open, on every address of the box."""
    ports = sorted({*KNOWN, *range(1, 256)}) if context.short else range(1, 65536)
    found = {}
    before = counters()
    with context.notes["second"].online():
        found[BOX] = {port for port in ports if tcp(BOX, port, 10) == "open"}
        found[PROBE] = {port for port in sorted({*KNOWN, *range(1, 256)}) if tcp(PROBE, port, 10) == "open"}
        asked = [port for port in KNOWN if port not in (53, 67)]
        answers = {port: udp(BOX, port, 0.5) for port in asked}
    require(found == OPEN, f"open ports: {found}")
    require("open" not in answers.values(), f"UDP answers: {answers}")
    refused = counters()["guests_refused"] - before["guests_refused"]
    require(refused >= len(asked) + len(ports) - 3, f"the firewall refused {refused} packets only")
    return f"TCP 53, 80, 443 of {len(ports)}; UDP 0 of {len(asked)}; {refused} packets refused by the firewall"


def can_fail(context):
    """Without firewall and client isolation guests must get through, or the checks above would prove nothing."""
    first, second = context.notes["phone"], context.notes["second"]
    run("nft", "flush ruleset; table ip leak { chain out { "
               "type nat hook postrouting priority 100; oifname eth0 masquerade; }; }")
    with open("/proc/sys/net/ipv4/ip_forward", "w") as switch:
        switch.write("1")
    with second.online():
        out = tcp(HOST, context.plan["ports"]["leak"], 30)
    require(out == "open", f"without firewall and with forwarding a guest still does not get out ({out})")
    conf = "/etc/hallbox/network/hostapd.conf"
    on_box("sed", "-i", "s/^ap_isolate=1/ap_isolate=0/", conf)
    times = {phone: phone.events().count("CTRL-EVENT-CONNECTED") + 1 for phone in (first, second)}
    on_box("systemctl", "restart", "hallbox-hostapd.service")
    for phone, time in times.items():
        phone.wait_joined(times=time)
    with listening(first, 7778) as callers:
        def got_through():
            seen = reaches(second, first, 7778)
            return seen["ping"] and seen["tcp"] == "open" and callers
        wait_until("without isolation the guests reach each other", got_through, 60)
    return "without firewall and isolation, a guest gets out and guests reach each other"
