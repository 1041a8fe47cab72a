"""The connectivity probe of each system: what it asks, and the exact bytes it expects.

Written from the makers' documentation and not from the box's own table, so that both must be right.
"""

APPLE = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
FIREFOX = '<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'
ONLINE = ("x-networkmanager-status", "online")

# system, host, path, version of HTTP, user agent, status, body, required header
PROBES = [
    ("iOS", "captive.apple.com", "/hotspot-detect.html", "1.0", "CaptiveNetworkSupport-481.100.2 wispr", 200,
     APPLE + "\n", None),
    ("macOS", "captive.apple.com", "/", "1.1", "CaptiveNetworkSupport-481.100.2 wispr", 200, APPLE + "\n", None),
    ("Apple CDN", "netcts.cdn-apple.com", "/", "1.1", "CaptiveNetworkSupport-481.100.2 wispr", 200, APPLE + "\n", None),
    ("old iOS", "www.apple.com", "/library/test/success.html", "1.0", "CaptiveNetworkSupport-390.60.1 wispr", 200,
     APPLE, None),
    ("older iOS", "gsp1.apple.com", "/", "1.0", "CaptiveNetworkSupport-277", 200, APPLE, None),
    ("Android", "connectivitycheck.gstatic.com", "/generate_204", "1.1", "Dalvik/2.1.0 (Linux; U; Android 15)", 204,
     "", None),
    ("Android fallback", "www.google.com", "/gen_204", "1.1", "Dalvik/2.1.0 (Linux; U; Android 15)", 204, "", None),
    ("Android other", "play.googleapis.com", "/generate_204", "1.1", "Dalvik/2.1.0 (Linux; U; Android 15)", 204, "",
     None),
    ("Samsung", "clients3.google.com", "/generate_204", "1.1", "Dalvik/2.1.0 (Linux; U; Android 14; SM-S911B)", 204,
     "", None),
    ("Xiaomi", "connect.rom.miui.com", "/generate_204", "1.1", "Dalvik/2.1.0 (Linux; U; Android 14)", 204, "", None),
    ("Android China", "developers.google.cn", "/generate_204", "1.1", "Dalvik/2.1.0", 204, "", None),
    ("Huawei", "connectivitycheck.platform.hicloud.com", "/generate_204", "1.1", "Dalvik/2.1.0", 204, "", None),
    ("ChromeOS", "www.gstatic.com", "/generate_204", "1.1", "Mozilla/5.0 (X11; CrOS x86_64 15917.0.0)", 204, "", None),
    ("Windows 11", "www.msftconnecttest.com", "/connecttest.txt", "1.1", "Microsoft NCSI", 200,
     "Microsoft Connect Test", None),
    ("Windows 11, IPv6 twin", "ipv6.msftconnecttest.com", "/connecttest.txt", "1.1", "Microsoft NCSI", 200,
     "Microsoft Connect Test", None),
    ("Windows 8", "www.msftncsi.com", "/ncsi.txt", "1.1", "Microsoft NCSI", 200, "Microsoft NCSI", None),
    ("Firefox", "detectportal.firefox.com", "/canonical.html", "1.1", "Mozilla/5.0 Firefox/145.0", 200, FIREFOX, None),
    ("Firefox IPv4", "detectportal.firefox.com", "/success.txt?ipv4", "1.1", "Mozilla/5.0 Firefox/145.0", 200,
     "success\n", None),
    ("GNOME", "nmcheck.gnome.org", "/check_network_status.txt", "1.1", "", 200, "NetworkManager is online", ONLINE),
    ("Debian", "network-test.debian.org", "/nm", "1.1", "", 200, "NetworkManager is online\n", ONLINE),
    ("Ubuntu", "connectivity-check.ubuntu.com", "/", "1.1", "", 204, "", ONLINE),
]

# One probe of each kind, for `--short`.
SHORT = {"iOS", "Android", "Windows 11", "Firefox IPv4", "Ubuntu"}

# Names that must not resolve: the internet's, and those by which phones would leave the box's own name server.
NOWHERE = ["example.com", "www.bing.com", "mask.icloud.com", "mask-h2.icloud.com", "use-application-dns.net",
           "x.bingo.internal", "captive.apple.com.example.org", "dns.google"]
