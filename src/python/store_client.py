"""The client of the object store, configured as MLflow configures its own: what it raises MLflow raises too."""

import json
import re

import boto3.s3.transfer
import botocore
import botocore.validate
import store_errors
from botocore.config import Config


def create_client(session, env, limits=store_errors):
    """`limits` has CONNECT_TIMEOUT_S and READ_TIMEOUT_S."""
    version = env.get("MLFLOW_EXPERIMENTAL_S3_SIGNATURE_VERSION", "s3v4")
    return session.client(
        "s3",
        endpoint_url=env.get("MLFLOW_S3_ENDPOINT_URL") or None,
        verify=False if env.get("MLFLOW_S3_IGNORE_TLS", "").lower() in ("true", "1") else None,
        config=Config(
            signature_version=botocore.UNSIGNED if version.lower() == "unsigned" else version,
            connect_timeout=limits.CONNECT_TIMEOUT_S,
            read_timeout=limits.READ_TIMEOUT_S,
            # The region's redirect is not one of them.
            retries={"total_max_attempts": 1},
            s3={"addressing_style": env.get("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE") or "auto"},
        ),
    )


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
