"""AWS's command line, loaded once: each command runs in a fork, with the arguments, the streams and the environment of
the client that asked for it.

usage: aws_cli.py serve SOCKET         prints a line when it is ready
       aws_cli.py run SOCKET [ARG…]    what `aws` is on the PATH of a page
"""

import json
import os
import signal
import socket
import sys
import traceback


def serve(path):
    import awscli.clidriver
    import awscli.customizations.s3.subcommands

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            status = 255
            try:
                status = answer(connection, awscli.clidriver.main)
            except BaseException:
                traceback.print_exc()
            finally:
                connection.sendall(b"%d" % status)
                os._exit(0)
        connection.close()


def answer(connection, main):
    data, descriptors, _, _ = socket.recv_fds(connection, 1 << 20, 16)
    length, _, text = data.partition(b"\n")
    while len(text) < int(length):
        text += connection.recv(1 << 20)
    request = json.loads(text)
    for target, descriptor in zip(request["descriptors"], descriptors, strict=True):
        os.dup2(descriptor, target)
    os.chdir(request["cwd"])
    # Set where it is loaded: its own descriptions of the services.
    data_path = os.environ["AWS_DATA_PATH"]
    os.environ.clear()
    os.environ.update(request["env"], AWS_DATA_PATH=data_path)
    sys.argv = ["aws", *request["args"]]
    try:
        return main() or 0
    except SystemExit as end:
        return end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def is_handed_on(number):
    try:
        return os.get_inheritable(number)
    except OSError:
        return False


def run(path, args):
    # With those of `<(command)`. Python's own are for itself alone.
    descriptors = [0, 1, 2, *(number for number in range(3, 256) if is_handed_on(number))]
    request = {"args": args, "cwd": os.getcwd(), "env": dict(os.environ), "descriptors": descriptors}
    text = json.dumps(request).encode()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        message = b"%d\n" % len(text) + text
        sent = socket.send_fds(connection, [message], descriptors)
        connection.sendall(message[sent:])
        return int(connection.recv(16) or b"255")


if sys.argv[1] == "serve":
    serve(sys.argv[2])
else:
    sys.exit(run(sys.argv[2], sys.argv[3:]))
