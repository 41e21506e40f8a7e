"""What the answers of a store say besides what botocore makes of them, and the findings of check_bucket.py for them."""

import re

import store_errors
from account import NoCredentials
from answer_reader import EndlessAnswer, SlowAnswer
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError
from store_errors import unreachable, unusable

# What a list of objects has and a web page, which can be well-formed too, has not.
OF_A_LIST = {"Name", "KeyCount", "IsTruncated"}


class Redirected(Exception):  # noqa: N818 - it is an answer
    """A web server leads elsewhere. botocore would ask it for the bucket's region, again and again."""


class AnswerWatch:
    """Looks at the answers to one client as they come."""

    def __init__(self, client, env):
        self.env = env
        self.used = client.meta.region_name
        self.proxy = store_errors.find_proxy(client.meta.endpoint_url, env)
        self.operations = client.meta.service_model.operation_names
        self.region = None
        self.status = 0
        self.is_half = self.expects_tls = False
        client.meta.events.register_first("needs-retry.s3", self.look_at_answer)
        client.meta.events.register_first("needs-retry.s3.HeadBucket", self.look_at_redirection)
        client.meta.events.register("response-received.s3", self.look_for_region)

    def look_at_answer(self, response, operation, **_others):
        """Notes the last answer as it came: botocore makes a status of 500 of what it cannot read."""
        if response and operation.name not in ("HeadBucket", "GetObject"):
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

    def explain(self, error):
        """What was raised instead of an answer, or made of it."""
        if isinstance(error, ClientError):
            return self.explain_answer(error)
        if isinstance(error, ResponseParserError):
            return self.explain_garbage()
        return explain(error, self.env)

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
        if error.operation_name not in self.operations:
            # The credentials come from another service.
            return unusable("credentials", f"{error.operation_name}: {reason}")
        if self.region:
            return self.elsewhere(works=False)
        if not has_code:
            return unusable("no store", f"{reason}, as it expects https" if self.expects_tls else reason)
        return {"kind": "missing"} if code == "NoSuchBucket" else {"kind": "refused", "reason": reason[:80]}


def explain(error, env):
    """An error that needs no look at the answer."""
    if isinstance(error, NoCredentials):
        return error.finding
    if isinstance(error, EndlessAnswer):
        return unusable("no store", store_errors.ENDLESS)
    if isinstance(error, SlowAnswer):
        return unreachable(str(error))
    if isinstance(error, Redirected):
        return unusable("no store", str(error))
    return store_errors.explain(error, env)
