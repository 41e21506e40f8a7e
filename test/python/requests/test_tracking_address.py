"""What answers at the tracking URI."""

import contextlib
import os
import socket
import ssl
import subprocess
import sys
import threading
import unittest

from stand_in import SECRET, Case, answer_with


class Healthy(Case):
    def test_server_is_asked_in_few_requests_and_keeps_nothing(self):
        self.start()
        found = self.ask()
        self.assertIsNone(found["finding"])
        self.assertEqual((found["version"], found["isCrossOrigin"]), ("3.17.2", False))
        self.assertEqual(found["artifacts"], {"step": None, "mayDelete": True, "left": None})
        self.assertEqual(self.world.artifacts, {})
        self.assertLessEqual(len(self.world.asked), 9)

    def test_prefix_in_the_address_is_kept(self):
        url = self.start(prefix="/lab")
        for address in (f"{url}/lab", f"{url}/lab/"):
            self.assertIsNone(self.ask(address)["finding"])

    def test_redirection_that_keeps_the_method_is_as_good_as_none(self):
        there = self.start()
        self.start(lambda request: request.answer(308, Location=there + request.path))
        self.assertIsNone(self.ask()["finding"])

    def test_workspace_is_named_as_mlflow_does(self):
        seen = []
        self.start(lambda request: seen.append(request.headers["X-MLFLOW-WORKSPACE"]))
        self.ask(MLFLOW_WORKSPACE=" lab ")
        self.assertEqual(set(seen), {"lab"})


class Address(Case):
    def test_nothing_listens(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            finding = self.ask(f"http://127.0.0.1:{unused.getsockname()[1]}")["finding"]
        self.assertEqual(finding["kind"], "refused")

    def test_name_is_unknown(self):
        self.assertEqual(self.ask("http://mlflow.invalid")["finding"]["kind"], "unknown host")

    def test_prefix_is_missing(self):
        url = self.start(prefix="/mlflow")
        finding = self.ask()["finding"]
        self.assertEqual((finding["kind"], finding["base"]), ("prefix", f"{url}/mlflow"))

    def test_prefix_of_the_server_s_own_variable_is_tried(self):
        url = self.start(prefix="/lab")
        self.assertEqual(self.ask(MLFLOW_STATIC_PREFIX="/lab")["finding"]["base"], f"{url}/lab")

    def test_prefix_is_one_too_many(self):
        url = self.start()
        for path in ("/mlflow", "/api/2.0/mlflow", "/experiments/1/"):
            self.assertEqual(self.ask(url + path)["finding"]["base"], url)

    def test_login_in_the_address_is_not_shown(self):
        url = self.start(prefix="/mlflow")
        finding = self.ask(url.replace("//", f"//me:{SECRET}@"))["finding"]
        self.assertEqual(finding["base"], f"{url}/mlflow")

    def test_redirection_that_turns_post_into_get(self):
        there = self.start()
        finding = self.finding(lambda request: request.answer(301, Location=there + request.path))
        self.assertEqual((finding["kind"], finding["base"]), ("moved", there))

    def test_redirections_without_end(self):
        self.assertEqual(self.finding(lambda request: request.answer(302, Location=request.path))["kind"], "redirects")

    def test_other_programs(self):
        for server_name, status, expected in (
            ("AirTunes/860.7.1", 403, "macOS's AirPlay Receiver"),
            ("TornadoServer/6.4", 404, "Jupyter, or another program of Tornado"),
            ("nginx/1.25", 404, "HTTP 404 from nginx"),
            ("", 200, "HTTP 200"),
        ):
            finding = self.finding(answer_with(status, b"<html>", Server=server_name))
            self.assertEqual((finding["kind"], finding["reason"]), ("not mlflow", expected))

    def test_gateway_without_its_server(self):
        for status in (500, 502, 503, 504, 429):
            self.assertEqual(self.finding(answer_with(status, b"bad"))["kind"], "busy")

    def test_name_of_the_host_is_refused(self):
        finding = self.finding(lambda request: request.answer(403, b"Invalid Host header - possible DNS rebinding"))
        self.assertEqual(finding["kind"], "host")

    def test_page_of_its_own_address_is_refused(self):
        def rule(request):
            if request.command == "POST" and request.headers["Origin"] == self.url:
                return request.answer(403, b"Cross-origin request blocked", "text/plain")
            return None

        self.start(rule)
        found = self.ask()
        self.assertEqual((found["finding"], found["isCrossOrigin"]), (None, True))

    def test_tls_is_expected_and_not_there(self):
        self.start()
        self.assertEqual(self.ask(self.url.replace("http:", "https:"))["finding"]["kind"], "not tls")


def listen(test, on_connection):
    """What listens and is no HTTP server. @returns its port"""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        with contextlib.suppress(OSError):
            while True:
                on_connection(listener.accept()[0])

    threading.Thread(target=serve, daemon=True).start()
    test.addCleanup(listener.close)
    return listener.getsockname()[1]


class Closed(Case):
    """A connection that is closed without an answer is not one that is refused, or takes too long."""

    def test_by_what_speaks_neither(self):
        port = listen(self, lambda connection: connection.close())
        for scheme in ("http", "https"):
            finding = self.ask(f"{scheme}://127.0.0.1:{port}")["finding"]
            self.assertEqual((finding["kind"], finding["speaks"]), ("closed", None), finding)

    def test_by_a_server_that_speaks_without_tls(self):
        def answer(connection):
            if connection.recv(4) == b"HEAD":
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            connection.close()

        finding = self.ask(f"https://127.0.0.1:{listen(self, answer)}")["finding"]
        self.assertEqual((finding["kind"], finding["speaks"]), ("closed", "http"), finding)

    def test_by_a_server_with_tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=x"
        files = {name: os.path.join(self.home, name) for name in ("key", "cert")}
        command = ["openssl", *words.split(), "-keyout", files["key"], "-out", files["cert"]]
        subprocess.run(command, check=True, capture_output=True)
        context.load_cert_chain(files["cert"], files["key"])

        def shake(connection):
            with contextlib.suppress(OSError), connection:
                context.wrap_socket(connection, server_side=True).close()

        finding = self.ask(f"http://127.0.0.1:{listen(self, shake)}")["finding"]
        self.assertEqual((finding["kind"], finding["speaks"]), ("closed", "https"), finding)

    def test_is_told_by_a_server_that_answers_so(self):
        rule = answer_with(400, b"The plain HTTP request was sent to HTTPS port")
        self.assertEqual(self.finding(rule)["speaks"], "https")

    def test_is_not_a_port_where_nothing_listens(self):
        self.assertEqual(self.ask("http://127.0.0.1:1")["finding"]["kind"], "refused")


class Proxy(Case):
    def test_does_not_answer(self):
        self.start()
        finding = self.finding(HTTP_PROXY=f"http://me:{SECRET}@127.0.0.1:9")
        self.assertEqual((finding["kind"], finding["variable"]), ("proxy", "HTTP_PROXY"))

    def test_answers_for_the_server(self):
        self.start(lambda request: request.answer(403, b"<html>", "text/html"))
        finding = self.ask("http://mlflow.invalid", http_proxy=self.url)["finding"]
        self.assertEqual((finding["kind"], finding["variable"]), ("proxy", "http_proxy"))

    def test_is_passed_by(self):
        self.start()
        self.assertIsNone(self.finding(HTTP_PROXY="http://127.0.0.1:9", NO_PROXY="127.0.0.1"))


class Imports(unittest.TestCase):
    def test_need_no_boto3(self):
        self.assertFalse([name for name in sys.modules if name.startswith(("boto", "mlflow"))])


if __name__ == "__main__":
    unittest.main()
