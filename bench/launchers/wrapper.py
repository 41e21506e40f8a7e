# The least that a launcher in Python does: it reads .env with python-dotenv, starts the command as a child, waits for
# it and ends with its status.
import os
import subprocess
import sys

from dotenv import dotenv_values

values = {name: value for name, value in dotenv_values(".env").items() if value is not None}
status = subprocess.run(sys.argv[1:], check=False, env={**values, **os.environ}).returncode
sys.exit(status if status >= 0 else 128 - status)
