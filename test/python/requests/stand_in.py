"""MLflow with one rule that comes first, and what the doctor makes of its answers.

PYTHONPATH names src/python and src/python/doctor. It needs requests, as the doctor does, and no boto3.
"""

import contextlib
import http.server
import json
import os
import tempfile
import threading
import unittest
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import server

SEARCH = "/api/2.0/mlflow/experiments/search"
ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts"
SECRET = "hunter2-Hunter2"


def experiment(number, location=None, **more):
    location = location or f"mlflow-artifacts:/{number}"
    return {
        "experiment_id": str(number),
        "name": f"e{number}",
        "artifact_location": location,
        "creation_time": number,
        **more,
    }


def answer_with(status, body=b"", method=None, **headers):
    """The rule of a server with one answer for everything, or for all requests of a method."""
    return lambda request: (
        request.answer(status, body, "text/html", **headers) if method in (None, request.command) else None
    )


class StandIn(http.server.BaseHTTPRequestHandler):
    """MLflow with a rule that comes first: a function that answers a request and returns True, or returns None."""

    protocol_version = "HTTP/1.1"
    # One packet for an answer: the client would wait 40 ms for the second one.
    wbufsize = 65_536

    def log_message(self, *_args):
        pass

    def answer(self, status, body=b"", content_type="application/json", **headers):
        body = json.dumps(body).encode() if isinstance(body, dict) else body
        self.send_response_only(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        return True

    def handle_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.body = self.rfile.read(length)
        self.url = urlsplit(self.path)
        world = self.server.world
        world.asked.append((self.command, self.url.path))
        with contextlib.suppress(ConnectionError):
            return world.rule(self) or self.mlflow(world)

    def mlflow(self, world):
        path = self.url.path
        if not path.startswith(world.prefix):
            return self.answer(404, b"<html>", "text/html")
        path = path[len(world.prefix) :]
        if path == "/health":
            return self.answer(200, b"OK", "text/html")
        if path == "/version":
            return self.answer(200, b"3.17.2", "text/html")
        if path.startswith(ARTIFACTS):
            return self.artifact(world.artifacts, path[len(ARTIFACTS) + 1 :])
        if path == SEARCH:
            return self.answer(200, {"experiments": world.experiments})
        query = {name: values[0] for name, values in parse_qs(self.url.query).items()}
        wanted = query.get("experiment_id"), query.get("experiment_name")
        found = [each for each in world.experiments if each["experiment_id"] == wanted[0] or each["name"] == wanted[1]]
        return self.answer(200, {"experiment": found[0]}) if found else self.answer(404, {"error_code": "MISSING"})

    def artifact(self, artifacts, path):
        if self.command == "PUT":
            artifacts[path] = self.body
            return self.answer(200, {})
        if self.command == "DELETE":
            for name in [name for name in artifacts if name.startswith(f"{path}/")]:
                del artifacts[name]
            return self.answer(200, {})
        if path:
            return self.answer(200, artifacts[path], "application/octet-stream")
        folder = parse_qs(self.url.query)["path"][0]
        files = [{"path": name} for name in artifacts if name.startswith(f"{folder}/")]
        return self.answer(200, {"files": files} if files else {})

    do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - http.server's names


class World:
    def __init__(self, rule, experiments, prefix):
        self.rule, self.prefix = rule, prefix
        self.experiments = [experiment(0)] if experiments is None else experiments
        self.artifacts, self.asked = {}, []


class Case(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContextOf(tempfile.TemporaryDirectory())
        self.environment = {"HOME": self.home, "PATH": os.environ["PATH"]}

    def enterContextOf(self, manager):  # noqa: N802 - Python 3.11 has enterContext
        entered = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return entered

    def start(self, rule=lambda _request: None, experiments=None, prefix=""):
        listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
        listener.daemon_threads = True
        listener.world = World(rule, experiments, prefix)
        threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(listener.server_close)
        self.addCleanup(listener.shutdown)
        self.world, self.url = listener.world, f"http://127.0.0.1:{listener.server_port}"
        return self.url

    def ask(self, url=None, **env):
        env = {**self.environment, "MLFLOW_TRACKING_URI": url or self.url, **env}
        with mock.patch.dict(os.environ, env, clear=True):
            found = server.ask(os.environ)
        self.assertNotIn(SECRET, json.dumps(found))
        return found

    def finding(self, rule=None, **env):
        if rule:
            self.start(rule)
        return self.ask(**env)["finding"]
