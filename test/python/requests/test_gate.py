"""Whether a gate of ours is in front of a server, and which answers are its own."""

import unittest

from stand_in import Case

REFUSAL = {"error_code": "UNAUTHENTICATED", "message": "A valid API key is needed"}
ADMITTED = {"id": "a", "service": "platform", "scope": "read", "expiresAt": None}


def at(path, *answer, **headers):
    return lambda request: request.answer(*answer, **headers) if request.url.path == path else None


class Gate(Case):
    def test_none(self):
        for rule in (
            at("/keyz", 404, b"Not Found", "text/plain"),
            at("/keyz", 200, b"<html>", "text/html"),
            at("/keyz", 200, {"status": "ok"}),
            # MLflow's own app for users.
            at("/keyz", 401, b"You are not authenticated", "text/html", WWW_Authenticate='Basic realm="mlflow"'),
            at("/keyz", 401, REFUSAL, WWW_Authenticate='Basic realm="mlflow"'),
        ):
            self.start(rule)
            self.assertIsNone(self.ask()["gate"])

    def test_that_lets_the_key_in(self):
        self.start(at("/keyz", 200, ADMITTED))
        found = self.ask()
        self.assertIsNone(found["finding"])
        self.assertEqual(
            found["gate"], {"key": True, "scope": "read", "service": "platform", "expires": None, "isReady": None}
        )

    def test_that_refuses_it(self):
        self.start(lambda request: request.answer(401, REFUSAL, WWW_Authenticate='Bearer realm="mlflow"'))
        found = self.ask()
        self.assertEqual((found["finding"]["kind"], found["gate"]["key"]), ("key", False))


if __name__ == "__main__":
    unittest.main()
