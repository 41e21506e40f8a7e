"""What boto3 makes of the command's environment, and what AWS and the store say to it. One session serves all parts.

Without credentials the parts after `session` respond with `unanswered`: there is one reason, and `session` has it.
"""

import os

import session
from doctor_account import DoctorAccount
from responding import respond

AFTER_SESSION = ("caller", "bucket", "objects", "bucketSettings")


def run(parts, root, is_offline):
    account = DoctorAccount(os.environ, is_offline)
    account.find()
    if "session" in parts:
        respond("session", **session.describe(account))
    if account.finding:
        for part in AFTER_SESSION:
            if part in parts:
                respond(part, unanswered="no credentials")
        return
    if "bucket" in parts:
        respond("bucket", reason=ask_bucket(account.session, root) if root else None)


def ask_bucket(session, root):
    client = session.client("s3", endpoint_url=os.environ.get("MLFLOW_S3_ENDPOINT_URL") or None)
    bucket, _, prefix = root[len("s3://") :].partition("/")
    try:
        client.list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=1)
    except Exception as error:
        return type(error).__name__
    return None
