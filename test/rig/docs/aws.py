"""Serves moto on 127.0.0.1 at the port that is named, with what it lacks of policies.

Moto knows no condition of S3, and takes one that does not hold for a denial. Here a statement whose condition does not
hold says nothing, as with AWS. And a principal `arn:aws:iam::NUMBER:root` is everyone of that account.
"""

import fnmatch
import sys

from flask import has_request_context, request
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.server import main

without_conditions = IAMPolicyStatement.is_action_permitted


def values_of(key):
    args = request.args if has_request_context() else {}
    return {"s3:prefix": args.get("prefix", ""), "s3:delimiter": args.get("delimiter", "")}[key]


def holds(operator, key, wanted):
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if operator == "StringEquals":
        return values_of(key) in wanted
    if operator == "StringLike":
        return any(fnmatch.fnmatchcase(values_of(key), pattern) for pattern in wanted)
    raise NotImplementedError(operator)


def is_action_permitted(self, *args, **kwargs):
    statement = self._statement
    conditions = statement.get("Condition", {})
    if "Principal" in statement or not conditions:
        return without_conditions(self, *args, **kwargs)
    rest = IAMPolicyStatement({name: value for name, value in statement.items() if name != "Condition"})
    result = without_conditions(rest, *args, **kwargs)
    if result == PermissionResult.NEUTRAL:
        return result
    each = [(operator, *pair) for operator, pairs in conditions.items() for pair in pairs.items()]
    return result if all(holds(*condition) for condition in each) else PermissionResult.NEUTRAL


one_principal = IAMPolicyStatement._check_principal


def check_principal(self, principal):
    trusted = (self._statement.get("Principal") or {}).get("AWS", "")
    account = principal.rpartition(":")[0]
    return trusted == f"{account}:root" or one_principal(self, principal)


IAMPolicyStatement.is_action_permitted = is_action_permitted
IAMPolicyStatement._check_principal = check_principal
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
