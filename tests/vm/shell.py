"""A root shell on the guest's second serial port."""

# The shell first prints its boot: the system's version and the number of the root's partition.
UNIT = """[Unit]
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
# One command on a loaded test machine; a boot has a deadline of its own.
COMMAND_S = 120


class Shell:
    def __init__(self, machine):
        self.line = machine.serial_line()
        machine.unit("vm-shell.service", UNIT, "multi-user.target")

    def booted(self, seconds):
        """Waits for the next boot; returns its version and the number of its root's partition."""
        _, found = self.line.expect(rb"@@UP (\S+) (\d)\r?\n", seconds)
        return found[1].decode(), found[2].decode()

    def send(self, command):
        """Starts a command without waiting for its end."""
        self.line.send(f"{command}\n")

    def run(self, command):
        """What a command prints."""
        self.send(f"{command}; echo @@DONE")
        before, _ = self.line.expect(rb"@@DONE\r?\n", COMMAND_S)
        return before.decode(errors="replace").replace("\r", "")
