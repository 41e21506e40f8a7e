"""Asks the object store for the server's bucket as MLflow will ask it, with the server's own credentials.

Usage: check_bucket.py BUCKET PREFIX SECONDS in the environment of the server. A store that does not answer is asked
again for SECONDS.
Prints a line for each finding: a prefix, then a JSON object with `kind`:
  answers      the store has listed the bucket
  missing      there is no such bucket
  refused      the store's answer: its code is the `reason`
  elsewhere    the bucket is in the region `region`, and requests are signed for `used`; `works`: they were redirected
  unreachable  a wait may help: `reason`; `isLast`: it is not asked again; `isOfCredentials`: it is what gives the
               credentials that does not answer
  unusable     no wait will help: `cause`, `reason` and, for a file that cannot be used, `file`
  done         the last one, unless the script itself has failed
`proxy` is the name of the variable of a proxy on the way. What leads to a file or the credentials is a `variable`, or
a `profile` with its `setting`.

The client is configured as MLflow configures its own, so what it raises MLflow raises too. The bucket is listed with
the root's own prefix: many accounts are allowed to list their folder only.
"""

import json
import os
import re
import sys
import time

import boto3
import boto3.s3.transfer
import botocore
import botocore.validate
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

# PYTHONSAFEPATH takes the script's own folder away.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import store_errors
from account import WHOLE_TIMEOUT_S, Account, NoCredentials
from answer_reader import EndlessAnswer
from probing import WholeTimeout, limit, respond
from store_errors import unreachable, unusable

MAX_INTERVAL_S = 8
# What a list of objects has and a web page, which can be well-formed too, has not.
OF_A_LIST = {"Name", "KeyCount", "IsTruncated"}


class Redirected(Exception):  # noqa: N818 - it is an answer
    """A web server leads elsewhere. botocore would ask it for the bucket's region, again and again."""


def create_client(session, env):
    version = env.get("MLFLOW_EXPERIMENTAL_S3_SIGNATURE_VERSION", "s3v4")
    return session.client(
        "s3",
        endpoint_url=env.get("MLFLOW_S3_ENDPOINT_URL") or None,
        verify=False if env.get("MLFLOW_S3_IGNORE_TLS", "").lower() in ("true", "1") else None,
        config=Config(
            signature_version=botocore.UNSIGNED if version.lower() == "unsigned" else version,
            connect_timeout=store_errors.CONNECT_TIMEOUT_S,
            read_timeout=store_errors.READ_TIMEOUT_S,
            # The region's redirect is not one of them.
            retries={"total_max_attempts": 1},
            s3={"addressing_style": env.get("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE") or "auto"},
        ),
    )


class Attempt:
    """One attempt to list the bucket."""

    def __init__(self, account, bucket, prefix, env):
        self.account = account
        self.env = env
        folder = prefix.rstrip("/")
        owner = env.get("MLFLOW_S3_EXPECTED_BUCKET_OWNER")
        self.query = {"Bucket": bucket, "Prefix": f"{folder}/" if folder else "", "Delimiter": "/", "MaxKeys": 1}
        self.query.update({"ExpectedBucketOwner": owner} if owner else {})
        self.used = self.region = self.proxy = None
        self.status = 0
        self.is_half = self.expects_tls = False

    def run(self):
        try:
            finding = self.ask()
        except NoCredentials as answer:
            finding = answer.finding
        except WholeTimeout:
            finding = unreachable(f"no whole answer within {WHOLE_TIMEOUT_S} s")
        except EndlessAnswer:
            finding = unusable("no store", store_errors.ENDLESS)
        except ClientError as error:
            finding = self.explain_answer(error)
        except ResponseParserError:
            finding = self.explain_garbage()
        except Redirected as answer:
            finding = unusable("no store", str(answer))
        except Exception as error:
            finding = store_errors.explain(error, self.env)
        return {"proxy": self.proxy, **finding}

    def ask(self):
        client = create_client(self.account.open(), self.env)
        wrong = find_wrong_argument(client, self.env.get("MLFLOW_S3_UPLOAD_EXTRA_ARGS"))
        if wrong:
            return unusable("upload argument", wrong)
        self.used = client.meta.region_name
        self.proxy = store_errors.find_proxy(client.meta.endpoint_url, self.env)
        client.meta.events.register_first("needs-retry.s3.ListObjectsV2", self.look_at_answer)
        client.meta.events.register_first("needs-retry.s3.HeadBucket", self.look_at_redirection)
        client.meta.events.register("response-received.s3", self.look_for_region)
        with limit(WHOLE_TIMEOUT_S):
            answer = client.list_objects_v2(**self.query)
        if not answer.keys() & OF_A_LIST:
            return unusable("no store", "an answer without a list of objects")
        return self.elsewhere(works=True) if self.region else {"kind": "answers"}

    def look_at_answer(self, response, **_others):
        """Notes the last answer as it came: botocore makes a status of 500 of what it cannot read."""
        if response:
            answer = response[0]
            announced = answer.headers.get("Content-Length", "")[:20]
            self.status = getattr(answer.raw, "status", answer.status_code)
            self.is_half = announced.isdigit() and len(answer.content) < int(announced)
            self.expects_tls = answer.status_code == 400 and b"HTTPS" in answer.content[:1000]

    def look_at_redirection(self, response, **_others):
        status, headers = (response[0].status_code, response[0].headers) if response else (0, {})
        if status in (301, 302, 307, 308) and "x-amz-bucket-region" not in headers:
            location = store_errors.origin_of(headers.get("Location", ""))
            raise Redirected(f"HTTP {status}, a redirection to {location or 'another page'}")

    def look_for_region(self, parsed_response, **_others):
        """Notes the region that a store names when it refuses a signature for another one, or redirects."""
        metadata = (parsed_response or {}).get("ResponseMetadata", {})
        error = (parsed_response or {}).get("Error", {})
        named = metadata.get("HTTPHeaders", {}).get("x-amz-bucket-region") or error.get("Region") or ""
        is_told = metadata.get("HTTPStatusCode", 200) >= 300 and named != self.used
        if is_told and re.fullmatch("[a-z0-9-]{1,40}", named):
            self.region = self.region or named

    def elsewhere(self, works):
        return {"kind": "elsewhere", "region": self.region, "used": self.used or "none", "works": works}

    def explain_garbage(self):
        return unreachable("half an answer") if self.is_half else unusable("no store", "an answer that is not XML")

    def explain_answer(self, error):
        metadata = error.response.get("ResponseMetadata", {})
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = metadata.get("HTTPStatusCode", 0)
        has_code = code != "" and not code.isdigit()
        reason = code if has_code else f"HTTP {status}"
        if self.status == 200 and not has_code:
            return self.explain_garbage()
        if store_errors.is_passing(status) or (has_code and store_errors.TRANSIENT_CODE.search(code)):
            return unreachable(reason)
        if error.operation_name not in ("ListObjectsV2", "HeadBucket"):
            # The credentials come from another service.
            return unusable("credentials", f"{error.operation_name}: {reason}")
        if self.region:
            return self.elsewhere(works=False)
        if not has_code:
            return unusable("no store", f"{reason}, as it expects https" if self.expects_tls else reason)
        return {"kind": "missing"} if code == "NoSuchBucket" else {"kind": "refused", "reason": reason[:80]}


def find_wrong_argument(client, text):
    """The name of an argument that boto3 will refuse at each upload; None for none."""
    arguments = json.loads(text) if text else None
    if not isinstance(arguments, dict):
        # Refused before the start, unless it is null.
        return None
    names = [name for name in arguments if name not in boto3.s3.transfer.S3Transfer.ALLOWED_UPLOAD_ARGS]
    if not names:
        shape = client.meta.service_model.operation_model("PutObject").input_shape
        report = botocore.validate.ParamValidator().validate({"Bucket": "b", "Key": "k", **arguments}, shape)
        # The whole report repeats values, which may be keys.
        names = re.findall(r"parameter ([\w.]+)", report.generate_report())
    return next((name if re.fullmatch(r"[A-Z][A-Za-z.]{0,40}", name) else "a name" for name in names), None)


def main():
    bucket, prefix, seconds = sys.argv[1:]
    deadline = time.monotonic() + float(seconds)
    interval, was_unreachable = 1, False
    account = Account(os.environ)
    while True:
        finding = Attempt(account, bucket, prefix, os.environ).run()
        is_last = time.monotonic() + interval > deadline
        # The bucket of a store that starts may be created next, as in a compose file.
        is_early = finding["kind"] == "missing" and was_unreachable
        if is_last or not (is_early or finding["kind"] == "unreachable"):
            respond(**finding, isLast=is_last)
            return
        if not was_unreachable:
            respond(**finding, isLast=False)
        was_unreachable = True
        time.sleep(interval)
        interval = min(interval * 2, MAX_INTERVAL_S)


if __name__ == "__main__":
    main()
    respond(kind="done")
