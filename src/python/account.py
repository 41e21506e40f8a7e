"""The server's credentials as boto3 finds them, and what gives them."""

import boto3
import botocore.session
import credential_program
import credentials_errors
import store_errors
from answer_reader import EndlessAnswer
from botocore.config import Config
from credentials_settings import Profile, setting_of
from probing import WholeTimeout, after, limit, respond

# A service may send one byte at a time, each within the read timeout.
WHOLE_TIMEOUT_S = 20
# botocore's names of what asks a service only. What else gives credentials may wait for a person.
UNATTENDED = ("container-role", "iam-role", "assume-role-with-web-identity")


class NoCredentials(Exception):  # noqa: N818 - it has a finding
    """There are no credentials, and the finding says why."""

    def __init__(self, finding):
        super().__init__(finding["reason"])
        self.finding = finding


class Account:
    """Asked for until its credentials are there, then kept: a program or a person may give them."""

    def __init__(self, env, limits=store_errors):
        """`limits` has CONNECT_TIMEOUT_S and READ_TIMEOUT_S."""
        self.env = env
        self.limits = limits
        self.session = self.credentials = self.profile = self.giver = None

    def open(self):
        """A session of boto3; without credentials if nothing is said to give any."""
        try:
            session = self.session or self.load()
            if self.credentials:
                self.giver = self.credentials.method
                with self.limit():
                    self.credentials.get_frozen_credentials()
                self.session = session
            return session
        except (Exception, WholeTimeout, EndlessAnswer) as error:
            raise NoCredentials(credentials_errors.explain(error, self.giver, self.profile, self.env)) from error

    def load(self):
        self.profile = self.giver = None
        core = botocore.session.get_session()
        name = core.profile or "default"
        self.profile = Profile(name)
        self.profile = Profile(name, core.full_config.get("profiles", {}).get(name, {}))
        # For the services that give credentials: this program asks them again by itself.
        core.set_default_client_config(
            Config(
                connect_timeout=self.limits.CONNECT_TIMEOUT_S,
                read_timeout=self.limits.READ_TIMEOUT_S,
                retries={"total_max_attempts": 1},
            )
        )
        session = boto3.Session(botocore_session=core)
        for provider in core.get_component("credential_provider").providers:
            self.watch(provider)
        self.credentials = session.get_credentials()
        return session

    def watch(self, provider):
        """Notes what gives the credentials, or fails to: errors do not say it."""
        self.supervise(provider)
        builder = getattr(provider, "_profile_provider_builder", None)
        if builder and not hasattr(builder, "make_providers"):
            # For the profile that a role is taken from.
            builder.make_providers = builder.providers
            builder.providers = lambda *args, **options: [
                self.supervise(one) for one in builder.make_providers(*args, **options)
            ]
        load = provider.load

        def load_and_note():
            # A profile may use another provider for its role.
            outer, self.giver = self.giver, provider.METHOD
            with self.limit():
                credentials = load()
            self.giver = outer
            return credentials

        provider.load = load_and_note

    def supervise(self, provider):
        if hasattr(provider, "_popen"):
            provider._popen = self.start_program
        return provider

    def start_program(self, command, **options):
        return credential_program.Program(command, **options)

    def limit(self):
        return limit(WHOLE_TIMEOUT_S) if self.giver in UNATTENDED else after(WHOLE_TIMEOUT_S, self.report_wait)

    def report_wait(self):
        """Says what is waited for, and waits on: a person may be asked for a code."""
        setting = setting_of(self.giver, self.profile, self.env)
        reason = f"no answer within {WHOLE_TIMEOUT_S} s"
        respond("unreachable", **setting, reason=reason, proxy=None, isOfCredentials=True, isLast=False)
