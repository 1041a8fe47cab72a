"""A client's requests: DNS, HTTP, TCP and UDP, sent from the caller's network namespace."""

import random
import socket
import struct
import time

RCODES = ["good", "format", "failed", "nxdomain", "unknown", "refused"]
A, AAAA, HTTPS = 1, 28, 65  # DNS record types


def dns(server, name, kind=A, timeout_s=10):
    """One DNS query: `code` of the answer, its `addresses`, how many `records`, and how long it took in `s`."""
    question = random.randbytes(2) + struct.pack("!5H", 0x0100, 1, 0, 0, 0)
    question += b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(timeout_s)
        start = time.monotonic()
        client.sendto(question + struct.pack("!2H", kind, 1), (server, 53))
        try:
            answer = client.recv(2048)
        except OSError as error:
            return {"code": f"silent ({error})", "addresses": [], "records": 0, "s": time.monotonic() - start}
    count = struct.unpack("!H", answer[6:8])[0]
    # An A record takes 16 bytes here, because its name is a 2-byte pointer; the address is the last 4.
    records = answer[len(question) + 4:]
    addresses = [socket.inet_ntoa(records[16 * i + 12:16 * i + 16]) for i in range(count)] if kind == A else []
    code = RCODES[answer[3] & 15]
    return {"code": code, "addresses": addresses, "records": count, "s": time.monotonic() - start}


def http(address, port, request, timeout_s=30, wrap=None):
    """Status, headers (names in lower case) and body of one HTTP answer; `wrap` puts TLS around the socket."""
    with socket.create_connection((address, port), timeout=timeout_s) as plain:
        connection = wrap(plain) if wrap else plain
        connection.sendall(request.encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split(" ")[1]), headers, body


def tcp(address, port, timeout_s=3):
    """State of a TCP port: `open`, `refused`, `silent`, or the system's error text."""
    return port_state(socket.SOCK_STREAM, address, port, timeout_s)


def udp(address, port, timeout_s=2, data=b"x"):
    """State of a UDP port that is sent `data`; it counts as open only when it answers."""
    return port_state(socket.SOCK_DGRAM, address, port, timeout_s, data)


def port_state(kind, address, port, timeout_s, data=b""):
    with socket.socket(socket.AF_INET, kind) as client:
        client.settimeout(timeout_s)
        try:
            client.connect((address, port))
            if data:
                client.send(data)
                client.recv(2048)
            return "open"
        except ConnectionRefusedError:
            return "refused"
        except TimeoutError:
            return "silent"
        except OSError as error:
            return error.strerror
