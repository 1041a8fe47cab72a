"""A guest's phone: a radio in a network namespace of its own, with wpa_supplicant and a DHCP client."""

import os
import signal
import subprocess

from checks import Failed, require
from harness import DEADLINE_S, in_namespace, run, wait_until


def parse_join(text):
    """Network name and passphrase of a Wi-Fi QR code's text."""
    require(text.startswith("WIFI:") and text.endswith(";;"), f"no Wi-Fi code: {text}")
    fields = dict(part.split(":", 1) for part in text[5:-2].split(";"))
    require(fields.get("T") == "WPA", f"a phone joins T:WPA, this is {text}")
    return fields["S"], fields["P"]


class Phone:
    def __init__(self, name, phy, interface):
        self.name, self.interface = name, interface
        self.log = f"/run/{name}.wpa.log"
        self.lease = {}
        self.supplicant = None
        run("ip", "netns", "add", name)
        run("iw", "phy", phy, "set", "netns", "name", name)
        run("ip", "-n", name, "link", "set", "lo", "up")
        os.makedirs(f"/etc/netns/{name}", exist_ok=True)

    def join(self, ssid, passphrase, key_mgmt="WPA-PSK SAE"):
        """Starts wpa_supplicant on a network; `events` shows what comes of it."""
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
            self.supplicant.wait(DEADLINE_S)
            self.supplicant = None

    def events(self):
        with open(self.log, errors="replace") as log:
            return log.read()

    def has(self, event, times=1):
        return self.events().count(event) >= times

    def wait_joined(self, times=1):
        self.wait_for("CTRL-EVENT-CONNECTED", times)

    def wait_for(self, event, times=1):
        """Waits until wpa_supplicant has logged an event so many times since `join`."""
        try:
            wait_until(f"{self.name} logs {event}", lambda: self.has(event, times))
        except Failed as failed:
            raise Failed(f"{failed}; its log:\n{self.events()[-1500:]}") from None

    def ask_address(self):
        """Gets a lease by DHCP; returns its fields by udhcpc's names."""
        run("ip", "netns", "exec", self.name, "udhcpc", "-i", self.interface, "-f", "-n", "-q", "-t", "20", "-T", "3",
            "-O", "114", "-O", "dns", "-O", "router", "-O", "lease", "-s", "/test/dhcp-script")
        with open(f"/run/lease.{self.interface}") as lines:
            self.lease = dict(line.rstrip("\n").split("=", 1) for line in lines if "=" in line)
        with open(f"/etc/netns/{self.name}/resolv.conf", "w") as conf:
            conf.write(f"nameserver {self.lease['dns']}\n")
        return self.lease

    @property
    def address(self):
        return self.lease["ip"]

    def run(self, *words, **how):
        """Runs a program on the phone."""
        return run("ip", "netns", "exec", self.name, *words, **how)

    def online(self):
        return in_namespace(self.name)
