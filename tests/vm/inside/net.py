"""Names, pages and doors, as seen from wherever the caller is."""

import random
import socket
import struct
import time

RCODES = ["good", "format", "failed", "nxdomain", "unknown", "refused"]


def dns(server, name, kind=1, patience=10):
    """What the server says: `code`, `addresses`, and how long it thought."""
    question = random.randbytes(2) + struct.pack("!5H", 0x0100, 1, 0, 0, 0)
    question += b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.settimeout(patience)
        start = time.monotonic()
        asker.sendto(question + struct.pack("!2H", kind, 1), (server, 53))
        try:
            answer = asker.recv(2048)
        except OSError as error:
            return {"code": f"silent ({error})", "addresses": [], "records": 0, "s": time.monotonic() - start}
    count = struct.unpack("!H", answer[6:8])[0]
    # Answers to one question for an address are records of 16 bytes: a pointer, then the address last.
    rest = answer[len(question) + 4:]
    addresses = [socket.inet_ntoa(rest[16 * i + 12:16 * i + 16]) for i in range(count)] if kind == 1 else []
    code = RCODES[answer[3] & 15]
    return {"code": code, "addresses": addresses, "records": count, "s": time.monotonic() - start}


def get(address, port, request, patience=30, wrap=None):
    """Status line, headers (lower case) and body of one answer."""
    with socket.create_connection((address, port), timeout=patience) as plain:
        caller = wrap(plain) if wrap else plain
        caller.sendall(request.encode())
        answer = b""
        while piece := caller.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split(" ")[1]), headers, body


def tcp(address, port, patience=3):
    return knock(socket.SOCK_STREAM, address, port, patience)


def udp(address, port, data=b"x", patience=2):
    return knock(socket.SOCK_DGRAM, address, port, patience, data)


def knock(kind, address, port, patience, asked=b""):
    """How a door answers: open, refused, silent, or the system's own word."""
    with socket.socket(socket.AF_INET, kind) as caller:
        caller.settimeout(patience)
        try:
            caller.connect((address, port))
            if asked:
                caller.send(asked)
                caller.recv(2048)
            return "open"
        except ConnectionRefusedError:
            return "refused"
        except TimeoutError:
            return "silent"
        except OSError as error:
            return error.strerror
