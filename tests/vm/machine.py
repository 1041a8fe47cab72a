"""The QEMU machine of all tests in this folder: a PC, emulated in software, so that no KVM is needed."""

import base64
import json
import os
import shutil
import socket
import subprocess

from checks import Failed, require
from serial_line import SerialLine

OVMF = "/usr/share/OVMF"
# QEMU draws the picture and writes some megabytes.
SCREENSHOT_S = 30


class Machine:
    """Its logs are in `folder`: `console.log` (first serial port), `serial.log` (second), `qemu.log`.

    The guest boots anew inside the same process only with `reboots`; otherwise its reboot ends QEMU. `words` is the
    whole command line, for programs that start QEMU by themselves.
    """

    def __init__(self, folder, memory_mb=1024, cores=2, reboots=False):
        self.folder = folder
        self.words = ["qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "max", "-smp", str(cores),
                      "-m", str(memory_mb), "-display", "none", "-nodefaults", "-serial", f"file:{folder}/console.log",
                      "-device", "virtio-rng-pci"]
        if not reboots:
            self.words.append("-no-reboot")
        self.process = None
        self.serial = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, error, *_):
        self.kill()
        if error:
            print(self.log_tails())

    def disk(self, path, name, cache="unsafe", read_only=False):
        """A disk that Linux knows as /dev/disk/by-id/virtio-NAME."""
        self.drive(path, name, f",cache={cache}", read_only)
        self.words += ["-device", f"virtio-blk-pci,drive={name},serial={name}"]

    def usb_stick(self, path, name):
        """A read-only disk at a USB controller of its own."""
        self.drive(path, name, read_only=True)
        self.words += ["-device", "qemu-xhci", "-device", f"usb-storage,drive={name}"]

    def drive(self, path, name, options="", read_only=False):
        options += ",readonly=on" if read_only else ""
        self.words += ["-drive", f"file={path},if=none,id={name},format=raw{options}"]

    def recorded_disk(self, path, record):
        """The first disk, with every write and every flush recorded in their order."""
        open(record, "w").close()
        self.words += ["-blockdev", f"driver=file,node-name=card-file,filename={path},cache.no-flush=on",
                       "-blockdev", f"driver=file,node-name=record-file,filename={record},cache.no-flush=on",
                       "-blockdev", "driver=blklogwrites,node-name=card,file=card-file,log=record-file",
                       "-device", "virtio-blk-pci,drive=card,serial=card,write-cache=on"]

    def kernel(self, kernel, initrd, options):
        """QEMU loads this kernel itself: neither firmware nor boot loader runs."""
        self.words += ["-kernel", str(kernel), "-initrd", str(initrd), "-append", options]

    def firmware(self):
        """UEFI boots from the first disk. Its variables stay in the folder, as they do on a PC."""
        variables = f"{self.folder}/efi-vars.fd"
        if not os.path.exists(variables):
            shutil.copyfile(f"{OVMF}/OVMF_VARS_4M.fd", variables)
        self.words += ["-drive", f"if=pflash,format=raw,readonly=on,file={OVMF}/OVMF_CODE_4M.fd",
                       "-drive", f"if=pflash,format=raw,file={variables}"]

    def network(self, *options, capture=None):
        """A network card (eth0) on QEMU's user network; `capture` is a file for every packet of it."""
        self.words += ["-netdev", ",".join(["user", "id=uplink", *options]), "-device", "virtio-net-pci,netdev=uplink"]
        if capture:
            self.words += ["-object", f"filter-dump,id=capture,netdev=uplink,file={capture}"]

    def screen(self):
        """A graphics card, and the QMP socket by which `screenshot` asks for its picture."""
        self.words += ["-device", "virtio-vga", "-qmp", f"unix:{self.folder}/qmp,server=on,wait=off"]

    def serial_line(self):
        """A second serial port; returns the host's end of it."""
        self.serial = SerialLine(f"{self.folder}/serial", f"{self.folder}/serial.log")
        self.words += self.serial.words
        return self.serial

    def credential(self, name, text):
        """A systemd credential in the firmware's SMBIOS tables, so that the image stays unchanged."""
        encoded = base64.b64encode(text.encode()).decode()
        self.words += ["-smbios", f"type=11,value=io.systemd.credential.binary:{name}={encoded}"]

    def unit(self, name, text, wanted_by):
        """A systemd unit that the image does not have, for this machine's boots only."""
        self.credential(f"systemd.extra-unit.{name}", text)
        self.credential(f"systemd.unit-dropin.{wanted_by}~{name.split('.')[0]}", f"[Unit]\nWants={name}\n")

    def start(self):
        with open(f"{self.folder}/qemu.log", "wb") as log:
            self.process = subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if self.serial:
            try:
                self.serial.accept()
            except Failed as failed:
                self.kill()
                raise Failed(f"{failed}\n{self.log_tails()}") from None

    def wait(self, seconds):
        """Waits until the guest has switched the machine off, or QEMU ended at its reboot."""
        try:
            code = self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"the machine still runs after {seconds} s") from None
        require(code == 0, f"QEMU: exit {code}")

    def kill(self):
        """A power cut: QEMU gets SIGKILL."""
        if self.process:
            self.process.kill()
            self.process.wait()
        if self.serial:
            self.serial.close()

    def screenshot(self, path):
        """Writes the screen's picture to `path` as PPM."""
        with socket.socket(socket.AF_UNIX) as monitor:
            monitor.settimeout(SCREENSHOT_S)
            monitor.connect(f"{self.folder}/qmp")
            with monitor.makefile("rw") as qmp:
                qmp.readline()  # the greeting
                execute(qmp, "qmp_capabilities")
                execute(qmp, "screendump", filename=path)

    def log_tails(self, lines=40):
        """The last lines of its logs, for people who look for a fault."""
        tails = []
        for name in ["qemu.log", "console.log", "serial.log"]:
            path = f"{self.folder}/{name}"
            if os.path.exists(path):
                with open(path, errors="replace") as log:
                    tails += [f"--- {name}"] + log.read().splitlines()[-lines:]
        return "\n".join(tails)


def execute(qmp, command, **arguments):
    """One command of QEMU's machine protocol; events may come before its answer."""
    qmp.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
    qmp.flush()
    while "event" in (answer := json.loads(qmp.readline())):
        pass
    require("return" in answer, f"QMP {command}: {answer}")
