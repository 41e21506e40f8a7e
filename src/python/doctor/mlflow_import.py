"""The response of the part `mlflow`: whether `import mlflow` works, in a process of its own, which it may crash.

`error`  the last line of what Python said; null if it works, or is not done in time
"""

import subprocess
import sys

import cleanup
from responding import respond

# On a slow disk it takes as long; that is no fault.
TIMEOUT_S = 40
MAX_CHARACTERS = 200
# As in a script elsewhere: the working directory has no say.
SCRIPT = "import sys; sys.path[:] = [path for path in sys.path if path]; import mlflow"


def run():
    respond("mlflow", error=find_error())


def find_error():
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, "-c", SCRIPT], **streams)
    with cleanup.left("the import of MLflow", process.kill):
        try:
            said = process.communicate(timeout=TIMEOUT_S)[1].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            return None
    if process.returncode == 0:
        return None
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return (lines[-1] if lines else f"status {process.returncode}")[:MAX_CHARACTERS]
