"""Why a tracking server gives no answer: `kind` (refused, unknown host, timeout, closed, tls, not tls, proxy, file,
network, url), `reason`, and `variable` of a file that cannot be used, or of the proxy."""

import http.client
import os
import re
import ssl

import other_scheme
import requests
from error_causes import NO_TLS, find_causes

CERTIFICATES = (
    "MLFLOW_TRACKING_SERVER_CERT_PATH",
    "MLFLOW_TRACKING_CLIENT_CERT_PATH",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
)
CLOSED = "the connection was closed"
ERRORS = (requests.exceptions.RequestException, OSError)


def explain(error, client):
    causes = list(find_causes(error))
    for explain_one in (explain_file, explain_proxy, explain_tls, explain_time, explain_network):
        finding = explain_one(error, causes, client)
        if finding:
            return finding
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
        return {"kind": "url", "reason": "requests cannot use this address"}
    if isinstance(error, requests.exceptions.TooManyRedirects):
        return {"kind": "redirects", "reason": "redirections without end"}
    return {"kind": "network", "reason": type(error).__name__}


def explain_file(error, causes, client):
    # requests raises a plain OSError for a file of certificates that is not there.
    is_missing = isinstance(error, OSError) and not isinstance(error, requests.exceptions.RequestException)
    # What OpenSSL says of a file without a certificate in it, and of one with an odd one.
    reasons = [cause.reason or "" for cause in causes if isinstance(cause, ssl.SSLError)]
    is_empty = any(re.match("NO_CERTIFICATE|NO_START_LINE|BAD_END_LINE|PEM", reason) for reason in reasons) or any(
        "PEM lib" in str(cause) or "no certificate or crl" in str(cause).lower() for cause in causes
    )
    if not is_missing and not is_empty:
        return None
    given = [name for name in CERTIFICATES if client.env.get(name)]
    unusable = [name for name in given if client.env[name] in str(error) or not os.path.exists(client.env[name])]
    reason = "it does not exist, or cannot be read" if is_missing else "it contains no certificate with its key"
    return {"kind": "file", "reason": reason, "variable": (unusable or given or [None])[0]}


def explain_proxy(error, causes, client):
    if not isinstance(error, requests.exceptions.ProxyError):
        return None
    texts = " ".join(map(str, causes))
    status = next((word for word in ("407", "403", "502", "503", "504") if f"failed: {word}" in texts), None)
    reason = f"the proxy answers {status}" if status else "the proxy does not answer"
    return {"kind": "proxy", "reason": reason, "variable": client.proxy}


def explain_tls(error, causes, _client):
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return {"kind": "tls", "reason": cause.verify_message or "not trusted"}
        if isinstance(cause, ssl.SSLError) and cause.reason in NO_TLS:
            return {"kind": "not tls", "reason": "an answer without TLS"}
    if any(isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError)) for cause in causes):
        return {"kind": "closed", "reason": "the connection was closed during the TLS handshake"}
    if isinstance(error, requests.exceptions.SSLError):
        found = next((cause.reason for cause in causes if isinstance(cause, ssl.SSLError) and cause.reason), None)
        return {"kind": "tls", "reason": found or "no TLS connection"}
    return None


def explain_time(error, _causes, _client):
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return {"kind": "timeout", "reason": "no connection in time"}
    if isinstance(error, requests.exceptions.Timeout):
        return {"kind": "timeout", "reason": "no answer in time"}
    return None


def explain_network(error, causes, _client):
    if not isinstance(error, requests.exceptions.ConnectionError):
        return None
    texts = [cause.strerror for cause in causes if isinstance(cause, OSError) and isinstance(cause.strerror, str)]
    if any("refused" in text for text in texts):
        return {"kind": "refused", "reason": "connection refused"}
    if any(type(cause).__name__ in ("gaierror", "NameResolutionError") for cause in causes):
        return {"kind": "unknown host", "reason": "the name is not known"}
    if any("timed out" in str(cause) for cause in causes):
        return {"kind": "timeout", "reason": "no answer in time"}
    if any(isinstance(cause, http.client.BadStatusLine) for cause in causes) and not texts:
        is_empty = any(isinstance(cause, http.client.RemoteDisconnected) for cause in causes)
        return {"kind": "closed", "reason": CLOSED if is_empty else "an answer that is not HTTP"}
    reason = texts[0].lower() if texts else CLOSED
    return {"kind": "closed" if other_scheme.is_closed(reason) else "network", "reason": reason}
