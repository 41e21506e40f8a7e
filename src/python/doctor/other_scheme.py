"""Whether a host that closes a connection speaks the other one of http and https. Nothing of the project is sent."""

import re
import socket
import ssl
from urllib.parse import urlsplit

import limits

PORTS = {"http": 80, "https": 443}
OTHER = {"http": "https", "https": "http"}
QUESTION = b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
CLOSED = re.compile("closed|reset by peer|Broken pipe|not HTTP|EOF|half an answer", re.IGNORECASE)


def is_closed(reason):
    """Whether a finding is about a connection that was made, and then closed without an answer that is one."""
    return CLOSED.search(reason) is not None


def find(url):
    """The scheme that is spoken there in place of the URL's own; None if that is not found out."""
    try:
        parts = urlsplit(url)
        other = OTHER[parts.scheme]
        port = parts.port or PORTS[other]
        with socket.create_connection((parts.hostname, port), limits.CONNECT_TIMEOUT_S) as plain:
            plain.settimeout(limits.CONNECT_TIMEOUT_S)
            is_spoken = speaks_tls(plain) if other == "https" else speaks_http(plain)
            return other if is_spoken else None
    except (OSError, ValueError, KeyError):
        return None


def speaks_tls(plain):
    """A certificate is of no interest, as nothing secret is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with context.wrap_socket(plain):
        return True


def speaks_http(plain):
    plain.sendall(QUESTION)
    return plain.recv(16).startswith(b"HTTP/")
