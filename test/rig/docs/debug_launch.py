"""Debugs a script as an editor does: by the first configuration of a launch.json, through debugpy's adapter.

usage: debug_launch.py LAUNCH_JSON SCRIPT    runs SCRIPT in place of the program, and prints what it prints
"""

import json
import os
import subprocess
import sys

with open(sys.argv[1]) as file:
    configuration = json.load(file)["configurations"][0]
text = json.dumps(configuration).replace("${workspaceFolder}", os.getcwd())
arguments = {**json.loads(text), "program": os.path.abspath(sys.argv[2])}
adapter = subprocess.Popen(
    [sys.executable, "-m", "debugpy.adapter"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
)


def send(number, command, arguments):
    message = {"seq": number, "type": "request", "command": command, "arguments": arguments}
    body = json.dumps(message).encode()
    adapter.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    adapter.stdin.flush()


def receive():
    length = 0
    while line := adapter.stdout.readline().strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return json.loads(adapter.stdout.read(length)) if length else {"event": "terminated"}


send(1, "initialize", {"adapterID": "debugpy", "pathFormat": "path"})
send(2, "launch", arguments)
while True:
    message = receive()
    if message.get("success") is False:
        sys.exit(f"{message['command']}: {message.get('message')}")
    event, body = message.get("event"), message.get("body", {})
    if event == "initialized":
        send(3, "configurationDone", {})
    elif event == "output" and body.get("category") in ("stdout", "stderr"):
        print(body["output"], end="", flush=True)
    elif event == "terminated":
        break
adapter.terminate()
