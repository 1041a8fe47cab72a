"""The record of a disk (dm-log-writes, as QEMU's blklogwrites makes it), and the disk a cut may leave of it."""

import struct

import disks
from checks import Failed

MAGIC = 0x6A736677736872
FLUSH, FUA, DISCARD = 1, 2, 4
HEAD = struct.Struct("<QQQQ")


class Record:
    def __init__(self, path, before, durable):
        """`durable` is the disk with everything that is surely on it; `advance` brings it from flush to flush."""
        self.file = open(path, "rb")
        magic, version, _, self.sector = struct.unpack("<QQQI", self.file.read(28))
        if (magic, version) != (MAGIC, 1):
            raise Failed(f"{path} is no record of writes")
        self.entries = list(self.read_heads())
        # Where each write ends in the record: a cut may come there. Right after a flush there is nothing to lose.
        self.ends = [end for *_, length, _, end in self.entries if length]
        disks.clone(before, durable)
        self.durable, self.path, self.next, self.pending = open(durable, "r+b"), durable, 0, []

    def read_heads(self):
        at, size = self.sector, self.file.seek(0, 2)
        while at + self.sector <= size:
            self.file.seek(at)
            sector, sectors, flags, _ = HEAD.unpack(self.file.read(HEAD.size))
            length = 0 if flags & DISCARD else sectors * self.sector
            end = at + self.sector + length
            if end > size or flags > 15:
                return  # QEMU was killed while it recorded this one
            yield at + self.sector, sector * self.sector, length, flags, end
            at = end

    def bytes_of(self, entry):
        where, _, length, _, _ = entry
        self.file.seek(where)
        return self.file.read(length)

    def advance(self, moment):
        """Applies entries up to this moment: a flush makes all before it durable, FUA makes its own write durable."""
        while self.next < len(self.entries) and self.entries[self.next][4] <= moment:
            entry = self.entries[self.next]
            self.next += 1
            if entry[3] & FLUSH:
                for waiting in self.pending:
                    write(self.durable, waiting[1], self.bytes_of(waiting))
                self.pending = []
            if entry[2] and entry[3] & FUA:
                write(self.durable, entry[1], self.bytes_of(entry))
            elif entry[2]:
                self.pending.append(entry)
        self.durable.flush()

    def cut(self, moment, kind, chance, target):
        """A disk as a cut at this moment may leave it, and how many writes did not get there whole."""
        self.advance(moment)
        disks.clone(self.path, target)
        gone = 0
        with open(target, "r+b") as disk:
            for entry in self.pending:
                data = self.bytes_of(entry)
                kept = {"all lost": 0.0, "none lost": 1.0, "some lost": float(chance.random() < 0.5), "torn": 0.5}[kind]
                pieces = [at for at in range(0, len(data), self.sector) if chance.random() < kept]
                for at in pieces:
                    write(disk, entry[1] + at, data[at:at + self.sector])
                gone += len(pieces) * self.sector < len(data)
        return target, gone


def write(disk, at, data):
    disk.seek(at)
    disk.write(data)
