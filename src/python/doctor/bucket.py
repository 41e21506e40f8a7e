"""Whether the bucket is there and may be listed: one request, and more only to find out why not.

A response has `finding` (that of store_answer.py, null if the bucket was listed), `endpoint`, `isAws`, `region`,
`skewS` (how far the store's clock is ahead of this machine's), `redirected` (the region from which each request is
sent on; null if it is none), `buckets` (names of this account's, if the one that is meant is missing or refused) and
`isOfOther` (whether the bucket answers without its expected owner). `unknownRegion` is what regions.py says of the
region if nothing answers, else null.
"""

import other_scheme
import regions
from store_answer import OF_A_LIST
from store_errors import unusable

MAX_NAMES = 1000
# What says that this may not be done. All other refusals hold for every other request too.
NOT_ALLOWED = ("AccessDenied", "Forbidden", "NotImplemented", "MethodNotAllowed")


def ask(store):
    folder = store.prefix.rstrip("/")
    query = {"Prefix": f"{folder}/" if folder else "", "Delimiter": "/", "MaxKeys": 1}
    answer, finding = store.ask("list_objects_v2", **query)
    if answer is not None and not answer.keys() & OF_A_LIST:
        finding = {"proxy": store.watch.proxy, **unusable("no store", "an answer without a list of objects")}
    if finding and not finding["proxy"] and other_scheme.is_closed(finding.get("reason", "")):
        finding["speaks"] = other_scheme.find(store.client.meta.endpoint_url)
    redirected = store.watch.region if not finding else None
    details = store.describe()
    # A store may hide what is missing from who is not allowed to see it.
    is_missing = is_not_allowed(finding) or (finding is not None and finding["kind"] == "missing")
    return {
        **details,
        "finding": finding,
        "redirected": redirected,
        "unknownRegion": regions.explain(store.session, details["region"]) if is_silent(finding) else None,
        "buckets": names(store) if is_missing else [],
        "isOfOther": bool(store.owner) and is_not_allowed(finding) and answers_without_owner(store, query),
    }


def is_silent(finding):
    return finding is not None and finding["kind"] == "unreachable"


def is_not_allowed(finding):
    return finding is not None and finding["kind"] == "refused" and finding["reason"] in NOT_ALLOWED


def is_blocking(finding):
    """Whether every other request would say the same."""
    return finding is not None and not is_not_allowed(finding)


def names(store):
    answer, _ = store.attempt(store.client.list_buckets)
    return [str(bucket.get("Name", "")) for bucket in (answer or {}).get("Buckets", [])][:MAX_NAMES]


def answers_without_owner(store, query):
    answer, _ = store.attempt(store.client.list_objects_v2, Bucket=store.bucket, **query)
    return answer is not None
