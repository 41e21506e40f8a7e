"""A job of the global account: it writes reports to main-bucket and reads them back, until it is told to stop.

Ordinary boto3 without any setting in the code: the shell's environment decides.
"""

import pathlib
import sys
import time

import boto3

stop = pathlib.Path(sys.argv[1])
s3 = boto3.client("s3")
count = 0
while not stop.exists():
    key, body = f"reports/{count}.txt", f"report {count}, written {time.time()}".encode()
    s3.put_object(Bucket="main-bucket", Key=key, Body=body)
    if s3.get_object(Bucket="main-bucket", Key=key)["Body"].read() != body:
        raise SystemExit(f"{key} came back different")
    count += 1
    time.sleep(0.2)
print(f"{count} reports written to main-bucket and read back")
