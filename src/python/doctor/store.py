"""The bucket of the artifact root, asked by one client as MLflow asks it."""

import time
from email.utils import parsedate_to_datetime

import answer_reader
import limits
import refusal
import store_errors
from aws_names import is_aws
from botocore.exceptions import ClientError, ProxyConnectionError
from store_answer import AnswerWatch
from store_client import create_client

answer_reader.CountedSocket.whole_timeout = limits.WHOLE_TIMEOUT_S
# Those that are BaseExceptions go past botocore.
ERRORS = (Exception, answer_reader.EndlessAnswer, answer_reader.SlowAnswer)


# What a proxy answers by itself if it lets no request pass, or does not reach the host. A store has codes of its own.
BY_PROXIES = tuple(f"HTTP {status}" for status in (403, 407, 502, 503, 504))


def is_of_proxy(finding, error):
    """Whether no request came past the proxy."""
    if finding["proxy"] is None:
        return False
    return isinstance(error, ProxyConnectionError) or finding.get("reason") in BY_PROXIES


class Store:
    def __init__(self, session, root, env):
        self.bucket, _, self.prefix = root[len("s3://") :].partition("/")
        self.env = env
        self.session = session
        owner = env.get("MLFLOW_S3_EXPECTED_BUCKET_OWNER")
        self.owner = {"ExpectedBucketOwner": owner} if owner else {}
        self.client = create_client(session, env, limits)
        self.watch = AnswerWatch(self.client, env)
        self.skew = None
        self.client.meta.events.register("response-received.s3", self.note_date)

    def note_date(self, response_dict, **_others):
        """How far the store's clock is ahead of this machine's, in seconds."""
        date = (response_dict or {}).get("headers", {}).get("Date")
        try:
            self.skew = round(parsedate_to_datetime(date).timestamp() - time.time()) if date else self.skew
        except (TypeError, ValueError):
            return

    def ask(self, operation, **arguments):
        """The answer and None, or None and the finding that says why there is none."""
        return self.attempt(getattr(self.client, operation), Bucket=self.bucket, **self.owner, **arguments)

    def attempt(self, act, *args, **kwargs):
        self.watch.region = None
        self.watch.status = 0
        try:
            return act(*args, **kwargs), None
        except ERRORS as error:
            return None, self.explain(error)

    def explain(self, error):
        finding = {"proxy": self.watch.proxy, **self.watch.explain(error)}
        finding["isOfProxy"] = is_of_proxy(finding, error)
        if isinstance(error, ClientError) and finding["kind"] == "refused":
            message = str(error.response.get("Error", {}).get("Message", ""))
            finding = {**finding, "operation": error.operation_name, **refusal.read(message)}
        return finding

    def describe(self):
        url = self.client.meta.endpoint_url
        return {
            "endpoint": store_errors.origin_of(url),
            "isAws": is_aws(url),
            "region": self.client.meta.region_name,
            "skewS": self.skew,
        }
