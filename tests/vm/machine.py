"""A machine of QEMU, emulated in software: started, read line by line, killed."""

import base64
import os
import subprocess
import time

# Under software emulation on two busy cores a start takes minutes, not seconds.
SAY_S = 600
OVMF = ["/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"]


class Machine:
    """One machine in a folder of its own: `console.log` is its first serial line, `said` its second."""

    def __init__(self, folder, memory_mb=1024, cores=2):
        self.folder = folder
        self.words = ["qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "max", "-smp", str(cores),
                      "-m", str(memory_mb), "-display", "none", "-nodefaults", "-no-reboot",
                      "-serial", f"file:{folder}/console.log", "-serial", f"file:{folder}/said",
                      "-device", "virtio-rng-pci"]
        self.process = None
        self.poster = None  # what the box prints, once it has said so

    def disk(self, path, name, cache="unsafe", read_only=False):
        """A disk that Linux knows as /dev/disk/by-id/virtio-NAME."""
        write = ",readonly=on" if read_only else ""
        self.words += ["-drive", f"file={path},if=none,id={name},format=raw,cache={cache}{write}",
                       "-device", f"virtio-blk-pci,drive={name},serial={name}"]

    def recorded_disk(self, path, record):
        """The first disk, with every write and every flush recorded in their order."""
        open(record, "w").close()
        self.words += ["-blockdev", f"driver=file,node-name=card-file,filename={path},cache.no-flush=on",
                       "-blockdev", f"driver=file,node-name=record-file,filename={record},cache.no-flush=on",
                       "-blockdev", "driver=blklogwrites,node-name=card,file=card-file,log=record-file",
                       "-device", "virtio-blk-pci,drive=card,serial=card,write-cache=on"]

    def kernel(self, kernel, initrd, options):
        """Starts this kernel instead of what the first disk starts."""
        self.words += ["-kernel", kernel, "-initrd", initrd, "-append", options]

    def firmware(self):
        """Starts as a PC does: UEFI, then what it finds on the first disk."""
        own = f"{self.folder}/efi-vars.fd"
        with open(OVMF[1], "rb") as source, open(own, "wb") as target:
            target.write(source.read())
        self.words += ["-drive", f"if=pflash,format=raw,readonly=on,file={OVMF[0]}",
                       "-drive", f"if=pflash,format=raw,file={own}"]

    def wire(self, options, watched=None):
        """A network socket (eth0), by QEMU's own network; `watched` gets every packet of it."""
        self.words += ["-netdev", f"user,id=wire{options}", "-device", "virtio-net-pci,netdev=wire"]
        if watched:
            self.words += ["-object", f"filter-dump,id=watch,netdev=wire,file={watched}"]

    def credential(self, name, text):
        """Something systemd reads from the firmware's tables: the image itself stays as it is."""
        coded = base64.b64encode(text.encode()).decode()
        self.words += ["-smbios", f"type=11,value=io.systemd.credential.binary:{name}={coded}"]

    def unit(self, name, text, wanted_by):
        """A systemd unit for this start only."""
        self.credential(f"systemd.extra-unit.{name}", text)
        self.credential(f"systemd.unit-dropin.{wanted_by}~{name.split('.')[0]}", f"[Unit]\nWants={name}\n")

    def start(self):
        with open(f"{self.folder}/qemu.log", "wb") as log:
            self.process = subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def lines(self, whole_s):
        """What is said on the second serial line, until the machine ends or the time is over."""
        end, rest, at = time.monotonic() + whole_s, b"", 0
        heard = time.monotonic()
        while time.monotonic() < end and time.monotonic() - heard < SAY_S:
            gone = self.process.poll() is not None
            if os.path.exists(f"{self.folder}/said"):
                with open(f"{self.folder}/said", "rb") as said:
                    said.seek(at)
                    new = said.read()
                at += len(new)
                *whole, rest = (rest + new).split(b"\n")
                for line in whole:
                    heard = time.monotonic()
                    yield line.decode(errors="replace").rstrip("\r")
                if new:
                    continue
            if gone:
                return
            time.sleep(0.1)

    def kill(self):
        """The plug is pulled."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def told(self, lines=40):
        """The ends of its logs, for people who look for a fault."""
        told = []
        for name in ["qemu.log", "console.log", "said"]:
            path = f"{self.folder}/{name}"
            if os.path.exists(path):
                with open(path, errors="replace") as log:
                    told += [f"--- {name}"] + log.read().splitlines()[-lines:]
        return "\n".join(told)
