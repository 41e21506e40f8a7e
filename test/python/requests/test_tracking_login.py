"""Which login goes to the server."""

import base64
import os
import unittest

from stand_in import SECRET, Case


def needs(authorization):
    def rule(request):
        if request.headers["Authorization"] != authorization:
            return request.answer(401, b"You are not authenticated", "text/html")
        return None

    return rule


def basic(name, password):
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"


class Login(Case):
    def write(self, path, text):
        full = os.path.join(self.home, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        return full

    def test_of_the_environment(self):
        pair = {"MLFLOW_TRACKING_USERNAME": "me", "MLFLOW_TRACKING_PASSWORD": SECRET}
        self.start(needs(basic("me", SECRET)))
        self.assertIsNone(self.finding(**pair))
        self.assertIsNone(self.finding(**pair, MLFLOW_TRACKING_TOKEN="t"))
        self.assertEqual(self.finding(MLFLOW_TRACKING_USERNAME="me")["kind"], "login")
        self.assertEqual(self.ask(MLFLOW_TRACKING_USERNAME="me")["login"]["missing"], "MLFLOW_TRACKING_PASSWORD")

    def test_token(self):
        self.start(needs(f"Bearer {SECRET}"))
        self.assertIsNone(self.finding(MLFLOW_TRACKING_TOKEN=SECRET))
        self.assertEqual(self.finding()["kind"], "login")

    def test_of_the_file_of_mlflow(self):
        self.write(
            ".mlflow/credentials", f"[mlflow]\nmlflow_tracking_username = me\nmlflow_tracking_password = {SECRET}\n"
        )
        self.start(needs(basic("me", SECRET)))
        found = self.ask(MLFLOW_TRACKING_TOKEN="t")
        self.assertIsNone(found["finding"])
        self.assertEqual((found["login"]["basic"], found["login"]["fromFile"]), (True, True))

    def test_file_that_mlflow_cannot_read(self):
        self.start()
        for text in (f"[mlflow]\nmlflow_tracking_password = %{SECRET}\n", f"me\n{SECRET}\n"):
            self.write(".mlflow/credentials", text)
            finding = self.finding()
            self.assertEqual((finding["kind"], finding["variable"]), ("settings", "~/.mlflow/credentials"))

    def test_of_netrc_replaces_all_others(self):
        netrc = self.write("netrc", f"machine 127.0.0.1\nlogin me\npassword {SECRET}\n")
        self.start(needs(basic("me", SECRET)))
        found = self.ask(NETRC=netrc, MLFLOW_TRACKING_TOKEN="t")
        self.assertIsNone(found["finding"])
        self.assertEqual((found["login"]["netrc"], found["login"]["token"]), (True, True))

    def test_in_the_address_replaces_the_header(self):
        self.start(needs(basic("me", SECRET)))
        found = self.ask(self.url.replace("//", f"//me:{SECRET}@"), MLFLOW_TRACKING_TOKEN="t")
        self.assertIsNone(found["finding"])
        self.assertTrue(found["login"]["inUrl"])

    def test_page_on_the_same_host(self):
        def rule(request):
            if request.url.path.startswith("/oauth2"):
                return request.answer(200, b"<form>", "text/html")
            return request.answer(302, Location=f"/oauth2/sign_in?rd={SECRET}")

        finding = self.finding(rule)
        self.assertEqual((finding["kind"], finding["reason"]), ("login page", "/oauth2/sign_in"))

    def test_page_on_another_host(self):
        login = self.start(lambda request: request.answer(200, b"<form>", "text/html"))
        finding = self.finding(lambda request: request.answer(302, Location=f"{login}/x?state={SECRET}"))
        self.assertEqual((finding["kind"], finding["reason"]), ("login page", login[len("http://") :]))

    def test_page_that_may_not_be_followed(self):
        rule = lambda request: request.answer(302, Location=f"https://sso.example.com/x?state={SECRET}")  # noqa: E731
        finding = self.finding(rule, MLFLOW_ALLOW_HTTP_REDIRECTS="false")
        self.assertEqual((finding["kind"], finding["reason"]), ("login page", "sso.example.com"))

    def test_that_only_mlflow_can_make_is_not_tried(self):
        self.start()
        for env in ({"MLFLOW_TRACKING_AUTH": "kubernetes"}, {"MLFLOW_TRACKING_AWS_SIGV4": "true"}):
            self.assertEqual(self.ask(**env)["login"]["plugin"], next(iter(env)))
        self.assertEqual(self.world.asked, [])

    def test_settings_that_mlflow_refuses(self):
        self.start()
        for env, variable in (
            ({"MLFLOW_TRACKING_INSECURE_TLS": "yes"}, "MLFLOW_TRACKING_INSECURE_TLS"),
            ({"MLFLOW_TRACKING_AWS_SIGV4": "on"}, "MLFLOW_TRACKING_AWS_SIGV4"),
            (
                {"MLFLOW_TRACKING_INSECURE_TLS": "true", "MLFLOW_TRACKING_SERVER_CERT_PATH": "/x"},
                "MLFLOW_TRACKING_SERVER_CERT_PATH",
            ),
        ):
            finding = self.finding(**env)
            self.assertEqual((finding["kind"], finding["variable"]), ("settings", variable))

    def test_file_of_certificates_that_is_missing_or_empty(self):
        empty = self.write("empty.pem", "")
        for name in ("MLFLOW_TRACKING_SERVER_CERT_PATH", "MLFLOW_TRACKING_CLIENT_CERT_PATH", "REQUESTS_CA_BUNDLE"):
            for path in ("/no/such.pem", empty):
                finding = self.ask("https://127.0.0.1:9", **{name: path})["finding"]
                # Without a connection a file that is there is not always read.
                expected = ("file",) if path != empty else ("file", "refused")
                self.assertIn(finding["kind"], expected, (name, path))
                if finding["kind"] == "file":
                    self.assertEqual(finding["variable"], name)


if __name__ == "__main__":
    unittest.main()
