"""S3 requests, each as the account that it names: a line of JSON in for each, a line of JSON out with the answer.

Written for the rig only: it names the endpoint and takes no profile, so that nothing but the keys decides.
"""

import base64
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

session = boto3.Session()


def answer(request):
    client = session.client(
        "s3",
        aws_access_key_id=request["keyId"],
        aws_secret_access_key=request["secret"],
        endpoint_url=request["endpoint"],
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
    )
    bucket, key = request["bucket"], request.get("key")
    if request["action"] == "list":
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return {"objects": {item["Key"]: item["Size"] for page in pages for item in page.get("Contents", [])}}
    if request["action"] == "get":
        return {"body": base64.b64encode(client.get_object(Bucket=bucket, Key=key)["Body"].read()).decode()}
    client.put_object(Bucket=bucket, Key=key, Body=base64.b64decode(request["body"]))
    return {}


for line in sys.stdin:
    try:
        report = {"status": 200, "code": "OK", **answer(json.loads(line))}
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        report = {"status": status, "code": error.response["Error"]["Code"]}
    except Exception as error:
        report = {"failure": f"{type(error).__name__}: {error}"}
    print(json.dumps(report), flush=True)
