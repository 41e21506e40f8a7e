"""One S3 request, as the account in the environment. Reads the request from standard input, prints the answer.

Written for the rig only: it names the endpoint and takes no profile, so that nothing but the keys decides.
"""

import base64
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

request = json.load(sys.stdin)
client = boto3.client(
    "s3",
    endpoint_url=request["endpoint"],
    region_name="us-east-1",
    config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
)
bucket, key = request["bucket"], request.get("key")
try:
    if request["action"] == "list":
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        found = {item["Key"]: item["Size"] for page in pages for item in page.get("Contents", [])}
        answer = {"objects": found}
    elif request["action"] == "get":
        body = client.get_object(Bucket=bucket, Key=key)["Body"].read()
        answer = {"body": base64.b64encode(body).decode()}
    else:
        client.put_object(Bucket=bucket, Key=key, Body=base64.b64decode(request["body"]))
        answer = {}
    print(json.dumps({"status": 200, "code": "OK", **answer}))
except ClientError as error:
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    print(json.dumps({"status": status, "code": error.response["Error"]["Code"]}))
