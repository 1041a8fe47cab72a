"""How the tests in this folder start the appliance's image and reach it."""

import os
import socket

import disks

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
HALLBOX = f"{ROOT}/target/release/hallbox"
# Settings of a venue whose staff work over the network card.
STAFF_SETTINGS = f"{HERE}/power.toml"


def kernel(machine, card, folder, more, direct=None):
    """Starts the kernel of the card's slot a directly, which saves the minute that firmware and boot loader take.

    `direct` names a folder with `kernel`, `initrd` and `options` instead, for images without slots.
    """
    if direct:
        with open(f"{direct}/options") as text:
            options = text.read().strip()
        machine.kernel(f"{direct}/kernel", f"{direct}/initrd", f"{options} {more}")
        return
    lines = [line.split(None, 1) for line in disks.read_text(card, "loader/entries/hallbox-a.conf").splitlines()]
    entry = {words[0]: words[1].strip() for words in lines if len(words) == 2}
    files = [disks.extract(card, entry[name].lstrip("/"), f"{folder}/{name}") for name in ("linux", "initrd")]
    machine.kernel(*files, f"{entry['options']} {more}")


def staff_network(machine):
    """A network card on which the host is staff: the host's ports that lead to the box, and the box's name."""
    https, http = free_ports(2)
    machine.network("net=10.77.5.0/24", "host=10.77.5.2", f"hostfwd=tcp:127.0.0.1:{https}-10.77.5.1:443",
                    f"hostfwd=tcp:127.0.0.1:{http}-10.77.5.1:80")
    return {"https": https, "http": http, "host": "bingo.internal"}


def free_ports(count):
    servers = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in servers]
    for server in servers:
        server.close()
    return ports
