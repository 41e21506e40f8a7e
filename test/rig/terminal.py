"""Runs a command in a terminal of its own: what comes in is typed, what the terminal shows goes out.

The last line is how the command ended: `ended: status N` or `ended: signal N`.
"""

import os
import pty
import select
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

sources = [0, terminal]
while terminal in sources:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 65536)
        except OSError:  # the other side of the terminal has gone
            data = b""
        if not data:
            sources.remove(source)
        else:
            os.write(terminal if source == 0 else 1, data)
status = os.waitpid(pid, 0)[1]
ended = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"status {os.WEXITSTATUS(status)}"
os.write(1, f"ended: {ended}\n".encode())
