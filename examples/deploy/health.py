"""The health check of a container: status 0 where its MLflow server answers GET /health, else 1 with the reason.

The image has no curl, and a shell would have to quote the prefix. It needs nothing but Python.
"""

import http.client
import os
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


def main():
    env = settings()
    url = f"http://127.0.0.1:{env.get('MLFLOW_PORT') or 5000}{env.get('MLFLOW_STATIC_PREFIX') or ''}/health"
    # Not through a proxy that the environment may name.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=4) as response:
            response.read()
    except (OSError, ValueError, http.client.HTTPException) as error:
        sys.exit(f"{url}: {type(error).__name__}: {error}")


main()
