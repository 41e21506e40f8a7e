"""What botocore's errors mean for a server that is to use an object store: whether a wait may help, and what is wrong.

Each function returns a finding, a dictionary with `kind` (unreachable, unusable), `reason` and for unusable `cause`.
`variable` and `file` are those of a file that cannot be used.
"""

import errno
import http.client
import os
import re
import ssl
from urllib.parse import urlsplit

import botocore.session
import botocore.utils
from answer_reader import MAX_ANSWER_MB
from botocore import exceptions
from error_causes import NO_TLS, find_causes

CONNECT_TIMEOUT_S = 10
READ_TIMEOUT_S = 15
MAX_REASON_LENGTH = 300
ENDLESS = f"an answer without end, more than {MAX_ANSWER_MB} MB"
NETWORK_ERRORS = (exceptions.ConnectionError, exceptions.HTTPClientError)

TRANSIENT_CODE = re.compile(
    "Throttl|SlowDown|RequestTimeout$|TooManyRequests|LimitExceeded|Unavailable|InternalError|NotInitialized|Aborted"
)
FILE_ERRORS = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ELOOP)
SECRET_NAME = re.compile("SECRET|TOKEN$|PASSWORD|PASSWD|_KEY$|API_?KEY", re.IGNORECASE)


def unreachable(reason):
    return {"kind": "unreachable", "reason": reason[:MAX_REASON_LENGTH]}


def unusable(cause, reason, **details):
    return {"kind": "unusable", "cause": cause, "reason": reason[:MAX_REASON_LENGTH], **details}


def explain(error, env):
    """An error without an answer that botocore could read."""
    return explain_connection(error, env) or explain_file(error, env) or explain_setting(error, env)


def explain_connection(error, env):
    """An error between this program and what it asks; None for another one."""
    causes = list(find_causes(error))
    for explain_one in (explain_certificate, explain_tls, explain_proxy, explain_garbage, explain_network):
        finding = explain_one(error, causes, env)
        if finding:
            return finding
    return None


def is_passing(status):
    """Whether a wait may mend what has this status of HTTP."""
    return status in (408, 429) or (status >= 500 and status not in (501, 505))


def explain_garbage(_error, causes, _env):
    return unusable("no store", "an answer that is not HTTP") if any(is_no_http(cause) for cause in causes) else None


def explain_file(error, env):
    if not isinstance(error, OSError) or error.filename is None:
        return None
    path = os.fsdecode(error.filename)
    variable = next((name for name, value in env.items() if value == path), None)
    return unusable("file", error.strerror or type(error).__name__, variable=variable, file=path)


def explain_network(error, causes, _env):
    if not isinstance(error, NETWORK_ERRORS):
        return None
    # The second class itself is for whatever urllib3 raises: an address that it cannot use, for example.
    may_pass = type(error) is not exceptions.HTTPClientError or any(isinstance(cause, OSError) for cause in causes)
    return unreachable(describe_network(error, causes)) if may_pass else None


def explain_setting(error, env):
    name = type(error).__name__
    reason = clean(str(error), env) or name
    if re.search("Credential|Profile|SSO|Token|Metadata|Login", name):
        return unusable("credentials", reason)
    return unusable("endpoint" if "Invalid endpoint" in reason else "settings", reason)


def explain_certificate(_error, causes, _env):
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return unusable("certificate", cause.verify_message or "not trusted")
        # urllib3's own class, whose module differs from version to version.
        if type(cause).__name__ == "CertificateError":
            return unusable("certificate", str(cause))
    return None


def explain_tls(error, causes, env):
    if not isinstance(error, exceptions.SSLError):
        return None
    found = [cause for cause in causes if isinstance(cause, ssl.SSLError)]
    # OpenSSL's own errors have such numbers too.
    others = [cause for cause in causes if isinstance(cause, OSError) and cause not in found]
    unread = [cause for cause in others if cause.errno in FILE_ERRORS]
    bundle, variable = find_bundle(env)
    if bundle and (unread or any(cause.library in ("X509", "PEM") for cause in found)):
        reason = unread[0].strerror if unread else "no certificates in it"
        return unusable("file", reason, variable=variable, file=bundle)
    reasons = [cause.reason for cause in found if cause.reason]
    if any(reason in NO_TLS for reason in reasons):
        return unusable("no tls", "an answer without TLS")
    is_broken_off = any(isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError)) for cause in found)
    if is_broken_off or not reasons:
        return unreachable("the connection was closed during the TLS handshake")
    return unusable("tls", reasons[0])


def explain_proxy(error, causes, _env):
    if not isinstance(error, exceptions.ProxyConnectionError):
        return None
    tunnel = re.search(r"Tunnel connection failed: ((\d+)[^'\")]*)", " ".join(map(str, causes)))
    if not tunnel:
        return unreachable(describe_network(error, causes))
    answer, status = tunnel[1].strip(), int(tunnel[2])
    is_refused = 400 <= status < 500 and status not in (408, 429)
    return unusable("proxy", answer) if is_refused else unreachable(answer)


def is_no_http(cause):
    """Whether a server sent what HTTP does not have. A connection that breaks off has other errors."""
    if isinstance(cause, http.client.BadStatusLine):
        line = cause.line
        is_broken_off = not line.endswith("\n") and "HTTP/1.".startswith(line[:7])
        return not (isinstance(cause, http.client.RemoteDisconnected) or is_broken_off)
    # The class itself is for too many headers. urllib3's own classes differ in their modules from version to version.
    return (
        isinstance(cause, (http.client.LineTooLong, http.client.UnknownProtocol))
        or type(cause) is http.client.HTTPException
        or type(cause).__name__ in ("InvalidChunkLength", "InvalidHeader")
        or (type(cause).__name__ == "ProtocolError" and "exceeded maximum" in str(cause))
    )


def describe_network(error, causes):
    name = type(error).__name__
    texts = [cause.strerror for cause in causes if isinstance(cause, OSError) and isinstance(cause.strerror, str)]
    # Each service has its own time.
    seconds = re.search(r"timeout=(\d+)", " ".join(map(str, causes)))
    if name == "ConnectTimeoutError":
        what = f"no connection within {seconds[1] if seconds else CONNECT_TIMEOUT_S} s"
    elif name == "ReadTimeoutError":
        what = f"no answer within {seconds[1] if seconds else READ_TIMEOUT_S} s"
    elif texts:
        what = texts[0]
    else:
        what = "the connection was closed before the end of an answer" if "Closed" in name else name
    address = origin_of(str(getattr(error, "kwargs", {}).get("endpoint_url", "")))
    return f"{what} at {address}" if address else what


def origin_of(url):
    """Scheme, host and port of a URL; empty for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}" if parts.scheme in ("http", "https") and host else ""


def find_proxy(url, env):
    """The name of the variable of the proxy that botocore will use for a URL; None for none."""
    scheme = urlsplit(url).scheme
    if not botocore.utils.get_environ_proxies(url).get(scheme):
        return None
    return next((name for name in (f"{scheme}_proxy", f"{scheme}_proxy".upper()) if env.get(name)), None)


def find_bundle(env):
    """The file of trusted certificates in botocore's order, and the name of the variable that names it."""
    if env.get("AWS_CA_BUNDLE"):
        return env["AWS_CA_BUNDLE"], "AWS_CA_BUNDLE"
    of_profile = botocore.session.get_session().get_config_variable("ca_bundle")
    return (of_profile, None) if of_profile else (env.get("REQUESTS_CA_BUNDLE"), "REQUESTS_CA_BUNDLE")


def clean(text, env):
    """An error's text in one line without secrets: errors quote addresses and settings."""
    for name, value in env.items():
        if len(value) >= 4 and SECRET_NAME.search(name):
            text = text.replace(value, "***")
    # What has the form of a key: the stderr of a program that gives credentials is among the texts.
    text = re.sub(r"(?=\S*[A-Z])(?=\S*[a-z])(?=\S*\d)(?<![\w/+=])[\w+/=]{16,}", "***", text)
    text = re.sub(r"(?<=://)[^\s\"']*@", "", text)
    text = re.sub(r"([a-z]+://[^\s\"'?#]+)[?#][^\s\"']*", r"\1", text)
    return " ".join(text.split())
