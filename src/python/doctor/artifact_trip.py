"""One artifact through the server: written, read and deleted. It belongs to no run, so the database keeps nothing."""

import cleanup
import requests
import tracking_errors
from tracking_client import random_name

ROOT = "/api/2.0/mlflow-artifacts/artifacts"
TEXT = b"Written by 'with-mlflow-env doctor'. It can be deleted.\n"


class Failed(Exception):  # noqa: N818 - it is a result
    def __init__(self, step, **details):
        super().__init__(step)
        self.result = {"step": step, **details}


class Trip:
    def __init__(self, client):
        self.client = client
        self.name = random_name()
        self.left = None
        self.is_refused = False
        self.deleted = 0

    def run(self):
        try:
            with cleanup.left(self.name, self.remove):
                self.write_and_read()
        except Failed as failed:
            return {**failed.result, "left": self.left}
        return {"step": None, "left": self.left}

    def write_and_read(self):
        # From here on it may be there, whatever the answer is.
        self.left = self.name
        self.ask("put", "PUT", data=TEXT)
        answer = self.ask("get", "GET")
        if answer.body != TEXT:
            raise Failed("get", kind="bytes", status=answer.status)
        self.remove()
        if self.left:
            raise Failed("delete", kind="status", status=self.deleted)

    def ask(self, step, method, **options):
        try:
            answer = self.client.ask(method, f"{ROOT}/{self.name}", **options)
        except (requests.exceptions.RequestException, OSError) as error:
            raise Failed(step, **tracking_errors.explain(error, self.client.env), status=0) from error
        if answer.status >= 300:
            self.is_refused = step == "put"
            raise Failed(step, kind="status", status=answer.status)
        return answer

    def remove(self):
        if not self.left:
            return
        try:
            self.deleted = self.client.ask("DELETE", f"{ROOT}/{self.name}").status
        except (requests.exceptions.RequestException, OSError):
            return
        if self.deleted < 300 or self.deleted == 404 or self.is_refused:
            self.left = None


def run(client):
    return Trip(client).run()
