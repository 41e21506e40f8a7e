"""What boto3 resolves and signs with, in the environment that this process has now."""

import functools
import os
import re
import runpy
import sys
from urllib.parse import urlsplit

import boto3
import dotenv
import network
from botocore import credentials, httpsession, loaders, tokens


def warm_up():
    """Reads the models once for all forks; the environment has no say in what stands in a file, only in which."""
    read, listing = loaders.JSONFileLoader.load_file, loaders.Loader.list_available_services

    def existing(paths):
        return tuple(path for path in paths if os.path.isdir(path))

    load_file = functools.cache(lambda path: read(loaders.JSONFileLoader(), path))
    list_services = functools.cache(lambda paths, kind: listing(loaders.Loader(list(paths), None, None, False), kind))
    loaders.JSONFileLoader.load_file = lambda self, path: load_file(path)
    loaders.Loader.list_available_services = lambda self, kind: list_services(existing(self.search_paths), kind)
    session = boto3.Session("AKIAWARM", "warm", region_name="us-east-1")
    for service in ("sts", "sso", "bedrock-runtime"):
        session.client(service)
    session.client("s3").put_object(Bucket="bucket", Key="key", Body=b"x")


def move_home():
    """Sets what botocore works out once, when it is loaded: a process of its own would have found its own HOME."""
    home = os.path.expanduser("~")
    sso = os.path.join(home, ".aws", "sso", "cache")
    credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = sso
    loaders.Loader.CUSTOMER_DATA_PATH = os.path.join(home, ".aws", "models")


def answer(question):
    move_home()
    sys.path.insert(0, os.getcwd())
    asked = question.get("ask", ["s3"])
    report = {"first": inspect(asked)}
    if "load" in question:
        for load in question["load"]:
            # A script's own call searches from the script's folder, None from the working directory.
            if load is not None and load.endswith(".py"):
                runpy.run_path(load, run_name="__main__")
            else:
                dotenv.load_dotenv(load or dotenv.find_dotenv(usecwd=True))
        report["loaded"] = inspect(asked)
    return report


FIELDS = ("error", "keyId", "secret", "token", "method", "region", "endpoint", "s3", "bedrock", "dynamodb", "profiles")
NOTHING = dict.fromkeys(FIELDS)


def inspect(asked):
    network.clear()
    report = {**NOTHING, "asked": []}
    try:
        session = boto3.Session()
        report["region"] = session.region_name
        resolved = session.get_credentials()
        if resolved is not None:
            report["method"] = resolved.method
            frozen = resolved.get_frozen_credentials()
            report.update(keyId=frozen.access_key, secret=frozen.secret_key, token=frozen.token)
        # Whom botocore asked for credentials, before it asks the service itself.
        report["asked"] = [urlsplit(request.url).netloc for request in network.sent]
        if "s3" in asked:
            client = session.client("s3")
            report["endpoint"] = client.meta.endpoint_url
            client.put_object(Bucket="bucket", Key="key", Body=b"x")
            report["s3"] = signed(network.sent[-1])
        if "bedrock" in asked:
            session.client("bedrock-runtime").invoke_model(modelId="m", body=b"{}")
            report["bedrock"] = signed(network.sent[-1])
        if "dynamodb" in asked:
            session.client("dynamodb").list_tables()
            report["dynamodb"] = signed(network.sent[-1])
        report["profiles"] = session.available_profiles
    except Exception as error:
        report["error"] = type(error).__name__
    report["telemetry"] = len(network.datagrams) > 0
    report["imported"] = "oracle_plugin" in sys.modules
    report["keyLog"] = bool(context().keylog_filename) if "tls" in asked else False
    return report


def context():
    return httpsession.create_urllib3_context()


def signed(request):
    headers = {name.lower(): value for name, value in request.headers.items()}
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in headers.items()}
    authorization = headers.get("authorization", "")
    scope = re.search(r"Credential=([^/]*)/\d+/([^/]*)/([^/]*)/", authorization)
    url = urlsplit(request.url)
    return {
        "host": url.netloc,
        "scheme": url.scheme,
        "path": url.path,
        "authorization": authorization.split(" ")[0],
        "keyId": scope and scope[1],
        "region": scope and scope[2],
        "token": headers.get("x-amz-security-token"),
        "checksum": any(name == "x-amz-trailer" or name.startswith("x-amz-checksum-") for name in headers),
    }
