"""Runs the check of the bucket for each line of standard input, which saves boto3's long start.

Usage: bucket_worker.py FOLDER, the folder of the check. A line is a JSON object with `env` and `args`.
"""

import json
import os
import sys

sys.path.insert(0, sys.argv[1])

import check_bucket

for line in sys.stdin:
    request = json.loads(line)
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv[1:] = request["args"]
    check_bucket.main()
    check_bucket.respond(kind="done")
