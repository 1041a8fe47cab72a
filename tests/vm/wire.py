"""The box's wire, seen from outside the machine: listeners a guest must not reach, and every packet."""

import socket
import struct
import threading

GUESTS = bytes([10, 77])


class Listeners:
    """Three doors on this machine: one for the box itself, one nobody may reach, one for the broken seal."""

    def __enter__(self):
        self.came = {name: 0 for name in ("control", "forbidden", "leak")}
        self.servers = {name: socket.create_server(("127.0.0.1", 0)) for name in self.came}
        self.ports = {name: server.getsockname()[1] for name, server in self.servers.items()}
        for name in self.came:
            threading.Thread(target=self.take, args=(name,), daemon=True).start()
        return self

    def take(self, name):
        while True:
            try:
                self.servers[name].accept()[0].close()
            except OSError:
                return
            self.came[name] += 1

    def __exit__(self, *error):
        for server in self.servers.values():
            server.close()

    def told(self, passed):
        if "uplink-closed" not in passed:
            return "not asked"
        return f"the box came {self.came['control']} times, a guest never; {self.packets} packets, none of a guest"


def packets(pcap):
    """Frames of a capture."""
    with open(pcap, "rb") as file:
        data = file.read()
    at = 24
    while at + 16 <= len(data):
        length = struct.unpack("<I", data[at + 8:at + 12])[0]
        yield data[at + 16:at + 16 + length]
        at += 16 + length


def judge(outside, pcap, passed):
    """What is wrong on the wire, or nothing. The seal broken on purpose lets a guest out by the box's address."""
    seen = list(packets(pcap))
    outside.packets = len(seen)
    guests = [frame for frame in seen
              if frame[12:14] == b"\x08\x00" and GUESTS in (frame[26:28], frame[30:32])
              or frame[12:14] == b"\x08\x06" and GUESTS in (frame[28:30], frame[38:40])]
    if guests:
        return f"{len(guests)} packets of guests on the wire, the first: {guests[0][:60].hex()}"
    if outside.came["forbidden"]:
        return f"a guest came through {outside.came['forbidden']} times"
    if "uplink-closed" in passed and not (seen and outside.came["control"]):
        return "not even the box itself was seen: the wire is not watched"
    if "seal-can-break" in passed and not outside.came["leak"]:
        return "with the seal broken nobody came through either"
    return ""
