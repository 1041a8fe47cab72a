"""One guest's phone in network namespaces: its address, names and ports, and every way out of the network.

Runs the real dnsmasq and nft on the rendered files, and the box itself. Prints what the phone saw as JSON. Runs as
root of a user namespace and touches no real network.

Usage: unshare --user --map-root-user --net --mount python3 isolation.py FOLDER-WITH-RENDERED-FILES HALLBOX VENUE
"""

import json
import os
import random
import signal
import socket
import ssl
import struct
import subprocess
import sys
import time

import client
from firewall import counters

root = sys.argv[1]
conf = f"{root}/etc/hallbox/network"
BOX = "10.77.0.1"
started = []


def sh(line):
    done = subprocess.run(line, shell=True, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{line}: {done.stderr}")
    return done.stdout


def spawn(*words):
    started.append(subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True))
    return started[-1]


def lay_out():
    """This namespace is the box: wlan0 leads to the namespace `guest`, eth0 to the namespace `world`."""
    sh("mount --make-rprivate / && mount -t tmpfs none /run && mount -t tmpfs none /var/lib")
    sh("mkdir -p /run/netns /var/lib/hallbox-dnsmasq && ip link set lo up")
    for name, device in [("guest", "wlan0"), ("world", "eth0")]:
        sh(f"ip netns add {name} && ip link add {device} type veth peer name phone netns {name}")
        sh(f"ip -n {name} link set lo up && ip -n {name} link set phone up && ip link set {device} up")
    sh("ip addr add 10.77.0.1/22 dev wlan0 && ip addr add 198.51.100.1/32 dev wlan0")
    sh("ip addr add 192.0.2.2/24 dev eth0 && ip -n world addr add 192.0.2.1/24 dev phone")
    sh("ip route add default via 192.0.2.1 && ip -n world addr add 203.0.113.9/32 dev lo")
    # The world has a route back to the guests, so that it could answer a packet that came through.
    sh("ip -n world route add 10.77.0.0/22 via 192.0.2.2")
    sh("ip netns exec world nft 'table ip seen { counter guests {}; chain everything { type filter hook prerouting "
       "priority -300; ip saddr 10.77.0.0/22 counter name guests; }; }'")
    for line in open(f"{root}/etc/sysctl.d/90-hallbox.conf"):
        name, _, value = line.partition("=")
        path = "/proc/sys/" + name.strip().lstrip("-").replace(".", "/")
        if value and os.path.exists(path):
            try:
                open(path, "w").write(value.strip())
            except PermissionError:
                pass  # a setting of the whole machine, not of this namespace
    sh(f"nft -f {conf}/nftables.conf")


def serve():
    """Listens on every address of the box and on one of the world; returns the running dnsmasq."""
    listener = ("import socket,sys,threading\n"
                "def serve(port):\n"
                " s=socket.create_server(('0.0.0.0',port))\n"
                " while True:\n  c,_=s.accept(); c.close()\n"
                "for p in sys.argv[1:]: threading.Thread(target=serve,args=(int(p),)).start()\n")
    spawn("python3", "-c", listener, "22", "853", "8081")
    spawn(sys.argv[2], "run", "--data", sys.argv[3])
    spawn("ip", "netns", "exec", "world", "python3", "-c", listener, "80", "443", "853")
    dnsmasq = spawn("dnsmasq", "-d", "-C", f"{conf}/dnsmasq.conf")
    deadline = time.time() + 60
    while time.time() < deadline:
        listening = sh("ss -Hltun")
        if all(f":{port} " in listening for port in (53, 67, 80, 443, 853, 8081)):
            return dnsmasq
        if dnsmasq.poll() is not None:
            sys.exit(f"dnsmasq: {dnsmasq.stderr.read()}")
        time.sleep(0.05)
    sys.exit("the box does not listen")


def as_guest(what="--guest"):
    """Runs this program in the guest's namespace: it asks for an address, names and ports."""
    done = subprocess.run(["ip", "netns", "exec", "guest", sys.executable, __file__, what, sys.argv[3]],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def dhcp(configure=True):
    mac = bytes.fromhex(open("/sys/class/net/phone/address").read().strip().replace(":", ""))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    sender.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"phone")
    sender.bind(("0.0.0.0", 68))
    sender.settimeout(5)
    number = random.getrandbits(32).to_bytes(4, "big")

    def ask(kind, more=b""):
        head = struct.pack("!4B4s2H16x16s64x128x", 1, 1, 6, 0, number, 0, 0x8000, mac)
        wants = bytes([55, 5, 1, 3, 6, 51, 114])
        sender.sendto(head + bytes.fromhex("63825363") + bytes([53, 1, kind]) + wants + more + b"\xff",
                      ("255.255.255.255", 67))
        while True:
            answer = sender.recv(2048)
            if answer[4:8] == number:
                return answer

    def options(answer):
        found, rest = {}, answer[240:]
        while rest and rest[0] != 255:
            found[rest[0]] = rest[2:2 + rest[1]]
            rest = rest[2 + rest[1]:]
        return found

    offer = ask(1)
    ip, server = offer[16:20], options(offer)[54]
    lease = options(ask(3, bytes([50, 4]) + ip + bytes([54, 4]) + server))
    address = socket.inet_ntoa(ip)
    if configure:
        sh(f"ip addr add {address}/22 dev phone && ip route add default via {socket.inet_ntoa(lease[3])}")
    return {"address": address, "router": socket.inet_ntoa(lease[3]), "dns": socket.inet_ntoa(lease[6]),
            "minutes": struct.unpack("!I", lease[51])[0] // 60, "portal": lease.get(114, b"").decode()}


def dns(name, kind=client.A):
    """A DNS answer in one word: the address, how many records, or the error; `slow` after half a second."""
    answer = client.dns(BOX, name, kind, timeout_s=3)
    word = answer["code"]
    if word == "good":
        word = answer["addresses"][-1] if answer["addresses"] else f"{answer['records']} records"
    return word + (" slow" if answer["s"] > 0.5 else "")


def web(name, path, ca=None):
    """Status and body that a phone gets when it resolves a name and asks it for a path."""
    def tls(plain):
        return ssl.create_default_context(cafile=ca).wrap_socket(plain, server_hostname=name)
    request = f"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"
    status, _, body = client.http(dns(name), 443 if ca else 80, request, timeout_s=20, wrap=tls if ca else None)
    return f"{status} {body.decode()}"


def guest():
    result = {"dhcp": None}
    if "default" not in sh("ip route"):
        result["dhcp"] = dhcp()
    names = ["bingo", "hallbox.local", "k3x.example.org", "captive.apple.com", "www.google.com", "dns.msftncsi.com",
             "mask.icloud.com", "use-application-dns.net", "example.com", "x.k3x.example.org", "x.captive.apple.com"]
    result["a"] = {name: dns(name) for name in names}
    result["aaaa"] = {name: dns(name, client.AAAA) for name in names}
    result["https"] = {name: dns(name, client.HTTPS) for name in names[:3]}
    result["tcp"] = {f"{address}:{port}": client.tcp(address, port, timeout_s=2) for address, port in [
        (BOX, 80), (BOX, 443), ("198.51.100.1", 80), ("198.51.100.1", 443), (BOX, 22),
        (BOX, 8081), (BOX, 853), ("192.0.2.2", 80), ("192.0.2.1", 80), ("203.0.113.9", 80),
        ("203.0.113.9", 443), ("203.0.113.9", 853)]}
    first = result["dhcp"] is not None  # later rounds look at the ports only
    if first:
        probes = [("captive.apple.com", "/hotspot-detect.html"), ("connectivitycheck.gstatic.com", "/generate_204"),
                  ("www.msftconnecttest.com", "/connecttest.txt"), ("nmcheck.gnome.org", "/check_network_status.txt"),
                  ("detectportal.firefox.com", "/success.txt"), ("bingo", "/api/health")]
        result["web"] = {name: web(name, path) for name, path in probes}
        result["app"] = web("k3x.example.org", "/api/health", ca=f"{sys.argv[2]}/tls/ca.crt")
    result["udp"] = {f"{address}:{port}": client.udp(address, port, timeout_s=1) for address, port in [
        ("203.0.113.9", 443), ("203.0.113.9", 853), (BOX, 123), ("8.8.8.8", 53)] if first}
    print(json.dumps(result))


def seen_by_the_world():
    """Packets with a guest's address that arrived behind the uplink."""
    return counters(("ip", "seen"), prefix=("ip", "netns", "exec", "world"))["guests"]


def box():
    lay_out()
    dnsmasq = serve()
    report = {"guest": as_guest(), "counters": counters(), "seen": seen_by_the_world()}
    # An expired certificate takes the portal option away; dnsmasq reads that without a restart.
    open(f"{conf}/dhcp-options", "w").close()
    dnsmasq.send_signal(signal.SIGHUP)
    report["portal_then"] = as_guest("--again")["portal"]
    # Forwarding switched on: the first of three barriers is gone.
    open("/proc/sys/net/ipv4/ip_forward", "w").write("1")
    report["forwarding"] = {"tcp": as_guest()["tcp"], "seen": seen_by_the_world()}
    # The prerouting chain flushed: only the forward chain of the firewall is left.
    sh("nft flush chain inet hallbox prerouting")
    report["no_prerouting"] = {"tcp": as_guest()["tcp"], "seen": seen_by_the_world(), "counters": counters()}
    # No firewall: the guest must reach the world now, because otherwise the rounds above would prove nothing.
    sh("nft flush ruleset")
    report["no_firewall"] = {"tcp": as_guest()["tcp"], "seen": seen_by_the_world()}
    print(json.dumps(report))


if root == "--guest":
    guest()
elif root == "--again":
    print(json.dumps({"portal": dhcp(configure=False)["portal"]}))
else:
    try:
        box()
    finally:
        for process in started:
            process.kill()
