"""Asks the object store for the server's bucket as MLflow will ask it, with the server's own credentials.

Usage: check_bucket.py BUCKET PREFIX SECONDS in the environment of the server. A store that does not answer is asked
again for SECONDS.
Prints a line for each finding: a prefix, then a JSON object with `kind`:
  answers      the store has listed the bucket
  missing      there is no such bucket
  refused      the store's answer: its code is the `reason`
  elsewhere    the bucket is in the region `region`, and requests are signed for `used`; `works`: they were redirected
  unreachable  a wait may help: `reason`; `isLast`: it is not asked again; `isOfCredentials`: it is what gives the
               credentials that does not answer
  unusable     no wait will help: `cause`, `reason` and, for a file that cannot be used, `file`
  done         the last one, unless the script itself has failed
`proxy` is the name of the variable of a proxy on the way. What leads to a file or the credentials is a `variable`, or
a `profile` with its `setting`.

The client is configured as MLflow configures its own, so what it raises MLflow raises too. The bucket is listed with
the root's own prefix: many accounts are allowed to list their folder only.
"""

import os
import sys
import time

# PYTHONSAFEPATH takes the script's own folder away.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from account import WHOLE_TIMEOUT_S, Account
from answer_reader import EndlessAnswer
from probing import WholeTimeout, limit, respond
from store_answer import OF_A_LIST, AnswerWatch, explain
from store_client import create_client, find_wrong_argument
from store_errors import unreachable, unusable

MAX_INTERVAL_S = 8


class Attempt:
    """One attempt to list the bucket."""

    def __init__(self, account, bucket, prefix, env):
        self.account = account
        self.env = env
        self.watch = None
        folder = prefix.rstrip("/")
        owner = env.get("MLFLOW_S3_EXPECTED_BUCKET_OWNER")
        self.query = {"Bucket": bucket, "Prefix": f"{folder}/" if folder else "", "Delimiter": "/", "MaxKeys": 1}
        self.query.update({"ExpectedBucketOwner": owner} if owner else {})

    def run(self):
        try:
            finding = self.ask()
        except WholeTimeout:
            finding = unreachable(f"no whole answer within {WHOLE_TIMEOUT_S} s")
        except (Exception, EndlessAnswer) as error:
            finding = self.watch.explain(error) if self.watch else explain(error, self.env)
        return {"proxy": self.watch and self.watch.proxy, **finding}

    def ask(self):
        client = create_client(self.account.open(), self.env)
        wrong = find_wrong_argument(client, self.env.get("MLFLOW_S3_UPLOAD_EXTRA_ARGS"))
        if wrong:
            return unusable("upload argument", wrong)
        self.watch = AnswerWatch(client, self.env)
        with limit(WHOLE_TIMEOUT_S):
            answer = client.list_objects_v2(**self.query)
        if not answer.keys() & OF_A_LIST:
            return unusable("no store", "an answer without a list of objects")
        return self.watch.elsewhere(works=True) if self.watch.region else {"kind": "answers"}


def main():
    bucket, prefix, seconds = sys.argv[1:]
    deadline = time.monotonic() + float(seconds)
    interval, was_unreachable = 1, False
    account = Account(os.environ)
    while True:
        finding = Attempt(account, bucket, prefix, os.environ).run()
        is_last = time.monotonic() + interval > deadline
        # The bucket of a store that starts may be created next, as in a compose file.
        is_early = finding["kind"] == "missing" and was_unreachable
        if is_last or not (is_early or finding["kind"] == "unreachable"):
            respond(**finding, isLast=is_last)
            return
        if not was_unreachable:
            respond(**finding, isLast=False)
        was_unreachable = True
        time.sleep(interval)
        interval = min(interval * 2, MAX_INTERVAL_S)


if __name__ == "__main__":
    main()
    respond(kind="done")
