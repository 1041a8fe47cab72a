"""The named counters of nftables."""

import json
import subprocess

BOX = ("inet", "hallbox")  # the table of the box's own firewall


def counters(table=BOX, prefix=()):
    """Packets of each named counter of a table; `prefix` is a command that runs nft somewhere else."""
    command = [*prefix, "nft", "-j", "list", "counters", "table", *table]
    listed = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["nftables"]
    return {item["counter"]["name"]: item["counter"]["packets"] for item in listed if "counter" in item}
