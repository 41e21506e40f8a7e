"""Whether AWS has a region, by the lists that botocore brings along."""

import difflib

# A letter that is missing, doubled or swapped.
LIKENESS = 0.8
MAX_NEAR = 3


def explain(session, region):
    """None for a region that botocore knows; else `near`, the known ones that are most like it."""
    if not region:
        return None
    regional, others = set(), set()
    for partition in session.get_available_partitions():
        regional.update(session.get_available_regions("s3", partition))
        others.update(session.get_available_regions("s3", partition, allow_non_regional=True))
    others.update(load_partitions(session))
    if not regional or region in regional | others:
        return None
    near = difflib.get_close_matches(region, sorted(regional), n=MAX_NEAR, cutoff=LIKENESS)
    # One letter may lead to several of the same likeness.
    return {"near": sorted(name for name in near if likeness(name, region) == likeness(near[0], region))}


def likeness(name, region):
    return difflib.SequenceMatcher(None, region, name).ratio()


def load_partitions(session):
    """The newer of the two lists, which older versions of botocore do not have."""
    try:
        found = session._session.get_component("data_loader").load_data("partitions")
        return [region for partition in found["partitions"] for region in partition["regions"]]
    except Exception:
        return []
