"""What `aws sso login` and `aws login` have left on the disk: when it ends, and whether boto3 can renew it."""

import hashlib
import json
import os


def find_login(profile, env):
    """What a login has left on the disk for a profile. It says when it ends, and asks nobody."""
    name = profile.get("sso_session") or profile.get("sso_start_url")
    home = os.path.expanduser("~")
    if name:
        path = os.path.join(home, ".aws", "sso", "cache", f"{hashlib.sha1(name.encode()).hexdigest()}.json")
        token = read(path)
        return {"expires": text_of(token.get("expiresAt")), "isRefreshable": "refreshToken" in token}
    name = profile.get("login_session")
    if not name:
        return None
    named = env.get("AWS_LOGIN_CACHE_DIRECTORY")
    folder = os.path.expanduser(os.path.expandvars(named)) if named else os.path.join(home, ".aws", "login", "cache")
    token = read(os.path.join(folder, f"{hashlib.sha256(name.encode()).hexdigest()}.json"))
    keys = token.get("accessToken")
    expires = keys.get("expiresAt") if isinstance(keys, dict) else None
    return {"expires": text_of(expires), "isRefreshable": "refreshToken" in token}


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def text_of(value):
    return value if isinstance(value, str) else None
