"""Why boto3 gets no credentials: which setting leads to none, and whether a wait may help.

A finding is that of store_errors.py. Its setting is a `variable`, or a `profile` with one of its settings, `setting`.
"""

import json
import re

import store_errors
from answer_reader import EndlessAnswer
from botocore import exceptions
from botocore.parsers import ResponseParserError
from credential_program import ProgramError
from credentials_settings import find_setting
from probing import WholeTimeout
from store_errors import TRANSIENT_CODE, clean, unreachable, unusable

# How the store's findings read for a service that gives credentials.
OF_SERVICE = {
    "certificate": "its certificate is not trusted: {}",
    "tls": "no TLS connection: {}",
    "proxy": "the proxy answers {}",
}
# In the texts of programs that give credentials, and of botocore, which keep nothing else of the first error.
TRANSIENT_TEXT = re.compile(
    r"refused|timed? ?out|unreachable|temporar|could not connect|connection|response \(?(?:429|5\d\d)", re.IGNORECASE
)
NO_JSON = "an answer that is not JSON"
FROM_CONTAINER = re.compile(r"non 200 response (\d+)")


def explain(error, giver, profile, env):
    """An error on the way to credentials. `giver` is botocore's name of the provider; None if there was none yet."""
    causes = list(store_errors.find_causes(error))
    setting = find_setting(error, is_of_service(error, causes), giver, profile, env)
    if not setting:
        return store_errors.explain(error, env)
    for explain_one in EXPLANATIONS:
        finding = explain_one(error, causes, env)
        if finding:
            break
    details = {**setting, "isOfCredentials": True} if finding["kind"] == "unreachable" else setting
    # A file of certificates has a variable of its own.
    return {**details, **{name: value for name, value in finding.items() if value is not None}}


def is_of_service(error, causes):
    """Whether there is no answer of the service that is meant."""
    if isinstance(error, exceptions.ClientError):
        return find_code(error) == ""
    ends = (EndlessAnswer, WholeTimeout, ResponseParserError, KeyError)
    return isinstance(error, ends) or any(isinstance(cause, store_errors.NETWORK_ERRORS) for cause in causes)


def find_code(error):
    code = str(error.response.get("Error", {}).get("Code", ""))
    return "" if code.isdigit() else code


def explain_program(error, _causes, _env):
    if not isinstance(error, ProgramError):
        return None
    if error.may_pass:
        return {**unreachable(error.reason), "program": error.program}
    missing = {"isMissing": True} if error.is_missing else {}
    return unusable("credentials", error.reason, program=error.program, **missing)


def explain_network(error, causes, env):
    if isinstance(error, EndlessAnswer):
        return unusable("credentials", store_errors.ENDLESS)
    if isinstance(error, WholeTimeout):
        return unreachable("no whole answer in time")
    # Behind what botocore makes of it, which repeats it in other words.
    first = next((cause for cause in causes if isinstance(cause, store_errors.NETWORK_ERRORS)), None)
    finding = store_errors.explain_connection(first, env) if first else None
    if not finding:
        return None
    # A container's service is asked past every proxy.
    is_container = any(isinstance(cause, exceptions.MetadataRetrievalError) for cause in causes)
    url = str(first.kwargs.get("endpoint_url") or "https://")
    proxy = None if is_container else store_errors.find_proxy(url, env)
    if finding["kind"] == "unreachable":
        return {**finding, "proxy": proxy}
    if finding["cause"] == "file":
        return finding
    return unusable("credentials", OF_SERVICE.get(finding["cause"], "{}").format(finding["reason"]), proxy=proxy)


def explain_refusal(error, _causes, _env):
    """The answer of one of AWS's services."""
    if not isinstance(error, exceptions.ClientError):
        return None
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code = find_code(error)
    reason = f"{error.operation_name}: {code or f'HTTP {status}'}"
    is_passing = store_errors.is_passing(status) or TRANSIENT_CODE.search(code)
    return unreachable(reason) if is_passing else unusable("credentials", reason)


def explain_container(_error, causes, _env):
    text = " ".join(str(cause) for cause in causes if isinstance(cause, exceptions.MetadataRetrievalError))
    status = FROM_CONTAINER.search(text)
    if status:
        reason = f"HTTP {status[1]}"
        return unreachable(reason) if store_errors.is_passing(int(status[1])) else unusable("credentials", reason)
    return unusable("credentials", NO_JSON) if "parse JSON" in text else None


def explain_garbage(error, _causes, _env):
    """What a service or a program gives, and botocore does not expect."""
    reason = None
    if isinstance(error, json.JSONDecodeError):
        reason = NO_JSON
    elif isinstance(error, UnicodeDecodeError):
        reason = "bytes that are not text"
    elif isinstance(error, ResponseParserError):
        reason = "an answer that boto3 cannot read"
    elif isinstance(error, KeyError):
        reason = f"an answer without {error.args[0]}"
    elif isinstance(error, (TypeError, AttributeError)):
        reason = "an answer without credentials"
    elif isinstance(error, ValueError) and "timestamp" in str(error):
        reason = "an answer whose Expiration is not a time"
    elif "Unsupported version" in str(error):
        # botocore quotes it: it may be anything that the program prints.
        reason = "an answer whose Version is not 1"
    return unusable("credentials", reason) if reason else None


def explain_file(error, _causes, env):
    return store_errors.explain_file(error, env)


def explain_text(error, _causes, env):
    if isinstance(error, exceptions.InvalidConfigError) and "no role ARN" in str(error):
        return unusable("credentials", "not set, and the token of a web identity needs it")
    # botocore's own words before it name the provider.
    last = getattr(error, "kwargs", {}).get("error_msg")
    reason = clean(str(error if last is None else last), env)
    is_retrieval = isinstance(error, (exceptions.MetadataRetrievalError, exceptions.CredentialRetrievalError))
    if is_retrieval and TRANSIENT_TEXT.search(reason):
        return unreachable(reason)
    return unusable("credentials", reason or "it fails and does not say why")


EXPLANATIONS = (
    explain_program,
    explain_network,
    explain_refusal,
    explain_container,
    explain_garbage,
    explain_file,
    explain_text,
)
