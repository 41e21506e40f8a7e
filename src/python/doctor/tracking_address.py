"""What answers at the tracking URI, if it is not MLflow's API."""

import re
from urllib.parse import urlsplit

from tracking_errors import ERRORS

SEARCH = "/api/2.0/mlflow/experiments/search"
HOST_MESSAGE = "Invalid Host header"
# What people put in front of the paths of a server.
PREFIXES = ("", "/mlflow", "/api/mlflow")
# These send the body of a request on. After the others MLflow's POST becomes a GET.
KEEPING = (307, 308)
BY_PROXIES = (400, 403, 405, 407, 500, 502, 503, 504)
# By what programs that often listen at MLflow's port call themselves.
PROGRAMS = (("AirTunes", "macOS's AirPlay Receiver"), ("TornadoServer", "Jupyter, or another program of Tornado"))


def is_api(answer):
    found = answer.json()
    return answer.status == 200 and found is not None and found.keys() <= {"experiments", "next_page_token"}


def explain(client, answer):
    """Why an answer to a search is not that of the API; None if it is."""
    if is_api(answer):
        is_moved = any(status not in KEEPING for status in answer.redirections)
        return {"kind": "moved", "base": base_of(answer.url), "reason": ""} if is_moved else None
    finding = {"status": answer.status, "reason": f"HTTP {answer.status}"}
    return {**finding, **(explain_refusal(client, answer) or explain_place(client, answer))}


def explain_refusal(client, answer):
    """Of a server that is the right one, or of what is in front of it."""
    if answer.status == 403 and HOST_MESSAGE in answer.text:
        return {"kind": "host"}
    if answer.status == 400 and "HTTPS" in answer.text and answer.json() is None:
        return {"kind": "closed", "speaks": "https"}
    page = find_login_page(client, answer)
    if page:
        return {"kind": "login page", "reason": page}
    if is_of_proxy(client, answer):
        return {"kind": "proxy", "reason": f"it answers HTTP {answer.status}", "variable": client.proxy}
    if answer.status in (401, 407) or (answer.status == 403 and is_login(client, answer)):
        return {"kind": "login"}
    return {"kind": "busy"} if answer.status in (408, 429) or answer.status >= 500 else None


def explain_place(client, answer):
    base = find_base(client)
    if base or (answer.status == 404 and is_mlflow(client)):
        return {"kind": "prefix", "base": base}
    return {"kind": "not mlflow", "reason": name_program(answer)}


def base_of(url):
    """The address without the API's path, a login or a query."""
    parts = urlsplit(url)
    path = parts.path[: -len(SEARCH)] if parts.path.endswith(SEARCH) else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{path}"


def find_login_page(client, answer):
    """Where a client is sent in place of an answer, without a query; None if it is not sent to a page."""
    location = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
    is_page = bool(answer.redirections) and "html" in answer.headers.get("Content-Type", "")
    if not location and not is_page:
        return None
    # As a server writes it, perhaps without a host.
    there, here = urlsplit(location or answer.url), urlsplit(client.base)
    host = there.netloc.rpartition("@")[2]
    if host and host != here.netloc.rpartition("@")[2]:
        return host[:200]
    return there.path[:200] if re.search("log-?in|sign-?in|auth|sso|saml", there.path, re.IGNORECASE) else None


def is_of_proxy(client, answer):
    """A proxy answers by itself for a server without TLS that it does not reach."""
    return client.proxy is not None and answer.status in BY_PROXIES and answer.json() is None


def is_login(client, answer):
    return "json" in answer.headers.get("Content-Type", "") or is_mlflow(client)


def is_mlflow(client):
    try:
        return client.ask("GET", "/health").text.strip() == "OK"
    except ERRORS:
        return False


def find_base(client):
    """The address on the same host under which the API answers; None if none is found."""
    parts = urlsplit(client.base)
    root = f"{parts.scheme}://{parts.netloc}"
    inner = parts.path.rstrip("/")
    candidates = [root + prefix for prefix in (*PREFIXES, client.env.get("MLFLOW_STATIC_PREFIX", "").rstrip("/"))]
    # A slash too many, a page of the user interface, or the API's own path.
    while "/" in inner:
        inner = inner.rpartition("/")[0]
        candidates.append(root + inner)
    for base in dict.fromkeys(candidates):
        if base != client.base and answers(client, base):
            return base.replace(parts.netloc, parts.netloc.rpartition("@")[2])
    return None


def answers(client, base):
    try:
        return is_api(client.ask("GET", SEARCH, base=base, params={"max_results": "1"}))
    except ERRORS:
        return False


def name_program(answer):
    server = answer.headers.get("Server", "")
    for name, program in PROGRAMS:
        if server.startswith(name):
            return program
    known = re.match(r"[\w.-]{1,40}", server)
    return f"HTTP {answer.status}{f' from {known[0]}' if known else ''}"
