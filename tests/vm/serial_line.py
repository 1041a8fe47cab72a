"""The host's end of a serial port of the emulated machine: a UNIX socket that QEMU connects to."""

import pathlib
import re
import socket
import time

from checks import Failed, require

# QEMU connects while it starts up, before the guest runs.
CONNECT_S = 30
# Under software emulation on two busy cores a boot takes minutes; a line that is silent for longer is dead.
SILENCE_S = 600


class SerialLine:
    """Bytes in both directions; everything received is also in the file `log`."""

    def __init__(self, path, log):
        pathlib.Path(path).unlink(missing_ok=True)
        self.words = ["-chardev", f"socket,id=serial,path={path}", "-serial", "chardev:serial"]
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(1)
        self.connection = None
        self.log = open(log, "wb", buffering=0)
        self.unread = b""

    def accept(self):
        self.listener.settimeout(CONNECT_S)
        try:
            self.connection, _ = self.listener.accept()
        except TimeoutError:
            raise Failed("QEMU does not start") from None
        finally:
            self.listener.close()

    def close(self):
        self.log.close()
        self.listener.close()
        if self.connection:
            self.connection.close()

    def send(self, text):
        self.connection.sendall(text.encode())

    def receive(self, end):
        """More bytes; none when QEMU has ended. TimeoutError at `end` on the monotonic clock."""
        self.connection.settimeout(max(end - time.monotonic(), 0.01))
        more = self.connection.recv(65536)
        self.log.write(more)
        return more

    def expect(self, pattern, seconds):
        """Reads up to `pattern`; returns what came before it, and the match."""
        end = time.monotonic() + seconds
        while not (match := re.search(pattern, self.unread)):
            try:
                more = self.receive(end)
            except TimeoutError:
                unread = self.unread[-2000:].decode(errors="replace")
                raise Failed(f"serial line: no {pattern} within {seconds} s, but: {unread}") from None
            require(more, f"QEMU ended before {pattern} on the serial line")
            self.unread += more
        before, self.unread = self.unread[:match.start()], self.unread[match.end():]
        return before, match

    def lines(self, seconds):
        """Line after line, until QEMU ends, `seconds` are over, or no line came for SILENCE_S."""
        end = time.monotonic() + seconds
        silent = time.monotonic() + SILENCE_S
        try:
            while more := self.receive(min(end, silent)):
                *whole, self.unread = (self.unread + more).split(b"\n")
                for line in whole:
                    yield line.decode(errors="replace").rstrip("\r")
                if whole:
                    silent = time.monotonic() + SILENCE_S
        except TimeoutError:
            return
