"""The program of a `credential_process`: what it prints goes to botocore as credentials, and never into a message.

Its words may hold a token of any form, and no list of forms is complete.
"""

import re
import subprocess

MAX_NAME_LENGTH = 80
# What programs say of a network that may be back in a moment.
TRANSIENT_WORDS = re.compile(
    rb"refused|timed? ?out|unreachable|temporar|could not connect|connection|response \(?(?:429|5\d\d)", re.IGNORECASE
)


class ProgramError(Exception):
    """The program gives no credentials; the text says why, in words of ours."""

    def __init__(self, reason, program, is_missing=False, may_pass=False):
        super().__init__(reason)
        self.reason = reason
        self.program = program
        self.is_missing = is_missing
        self.may_pass = may_pass


class Program(subprocess.Popen):
    """For botocore, which puts the stderr of a program that fails into its error."""

    def __init__(self, command, **options):
        self.name = name_of(command)
        try:
            super().__init__(command, **options)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise ProgramError(f"the program '{self.name}' does not exist", self.name, is_missing=True) from error
        except OSError as error:
            reason = f"the program '{self.name}' cannot be started: {error.strerror or type(error).__name__}"
            raise ProgramError(reason, self.name) from error

    def communicate(self, *args, **options):
        answer, words = super().communicate(*args, **options)
        if self.returncode == 0:
            return answer, b""
        may_pass = bool(TRANSIENT_WORDS.search(words or b""))
        raise ProgramError(
            f"the program '{self.name}' failed with {describe(self.returncode)}", self.name, may_pass=may_pass
        )


def describe(status):
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def name_of(command):
    """The first word. Without a shell an assignment before the program is taken for its name, and is cut."""
    word = str(command[0]) if command else ""
    name, is_assigned, _ = word.partition("=")
    return f"{name}=…" if is_assigned else word[-MAX_NAME_LENGTH:]
