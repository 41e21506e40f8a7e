"""Asks the object store for the server's bucket, with the server's own credentials.

Usage: check_bucket.py BUCKET PREFIX in the environment of the server.
Prints one line if something is wrong: a prefix, then a JSON object with `kind` (missing, refused, unreachable) and
`reason`.

The client is configured as MLflow configures its own. An account that is allowed to list only its own prefix is refused
the first request and not the second.
"""

import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

RESPONSE_PREFIX = "with-mlflow-env:"
MAX_REASON_LENGTH = 300


def respond(kind, reason=""):
    print(f"\n{RESPONSE_PREFIX}{json.dumps({'kind': kind, 'reason': reason[:MAX_REASON_LENGTH]})}", flush=True)


def create_client(env):
    is_insecure = env.get("MLFLOW_S3_IGNORE_TLS", "").lower() in ("true", "1")
    return boto3.client(
        "s3",
        endpoint_url=env.get("MLFLOW_S3_ENDPOINT_URL") or None,
        verify=False if is_insecure else None,
        config=Config(
            connect_timeout=10,
            read_timeout=20,
            retries={"total_max_attempts": 2},
            s3={"addressing_style": env.get("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE") or "auto"},
        ),
    )


def request(client, bucket, prefix, env):
    owner = env.get("MLFLOW_S3_EXPECTED_BUCKET_OWNER")
    options = {"ExpectedBucketOwner": owner} if owner else {}
    try:
        client.head_bucket(Bucket=bucket, **options)
    except ClientError:
        # The answer to HEAD has no body, so it gives no reason.
        client.list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=1, **options)


def explain_client_error(error):
    """The kind and the reason of an answer of the store."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in ("NoSuchBucket", "404"):
        return "missing", ""
    is_refused = 400 <= status < 500 and status not in (408, 429)
    return ("refused" if is_refused else "unreachable"), code or str(status)


def explain_botocore_error(error):
    """The kind and the reason of an error without an answer. Its text could quote settings."""
    name = type(error).__name__
    unreachable = ("ConnectionError", "Timeout", "SSLError", "ConnectionClosedError")
    return ("unreachable" if any(word in name for word in unreachable) else "refused"), name


def main():
    bucket, prefix = sys.argv[1:]
    try:
        request(create_client(os.environ), bucket, prefix, os.environ)
    except ClientError as error:
        respond(*explain_client_error(error))
    except BotoCoreError as error:
        respond(*explain_botocore_error(error))


if __name__ == "__main__":
    main()
