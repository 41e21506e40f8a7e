"""What AWS's own names tell: hosts, and resources."""

import re
from urllib.parse import urlsplit

HOSTS = ("amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws")


def is_aws(url):
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return any(host == name or host.endswith(f".{name}") for name in HOSTS)


def without_session(arn):
    """The name of a session may be anything: an address of mail, or what a program put there."""
    return re.sub(r"(:assumed-role/[^/]+/|:federated-user/).+", r"\1…", arn)
