"""A network without wires: every request of botocore is written down and answered on the spot.

The hosts that hand out credentials answer with an account of their own each, which tells where credentials came from.
"""

import io
import json
import socket
from urllib.parse import urlsplit

from botocore import httpsession
from botocore.awsrequest import AWSResponse

EXPIRY = "2099-01-01T00:00:00Z"
# Every request since the last clear(), as it would have gone out.
sent = []
# Datagrams, which botocore's telemetry sends.
datagrams = []


def account(letter):
    """Another language's copy of this stands in accounts.ts."""
    return f"ASIA{letter * 16}", f"secret-of-{letter}", f"token-of-{letter}"


def close():
    httpsession.URLLib3Session.send = lambda self, request: _answer(request)
    socket.socket.sendto = lambda self, data, address: datagrams.append(address)
    socket.socket.connect = _refuse
    socket.getaddrinfo = _refuse


def clear():
    sent.clear()
    datagrams.clear()


def _refuse(*args, **kwargs):
    raise OSError("no network here")


class _Raw(io.BytesIO):
    def stream(self, *args, **kwargs):
        yield self.getvalue()


def _answer(request):
    sent.append(request)
    body = _body(urlsplit(request.url), request)
    return AWSResponse(request.url, 200 if body is not None else 404, {}, _Raw((body or "").encode()))


def _body(url, request):
    text = request.body if isinstance(request.body, (bytes, str)) else b""
    asked = (text.encode() if isinstance(text, str) else text) + url.query.encode()
    if b"Action=AssumeRole" in asked:
        action = "AssumeRoleWithWebIdentity" if b"WithWebIdentity" in asked else "AssumeRole"
        return _sts(action, *account("W" if "Web" in action else "R"))
    if url.path == "/federation/credentials":
        key, secret, token = account("S")
        role = {"accessKeyId": key, "secretAccessKey": secret, "sessionToken": token, "expiration": 4_000_000_000_000}
        return json.dumps({"roleCredentials": role})
    if url.hostname == "169.254.169.254":
        return _instance(url.path)
    if url.hostname == "169.254.170.2" or url.path == "/container":
        return _keys("C")
    return "{}" if "dynamodb" in url.netloc or ".ddb." in url.netloc else ""


def _instance(path):
    if path == "/latest/api/token":
        return "metadata-token"
    return "role" if path.endswith("/security-credentials/") else _keys("I")


def _keys(letter):
    key, secret, token = account(letter)
    keys = {"AccessKeyId": key, "SecretAccessKey": secret, "Token": token, "Expiration": EXPIRY}
    return json.dumps({"Code": "Success", **keys})


def _sts(action, key, secret, token):
    return f"""<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>
<AccessKeyId>{key}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey><SessionToken>{token}</SessionToken>
<Expiration>{EXPIRY}</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn>
<AssumedRoleId>r:s</AssumedRoleId></AssumedRoleUser></{action}Result></{action}Response>"""
