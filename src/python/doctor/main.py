"""Answers what only the project's own Python can tell the doctor.

Usage: doctor/main.py REQUEST, a JSON object with `parts` (a list of names), `keySuffix` (the last four characters of
the key id that is expected, or null), `isOffline` and `isLast`, in the command's environment.
WITH_MLFLOW_ENV_DOCTOR_ROOT has the artifact root, an S3 URI, if there is one.
Prints a line for each part as it is done: a prefix, then a JSON object with `kind`, the part's name. The first one has
the kind `installation`; its `goesOn` is false if this Python has no MLflow and another one is to be asked. A part whose
package is missing responds with `unanswered`, `no boto3` or `no requests`; one whose package cannot be imported with
`broken boto3` or `broken requests`, and `reason`.

The parts run side by side. What one leaves on a server or in a bucket is cleared away before the process ends, also if
it is interrupted, or the launcher ends.
"""

import importlib
import json
import os
import sys
import threading
from importlib import util

# PYTHONSAFEPATH takes the script's own folder away. The modules of the server's probes are in the folder above.
# With from_input.py there are no folders.
if "__file__" in globals():
    HERE = os.path.dirname(os.path.abspath(__file__))
    sys.path[:0] = [HERE, os.path.dirname(HERE)]

import cleanup
import installation
import mlflow_import
from responding import respond

ROOT = "WITH_MLFLOW_ENV_DOCTOR_ROOT"
MAX_REASON_CHARACTERS = 200
OF_AWS = {"session", "caller", "bucket", "objects", "bucketSettings"}


def run(request):
    found = installation.inspect()
    versions = found["versions"]
    goes_on = bool(versions["mlflow"] or versions["mlflow-skinny"] or request["isLast"])
    respond("installation", **found, goesOn=goes_on)
    if not goes_on:
        return
    parts = set(request["parts"])
    groups = [(parts & OF_AWS, "boto3", run_aws), (parts & {"server"}, "requests", run_server)]
    threads = [start(act, asked, request, package) for asked, package, act in groups if asked]
    if "mlflow" in parts:
        threads.append(threading.Thread(target=mlflow_import.run, daemon=True))
        threads[-1].start()
    for thread in threads:
        thread.join()


def start(act, parts, request, package):
    def run_or_tell():
        if not util.find_spec(package):
            leave(parts, f"no {package}")
            return
        try:
            importlib.import_module("proxy_variables")
            importlib.import_module(package)
        except Exception as error:
            leave(parts, f"broken {package}", reason=f"{type(error).__name__}: {error}"[:MAX_REASON_CHARACTERS])
            return
        act(parts, request)

    thread = threading.Thread(target=run_or_tell, daemon=True)
    thread.start()
    return thread


def leave(parts, unanswered, **details):
    for part in parts:
        respond(part, unanswered=unanswered, **details)


def run_aws(parts, request):
    import aws

    aws.run(parts, os.environ.get(ROOT), request["isOffline"], request["keySuffix"])


def run_server(_parts, _request):
    import server

    server.run()


if __name__ == "__main__":
    with cleanup.watching():
        run(json.loads(sys.argv[1]))
