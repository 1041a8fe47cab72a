"""Disks of the test machine: copies of the image, and files on their FAT partition."""

import json
import os
import shutil
import tarfile

from checks import run

SECTOR = 512


def partitions(disk):
    """First byte and size in bytes of each partition, in their order."""
    table = json.loads(run("sfdisk", "--json", disk))["partitiontable"]
    return [(part["start"] * SECTOR, part["size"] * SECTOR) for part in table["partitions"]]


def clone(disk, path):
    """A copy that is as sparse as it can be."""
    run("cp", "--sparse=always", "--reflink=auto", disk, path)
    return path


def card(image, path, settings, grow_mb=256):
    """A card with the image written to it, larger than the image, and the organiser's settings file on it."""
    clone(image, path)
    os.truncate(path, os.path.getsize(path) + (grow_mb << 20))
    with open(settings) as text:
        write_text(path, "hallbox.toml", text.read())
    return path


def fat(disk):
    """The disk's FAT partition, as mtools names it."""
    start, _ = partitions(disk)[0]
    return f"{disk}@@{start}"


def read_text(disk, name):
    """A text file of the FAT partition."""
    return run("mtype", "-i", fat(disk), f"::{name}")


def write_text(disk, name, text):
    run("mcopy", "-o", "-i", fat(disk), "-", f"::{name}", input=text)


def extract(disk, name, target):
    """A file of the FAT partition as a file of the host."""
    run("mcopy", "-n", "-o", "-i", fat(disk), f"::{name}", target)
    return target


def write_at(disk, start, source):
    """Overwrites the disk from byte `start` on with the bytes of a file."""
    with open(disk, "r+b") as target, open(source, "rb") as file:
        target.seek(start)
        shutil.copyfileobj(file, target, 1 << 20)


def tar_disk(path, files):
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
