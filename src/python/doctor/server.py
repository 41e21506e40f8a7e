"""What the tracking server says to a client with the command's settings.

A response has
`login`          which login there is: `basic`, `fromFile`, `token`, `netrc`, `plugin` (a variable)
`finding`        why the API does not answer: that of tracking_errors.py, or `kind` (`host`, `login`, `prefix`, `busy`,
                 `not mlflow`), `status` and `reason`; for a prefix `base`, the address that works, or null
and without a finding
`version`        of the server; null if it does not tell
`isCrossOrigin`  whether it refuses a page of its own address
`default`        where the experiment `Default`, or else the newest, keeps its artifacts; null if there is none
`used`           of the experiment that the command names `name`, `id` and `location`, or `isMissing`; null for none
`others`         of the newest experiments, `of`, how many keep theirs elsewhere, `count`, and one's name, `sample`
`artifacts`      the round trip of one artifact: `step` that failed (`put`, `get`, `delete`; null for none), `status`,
                 `kind`, `left` (its name, if it is still there); null if artifacts do not go through the server
"""

import os
from urllib.parse import quote, urlsplit

import artifact_trip
import requests
import tracking_errors
from responding import respond
from tracking_client import TrackingClient

SEARCH = "/api/2.0/mlflow/experiments/search"
NEWEST = {"max_results": "100", "order_by": "last_update_time DESC"}
HOST_MESSAGE = "Invalid Host header"
ORIGIN_MESSAGE = "Cross-origin request blocked"
# What people put in front of the paths of a server.
PREFIXES = ("", "/mlflow")


def run():
    client = TrackingClient(os.environ)
    found = {"login": client.login.describe(), "finding": None}
    if client.login.plugin:
        respond("server", **found)
        return
    try:
        answer = client.ask("GET", SEARCH, params=NEWEST)
        found["finding"] = explain_answer(client, answer)
        if not found["finding"]:
            found.update(look(client, answer.json().get("experiments", [])))
    except (requests.exceptions.RequestException, OSError) as error:
        found["finding"] = tracking_errors.explain(error, os.environ)
    respond("server", **found)


def look(client, experiments):
    default = next((each for each in experiments if each.get("experiment_id") == "0"), None)
    shown = default or (experiments or [None])[0]
    used = find_used(client)
    locations = [location_of(each) for each in (shown, used) if each and "isMissing" not in each]
    away = [each for each in experiments if not location_of(each).startswith("mlflow-artifacts:")]
    is_proxied = not locations or any(location.startswith("mlflow-artifacts:") for location in locations)
    return {
        "version": version_of(client),
        "isCrossOrigin": is_cross_origin(client),
        "default": location_of(shown) if shown else None,
        "used": used if used is None or "isMissing" in used else {**name_of(used), "location": location_of(used)},
        "others": {"count": len(away), "of": len(experiments), "sample": str(away[0].get("name")) if away else None},
        "artifacts": artifact_trip.run(client) if is_proxied else None,
    }


def location_of(experiment):
    return str(experiment.get("artifact_location", ""))


def name_of(experiment):
    return {"name": str(experiment.get("name", "")), "id": str(experiment.get("experiment_id", ""))}


def find_used(client):
    """The experiment that MLFLOW_EXPERIMENT_ID or MLFLOW_EXPERIMENT_NAME names. A name that is missing will be made."""
    number, name = os.environ.get("MLFLOW_EXPERIMENT_ID"), os.environ.get("MLFLOW_EXPERIMENT_NAME")
    if number:
        answer = client.ask("GET", f"/api/2.0/mlflow/experiments/get?experiment_id={quote(number, safe='')}")
        found = (answer.json() or {}).get("experiment")
        return found or {"id": number, "isMissing": True}
    if name:
        answer = client.ask("GET", f"/api/2.0/mlflow/experiments/get-by-name?experiment_name={quote(name, safe='')}")
        return (answer.json() or {}).get("experiment")
    return None


def version_of(client):
    answer = client.ask("GET", "/version")
    text = answer.text.strip()
    return text if answer.status == 200 and len(text) < 40 and text[:1].isdigit() else None


def is_cross_origin(client):
    answer = client.ask("POST", SEARCH, json={"max_results": 1}, headers={"Origin": client.origin})
    return answer.status == 403 and ORIGIN_MESSAGE in answer.text


def explain_answer(client, answer):
    """Why an answer is not that of the API; None if it is."""
    found = answer.json()
    if answer.status == 200 and found is not None and found.keys() <= {"experiments", "next_page_token"}:
        return None
    finding = {"status": answer.status, "reason": f"HTTP {answer.status}"}
    if answer.status == 403 and HOST_MESSAGE in answer.text:
        return {"kind": "host", **finding}
    if answer.status in (401, 407) or (answer.status == 403 and is_login(client, answer)):
        return {"kind": "login", **finding}
    if answer.status in (408, 429, 502, 503, 504) or (answer.status == 500 and found is not None):
        return {"kind": "busy", **finding}
    return explain_address(client, answer, finding)


def explain_address(client, answer, finding):
    base = find_base(client)
    if base or (answer.status == 404 and is_mlflow(client, client.base)):
        return {"kind": "prefix", "base": base, **finding}
    if answer.status == 200 and urlsplit(answer.url).netloc != urlsplit(client.base).netloc:
        return {"kind": "login", "status": 302, "reason": "a redirection to another host"}
    return {"kind": "not mlflow", **finding}


def is_login(client, answer):
    return "json" in answer.headers.get("Content-Type", "") or is_mlflow(client, client.base)


def is_mlflow(client, base):
    try:
        return client.ask("GET", "/health", base=base).text.strip() == "OK"
    except (requests.exceptions.RequestException, OSError):
        return False


def find_base(client):
    """The address on the same host under which the API answers; None if none is found."""
    parts = urlsplit(client.base)
    root = f"{parts.scheme}://{parts.netloc}"
    inner = parts.path.rstrip("/")
    candidates = [root + prefix for prefix in (*PREFIXES, os.environ.get("MLFLOW_STATIC_PREFIX", "").rstrip("/"))]
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
        answer = client.ask("GET", SEARCH, base=base, params={"max_results": "1"})
    except (requests.exceptions.RequestException, OSError):
        return False
    found = answer.json()
    return answer.status == 200 and found is not None and found.keys() <= {"experiments", "next_page_token"}
