"""Asks the tracking server as MLflow's client does, with the same settings (mlflow.utils.rest_utils, .credentials)."""

import base64
import configparser
import json
import os
import secrets
from urllib.parse import urlsplit

import requests

CONNECT_TIMEOUT_S = 3
READ_TIMEOUT_S = 6
MAX_ANSWER_BYTES = 2_000_000
YES = ("true", "1")


class Login:
    """Which login goes to the server, and which is left aside. No value of it leaves this object."""

    def __init__(self, env, url):
        in_file = read_file(env)
        self.username = env.get("MLFLOW_TRACKING_USERNAME") or in_file.get("mlflow_tracking_username")
        self.password = env.get("MLFLOW_TRACKING_PASSWORD") or in_file.get("mlflow_tracking_password")
        self.token = env.get("MLFLOW_TRACKING_TOKEN")
        self.is_basic = bool(self.username and self.password)
        self.from_file = self.is_basic and not (
            env.get("MLFLOW_TRACKING_USERNAME") and env.get("MLFLOW_TRACKING_PASSWORD")
        )
        # What requests does if nothing is said: an entry of the host replaces the header.
        self.is_netrc = requests.utils.get_netrc_auth(url) is not None
        self.plugin = None
        if env.get("MLFLOW_TRACKING_AWS_SIGV4", "").lower() in YES:
            self.plugin = "MLFLOW_TRACKING_AWS_SIGV4"
        elif env.get("MLFLOW_TRACKING_AUTH"):
            self.plugin = "MLFLOW_TRACKING_AUTH"

    def headers(self):
        if self.is_basic:
            pair = base64.standard_b64encode(f"{self.username}:{self.password}".encode()).decode()
            return {"Authorization": f"Basic {pair}"}
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def describe(self):
        return {
            "basic": self.is_basic,
            "fromFile": bool(self.from_file),
            "token": bool(self.token),
            "netrc": self.is_netrc,
            "plugin": self.plugin,
        }


def read_file(env):
    """~/.mlflow/credentials"""
    path = os.path.join(env.get("HOME") or os.path.expanduser("~"), ".mlflow", "credentials")
    config = configparser.ConfigParser()
    try:
        config.read(path)
        return dict(config["mlflow"]) if "mlflow" in config else {}
    except (configparser.Error, OSError, UnicodeDecodeError):
        return {}


class Answer:
    """A response, read up to a limit."""

    def __init__(self, response):
        self.status = response.status_code
        self.headers = response.headers
        self.url = response.url
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
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


class TrackingClient:
    def __init__(self, env):
        self.env = env
        self.base = env["MLFLOW_TRACKING_URI"].rstrip("/")
        self.login = Login(env, self.base)

    def ask(self, method, path, base=None, headers=None, **options):
        """@raises requests.exceptions.RequestException, OSError"""
        with requests.Session() as session:
            session.max_redirects = 5
            response = session.request(
                method,
                f"{base or self.base}{path}",
                headers={**self.login.headers(), **(headers or {})},
                timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
                verify=self.verify(),
                cert=self.env.get("MLFLOW_TRACKING_CLIENT_CERT_PATH") or None,
                stream=True,
                **options,
            )
            with response:
                return Answer(response)

    def verify(self):
        if self.env.get("MLFLOW_TRACKING_INSECURE_TLS", "").lower() in YES:
            return False
        return self.env.get("MLFLOW_TRACKING_SERVER_CERT_PATH") or True

    @property
    def origin(self):
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def random_name():
    return f"with-mlflow-env-doctor-can-be-deleted-{secrets.token_hex(6)}"
