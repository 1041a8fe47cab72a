"""What a guest does: join by the QR code, get an address, resolve names, load the page, play until a card wins."""

import re
import ssl
import subprocess

from box import DATA, HALLBOX, claim_code
from checks import Failed, require
from client import AAAA, dns, http
from harness import on_box, run
from phone import Phone, parse_join
from probes import NOWHERE, PROBES, SHORT

BOX, PROBE_ADDRESS = "10.77.0.1", "198.51.100.1"
HOST = "bingo.internal"
CA, NIGHT = "/tmp/ca.crt", "/tmp/night.zip"


def joins(context):
    """A phone joins by the text of the QR code on the wall and nothing else."""
    text = context.notes["code"] = run(HALLBOX, "network", "--data", f"/proc/1/root{DATA}", "join").strip()
    context.notes["join"] = ssid, passphrase = parse_join(text)
    phone = context.notes["phone"] = Phone("guest1", "phy1", "wlan1")
    phone.join(ssid, passphrase).wait_joined()
    link = phone.run("iw", "dev", phone.interface, "link")
    require(f"SSID: {ssid}" in link, link)
    kind = re.search(r"Key negotiation completed with \S+ \[PTK=(\S+)", phone.events())
    return f"{ssid}, {kind.group(1) if kind else 'WPA'}"


def address(context):
    """The lease names address, router and name server, and no portal, for there is no trusted certificate."""
    phone = context.notes["phone"]
    lease = phone.ask_address()
    require(lease["ip"].startswith("10.77."), f"address {lease['ip']}")
    require(lease["dns"] == lease["router"] == BOX, f"lease {lease}")
    require("opt114" not in lease, "the lease names a portal without a certificate that phones trust")
    require(int(lease["lease"]) == 45 * 60, f"lease of {lease['lease']} s")
    require(phone.run("ping", "-c", "1", "-W", "20", BOX), "the box does not answer a ping")
    return f"{lease['ip']}, names by {lease['dns']}, {int(lease['lease']) // 60} minutes, no option 114"


def names(context):
    """The box's names resolve to the box, probe names to the probe address, all others to NXDOMAIN, at once."""
    slowest = 0.0
    hosts = sorted({probe[1] for probe in PROBES if not context.short or probe[0] in SHORT})
    expected = [("bingo", BOX), (HOST, BOX), ("hallbox.local", BOX), ("dns.msftncsi.com", "131.107.255.255")]
    expected += [(host, PROBE_ADDRESS) for host in hosts]
    with context.notes["phone"].online():
        for name, where in expected:
            seen = dns(BOX, name)
            require(seen["addresses"] == [where], f"{name}: {seen}")
            none = dns(BOX, name, kind=AAAA)
            require((none["code"], none["records"]) == ("good", 0), f"IPv6 of {name}: {none}")
            slowest = max(slowest, seen["s"], none["s"])
        for name in NOWHERE:
            seen = dns(BOX, name)
            require(seen["code"] == "nxdomain", f"{name}: {seen}")
            slowest = max(slowest, seen["s"])
    # The bound tells an answer from a time-out; under emulation it can be no smaller.
    require(slowest < 5, f"the slowest answer took {slowest:.1f} s")
    text = context.notes["phone"].run("dig", "+tries=1", "+time=10", "example.com")
    require("status: NXDOMAIN" in text, text)
    return f"{len(expected)} names, {len(NOWHERE)} nowhere, slowest answer {slowest * 1000:.0f} ms"


def probes(context):
    """Every system gets exactly the bytes it expects, from the address its probe's name resolves to."""
    asked = 0
    with context.notes["phone"].online():
        for system, host, path, version, agent, status, body, header in PROBES:
            if context.short and system not in SHORT:
                continue
            where = dns(BOX, host)["addresses"][0]
            request = f"GET {path} HTTP/{version}\r\nHost: {host}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"
            code, headers, got = http(where, 80, request)
            require(code == status, f"{system}: status {code}, not {status}")
            require(got == body.encode(), f"{system}: {got!r}, not {body!r}")
            require(header is None or headers.get(header[0]) == header[1], f"{system}: headers {headers}")
            if status == 204:
                extra = set(headers) & {"content-type", "content-length", "server", "transfer-encoding"}
                require(not extra - {"content-length"} and headers.get("content-length", "0") == "0",
                        f"{system}: a 204 is bare, this has {headers}")
            asked += 1
    return f"{asked} probes"


def trust(context):
    """The box's certificate is signed by its own authority, which lies on its data partition."""
    pem = on_box("cat", f"{DATA}/tls/ca.crt")
    with open(CA, "w") as file:
        file.write(pem)
    phone = context.notes["phone"]
    with phone.online():
        request = "GET /ca.crt HTTP/1.1\r\nHost: bingo\r\nConnection: close\r\n\r\n"
        code, _, body = http(BOX, 80, request)
    require(code == 200 and body.decode() == pem, f"/ca.crt gives {code} and another certificate")
    session = phone.run("openssl", "s_client", "-connect", f"{HOST}:443", "-servername", HOST, "-CAfile", CA,
                        "-verify_return_error", "-verify_hostname", HOST, "-no-interactive")
    require("Verification: OK" in session and f"Verified peername: {HOST}" in session, session)
    health = phone.run("curl", "-sS", "--fail", "--cacert", CA, f"https://{HOST}/api/health")
    require('"night"' in health, health)
    # Another root and another name must both be refused.
    curl = ["curl", "-sS", "--cacert"]
    phone.run(*curl, "/etc/ssl/certs/ca-certificates.crt", f"https://{HOST}/api/health", ok=(60,))
    phone.run(*curl, CA, "--resolve", "other.example:443:10.77.0.1", "https://other.example/", ok=(35, 60))
    suite = re.search(r"New, (\S+), Cipher is (\S+)", session)
    return f"openssl ({suite.group(1)}, {suite.group(2)}) and curl agree; no other root and no other name will do"


def page(context):
    """The guests' page and every file it names."""
    tls = ssl.create_default_context(cafile=CA)
    loaded = total = 0
    with context.notes["phone"].online():
        def fetch(path):
            request = (f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n"
                       "User-Agent: Mozilla/5.0 (Linux; Android 15)\r\n\r\n")
            return http(BOX, 443, request, 60, lambda plain: tls.wrap_socket(plain, server_hostname=HOST))
        code, headers, body = fetch("/")
        require(code == 200 and headers["content-type"].startswith("text/html"), f"/ gives {code} {headers}")
        wanted = re.findall(r'(?:src|href)="?(/[^"\s>]+)', body.decode())
        require(any(path.endswith(".js") for path in wanted), f"the page names no script: {wanted}")
        for path in dict.fromkeys(wanted):
            code, headers, asset = fetch(path)
            require(code == 200 and asset, f"{path} gives {code} and {len(asset)} bytes")
            loaded, total = loaded + 1, total + len(asset)
    return f"/ and {loaded} files, {total} bytes"


def begin(context, games):
    """Starts bots that claim the box and play a night, over the first guest's radio."""
    words = ["ip", "netns", "exec", context.notes["phone"].name, HALLBOX, "visit", "--at", "10.77.0.1:443",
             "--host", HOST, "--ca", CA, "--claim-code", claim_code(), "--cards", "12", "--games", str(games),
             "--time-max-s", "1800", "--out", NIGHT]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def plays(context):
    """Bots claim, sell, draw, win, verify, pay and close; then the night is verified from its bundle alone."""
    night = context.notes.get("night") or begin(context, games=1)
    try:
        played, errors = night.communicate(timeout=1800)
    except subprocess.TimeoutExpired:
        night.kill()
        raise Failed(f"the night does not end: {night.communicate()}") from None
    require(night.returncode == 0, f"the bots gave up: {errors}{played}")
    return verified(played)


def verified(played):
    verdict = run(HALLBOX, "verify", NIGHT)
    require(verdict.rstrip().endswith("GOOD"), verdict)
    wins = int(re.search(r"(\d+) wins", played).group(1))
    require(wins >= 1, played)
    return f"{played.strip()}; {' '.join(verdict.split())[:200]}"
