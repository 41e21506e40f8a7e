"""Which login goes to the tracking server, as MLflow and requests choose it (mlflow.utils.credentials, .rest_utils)."""

import base64
import configparser
import os
from urllib.parse import urlsplit

import requests

FILE = "~/.mlflow/credentials"
YES = ("true", "1")
BOOLEANS = (*YES, "false", "0")
NAMES = ("MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD")


class Unusable(Exception):  # noqa: N818 - it is a result
    """MLflow refuses its own settings before it asks. `finding` says why."""

    def __init__(self, variable, reason):
        super().__init__(reason)
        self.finding = {"kind": "settings", "variable": variable, "reason": reason}


class Login:
    """No value of it leaves this object but in a header."""

    def __init__(self, env, url):
        """@raises Unusable"""
        in_file = read_file()
        given = [env.get(name) for name in NAMES]
        self.username, self.password = (value or in_file.get(name.lower()) for name, value in zip(NAMES, given))
        self.token = env.get("MLFLOW_TRACKING_TOKEN")
        self.is_basic = bool(self.username and self.password)
        self.is_in_file = self.is_basic and not all(given)
        # requests lets an entry of the host replace the header, and so it does with a login in the URL.
        self.is_netrc = requests.utils.get_netrc_auth(url) is not None
        self.is_in_url = "@" in urlsplit(url).netloc
        self.plugin = None
        if read_boolean(env, "MLFLOW_TRACKING_AWS_SIGV4"):
            self.plugin = "MLFLOW_TRACKING_AWS_SIGV4"
        elif env.get("MLFLOW_TRACKING_AUTH"):
            self.plugin = "MLFLOW_TRACKING_AUTH"

    def headers(self):
        if self.is_basic:
            pair = base64.standard_b64encode(f"{self.username}:{self.password}".encode()).decode()
            return {"Authorization": f"Basic {pair}"}
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def describe(self):
        is_half = bool(self.username) != bool(self.password)
        return {
            "basic": self.is_basic,
            "fromFile": self.is_in_file,
            "token": bool(self.token),
            "netrc": self.is_netrc,
            "inUrl": self.is_in_url,
            "missing": NAMES[1 if self.username else 0] if is_half else None,
            "plugin": self.plugin,
        }


def read_boolean(env, name):
    """@raises Unusable as MLflow does"""
    text = env.get(name)
    if text is None:
        return False
    if text.lower() not in BOOLEANS:
        raise Unusable(name, "a value that is neither true nor false")
    return text.lower() in YES


def read_file():
    """@raises Unusable as MLflow does"""
    config = configparser.ConfigParser()
    try:
        config.read(os.path.expanduser(FILE))
        return dict(config["mlflow"]) if "mlflow" in config else {}
    except configparser.InterpolationError:
        raise Unusable(FILE, "a '%' in a value, which has to be written as '%%'") from None
    except (configparser.Error, UnicodeDecodeError):
        raise Unusable(FILE, "lines that are not 'name = value' below [mlflow]") from None
    except OSError:
        return {}
