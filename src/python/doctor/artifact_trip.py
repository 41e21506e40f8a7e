"""One artifact through the server: written, read and deleted. It belongs to no run, so the database keeps nothing.

Whether it may be deleted is found out first: deleting what does not exist needs the same right. Without that right
nothing is written.

A response has
`step`       the one that failed (`list`, `put`, `get`, `delete`); null if all went well
`kind`       of the failure: `status`, `bytes`, or that of tracking_errors.py; with `status` and `reason`
`mayDelete`  whether the server lets its clients delete
`left`       the path of what may still be there; null if nothing is
"""

import threading
from urllib.parse import urlsplit

import cleanup
import tracking_errors
from responding import Announced
from tracking_client import random_name

ROOT = "/api/2.0/mlflow-artifacts/artifacts"
TEXT = b"Written by 'with-mlflow-env doctor'. It can be deleted.\n"
# A request that was sent may still write. It is waited for before the artifact is deleted.
IN_FLIGHT_S = 6
FORBIDDEN = (401, 403, 405, 501)


class Failed(Exception):  # noqa: N818 - it is a result
    def __init__(self, step, **details):
        super().__init__(step)
        self.result = {"step": step, **details}


class Trip:
    def __init__(self, client, folder):
        self.client = client
        self.name = f"{folder}/{random_name()}".lstrip("/")
        self.announced = Announced("server", self.name)
        self.left = None
        self.is_refused = False
        self.is_late = False
        self.may_delete = None
        self.in_flight = threading.Lock()

    def run(self):
        try:
            self.may_delete = self.client.ask("DELETE", f"{ROOT}/{self.name}").status not in FORBIDDEN
            if self.may_delete:
                with cleanup.left(self.name, self.remove):
                    self.write_and_read()
            else:
                self.ask("list", "GET", ROOT, params={"path": self.name})
            found = {"step": None}
        except Failed as failed:
            found = failed.result
        except tracking_errors.ERRORS as error:
            found = {"step": "delete", **tracking_errors.explain(error, self.client), "status": 0}
        return {**found, "mayDelete": self.may_delete, "left": self.left}

    def write_and_read(self):
        path = f"{ROOT}/{self.name}/artifact.txt"
        # From here on it may be there, whatever the answer is.
        self.left = self.name
        self.announced.written("artifact")
        self.ask("put", "PUT", path, data=TEXT)
        answer = self.ask("get", "GET", path)
        if answer.body != TEXT:
            raise Failed("get", kind="bytes", status=answer.status)
        status = self.remove()
        if self.left:
            raise Failed("delete", kind="status", status=status)

    def ask(self, step, method, path, **options):
        try:
            with self.in_flight:
                answer = self.client.ask(method, path, **options)
        except tracking_errors.ERRORS as error:
            finding = tracking_errors.explain(error, self.client)
            self.is_late = step == "put" and finding["kind"] == "timeout"
            raise Failed(step, **finding, status=0) from error
        if answer.status >= 300:
            self.is_refused = step == "put" and answer.status < 500
            raise Failed(step, kind="status", status=answer.status)
        return answer

    def remove(self):
        """The status of the answer; 0 for none."""
        status = self.delete()
        if not self.left:
            self.announced.cleared()
        return status

    def delete(self):
        if not self.left or self.is_refused:
            self.left = None
            return 200
        is_free = self.in_flight.acquire(timeout=IN_FLIGHT_S)
        try:
            status = self.client.ask("DELETE", f"{ROOT}/{self.name}", is_removal=True).status
            if (status < 300 or status == 404) and not self.is_late:
                self.left = self.name if self.is_still_there() else None
            return status
        except tracking_errors.ERRORS:
            return 0
        finally:
            if is_free:
                self.in_flight.release()

    def is_still_there(self):
        """MLflow does not tell if its store refuses to delete."""
        found = self.client.ask("GET", ROOT, params={"path": self.name}, is_removal=True).json() or {}
        return bool(found.get("files"))


def run(client, location):
    """@param location of an experiment that may be written into; it may be empty"""
    home = urlsplit(location).path.strip("/")
    result = Trip(client, "").run()
    # A login may be for its own experiments only.
    is_forbidden = result["mayDelete"] is False or result.get("status") == 403
    return Trip(client, home).run() if home and is_forbidden else result
