"""What boto3 makes of the command's environment, and what AWS and the store say to it. One session serves all parts.

Without credentials, or with others than the run resolved, the parts after `session` respond with `unanswered`: there is
one reason, and `session` has it.
"""

import os
import threading

import bucket
import bucket_settings
import caller
import limits
import session
import store_errors
from doctor_account import DoctorAccount
from responding import respond
from round_trip import RoundTrip
from store import Store
from store_answer import explain

OF_STORE = ("bucket", "objects", "bucketSettings")
AFTER_SESSION = ("caller", *OF_STORE)


class Open:
    """The parts that have not responded. Each responds once."""

    def __init__(self, parts):
        self.parts = set(parts)
        self.lock = threading.Lock()

    def respond(self, part, **response):
        with self.lock:
            if part not in self.parts:
                return
            self.parts.discard(part)
        respond(part, **response)

    def respond_all(self, **response):
        for part in sorted(self.parts):
            self.respond(part, **response)


def run(parts, root, is_offline, key_suffix=None):
    account = DoctorAccount(os.environ, is_offline)
    account.find()
    found = session.describe(account)
    if "session" in parts:
        respond("session", **found)
    asked = Open(part for part in AFTER_SESSION if part in parts and (root or part == "caller"))
    if account.finding:
        asked.respond_all(unanswered="no credentials")
        return
    if key_suffix and found["keySuffix"] != key_suffix:
        asked.respond_all(unanswered="another account")
        return
    # A name that does not resolve has no limit of its own.
    join([start(ask, account, asked, root)], limits.ALL_TIMEOUT_S)
    asked.respond_all(finding=store_errors.unreachable(f"no answer within {limits.ALL_TIMEOUT_S} s"))


def ask(account, asked, root):
    """Clients are made one after another, as a session permits it. Then they ask side by side."""
    threads = []
    if "caller" in asked.parts:
        client, response = caller.prepare(account.session, os.environ)
        if client:
            threads.append(start(lambda: asked.respond("caller", **caller.ask(client, os.environ))))
        else:
            asked.respond("caller", **response)
    if asked.parts & set(OF_STORE):
        try:
            threads += ask_store(account.session, asked, root)
        except Exception as error:
            for part in OF_STORE:
                asked.respond(part, finding=explain(error, os.environ))
    join(threads)


def ask_store(session, asked, root):
    """The threads that go on asking."""
    unsigned = {**os.environ, "MLFLOW_EXPERIMENTAL_S3_SIGNATURE_VERSION": "unsigned"}
    for_objects, for_settings = Store(session, root, os.environ), Store(session, root, os.environ)
    without_keys = Store(session, root, unsigned)
    found = bucket.ask(for_objects)
    asked.respond("bucket", **found)
    if bucket.is_blocking(found["finding"]):
        for part in OF_STORE:
            asked.respond(part, finding=found["finding"])
    trip = RoundTrip(for_objects, without_keys, may_list=found["finding"] is None)
    acts = {
        "bucketSettings": lambda: asked.respond("bucketSettings", **bucket_settings.ask(for_settings)),
        "objects": lambda: trip.run(lambda response: asked.respond("objects", **response)),
    }
    return [start(act) for part, act in acts.items() if part in asked.parts]


def start(act, *args):
    thread = threading.Thread(target=act, args=args, daemon=True)
    thread.start()
    return thread


def join(threads, seconds=None):
    for thread in threads:
        thread.join(seconds)
