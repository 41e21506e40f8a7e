"""Why a tracking server gives no answer: `kind` (refused, unknown host, timeout, tls, not tls, proxy, file, network,
url), `reason`, and for a file of certificates its `variable`."""

import os
import ssl

import requests
from store_errors import NO_TLS, find_causes

CERTIFICATES = (
    "MLFLOW_TRACKING_SERVER_CERT_PATH",
    "MLFLOW_TRACKING_CLIENT_CERT_PATH",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
)


def explain(error, env):
    causes = list(find_causes(error))
    for explain_one in (explain_file, explain_proxy, explain_tls, explain_time, explain_network):
        finding = explain_one(error, causes, env)
        if finding:
            return finding
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
        return {"kind": "url", "reason": "requests cannot use this address"}
    if isinstance(error, requests.exceptions.TooManyRedirects):
        return {"kind": "network", "reason": "redirections without end"}
    return {"kind": "network", "reason": type(error).__name__}


def explain_file(error, _causes, env):
    # requests raises a plain OSError for a file of certificates that is not there.
    if isinstance(error, OSError) and not isinstance(error, requests.exceptions.RequestException):
        variable = next((name for name in CERTIFICATES if env.get(name) and env[name] in str(error)), None)
        readable = [name for name in CERTIFICATES if env.get(name) and not os.path.exists(env[name])]
        return {
            "kind": "file",
            "reason": "it does not exist, or cannot be read",
            "variable": variable or (readable or [None])[0],
        }
    return None


def explain_proxy(error, causes, _env):
    if not isinstance(error, requests.exceptions.ProxyError):
        return None
    texts = " ".join(map(str, causes))
    status = next((word for word in ("407", "403", "502", "503") if f"failed: {word}" in texts), None)
    return {"kind": "proxy", "reason": f"the proxy answers {status}" if status else "the proxy does not answer"}


def explain_tls(error, causes, _env):
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return {"kind": "tls", "reason": cause.verify_message or "not trusted"}
        if isinstance(cause, ssl.SSLError) and cause.reason in NO_TLS:
            return {"kind": "not tls", "reason": "an answer without TLS"}
    if isinstance(error, requests.exceptions.SSLError):
        found = next((cause.reason for cause in causes if isinstance(cause, ssl.SSLError) and cause.reason), None)
        return {"kind": "tls", "reason": found or "no TLS connection"}
    return None


def explain_time(error, _causes, _env):
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return {"kind": "timeout", "reason": "no connection in time"}
    if isinstance(error, requests.exceptions.Timeout):
        return {"kind": "timeout", "reason": "no answer in time"}
    return None


def explain_network(error, causes, _env):
    if not isinstance(error, requests.exceptions.ConnectionError):
        return None
    texts = [cause.strerror for cause in causes if isinstance(cause, OSError) and isinstance(cause.strerror, str)]
    if any("refused" in text for text in texts):
        return {"kind": "refused", "reason": "connection refused"}
    if any(type(cause).__name__ in ("gaierror", "NameResolutionError") for cause in causes):
        return {"kind": "unknown host", "reason": "the name is not known"}
    if any("timed out" in str(cause) for cause in causes):
        return {"kind": "timeout", "reason": "no answer in time"}
    return {"kind": "network", "reason": texts[0].lower() if texts else "the connection was closed"}
