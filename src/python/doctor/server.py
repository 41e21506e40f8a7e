"""What the tracking server says to a client with the command's settings.

A response has
`login`          which login there is: that of tracking_login.py; null if MLflow refuses its settings
`gate`           what a gate of ours in front of it says: that of tracking_gate.py; null if there is none
`finding`        why the API does not answer: that of tracking_errors.py, tracking_address.py or tracking_login.py
and without a finding
`version`        of the server; null if it does not tell
`isCrossOrigin`  whether it refuses a page of its own address
`default`, `newest`, `used`, `others`  of its experiments: that of experiments.py
`artifacts`      the round trip of one artifact: that of artifact_trip.py; null if artifacts do not go through it
"""

import os

import artifact_trip
import experiments
import other_scheme
import tracking_address
import tracking_errors
import tracking_gate
from responding import respond
from tracking_client import TrackingClient
from tracking_login import Unusable

SEARCH = tracking_address.SEARCH
# Enough to see how a server is used.
SOME = {"max_results": "50"}
ORIGIN_MESSAGE = "Cross-origin request blocked"


def run():
    respond("server", **ask(os.environ))


def ask(env):
    try:
        client = TrackingClient(env)
    except Unusable as unusable:
        return {"login": None, "finding": unusable.finding}
    found = {"login": client.login.describe(), "finding": None}
    if client.login.plugin:
        return found
    try:
        answer = client.ask("GET", SEARCH, params=SOME)
        found["finding"] = tracking_address.explain(client, answer)
        found["gate"] = tracking_gate.look(client)
        if found["gate"] and found["finding"]:
            found["finding"] = tracking_gate.explain(found["gate"], answer, found["finding"])
        if not found["finding"]:
            found.update(look(client, answer.json().get("experiments", [])))
    except tracking_errors.ERRORS as error:
        found["finding"] = tracking_errors.explain(error, client)
        if found["finding"]["kind"] == "closed" and client.proxy is None:
            found["finding"]["speaks"] = other_scheme.find(client.base)
    return found


def look(client, listed):
    places = experiments.describe(client, [each for each in listed if isinstance(each, dict)])
    known = [place for place in (places["used"], places["default"], places["newest"]) if place and "location" in place]
    proxied = [place["location"] for place in known if place["location"].startswith("mlflow-artifacts:")]
    return {
        **places,
        "version": version_of(client),
        "isCrossOrigin": is_cross_origin(client),
        "artifacts": artifact_trip.run(client, proxied[0] if proxied else "") if proxied or not known else None,
    }


def version_of(client):
    answer = client.ask("GET", "/version")
    text = answer.text.strip()
    return text if answer.status == 200 and len(text) < 40 and text[:1].isdigit() else None


def is_cross_origin(client):
    """MLflow's own pages send the address that they were loaded from."""
    answer = client.ask("POST", SEARCH, json={"max_results": 1}, headers={"Origin": client.origin})
    return answer.status == 403 and ORIGIN_MESSAGE in answer.text
