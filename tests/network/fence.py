"""Lives through an evening of a guest's phone in network namespaces of its own: address, names, doors, and
every way out. Prints what happened as JSON. Runs as root of a user namespace; touches no real network.

Usage: unshare --user --map-root-user --net --mount python3 fence.py FOLDER-WITH-RENDERED-FILES HALLBOX VENUE
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

root = sys.argv[1]
conf = f"{root}/etc/hallbox/network"
helpers = []


def sh(line):
    done = subprocess.run(line, shell=True, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{line}: {done.stderr}")
    return done.stdout


def spawn(*words):
    helpers.append(subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True))
    return helpers[-1]


def lay_out():
    """Here is the box: wlan0 to the guest, eth0 to the world."""
    sh("mount --make-rprivate / && mount -t tmpfs none /run && mount -t tmpfs none /var/lib")
    sh("mkdir -p /run/netns /var/lib/hallbox-dnsmasq && ip link set lo up")
    for name, device in [("guest", "wlan0"), ("world", "eth0")]:
        sh(f"ip netns add {name} && ip link add {device} type veth peer name phone netns {name}")
        sh(f"ip -n {name} link set lo up && ip -n {name} link set phone up && ip link set {device} up")
    sh("ip addr add 10.77.0.1/22 dev wlan0 && ip addr add 198.51.100.1/32 dev wlan0")
    sh("ip addr add 192.0.2.2/24 dev eth0 && ip -n world addr add 192.0.2.1/24 dev phone")
    sh("ip route add default via 192.0.2.1 && ip -n world addr add 203.0.113.9/32 dev lo")
    # The world would answer the guest if anything came through.
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
                pass  # of the machine, not of this network
    sh(f"nft -f {conf}/nftables.conf")


def serve():
    """Doors on every address of the box, and one of the world's."""
    door = ("import socket,sys,threading\n"
            "def serve(port):\n"
            " s=socket.create_server(('0.0.0.0',port))\n"
            " while True:\n  c,_=s.accept(); c.close()\n"
            "for p in sys.argv[1:]: threading.Thread(target=serve,args=(int(p),)).start()\n")
    spawn("python3", "-c", door, "22", "853", "8081")
    spawn(sys.argv[2], "run", "--data", sys.argv[3])
    spawn("ip", "netns", "exec", "world", "python3", "-c", door, "80", "443", "853")
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
    """The same program on the other side: asks for an address, names and doors."""
    done = subprocess.run(["ip", "netns", "exec", "guest", sys.executable, __file__, what, sys.argv[3]],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def dhcp(configure=True):
    mac = bytes.fromhex(open("/sys/class/net/phone/address").read().strip().replace(":", ""))
    asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asker.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    asker.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"phone")
    asker.bind(("0.0.0.0", 68))
    asker.settimeout(5)
    number = random.getrandbits(32).to_bytes(4, "big")

    def ask(kind, more=b""):
        head = struct.pack("!4B4s2H16x16s64x128x", 1, 1, 6, 0, number, 0, 0x8000, mac)
        wants = bytes([55, 5, 1, 3, 6, 51, 114])
        asker.sendto(head + bytes.fromhex("63825363") + bytes([53, 1, kind]) + wants + more + b"\xff",
                     ("255.255.255.255", 67))
        while True:
            answer = asker.recv(2048)
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
    told = options(ask(3, bytes([50, 4]) + ip + bytes([54, 4]) + server))
    address = socket.inet_ntoa(ip)
    if configure:
        sh(f"ip addr add {address}/22 dev phone && ip route add default via {socket.inet_ntoa(told[3])}")
    return {"address": address, "router": socket.inet_ntoa(told[3]), "dns": socket.inet_ntoa(told[6]),
            "minutes": struct.unpack("!I", told[51])[0] // 60, "portal": told.get(114, b"").decode()}


def dns(name, kind):
    question = random.randbytes(2) + struct.pack("!5H", 0x0100, 1, 0, 0, 0)
    question += b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"
    asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asker.settimeout(3)
    start = time.monotonic()
    asker.sendto(question + struct.pack("!2H", kind, 1), ("10.77.0.1", 53))
    try:
        answer = asker.recv(2048)
    except OSError as error:
        return str(error)
    slow = " slow" if time.monotonic() - start > 0.5 else ""
    code = ["good", "format", "failed", "nxdomain", "unknown", "refused"][answer[3] & 15]
    count = struct.unpack("!H", answer[6:8])[0]
    if code == "good":
        code = socket.inet_ntoa(answer[-4:]) if count and kind == 1 else f"{count} records"
    return code + slow


def web(name, path, ca=None):
    """What a phone gets that finds a name and asks it for a path."""
    caller = socket.create_connection((dns(name, 1), 443 if ca else 80), timeout=20)
    if ca:
        caller = ssl.create_default_context(cafile=ca).wrap_socket(caller, server_hostname=name)
    caller.sendall(f"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
    answer = b""
    while piece := caller.recv(4096):
        answer += piece
    head, _, body = answer.decode().partition("\r\n\r\n")
    return f"{head.split(' ')[1]} {body}"


def tcp(address, port):
    caller = socket.socket()
    caller.settimeout(2)
    try:
        caller.connect((address, port))
        return "open"
    except ConnectionRefusedError:
        return "refused"
    except OSError as error:
        return "silent" if isinstance(error, TimeoutError) else str(error)
    finally:
        caller.close()


def udp(address, port):
    caller = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    caller.settimeout(1)
    try:
        caller.connect((address, port))
        caller.send(b"x")
        caller.recv(1)
        return "open"
    except ConnectionRefusedError:
        return "refused"
    except OSError:
        return "silent"


def guest():
    result = {"dhcp": None}
    if "default" not in sh("ip route"):
        result["dhcp"] = dhcp()
    names = ["bingo", "hallbox.local", "k3x.example.org", "captive.apple.com", "www.google.com", "dns.msftncsi.com",
             "mask.icloud.com", "use-application-dns.net", "example.com", "x.k3x.example.org", "x.captive.apple.com"]
    result["a"] = {name: dns(name, 1) for name in names}
    result["aaaa"] = {name: dns(name, 28) for name in names}
    result["https"] = {name: dns(name, 65) for name in names[:3]}
    result["tcp"] = {f"{address}:{port}": tcp(address, port) for address, port in [
        ("10.77.0.1", 80), ("10.77.0.1", 443), ("198.51.100.1", 80), ("198.51.100.1", 443), ("10.77.0.1", 22),
        ("10.77.0.1", 8081), ("10.77.0.1", 853), ("192.0.2.2", 80), ("192.0.2.1", 80), ("203.0.113.9", 80),
        ("203.0.113.9", 443), ("203.0.113.9", 853)]}
    first = result["dhcp"] is not None  # later rounds are about doors
    if first:
        probes = [("captive.apple.com", "/hotspot-detect.html"), ("connectivitycheck.gstatic.com", "/generate_204"),
                  ("www.msftconnecttest.com", "/connecttest.txt"), ("nmcheck.gnome.org", "/check_network_status.txt"),
                  ("detectportal.firefox.com", "/success.txt"), ("bingo", "/api/health")]
        result["web"] = {name: web(name, path) for name, path in probes}
        result["app"] = web("k3x.example.org", "/api/health", ca=f"{sys.argv[2]}/tls/ca.crt")
    result["udp"] = {f"{address}:{port}": udp(address, port) for address, port in [
        ("203.0.113.9", 443), ("203.0.113.9", 853), ("10.77.0.1", 123), ("8.8.8.8", 53)] if first}
    print(json.dumps(result))


def counters():
    listed = json.loads(sh("nft -j list counters table inet hallbox"))["nftables"]
    return {item["counter"]["name"]: item["counter"]["packets"] for item in listed if "counter" in item}


def seen_by_the_world():
    listed = json.loads(sh("ip netns exec world nft -j list counters table ip seen"))["nftables"]
    return next(item["counter"]["packets"] for item in listed if "counter" in item)


def box():
    lay_out()
    naming = serve()
    evening = {"guest": as_guest(), "counters": counters(), "seen": seen_by_the_world()}
    # The certificate runs out: the option goes, and dnsmasq reads that without a restart.
    open(f"{conf}/dhcp-options", "w").close()
    naming.send_signal(signal.SIGHUP)
    evening["portal_then"] = as_guest("--again")["portal"]
    # One lock gone: somebody switched forwarding on.
    open("/proc/sys/net/ipv4/ip_forward", "w").write("1")
    evening["forwarding"] = {"tcp": as_guest()["tcp"], "seen": seen_by_the_world()}
    # Two: the fence before the kernel's decision is flushed as well.
    sh("nft flush chain inet hallbox prerouting")
    evening["no_prerouting"] = {"tcp": as_guest()["tcp"], "seen": seen_by_the_world(), "counters": counters()}
    # None left: now the world must see the guest, or the test would prove nothing.
    sh("nft flush ruleset")
    evening["no_fence"] = {"tcp": as_guest()["tcp"], "seen": seen_by_the_world()}
    print(json.dumps(evening))


if root == "--guest":
    guest()
elif root == "--again":
    print(json.dumps({"portal": dhcp(configure=False)["portal"]}))
else:
    try:
        box()
    finally:
        for helper in helpers:
            helper.kill()
