"""Runs a check for each line of standard input, which saves the long start of its library.

Usage: check_worker.py FOLDER MODULE, the folder of the checks and the one to run. A line is a JSON object with `env`,
`args` and `once`: whether the check ends where it would wait before it asks again.
"""

import contextlib
import importlib
import json
import os
import sys
import time

sys.path.insert(0, sys.argv[1])

check = importlib.import_module(sys.argv[2])
sleep = time.sleep
for line in sys.stdin:
    request = json.loads(line)
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv[1:] = request["args"]
    time.sleep = sys.exit if request.get("once") else sleep
    with contextlib.suppress(SystemExit):
        check.main()
    check.respond(kind="done")
