"""The box's uplink, watched from the host: TCP listeners behind it, and a capture of every packet."""

import socket
import struct
import threading

GUESTS = bytes([10, 77])  # first bytes of every guest's address


class Listeners:
    """Three TCP ports on the host: `control` is for the box itself, `forbidden` must stay without a connection,
    `leak` must get one once the isolation is taken away."""

    def __enter__(self):
        self.connections = {name: 0 for name in ("control", "forbidden", "leak")}
        self.servers = {name: socket.create_server(("127.0.0.1", 0)) for name in self.connections}
        self.ports = {name: server.getsockname()[1] for name, server in self.servers.items()}
        for name in self.connections:
            threading.Thread(target=self.accept, args=(name,), daemon=True).start()
        return self

    def accept(self, name):
        while True:
            try:
                self.servers[name].accept()[0].close()
            except OSError:
                return
            self.connections[name] += 1

    def __exit__(self, *error):
        for server in self.servers.values():
            server.close()

    def summary(self, passed):
        if "uplink-closed" not in passed:
            return "not asked"
        return f"the box connected {self.connections['control']} times, a guest never; {self.packets} packets, none of a guest"


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
    """What is wrong on the uplink, or nothing. Once the isolation is taken away on purpose, guests get out by the box's
    own address (masquerading), so no packet may show theirs even then."""
    seen = list(packets(pcap))
    outside.packets = len(seen)
    guests = [frame for frame in seen
              if frame[12:14] == b"\x08\x00" and GUESTS in (frame[26:28], frame[30:32])
              or frame[12:14] == b"\x08\x06" and GUESTS in (frame[28:30], frame[38:40])]
    if guests:
        return f"{len(guests)} packets of guests on the uplink, the first: {guests[0][:60].hex()}"
    if outside.connections["forbidden"]:
        return f"a guest connected {outside.connections['forbidden']} times"
    if "uplink-closed" in passed and not (seen and outside.connections["control"]):
        return "not even the box itself was seen: the uplink is not watched"
    if "isolation-can-fail" in passed and not outside.connections["leak"]:
        return "without the isolation no guest connected either"
    return ""
