"""The disks of a test: the image as it is built, with the organiser's settings on its FAT partition."""

import json
import os
import subprocess
import tarfile

SECTOR = 512


def sh(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stderr}{done.stdout}")
    return done.stdout


def partitions(image):
    """First byte and bytes of each partition, in their order."""
    table = json.loads(sh("sfdisk", "--json", image))["partitiontable"]
    return [(part["start"] * SECTOR, part["size"] * SECTOR) for part in table["partitions"]]


def card(image, path, settings, grow_mb=256):
    """A card with the image written to it, larger than the image, and the organiser's file edited."""
    sh("cp", "--sparse=always", "--reflink=auto", image, path)
    os.truncate(path, os.path.getsize(path) + (grow_mb << 20))
    start, _ = partitions(image)[0]
    sh("mcopy", "-o", "-i", f"{path}@@{start}", settings, "::hallbox.toml")
    return path


def from_card(path, name, target):
    """A file of the card's FAT partition."""
    start, _ = partitions(path)[0]
    sh("mcopy", "-n", "-o", "-i", f"{path}@@{start}", f"::{name}", target)
    return target


def written_back(path, name, scratch):
    """What the box wrote on the card's FAT partition, or None."""
    try:
        with open(from_card(path, name, scratch), errors="replace") as text:
            return text.read()
    except SystemExit:
        return None


def run_disk(path, files):
    """A disk that is a plain tar: the test's own programs and its plan."""
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as tar:
        for name, source in files.items():
            tar.add(source, name, filter=owned_by_root)
    size = os.path.getsize(path)
    os.truncate(path, -(-size // 4096) * 4096)
    return path


def owned_by_root(member):
    member.uid = member.gid = 0
    return None if "__pycache__" in member.name else member


def copy_range(path, start, size, target):
    """A part of a sparse file as a sparse file of its own."""
    with open(path, "rb") as source, open(target, "wb") as copy:
        copy.truncate(size)
        at, end = start, start + size
        while at < end:
            try:
                at = os.lseek(source.fileno(), at, os.SEEK_DATA)
            except OSError:
                return  # nothing but holes from here on
            hole = min(os.lseek(source.fileno(), at, os.SEEK_HOLE), end)
            while at < hole:
                source.seek(at)
                piece = source.read(min(hole - at, 1 << 20))
                copy.seek(at - start)
                copy.write(piece)
                at += len(piece)
