"""Asks the tracking server as MLflow's client does, with the same settings (mlflow.utils.rest_utils)."""

import contextlib
import json
import queue
import secrets
import threading
import time
from importlib import metadata
from urllib.parse import urlsplit

import limits
import requests
from tracking_login import Login, Unusable, read_boolean

MAX_ANSWER_BYTES = 4_000_000
INSECURE, AUTHORITY = "MLFLOW_TRACKING_INSECURE_TLS", "MLFLOW_TRACKING_SERVER_CERT_PATH"


class Answer:
    """A response, read up to a limit."""

    def __init__(self, response):
        self.status = response.status_code
        self.headers = response.headers
        self.url = response.url
        # Of the redirections that led here.
        self.redirections = [each.status_code for each in response.history]
        self.body = b""
        for chunk in response.iter_content(65_536):
            self.body += chunk
            if len(self.body) > MAX_ANSWER_BYTES:
                break
        self.text = self.body[:4000].decode("utf-8", "replace")

    def json(self):
        """The object; None for what is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


class TrackingClient:
    def __init__(self, env):
        """@raises Unusable"""
        self.env = env
        self.base = env["MLFLOW_TRACKING_URI"].rstrip("/")
        self.login = Login(env, self.base)
        self.verify = find_verify(env)
        self.headers = {"User-Agent": f"mlflow-python-client/{version()}", **self.login.headers()}
        workspace = env.get("MLFLOW_WORKSPACE", "").strip()
        if workspace:
            self.headers["X-MLFLOW-WORKSPACE"] = workspace
        self.deadline = time.monotonic() + limits.ALL_TIMEOUT_S
        self.session = None

    def ask(self, method, path, base=None, headers=None, is_removal=False, **options):
        """
        A server may send its answer bit by bit, and a name has no time limit: the request has a thread of its own.

        @raises requests.exceptions.RequestException, OSError
        """
        left = limits.WHOLE_TIMEOUT_S if is_removal else self.deadline - time.monotonic()
        # What clears away comes from another thread, perhaps in the middle of a request.
        session = requests.Session() if is_removal else self.session or requests.Session()
        self.session = None
        request = {
            "method": method,
            "url": f"{base or self.base}{path}",
            "headers": {**self.headers, **(headers or {})},
            **options,
        }
        results = queue.SimpleQueue()
        threading.Thread(target=self.send, args=(results, session, request), daemon=True).start()
        try:
            answer, error = results.get(timeout=max(0, min(limits.WHOLE_TIMEOUT_S, left)))
        except queue.Empty:
            raise requests.exceptions.Timeout from None
        if error is not None:
            raise error
        if not is_removal:
            self.session = session
        return answer

    def send(self, results, session, request):
        session.max_redirects = 5
        try:
            with session.request(
                **request,
                timeout=(limits.CONNECT_TIMEOUT_S, limits.WHOLE_TIMEOUT_S),
                verify=self.verify,
                cert=self.env.get("MLFLOW_TRACKING_CLIENT_CERT_PATH") or None,
                allow_redirects=self.env.get("MLFLOW_ALLOW_HTTP_REDIRECTS", "true").lower() in ("true", "1"),
                stream=True,
            ) as response:
                results.put((Answer(response), None))
        except Exception as error:
            results.put((None, error))

    @property
    def origin(self):
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

    @property
    def proxy(self):
        """The variable of the proxy that requests to the server go through; None for none."""
        proxies = requests.utils.get_environ_proxies(self.base)
        chosen = requests.utils.select_proxy(self.base, proxies)
        scheme = urlsplit(self.base).scheme
        names = (f"{scheme}_proxy", f"{scheme}_proxy".upper(), "all_proxy", "ALL_PROXY")
        return next((name for name in names if chosen and self.env.get(name)), None)


def find_verify(env):
    """@raises Unusable as MLflow does"""
    is_insecure = read_boolean(env, INSECURE)
    if is_insecure and env.get(AUTHORITY) is not None:
        raise Unusable(AUTHORITY, f"MLflow takes no certificate together with {INSECURE}")
    return not is_insecure and (env.get(AUTHORITY) or True)


def version():
    for name in ("mlflow", "mlflow-skinny"):
        with contextlib.suppress(Exception):
            return metadata.version(name)
    return "0"


def random_name():
    return f"with-mlflow-env-doctor-can-be-deleted-{secrets.token_hex(6)}"
