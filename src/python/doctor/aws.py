"""What boto3 makes of the command's environment, and what AWS and the store say to it. One session serves all parts."""

import os

import boto3
import botocore.session
from responding import respond


def run(parts, root, _is_offline):
    session = boto3.Session(botocore_session=botocore.session.get_session())
    credentials = session.get_credentials()
    if "session" in parts:
        respond("session", **describe(session, credentials))
    if "bucket" in parts:
        respond("bucket", reason=ask_bucket(session, root) if root else None)


def describe(session, credentials):
    frozen = credentials.get_frozen_credentials() if credentials else None
    client = session.client("s3", endpoint_url=os.environ.get("MLFLOW_S3_ENDPOINT_URL") or None)
    return {
        "method": credentials.method if credentials else None,
        "keySuffix": frozen.access_key[-4:] if frozen else None,
        "hasToken": bool(frozen and frozen.token),
        "region": client.meta.region_name,
        "endpoint": client.meta.endpoint_url,
    }


def ask_bucket(session, root):
    client = session.client("s3", endpoint_url=os.environ.get("MLFLOW_S3_ENDPOINT_URL") or None)
    bucket, _, prefix = root[len("s3://") :].partition("/")
    try:
        client.list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=1)
    except Exception as error:
        return type(error).__name__
    return None
