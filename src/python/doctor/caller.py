"""Whose account it is, by STS.

A response has `account` and `arn`; or `why` it was not asked (`other store`: STS is AWS's and the store is not, so
the keys are not for it; `no region`); or a `finding`.
"""

import re

import limits
import store
import store_errors
from aws_names import is_aws, without_session
from botocore.config import Config
from botocore.exceptions import ClientError, NoRegionError
from store_answer import explain


def prepare(session, env):
    """The client, or a response."""
    config = Config(
        connect_timeout=limits.CONNECT_TIMEOUT_S,
        read_timeout=limits.READ_TIMEOUT_S,
        retries={"total_max_attempts": 1},
    )
    try:
        client = session.client("sts", config=config)
        s3 = store.create_client(session, env, limits)
    except NoRegionError:
        return None, {"why": "no region"}
    except Exception as error:
        return None, {"finding": store_errors.explain(error, env)}
    is_meant = not is_aws(client.meta.endpoint_url) or is_aws(s3.meta.endpoint_url)
    return (client, None) if is_meant else (None, {"why": "other store"})


def ask(client, env):
    try:
        answer = client.get_caller_identity()
    except ClientError as error:
        metadata = error.response.get("ResponseMetadata", {})
        code = str(error.response.get("Error", {}).get("Code", "")) or f"HTTP {metadata.get('HTTPStatusCode')}"
        # Of the time of a request STS says the same as of a wrong secret.
        is_of_clock = re.search("Signature (expired|not yet current)", str(error))
        return {"finding": {"kind": "refused", "reason": "RequestExpired" if is_of_clock else code[:80]}}
    except store.ERRORS as error:
        proxy = store_errors.find_proxy(client.meta.endpoint_url, env)
        return {"finding": {"proxy": proxy, **explain(error, env)}}
    account, arn = str(answer.get("Account", "")), str(answer.get("Arn", ""))
    return {"account": account[:40], "arn": without_session(arn)[:300]}
