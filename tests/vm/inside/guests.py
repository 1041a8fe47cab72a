"""A guest's evening: join by the QR, an address, names, probes, trust, the page, a card that wins."""

import re
import ssl
import subprocess

from house import DATA, HALLBOX, claim_code
from net import dns, get
from phone import Phone, parse_join
from place import Wrong, need, on_box, sh
from probes import NOWHERE, PROBES, SHORT

PROBE_ADDRESS = "198.51.100.1"
HOST = "bingo.internal"
CA, NIGHT = "/tmp/ca.crt", "/tmp/night.zip"


def joins(evening):
    """By the text of the QR on the wall and nothing else."""
    text = evening.notes["code"] = sh(HALLBOX, "network", "--data", f"/proc/1/root{DATA}", "join").strip()
    evening.notes["join"] = ssid, passphrase = parse_join(text)
    phone = evening.notes["phone"] = Phone("guest1", "phy1", "wlan1")
    phone.join(ssid, passphrase).is_on()
    link = phone.run("iw", "dev", phone.interface, "link")
    need(f"SSID: {ssid}" in link, link)
    kind = re.search(r"Key negotiation completed with \S+ \[PTK=(\S+)", phone.events())
    return f"{ssid}, {kind.group(1) if kind else 'WPA'}"


def address(evening):
    phone = evening.notes["phone"]
    told = phone.ask_address()
    need(told["ip"].startswith("10.77."), f"address {told['ip']}")
    need(told["dns"] == told["router"] == "10.77.0.1", f"told {told}")
    need("opt114" not in told, "a portal is told without a certificate that phones trust")
    need(int(told["lease"]) == 45 * 60, f"lease of {told['lease']} s")
    need(phone.run("ping", "-c", "1", "-W", "20", "10.77.0.1"), "the box does not answer a ping")
    return f"{told['ip']}, names by {told['dns']}, {int(told['lease']) // 60} minutes, no option 114"


def names(evening):
    """Own names lead to the box, probe names to the probe address, the rest is nowhere, at once."""
    slowest = 0.0
    hosts = sorted({probe[1] for probe in PROBES if not evening.short or probe[0] in SHORT})
    expected = [("bingo", "10.77.0.1"), (HOST, "10.77.0.1"), ("hallbox.local", "10.77.0.1"),
                ("dns.msftncsi.com", "131.107.255.255")]
    expected += [(host, PROBE_ADDRESS) for host in hosts]
    with evening.notes["phone"].online():
        for name, where in expected:
            seen = dns("10.77.0.1", name)
            need(seen["addresses"] == [where], f"{name}: {seen}")
            none = dns("10.77.0.1", name, kind=28)
            need((none["code"], none["records"]) == ("good", 0), f"IPv6 of {name}: {none}")
            slowest = max(slowest, seen["s"], none["s"])
        for name in NOWHERE:
            seen = dns("10.77.0.1", name)
            need(seen["code"] == "nxdomain", f"{name}: {seen}")
            slowest = max(slowest, seen["s"])
    # Emulated: what matters is that an answer came and no time-out.
    need(slowest < 5, f"the slowest answer took {slowest:.1f} s")
    text = evening.notes["phone"].run("dig", "+tries=1", "+time=10", "example.com")
    need("status: NXDOMAIN" in text, text)
    return f"{len(expected)} names, {len(NOWHERE)} nowhere, slowest answer {slowest * 1000:.0f} ms"


def probes(evening):
    """Every system hears the very bytes it wants, from the address its name leads to."""
    asked = 0
    with evening.notes["phone"].online():
        for system, host, path, version, agent, status, body, header in PROBES:
            if evening.short and system not in SHORT:
                continue
            where = dns("10.77.0.1", host)["addresses"][0]
            request = f"GET {path} HTTP/{version}\r\nHost: {host}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"
            code, headers, got = get(where, 80, request)
            need(code == status, f"{system}: status {code}, not {status}")
            need(got == body.encode(), f"{system}: {got!r}, not {body!r}")
            need(header is None or headers.get(header[0]) == header[1], f"{system}: headers {headers}")
            if status == 204:
                extra = set(headers) & {"content-type", "content-length", "server", "transfer-encoding"}
                need(not extra - {"content-length"} and headers.get("content-length", "0") == "0",
                     f"{system}: a 204 is bare, this has {headers}")
            asked += 1
    return f"{asked} probes"


def trust(evening):
    """The box's own authority, taken from its data partition, is what its certificate hangs on."""
    pem = on_box("cat", f"{DATA}/tls/ca.crt")
    with open(CA, "w") as file:
        file.write(pem)
    phone = evening.notes["phone"]
    with phone.online():
        request = "GET /ca.crt HTTP/1.1\r\nHost: bingo\r\nConnection: close\r\n\r\n"
        code, _, body = get("10.77.0.1", 80, request)
    need(code == 200 and body.decode() == pem, f"/ca.crt gives {code} and another certificate")
    said = phone.run("openssl", "s_client", "-connect", f"{HOST}:443", "-servername", HOST, "-CAfile", CA,
                     "-verify_return_error", "-verify_hostname", HOST, "-no-interactive")
    need("Verification: OK" in said and f"Verified peername: {HOST}" in said, said)
    health = phone.run("curl", "-sS", "--fail", "--cacert", CA, f"https://{HOST}/api/health")
    need('"night"' in health, health)
    # Without its root, and under a name that is not its own, nobody is fooled.
    curl = ["curl", "-sS", "--cacert"]
    phone.run(*curl, "/etc/ssl/certs/ca-certificates.crt", f"https://{HOST}/api/health", ok=(60,))
    phone.run(*curl, CA, "--resolve", "other.example:443:10.77.0.1", "https://other.example/", ok=(35, 60))
    suite = re.search(r"New, (\S+), Cipher is (\S+)", said)
    return f"openssl ({suite.group(1)}, {suite.group(2)}) and curl agree; no other root and no other name will do"


def page(evening):
    """The guests' page and everything it names."""
    context = ssl.create_default_context(cafile=CA)
    loaded = total = 0
    with evening.notes["phone"].online():
        def fetch(path):
            request = (f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n"
                       "User-Agent: Mozilla/5.0 (Linux; Android 15)\r\n\r\n")
            return get("10.77.0.1", 443, request, 60, lambda plain: context.wrap_socket(plain, server_hostname=HOST))
        code, headers, body = fetch("/")
        need(code == 200 and headers["content-type"].startswith("text/html"), f"/ gives {code} {headers}")
        wanted = re.findall(r'(?:src|href)="?(/[^"\s>]+)', body.decode())
        need(any(path.endswith(".js") for path in wanted), f"the page names no script: {wanted}")
        for path in dict.fromkeys(wanted):
            code, headers, asset = fetch(path)
            need(code == 200 and asset, f"{path} gives {code} and {len(asset)} bytes")
            loaded, total = loaded + 1, total + len(asset)
    return f"/ and {loaded} files, {total} bytes"


def begin(evening, games):
    """Bots own the box and play a night, over the first guest's radio."""
    words = ["ip", "netns", "exec", evening.notes["phone"].name, HALLBOX, "visit", "--at", "10.77.0.1:443",
             "--host", HOST, "--ca", CA, "--claim-code", claim_code(), "--cards", "12", "--games", str(games),
             "--time-max-s", "1800", "--out", NIGHT]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def plays(evening):
    """Claimed, sold, drawn, won, verified, paid, closed; and the night verifies from its bundle alone."""
    night = evening.notes.get("night") or begin(evening, games=1)
    try:
        played, told = night.communicate(timeout=1800)
    except subprocess.TimeoutExpired:
        night.kill()
        raise Wrong(f"the night does not end: {night.communicate()}") from None
    need(night.returncode == 0, f"the bots gave up: {told}{played}")
    return verified(played)


def verified(played):
    words = sh(HALLBOX, "verify", NIGHT)
    need(words.rstrip().endswith("GOOD"), words)
    wins = int(re.search(r"(\d+) wins", played).group(1))
    need(wins >= 1, played)
    return f"{played.strip()}; {' '.join(words.split())[:200]}"
