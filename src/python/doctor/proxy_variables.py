"""Reads the variables of proxies once.

urllib reads through the whole environment for them, and botocore and requests ask urllib several times for each
request: with the 60,000 variables of a large file that took longer than the requests.

Importing this module sets the reader for botocore and requests, which are imported later.
"""

import functools
import urllib.request

_read = urllib.request.getproxies_environment


@functools.cache
def _known():
    return _read()


def read():
    # Callers change what they are given.
    return dict(_known())


# macOS has settings of its own besides.
if urllib.request.getproxies is _read:
    urllib.request.getproxies = read
urllib.request.getproxies_environment = read
