"""What a bucket is set to, as far as this account may ask.

A response has `encryption` (`algorithm`), `block` (`isWhole`: nothing in it can become public) and `policy`
(`isPublic`). What was not told has a `code` instead: the store's own, or why there is no answer.
"""


def ask(store):
    return {
        "encryption": ask_one(store, "get_bucket_encryption", read_encryption),
        "block": ask_one(store, "get_public_access_block", read_block),
        "policy": ask_one(store, "get_bucket_policy_status", read_policy),
    }


def ask_one(store, operation, read):
    answer, finding = store.ask(operation)
    if finding:
        return {"code": finding.get("reason", finding["kind"])}
    try:
        return read(answer)
    except (KeyError, IndexError, TypeError):
        # A store that answers everything with an empty success.
        return {"code": "an answer without it"}


def read_encryption(answer):
    rule = answer["ServerSideEncryptionConfiguration"]["Rules"][0]
    return {"algorithm": str(rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"])}


def read_block(answer):
    settings = answer["PublicAccessBlockConfiguration"]
    names = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    return {"isWhole": all(settings.get(name) is True for name in names)}


def read_policy(answer):
    return {"isPublic": answer["PolicyStatus"]["IsPublic"] is True}
