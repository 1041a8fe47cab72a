"""A guest's phone: a radio in a network namespace of its own, wpa_supplicant, an address by DHCP."""

import os
import signal
import subprocess

from place import PATIENCE_S, Wrong, inside, need, sh, until


def parse_join(text):
    """What a phone's camera makes of the Wi-Fi QR code."""
    need(text.startswith("WIFI:") and text.endswith(";;"), f"no Wi-Fi code: {text}")
    fields = dict(part.split(":", 1) for part in text[5:-2].split(";"))
    need(fields.get("T") == "WPA", f"a phone joins T:WPA, this is {text}")
    return fields["S"], fields["P"]


class Phone:
    def __init__(self, name, phy, interface):
        self.name, self.interface = name, interface
        self.log = f"/run/{name}.wpa.log"
        self.told = {}
        self.supplicant = None
        sh("ip", "netns", "add", name)
        sh("iw", "phy", phy, "set", "netns", "name", name)
        sh("ip", "-n", name, "link", "set", "lo", "up")
        os.makedirs(f"/etc/netns/{name}", exist_ok=True)

    def join(self, ssid, passphrase, key_mgmt="WPA-PSK SAE"):
        """Starts to join; what comes of it is in the events."""
        self.leave()
        conf = f"/run/{self.name}.conf"
        with open(conf, "w") as file:
            file.write("country=GB\nsae_pwe=2\nnetwork={\n"
                       f' ssid="{ssid}"\n {"sae_password" if key_mgmt == "SAE" else "psk"}="{passphrase}"\n'
                       f" key_mgmt={key_mgmt}\n ieee80211w=1\n}}\n")
        open(self.log, "w").close()
        self.supplicant = subprocess.Popen(
            ["ip", "netns", "exec", self.name, "wpa_supplicant", "-Dnl80211", "-i", self.interface, "-c", conf,
             "-f", self.log])
        return self

    def leave(self):
        if self.supplicant:
            self.supplicant.send_signal(signal.SIGTERM)
            self.supplicant.wait(PATIENCE_S)
            self.supplicant = None

    def events(self):
        with open(self.log, errors="replace") as log:
            return log.read()

    def has(self, event, times=1):
        return self.events().count(event) >= times

    def is_on(self, deadline=PATIENCE_S, times=1):
        self.says("CTRL-EVENT-CONNECTED", deadline, times)

    def says(self, event, deadline=PATIENCE_S, times=1):
        """Waits for an event."""
        try:
            until(f"{self.name} says {event}", lambda: self.has(event, times), deadline)
        except Wrong as wrong:
            raise Wrong(f"{wrong}; it said:\n{self.events()[-1500:]}") from None

    def ask_address(self):
        """An address and what comes with it."""
        sh("ip", "netns", "exec", self.name, "udhcpc", "-i", self.interface, "-f", "-n", "-q", "-t", "20", "-T", "3",
           "-O", "114", "-O", "dns", "-O", "router", "-O", "lease", "-s", "/test/dhcp-script")
        with open(f"/run/told.{self.interface}") as told:
            self.told = dict(line.rstrip("\n").split("=", 1) for line in told if "=" in line)
        with open(f"/etc/netns/{self.name}/resolv.conf", "w") as conf:
            conf.write(f"nameserver {self.told['dns']}\n")
        return self.told

    @property
    def address(self):
        return self.told["ip"]

    def run(self, *words, **how):
        """A program on the phone."""
        return sh("ip", "netns", "exec", self.name, *words, **how)

    def online(self):
        return inside(self.name)
