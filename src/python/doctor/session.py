"""The response of the part `session`: whose credentials boto3 finds, and for which region and endpoint.

`method`         botocore's name of what gives the credentials, as `env`; null if there are none
`keySuffix`      the last four characters of the key id
`hasToken`, `expires` (ISO 8601, null if they do not expire), `account` (null if boto3 does not know it)
`profile`        the profile in force, null for none
`region`, `endpoint`: those of `boto3.client("s3")`, without a word of MLflow
`settings`       a digest of each variable of AWS and MLflow that Python has: what starts along with it may change them
`startup`        the modules that Python has loaded by itself, as `sitecustomize`
`login`          `expires` and `isRefreshable` of what `aws sso login` or `aws login` has left; null for another profile
`finding`        why there are no credentials, as credentials_errors.py has it; of the kind `none` if nothing gives any
`notAsked`       what would give them, and `why` it was not asked: `offline`, or a `code` that only a person has
"""

import datetime
import hashlib
import sys

import store_errors
from logins import find_login

OWN = ("AWS_", "MLFLOW_")


def describe(account):
    found = {
        **dict.fromkeys(("method", "keySuffix", "expires", "account", "region", "endpoint", "notAsked")),
        "hasToken": False,
        "profile": account.profile.name if account.profile and account.profile.keys else None,
        "login": find_login(dict(account.profile.keys), account.env) if account.profile else None,
        "settings": {
            name: digest(value) for name, value in account.env.items() if name.startswith(("AWS_", "MLFLOW_"))
        },
        "startup": [path for path in map(path_of, ("sitecustomize", "usercustomize")) if path],
        "finding": account.finding,
    }
    if account.not_asked:
        found["notAsked"] = {"method": account.not_asked.giver, "why": account.not_asked.why}
    if account.session and account.credentials:
        found.update(describe_credentials(account.credentials))
    if account.session:
        found.update(describe_client(account))
    return found


def describe_credentials(credentials):
    frozen = credentials.get_frozen_credentials()
    expires = getattr(credentials, "_expiry_time", None)
    return {
        "method": credentials.method,
        "keySuffix": frozen.access_key[-4:],
        "hasToken": bool(frozen.token),
        "expires": expires.isoformat() if isinstance(expires, datetime.datetime) else None,
        "account": getattr(frozen, "account_id", None),
    }


def describe_client(account):
    try:
        meta = account.session.client("s3").meta
    except Exception as error:
        return {"finding": store_errors.explain(error, account.env)}
    return {"region": meta.region_name, "endpoint": store_errors.origin_of(meta.endpoint_url)}


def digest(value):
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def path_of(module):
    return getattr(sys.modules.get(module), "__file__", None)
