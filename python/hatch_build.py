"""Adds the executable to a wheel: one that is made already, or else one that cargo makes of native/."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import platform_tags

NAME = "with-mlflow-env"


class ExecutableHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`npm run build:wheels` names executable and platform by these variables; an installer does not."""
        executable = os.environ.get("WHEEL_EXECUTABLE")
        platform = os.environ.get("WHEEL_PLATFORM") or next(iter(platform_tags()))
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        build_data["shared_scripts"] = {executable or self.compile(): NAME}

    def compile(self) -> str:
        """The path of the executable, made by cargo for this machine."""
        if sys.platform == "win32":
            stop("there is no executable for Windows: use 'npm install --global with-mlflow-env', which needs Node")
        native, parts = (os.path.join(self.root, name) for name in ("native", "parts"))
        if not os.path.isdir(parts):
            stop(f"'{parts}' is missing: in a clone of the repository use 'npm run build:wheels'")
        if shutil.which("cargo") is None:
            stop("no wheel fits this platform, and building one needs cargo (https://rustup.rs) and a C compiler")
        command = ["cargo", "build", "--release", "--locked", "--message-format=json-render-diagnostics"]
        env = {"CARGO_TARGET_DIR": os.path.join(self.root, "target"), **os.environ, "WITH_MLFLOW_ENV_PARTS": parts}
        result = subprocess.run(command, cwd=native, env=env, stdout=subprocess.PIPE, text=True, check=False)
        made = [json.loads(line).get("executable") for line in result.stdout.splitlines() if line.startswith("{")]
        found = [path for path in made if path and os.path.basename(path) == NAME]
        if result.returncode != 0 or not found:
            stop("cargo could not build the executable; its messages are above. It needs a C compiler too")
        return found[-1]


def stop(message: str) -> None:
    sys.stderr.write(f"{NAME}: error: {message}\n")
    sys.exit(1)
