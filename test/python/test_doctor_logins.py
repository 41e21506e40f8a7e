"""What logins.py reads of what `aws sso login` and `aws login` leave. The names of the files are botocore's."""

import hashlib
import json
import os
import tempfile
import unittest
from unittest import mock

from logins import find_login

END = "2030-01-02T03:04:05Z"
SSO = os.path.join(".aws", "sso", "cache")


class Logins(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = folder.name
        patch = mock.patch.dict(os.environ, {"HOME": self.home})
        patch.start()
        self.addCleanup(patch.stop)

    def leave(self, folder, name, digest, content):
        path = os.path.join(self.home, folder)
        os.makedirs(path)
        with open(os.path.join(path, f"{digest(name.encode()).hexdigest()}.json"), "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))

    def test_a_profile_without_a_login_has_none(self):
        self.assertIsNone(find_login({"role_arn": "arn:x"}, {}))

    def test_a_session_of_sso_is_found_by_its_name_and_can_be_renewed(self):
        self.leave(SSO, "lab", hashlib.sha1, {"accessToken": "t", "expiresAt": END, "refreshToken": "r"})
        found = find_login({"sso_session": "lab", "sso_start_url": "https://x"}, {})
        self.assertEqual(found, {"expires": END, "isRefreshable": True})

    def test_an_older_login_is_found_by_its_address_and_cannot_be_renewed(self):
        self.leave(SSO, "https://x", hashlib.sha1, {"accessToken": "t", "expiresAt": END})
        self.assertEqual(find_login({"sso_start_url": "https://x"}, {}), {"expires": END, "isRefreshable": False})

    def test_a_login_is_found_in_its_folder_or_the_one_that_is_named(self):
        token = {"accessToken": {"expiresAt": END}, "refreshToken": "r"}
        self.leave(os.path.join(".aws", "login", "cache"), "arn:x", hashlib.sha256, token)
        self.leave("other", "arn:x", hashlib.sha256, {})
        self.assertEqual(find_login({"login_session": "arn:x"}, {}), {"expires": END, "isRefreshable": True})
        named = {"AWS_LOGIN_CACHE_DIRECTORY": "~/other"}
        self.assertEqual(find_login({"login_session": "arn:x"}, named), {"expires": None, "isRefreshable": False})

    def test_what_is_missing_or_broken_says_nothing(self):
        nothing = {"expires": None, "isRefreshable": False}
        self.assertEqual(find_login({"sso_session": "lab"}, {}), nothing)
        self.leave(SSO, "lab", hashlib.sha1, "[broken")
        self.assertEqual(find_login({"sso_session": "lab"}, {}), nothing)


if __name__ == "__main__":
    unittest.main()
