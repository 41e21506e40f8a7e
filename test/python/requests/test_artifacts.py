"""Where artifacts go, and one that goes there and back."""

import threading
import time
import unittest
from unittest import mock

import cleanup
import limits
from stand_in import ARTIFACTS, Case, answer_with, experiment


class Experiments(Case):
    def places(self, experiments, **env):
        self.start(experiments=experiments)
        found = self.ask(**env)
        return {name: (found[name] or {}).get("id") for name in ("default", "newest")} | {"used": found["used"]}

    def test_newest_is_the_last_one_at_the_server_s_own_place(self):
        listed = [experiment(0, "s3://old/0"), experiment(2), experiment(3, "s3://elsewhere/of/mine")]
        self.assertEqual(self.places(listed), {"default": "0", "newest": "2", "used": None})

    def test_none_at_all(self):
        self.assertEqual(self.places([]), {"default": None, "newest": None, "used": None})

    def test_named_ones(self):
        listed = [experiment(0), experiment(7, name="ä b/c&d", lifecycle_stage="deleted")]
        used = self.places(listed, MLFLOW_EXPERIMENT_NAME="ä b/c&d")["used"]
        self.assertEqual((used["id"], used["isDeleted"], used["isOther"]), ("7", True, False))
        self.assertEqual(self.places(listed, MLFLOW_EXPERIMENT_ID="7")["used"]["name"], "ä b/c&d")
        self.assertTrue(self.places(listed, MLFLOW_EXPERIMENT_NAME="e0", MLFLOW_EXPERIMENT_ID="7")["used"]["isOther"])

    def test_named_ones_that_are_not_there(self):
        self.assertEqual(self.places(None, MLFLOW_EXPERIMENT_NAME="new")["used"], {"name": "new", "isNew": True})
        self.assertEqual(self.places(None, MLFLOW_EXPERIMENT_ID="9")["used"], {"id": "9", "isMissing": True})


class RoundTrip(Case):
    def trip(self, rule, experiments=None, **env):
        self.start(rule, experiments)
        return self.ask(**env)["artifacts"]

    def test_is_not_made_if_nothing_goes_through_the_server(self):
        self.assertIsNone(self.trip(lambda _request: None, [experiment(0, "s3://b/0")]))
        self.assertNotIn("PUT", [method for method, _ in self.world.asked])

    def test_tells_what_it_writes_and_that_it_is_gone(self):
        with mock.patch("responding.respond") as respond:
            self.assertIsNone(self.trip(lambda _request: None)["step"])
        told = [(call.args[0], call.kwargs["part"], call.kwargs["what"]) for call in respond.mock_calls]
        self.assertEqual(told, [("written", "server", "artifact"), ("cleared", "server", "artifact")])
        self.assertIn("with-mlflow-env-doctor-can-be-deleted-", respond.mock_calls[0].kwargs["name"])

    def test_each_step_that_fails(self):
        def failing(method, status):
            count = 0

            def rule(request):
                nonlocal count
                if request.command != method or not request.url.path.startswith(ARTIFACTS):
                    return None
                count += 1
                # The first DELETE only looks whether it is allowed.
                return None if method == "DELETE" and count == 1 else request.answer(status, b"no", "text/html")

            return rule

        for method, step, status in (
            ("PUT", "put", 500),
            ("PUT", "put", 413),
            ("GET", "get", 500),
            ("DELETE", "delete", 500),
        ):
            found = self.trip(failing(method, status))
            self.assertEqual((found["step"], found["status"]), (step, status))
            self.assertEqual(bool(found["left"]), method == "DELETE")
            self.assertEqual(bool(self.world.artifacts), method == "DELETE")

    def test_artifacts_are_not_served(self):
        rule = lambda request: request.answer(503) if ARTIFACTS in request.path else None  # noqa: E731
        self.assertEqual(self.trip(rule)["status"], 503)

    def test_nothing_is_written_where_nothing_can_be_deleted(self):
        for status in (403, 405):
            found = self.trip(answer_with(status, method="DELETE"))
            self.assertEqual((found["step"], found["mayDelete"]), (None, False))
            self.assertNotIn("PUT", [method for method, _ in self.world.asked])

    def test_deletion_that_is_only_said_to_be_done(self):
        found = self.trip(lambda request: request.answer(200, {}) if request.command == "DELETE" else None)
        self.assertEqual(found["step"], "delete")
        self.assertTrue(any(name.startswith(found["left"]) for name in self.world.artifacts))

    def test_other_contents(self):
        def rule(request):
            is_asked = request.command == "GET" and "can-be-deleted" in request.path
            return request.answer(200, b"x") if is_asked else None

        self.assertEqual(self.trip(rule)["kind"], "bytes")

    def test_login_for_one_s_own_experiment_only(self):
        def rule(request):
            is_outside = request.url.path.startswith(f"{ARTIFACTS}/") and not request.url.path.startswith(
                f"{ARTIFACTS}/7/"
            )
            return request.answer(403, {"message": "Permission denied"}) if is_outside else None

        found = self.trip(rule, [experiment(0), experiment(7)], MLFLOW_EXPERIMENT_ID="7")
        self.assertEqual(found, {"step": None, "mayDelete": True, "left": None})
        self.assertEqual(self.world.artifacts, {})

    def test_interruption_in_the_middle_waits_for_what_was_sent(self):
        arrived, deleted = threading.Event(), threading.Event()

        def rule(request):
            if request.command == "PUT":
                arrived.set()
                # It does not come now, or what is written afterwards would stay.
                deleted.wait(1)
            elif request.command == "DELETE" and arrived.is_set():
                deleted.set()

        self.start(rule)
        asking = threading.Thread(target=self.ask, daemon=True)
        asking.start()
        self.assertTrue(arrived.wait(10))
        cleanup.remove_all()
        self.assertEqual(self.world.artifacts, {})
        asking.join(10)
        self.assertEqual(self.world.artifacts, {})

    def test_answer_that_is_too_late_may_leave_it(self):
        self.enterContextOf(mock.patch.object(limits, "WHOLE_TIMEOUT_S", 0.5))
        found = self.trip(lambda request: time.sleep(1) if request.command == "PUT" else None)
        self.assertEqual((found["step"], found["kind"]), ("put", "timeout"))
        self.assertTrue(found["left"])


if __name__ == "__main__":
    unittest.main()
