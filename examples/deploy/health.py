"""The health check of a container: status 0 where its server is ready, else 1 with the reason.

A gate (`server --auth`) answers at /readyz, and MLflow by itself at /health under its prefix. The image has no curl,
and a shell would have to quote the prefix. It needs nothing but Python.
"""

import http.client
import os
import ssl
import sys
import urllib.request


def settings():
    """The server's environment where it is process 1, which knows options and files too, else this process's own."""
    try:
        with open("/proc/1/environ", "rb") as file:
            pairs = file.read().decode("utf-8", "replace").split("\0")
    except OSError:
        return os.environ
    found = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    return found if found.get("MLFLOW_PORT") else os.environ


def any_certificate():
    """The server's own is for the name that clients use, not for this address."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def main():
    env = settings()
    scheme = "https" if env.get("WITH_MLFLOW_ENV_TLS_CERT") else "http"
    server = f"{scheme}://127.0.0.1:{env.get('MLFLOW_PORT') or 5000}"
    # Not through a proxy that the environment may name.
    handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=any_certificate())]
    opener = urllib.request.build_opener(*handlers)
    reason = None
    for path in ("/readyz", f"{env.get('MLFLOW_STATIC_PREFIX') or ''}/health"):
        try:
            with opener.open(server + path, timeout=4) as response:
                response.read()
            return
        except (OSError, ValueError, http.client.HTTPException) as error:
            reason = f"{server}{path}: {type(error).__name__}: {error}"
            # Only MLflow by itself does not know the first one.
            if getattr(error, "code", None) != 404:
                break
    sys.exit(reason)


main()
