"""A throw-away object below the artifact root, written, read and deleted as MLflow does it.

Whether it may be deleted is found out first: deleting what does not exist needs the same right. Without that right
nothing is written that would stay: a multipart upload that is aborted shows the right to write, and if that is not
allowed either, an upload whose checksum is wrong.

A response has `key`, and for `delete`, `abort`, `put`, `multipart` and `get` how it went: null if it went well, a
finding (that of store_answer.py) or `{"untried": …}`, the step that is the reason. Besides: `needs` (the upload
argument without which the store refuses), `encryption` (what the object was encrypted with), `isPublic` (whether it
can be read without keys; null if that was not found out), `left` (the names of what is still there), `versions` (how
many earlier versions are still there).
"""

import base64
import contextlib
import io
import json
import secrets

import bucket
import cleanup
from s3transfer.futures import NonThreadedExecutor
from s3transfer.manager import TransferConfig, TransferManager
from store_client import find_wrong_argument
from store_errors import unusable
from throw_away import NotComplete, Stopped, ThrowAway

TEXT = b"Written by 'with-mlflow-env doctor'. It can be deleted.\n"
NO_SUCH_UPLOAD = "with-mlflow-env-doctor-no-such-upload"
# What buckets ask of each upload by their policies.
ARGUMENTS_BY_POLICY = (
    {"ServerSideEncryption": "AES256"},
    {"ServerSideEncryption": "aws:kms"},
    {"ACL": "bucket-owner-full-control"},
)


def untried(step):
    return {"untried": step}


class RoundTrip:
    def __init__(self, store, anonymous, may_list):
        self.store, self.anonymous, self.may_list = store, anonymous, may_list
        self.item = ThrowAway(store, f"with-mlflow-env-doctor-can-be-deleted-{secrets.token_hex(6)}")
        self.extra = {}
        self.results = {"needs": None, "encryption": None, "isPublic": None}

    def run(self, respond):
        try:
            with cleanup.left(self.item.key, self.item.remove):
                self.go()
        except Stopped:
            return
        respond({"key": self.item.key, **self.results, "left": self.item.left, "versions": self.item.versions_left})

    def go(self):
        results = self.results
        _, results["delete"] = self.item.ask("delete_object")
        if results["delete"] and not bucket.is_not_allowed(results["delete"]):
            return results.update({step: untried("delete") for step in ("abort", "put", "multipart", "get")})
        may_delete = results["delete"] is None
        _, aborted = self.item.ask("abort_multipart_upload", UploadId=NO_SUCH_UPLOAD)
        results["abort"] = aborted if bucket.is_not_allowed(aborted) else None
        wrong = self.read_arguments()
        if wrong:
            results["put"] = unusable("upload argument", wrong)
        elif may_delete:
            results["put"] = self.put_somehow(self.put)
        elif results["abort"] is None:
            results["put"] = self.put_somehow(self.upload_aborted)
        else:
            results["put"] = self.put_somehow(self.put_wrong_checksum)
        is_written = may_delete and results["put"] is None
        results["multipart"] = self.find_multipart(is_written)
        if results["put"] and results["put"]["kind"] == "unreachable":
            results["get"] = untried("put")
            return None
        results["get"] = self.read() if is_written else self.read_missing()
        if is_written:
            results["isPublic"] = self.read_without_keys()
        return None

    def read_arguments(self):
        text = self.store.env.get("MLFLOW_S3_UPLOAD_EXTRA_ARGS")
        try:
            wrong = find_wrong_argument(self.store.client, text)
            extra = json.loads(text) if text else None
        except ValueError:
            return "a text that is not JSON"
        if extra is not None and not isinstance(extra, dict):
            return "what is not a JSON object"
        self.extra = extra or {}
        return wrong

    def put_somehow(self, put):
        """With what a policy of the bucket may ask for, if it is refused without."""
        finding = put()
        if not bucket.is_not_allowed(finding):
            return finding
        for argument in ARGUMENTS_BY_POLICY:
            if not argument.keys() & self.extra.keys():
                first, self.extra = self.extra, {**self.extra, **argument}
                if put() is None:
                    self.results["needs"] = argument
                    return None
                self.extra = first
        return finding

    def put(self):
        answer, finding = self.item.ask("put_object", Body=TEXT, **self.extra)
        self.results["encryption"] = (answer or {}).get("ServerSideEncryption")
        return finding

    def put_wrong_checksum(self):
        arguments = {**self.extra, "ContentMD5": base64.b64encode(bytes(16)).decode()}
        _, finding = self.item.ask("put_object", Body=TEXT, **arguments)
        return finding if bucket.is_not_allowed(finding) else None

    def find_multipart(self, is_written):
        if self.results["put"] is not None:
            return untried("put")
        if is_written:
            return self.upload()
        return untried("delete") if self.results["abort"] else None

    def upload_aborted(self):
        self.item.completes = False
        return self.upload()

    def upload(self):
        """As boto3 sends a large file, with one part."""

        def send():
            config = TransferConfig(multipart_threshold=1)
            extra = {**self.extra, **self.store.owner}
            # Its shutdown would wait for an upload that was stopped. Without threads there is nothing to shut down.
            manager = TransferManager(self.store.client, config, executor_cls=NonThreadedExecutor)
            with contextlib.suppress(NotComplete):
                manager.upload(io.BytesIO(TEXT), self.store.bucket, self.item.key, extra).result()

        return self.item.attempt(send)[1]

    def read(self):
        answer, finding = self.item.ask("get_object")
        if finding:
            return finding
        body, finding = self.store.attempt(answer["Body"].read, len(TEXT) + 1)
        return finding or (None if body == TEXT else unusable("no store", "another object than was written"))

    def read_missing(self):
        """Who may list is told that it is missing; who may not is refused, whether he may read or not."""
        _, finding = self.item.ask("get_object")
        if not bucket.is_not_allowed(finding):
            return None
        return finding if self.may_list else untried("put")

    def read_without_keys(self):
        answer, finding = self.anonymous.ask("get_object", Key=self.item.key)
        if answer is not None:
            return True
        return False if finding["kind"] == "refused" else None
