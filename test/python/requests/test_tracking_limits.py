"""A server that keeps the doctor waiting."""

import time
import unittest
from unittest import mock

import limits
from stand_in import Case


class Slow(Case):
    def setUp(self):
        super().setUp()
        self.enterContextOf(mock.patch.object(limits, "WHOLE_TIMEOUT_S", 0.5))

    def expect_timeout(self, rule):
        start = time.monotonic()
        self.assertEqual(self.finding(rule)["kind"], "timeout")
        self.assertLess(time.monotonic() - start, 3)

    def test_server_that_never_answers(self):
        self.expect_timeout(lambda _request: time.sleep(4))

    def test_answer_that_comes_bit_by_bit(self):
        def drip(request):
            request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(40):
                request.wfile.write(b"x")
                request.wfile.flush()
                time.sleep(0.1)
            return True

        self.expect_timeout(drip)

    def test_headers_that_come_bit_by_bit(self):
        def drip(request):
            request.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(40):
                request.wfile.write(b"X-A: b\r\n")
                request.wfile.flush()
                time.sleep(0.1)
            return True

        self.expect_timeout(drip)

    def test_all_requests_together_have_a_limit(self):
        self.enterContextOf(mock.patch.object(limits, "ALL_TIMEOUT_S", 1))
        self.start(lambda _request: time.sleep(0.4))
        start = time.monotonic()
        self.assertEqual(self.ask()["finding"]["kind"], "timeout")
        self.assertLess(time.monotonic() - start, 3)

    def test_answer_without_end_is_cut(self):
        def endless(request):
            request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(200):
                request.wfile.write(b"x" * 65_536)
            return True

        self.assertIn(self.finding(endless)["kind"], ("not mlflow", "timeout"))


if __name__ == "__main__":
    unittest.main()
