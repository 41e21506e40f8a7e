"""What the text of a refusal tells besides its code: which action was refused on what, and which policy says so."""

import re

ACTION = re.compile(r"not authorized to perform: ([a-z0-9-]{1,40}:[A-Za-z]{1,60})")
RESOURCE = re.compile(r"on (?:the )?resource:? \"?(arn:[^\s\"]{1,300})")
DENY = re.compile(r"explicit deny in an? ([A-Za-z-]+(?: [A-Za-z-]+){0,3}?)(?: policy\b|[.:\"]|$)")


# R2's words for AWS's keys.
KEY_FORM = re.compile(r"access key has length", re.IGNORECASE)


def read(message):
    """`action`, `resource`, `deny` (the kind of policy that denies it), `isOfKeyForm`; only those told."""
    found = {"action": ACTION.search(message), "resource": RESOURCE.search(message), "deny": DENY.search(message)}
    told = {name: match[1] for name, match in found.items() if match}
    return {**told, "isOfKeyForm": True} if KEY_FORM.search(message) else told
