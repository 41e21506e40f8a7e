"""Reads answers over HTTP to the end of their headers, and no further than a limit.

botocore reads an answer whole, and a server that sends without end would fill the memory: by its headers, its body, the
marks of its chunks or what follows them. http.client takes headers that break off for whole ones.

Importing this module sets these readers for all connections of botocore.
"""

import http.client
import io
import time

from botocore.awsrequest import AWSConnection

# A list of one object has a few hundred bytes. A store that ignores `max-keys` sends a thousand objects.
MAX_ANSWER_MB = 2


class EndlessAnswer(BaseException):
    """botocore would take an Exception for one of the connection's."""


class SlowAnswer(BaseException):
    """It comes bit by bit, each within the read timeout."""


class CountedSocket(io.RawIOBase):
    """What a server sends, up to the limits."""

    # In seconds, for one answer; none unless a program sets it. A signal can limit the main thread only.
    whole_timeout = None

    def __init__(self, socket_file):
        super().__init__()
        self.socket_file = socket_file
        self.left = MAX_ANSWER_MB * 1_000_000
        self.has_ended = False
        self.deadline = self.whole_timeout and time.monotonic() + self.whole_timeout

    def readable(self):
        return True

    def readinto(self, buffer):
        size = self.socket_file.readinto(buffer)
        self.has_ended = size == 0
        self.left -= size or 0
        if self.left < 0:
            raise EndlessAnswer
        if self.deadline and time.monotonic() > self.deadline:
            raise SlowAnswer(f"no whole answer within {self.whole_timeout} s")
        return size

    def fileno(self):
        return self.socket_file.fileno()

    def close(self):
        self.socket_file.close()
        super().close()


class AnswerReader(http.client.HTTPResponse):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.counted = CountedSocket(self.fp.detach())
        self.fp = io.BufferedReader(self.counted)

    def begin(self):
        super().begin()
        # Nothing is read after the line that ends the headers.
        if self.counted.has_ended:
            raise http.client.IncompleteRead(b"")


AWSConnection.response_class = AnswerReader
