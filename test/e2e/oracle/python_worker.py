"""Says what the real botocore and python-dotenv make of one environment after the other.

One line of JSON in, one line of JSON out. The libraries are loaded once; boto3 is asked in a fork for each question, so
that none can see what another one left behind. Nothing leaves the machine: see network.py.
"""

import gc
import json
import os
import sys
import traceback

import botocore_view
import dotenv_view
import network

# What python-dotenv does leaves nothing behind but the environment, which nobody looks at between two questions.
AT_ONCE = {"dotenv": dotenv_view.answer, "bindings": dotenv_view.bindings}


def write(answer):
    data = json.dumps(answer).encode() + b"\n"
    while data:
        data = data[os.write(1, data) :]


def answer_in_fork(question):
    pid = os.fork()
    if pid == 0:
        try:
            os.environ.clear()
            os.environ.update(question["env"])
            os.chdir(question["cwd"])
            write(botocore_view.answer(question))
            os._exit(0)
        except BaseException:
            write({"crash": traceback.format_exc()})
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        write({"crash": f"the fork ended with status {status}"})


network.close()
botocore_view.warm_up()
# Copying what the collector touches would cost each fork more than its answer.
gc.disable()
gc.freeze()
for line in sys.stdin.buffer:
    asked = json.loads(line)
    if asked["act"] in AT_ONCE:
        write(AT_ONCE[asked["act"]](asked))
    else:
        answer_in_fork(asked)
