"""Whose account a run gets, as boto3 finds it: asked once, within a time limit, and without a person.

With `is_offline` nobody is asked: what would ask a service or a program for credentials is only named.
"""

import contextlib
import os
import subprocess
import threading

import cleanup
import credentials_errors
import limits
import store_errors
from account import Account, NoCredentials
from credentials_settings import CONTAINER_URIS, setting_of

# A program that gives credentials may wait for a person.
WHOLE_TIMEOUT_S = 10


class NotAsked(Exception):  # noqa: N818 - it is an answer
    """What gives the credentials can only be asked in a run."""

    def __init__(self, giver, why):
        super().__init__(giver)
        self.giver = giver
        self.why = why


class DoctorAccount(Account):
    """After `find` it has a `session` with its `credentials`, or the reason why there are none as its `finding`."""

    def __init__(self, env, is_offline):
        super().__init__(env, limits)
        self.is_offline = is_offline
        self.finding = self.not_asked = None
        self.programs = []

    def find(self):
        thread = threading.Thread(target=self.try_open, daemon=True)
        with cleanup.left("programs for credentials", self.stop_programs):
            thread.start()
            thread.join(WHOLE_TIMEOUT_S)
        if thread.is_alive():
            setting = setting_of(self.giver, self.profile, self.env) if self.giver else {}
            self.finding = {"kind": "unreachable", "reason": f"no answer within {WHOLE_TIMEOUT_S} s", **setting}

    def try_open(self):
        finding = not_asked = None
        try:
            session = self.open()
            if not self.credentials:
                finding = {"kind": "none"}
        except NoCredentials as answer:
            causes = store_errors.find_causes(answer.__cause__)
            not_asked = next((cause for cause in causes if isinstance(cause, NotAsked)), None)
            session, finding = None, answer.finding
        except BaseException as error:
            session, finding = None, credentials_errors.explain(error, self.giver, self.profile, self.env)
        self.session, self.finding, self.not_asked = session, finding, not_asked

    def limit(self):
        """A signal limits the main thread only. The whole search has its limit in `find`."""
        return contextlib.nullcontext()

    def watch(self, provider):
        if self.is_offline and provider.METHOD in ASKING:
            provider.load = lambda: self.refuse(provider.METHOD)
            return
        super().watch(provider)

    def supervise(self, provider):
        if hasattr(provider, "_prompter"):
            provider._prompter = self.refuse_code
        return super().supervise(provider)

    def refuse(self, method):
        if ASKING[method](self.profile.keys, self.env):
            raise NotAsked(method, "offline")

    def refuse_code(self, *_prompt):
        raise NotAsked("assume-role", "code")

    def start_program(self, command, **options):
        # The launcher's pipe is no place for questions.
        program = super().start_program(command, stdin=subprocess.DEVNULL, start_new_session=True, **options)
        self.programs.append(program)
        return program

    def stop_programs(self):
        for program in self.programs:
            if program.poll() is None:
                with contextlib.suppress(OSError):
                    os.killpg(program.pid, 9)


# Which providers ask a service or a program, and whether they would with these settings of the profile.
ASKING = {
    "assume-role": lambda profile, _env: (
        "role_arn" in profile and ("source_profile" in profile or "credential_source" in profile)
    ),
    "assume-role-with-web-identity": lambda profile, env: (
        "AWS_WEB_IDENTITY_TOKEN_FILE" in env or "web_identity_token_file" in profile
    ),
    "sso": lambda profile, _env: "sso_account_id" in profile or "sso_role_name" in profile,
    "login": lambda profile, _env: "login_session" in profile,
    "custom-process": lambda profile, _env: "credential_process" in profile,
    "container-role": lambda _profile, env: any(env.get(name) for name in CONTAINER_URIS),
    "iam-role": lambda _profile, env: env.get("AWS_EC2_METADATA_DISABLED", "false").lower() != "true",
}
