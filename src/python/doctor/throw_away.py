"""An object that is there for a moment, and everything that may be left of it."""

import threading

from responding import Announced

# A request that was sent may still write. It is waited for before the object is deleted.
IN_FLIGHT_S = 6


class Stopped(BaseException):
    """The object is being cleared away: nothing may be written any more."""


class NotComplete(Exception):  # noqa: N818 - it is what is wanted
    """The upload is to be aborted instead."""


class ThrowAway:
    def __init__(self, store, name):
        folder = store.prefix.strip("/")
        self.store = store
        self.key = f"{folder}/{name}" if folder else name
        self.announced = Announced("objects", self.key)
        self.completes = True
        self.is_stopped = self.is_there = self.may_be_there = self.may_be_uploading = False
        self.remover = None
        self.in_flight = threading.Lock()
        self.uploads, self.versions = [], []
        self.left, self.versions_left = [], 0
        store.client.meta.events.register("before-call.s3", self.before)
        store.client.meta.events.register("after-call.s3", self.after)

    def ask(self, operation, **arguments):
        with self.in_flight:
            return self.store.ask(operation, Key=self.key, **arguments)

    def attempt(self, act):
        with self.in_flight:
            return self.store.attempt(act)

    def before(self, model, **_others):
        """Notes what a request may leave, also if it is never answered."""
        if self.is_stopped and threading.get_ident() != self.remover:
            raise Stopped
        if model.name == "CompleteMultipartUpload" and not self.completes:
            raise NotComplete
        if model.name in ("PutObject", "CompleteMultipartUpload"):
            self.announced.written("object")
            self.may_be_there = True
        if model.name == "CreateMultipartUpload":
            self.announced.written("upload")
            self.may_be_uploading = True

    def after(self, model, parsed, http_response, **_others):
        if http_response.status_code >= 300:
            # What is refused is not written.
            if http_response.status_code < 500:
                self.may_be_there = self.is_there
                self.may_be_uploading &= model.name != "CreateMultipartUpload"
            return
        if model.name == "CreateMultipartUpload":
            self.uploads.append(parsed.get("UploadId"))
        if model.name in ("AbortMultipartUpload", "CompleteMultipartUpload"):
            self.uploads.clear()
            self.may_be_uploading = False
        self.is_there |= model.name in ("PutObject", "CompleteMultipartUpload")
        # Of a bucket that keeps every version: deleting the object leaves them, and adds a mark.
        is_version = model.name in ("PutObject", "CompleteMultipartUpload", "DeleteObject")
        if is_version and not self.is_stopped and parsed.get("VersionId") not in (None, "null"):
            self.versions.append(parsed["VersionId"])

    def remove(self):
        self.is_stopped, self.remover = True, threading.get_ident()
        is_free = self.in_flight.acquire(timeout=IN_FLIGHT_S)
        try:
            self.remove_uploads()
            self.remove_object()
            self.announced.cleared(self.left)
        finally:
            if is_free:
                self.in_flight.release()

    def remove_uploads(self):
        if not self.may_be_uploading:
            return
        if not self.uploads:
            # The answer with its id has not come.
            answer, _ = self.store.ask("list_multipart_uploads", Prefix=self.key)
            self.uploads = [upload["UploadId"] for upload in (answer or {}).get("Uploads", [])]
        for upload in list(self.uploads):
            _, finding = self.store.ask("abort_multipart_upload", Key=self.key, UploadId=upload)
            if finding and finding.get("reason") != "NoSuchUpload":
                self.left.append("upload")

    def remove_object(self):
        while self.versions:
            _, finding = self.store.ask("delete_object", Key=self.key, VersionId=self.versions[0])
            if finding:
                self.versions_left = len(self.versions)
                break
            self.versions.pop(0)
            self.may_be_there &= bool(self.versions)
        if self.may_be_there:
            _, finding = self.store.ask("delete_object", Key=self.key)
            if finding:
                self.left.append("object")
