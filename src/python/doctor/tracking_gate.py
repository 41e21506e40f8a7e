"""Whether a gate of ours is in front of the server, and what it says of the key.

`key`      whether it lets the login in
`scope`, `service`, `expires`  of a key that it lets in; `expires` is null for one that never ends
`isReady`  whether the server behind it answers; null if that is not known
"""

from tracking_errors import ERRORS

KEY = "/keyz"
READY = "/readyz"
# The gate's own words for a server that is gone or slow.
DOWN = ("TEMPORARILY_UNAVAILABLE", "DEADLINE_EXCEEDED")
NOT_READY = "MLflow does not answer"


def look(client):
    """None if there is no gate."""
    try:
        answer = client.ask("GET", KEY)
    except ERRORS:
        return None
    found = answer.json()
    if found is None:
        return None
    if answer.status == 200 and found.keys() >= {"scope", "service", "expiresAt"}:
        key = {"scope": found["scope"], "service": found["service"], "expires": found["expiresAt"]}
        return {"key": True, **key, "isReady": is_ready(client)}
    is_own = found.get("error_code") == "UNAUTHENTICATED"
    if answer.status == 401 and is_own and "Bearer" in answer.headers.get("WWW-Authenticate", ""):
        return {"key": False, "scope": None, "service": None, "expires": None, "isReady": is_ready(client)}
    return None


def is_ready(client):
    """Outside of its prefix, where a proxy in front of the gate may not lead."""
    try:
        answer = client.ask("GET", READY, base=client.origin)
    except ERRORS:
        return None
    text = answer.text.strip()
    if answer.status == 503 and text == NOT_READY:
        return False
    return True if answer.status == 200 and text == "OK" else None


def explain(found, answer, finding):
    """The finding as the gate makes it clearer."""
    if finding["kind"] == "login" and not found["key"]:
        return {**finding, "kind": "key"}
    code = (answer.json() or {}).get("error_code")
    return {**finding, "kind": "gate"} if finding["kind"] == "busy" and code in DOWN else finding
