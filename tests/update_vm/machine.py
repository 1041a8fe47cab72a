"""A PC of QEMU, emulated in software, with a shell on its second serial line."""
import base64
import pathlib
import re
import shutil
import socket
import subprocess
import time

OVMF = pathlib.Path("/usr/share/OVMF")
# Says what runs, then does what it is told. Comes by the firmware's tables: the image stays as it is.
SHELL = """[Unit]
After=sysinit.target
[Service]
StandardInput=tty
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS1
Environment=PS1= HOME=/root
ExecStart=/bin/sh -c 'stty -echo; echo "@@UP $$(sed -n s/VERSION_ID=//p /etc/hallbox-release) \
$$(sed "s/.*root=PARTUUID=[^ ]*\\\\(.\\\\) .*/\\\\1/" /proc/cmdline)"; exec /bin/sh'
"""
# A command on the loaded machine of a test; a start has its own time.
ANSWER_S = 120


class Machine:
    """Runs until it is left; then the plug is pulled."""

    def __init__(self, work, disk, stick):
        self.rest = b""
        variables, self.path = work / "efi-vars.fd", work / "shell"
        if not variables.exists():
            shutil.copy(OVMF / "OVMF_VARS_4M.fd", variables)
        coded = {name: base64.b64encode(text.encode()).decode() for name, text in {
            "systemd.extra-unit.vm-shell.service": SHELL,
            "systemd.unit-dropin.multi-user.target~vm-shell": "[Unit]\nWants=vm-shell.service\n",
        }.items()}
        self.words = [
            "qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "max", "-smp", "2", "-m", "1024",
            "-display", "none", "-nodefaults", "-device", "virtio-rng-pci", "-device", "virtio-net-pci,netdev=wire",
            "-netdev", "user,id=wire,restrict=on", "-serial", f"file:{work}/console.log",
            "-serial", f"unix:{self.path},server=on,wait=off",
            "-drive", f"if=pflash,format=raw,readonly=on,file={OVMF}/OVMF_CODE_4M.fd",
            "-drive", f"if=pflash,format=raw,file={variables}",
            "-drive", f"file={disk},if=none,id=disk,format=raw,cache=unsafe", "-device", "virtio-blk-pci,drive=disk",
            "-drive", f"file={stick},if=none,id=stick,format=raw,readonly=on", "-device", "qemu-xhci",
            "-device", "usb-storage,drive=stick",
        ]
        for name, text in coded.items():
            self.words += ["-smbios", f"type=11,value=io.systemd.credential.binary:{name}={text}"]

    def __enter__(self):
        self.path.unlink(missing_ok=True)
        self.process = subprocess.Popen(self.words)
        end = time.monotonic() + 30
        self.line = socket.socket(socket.AF_UNIX)
        while True:
            try:
                self.line.connect(str(self.path))
                return self
            except OSError:
                assert time.monotonic() < end and self.process.poll() is None, "QEMU does not start"
                time.sleep(0.1)

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def hear(self, wanted, seconds):
        """Everything up to what is wanted."""
        end = time.monotonic() + seconds
        while not (found := re.search(wanted, self.rest)):
            self.line.settimeout(max(end - time.monotonic(), 0.01))
            try:
                more = self.line.recv(65536)
            except TimeoutError:
                raise AssertionError(f"not heard: {wanted}; heard: {self.rest[-2000:].decode(errors='replace')}") from None
            assert more, "the machine is gone"
            self.rest += more
        before, self.rest = self.rest[:found.start()], self.rest[found.end():]
        return before, found

    def up(self, seconds):
        """Waits for the next start; tells version and the number of the root's partition."""
        _, found = self.hear(rb"@@UP (\S+) (\d)\r?\n", seconds)
        return found[1].decode(), found[2].decode()

    def tell(self, command):
        self.line.sendall(command.encode() + b"\n")

    def ask(self, command):
        """What a command prints."""
        self.tell(f"{command}; echo @@DONE")
        before, _ = self.hear(rb"@@DONE\r?\n", ANSWER_S)
        return before.decode(errors="replace").replace("\r", "")

    def gone(self, seconds):
        """Waits until it has switched itself off."""
        self.process.wait(timeout=seconds)
