"""The parts of check_database.py that need no database server. PYTHONPATH names src/python."""

import contextlib
import io
import json
import os
import sqlite3
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import check_database as check


class Redaction(unittest.TestCase):
    def test_replaces_a_secret_in_every_encoding(self):
        text = "could not open p w/d, p%20w%2Fd or p+w%2Fd"
        self.assertEqual(check.redact(text, ["p w/d"]), "could not open ***, *** or ***")

    def test_keeps_what_is_too_short_for_a_secret(self):
        self.assertEqual(check.redact("the port is 543", ["543", ""]), "the port is 543")

    def test_keeps_the_databases_own_messages(self):
        for text in ("FATAL: no user mlflow", "Access denied for user 'mlflow'@'host'", "Connection refused by mlflow"):
            self.assertEqual(check.redact(text, ["mlflow"]), text)

    def test_takes_all_options_for_secret_but_the_harmless_ones(self):
        options = {"sslmode": "require", "token": "second", "host": "db", "more": ("third", "fourth")}
        url = SimpleNamespace(password="first", query=options)
        self.assertEqual(check.secrets_of(url), ["first", "second", "third", "fourth"])

    def test_says_the_name_of_an_error_without_a_text(self):
        url = SimpleNamespace(password=None, query={})
        self.assertEqual(check.describe(ValueError(), url), "ValueError")
        self.assertEqual(len(check.describe(ValueError("x" * 1000), url)), check.MAX_REASON_LENGTH)


class Reasons(unittest.TestCase):
    def test_takes_the_line_that_tells(self):
        text = 'connection to "db" failed:\n\tFATAL:  password authentication failed\n  - and more'
        self.assertEqual(check.find_reason(text), "FATAL:  password authentication failed")
        self.assertEqual(check.find_reason("one\ntwo failed\nthree"), "two failed")
        self.assertEqual(check.find_reason("\n  one \ntwo"), "one")
        self.assertEqual(check.find_reason(""), "")

    def test_knows_what_no_wait_repairs(self):
        for text in ("FATAL: password authentication failed", "Unknown database 'x'", "Login failed for user 'sa'"):
            self.assertTrue(check.REFUSED.search(text), text)
        for text in ("FATAL: the database system is starting up", "Connection refused", "too many clients already"):
            self.assertFalse(check.REFUSED.search(text), text)
        self.assertTrue(check.INVALID_OPTION.search('invalid connection option "x"'))


class Schema(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name

    def write(self, name, text):
        Path(self.directory, name).write_text(text, encoding="utf-8")

    def test_finds_the_revisions_that_no_other_one_follows(self):
        self.write("a.py", "revision = 'a1'\ndown_revision = None\n")
        self.write("b.py", 'revision: str = "b2"\ndown_revision: str = "a1"\n')
        self.write("c.py", "revision = 'c3'\ndown_revision = ('b2', 'x9')  # a merge\n")
        self.write("notes.txt", "revision = 'no'\n")
        self.assertEqual(check.read_revisions(self.directory), ({"a1", "b2", "c3"}, {"c3"}))

    def test_finds_none_in_a_folder_that_is_missing(self):
        self.assertEqual(check.read_revisions(os.path.join(self.directory, "[x]")), (set(), set()))


def database(*statements):
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    return lambda query: connection.execute(query).fetchall()


class Contents(unittest.TestCase):
    def test_counts_only_rows_that_mlflow_does_not_create_itself(self):
        tables = (
            "CREATE TABLE alembic_version (version_num)",
            "INSERT INTO alembic_version VALUES ('a1')",
            "CREATE TABLE workspaces (name)",
            "INSERT INTO workspaces VALUES ('default')",
            "CREATE TABLE experiments (name, artifact_location, lifecycle_stage)",
        )
        self.assertTrue(check.is_empty(database(*tables)))
        self.assertFalse(check.is_empty(database(*tables, "INSERT INTO workspaces VALUES ('mine')")))
        self.assertFalse(check.is_empty(database(*tables, "INSERT INTO experiments VALUES ('x', '', '')")))
        moved = (
            "CREATE TABLE _alembic_tmp_workspaces (name)",
            "INSERT INTO _alembic_tmp_workspaces VALUES ('default')",
        )
        self.assertTrue(check.is_empty(database(*moved)))

    def test_names_experiments_that_clients_reach_in_another_way(self):
        query = database(
            "CREATE TABLE experiments (name, artifact_location, lifecycle_stage)",
            "INSERT INTO experiments VALUES ('old', 's3://b/1', 'active'), ('new', 'mlflow-artifacts:/2', 'active')",
            "INSERT INTO experiments VALUES ('gone', 's3://b/3', 'deleted'), ('none', NULL, 'active')",
        )
        for mode, name in (("proxied", "old"), ("direct", "new")):
            with contextlib.redirect_stdout(io.StringIO()) as output:
                check.check_experiments(query, mode)
            prefix, _, response = output.getvalue().strip().partition(":")
            self.assertEqual(f"{prefix}:", check.RESPONSE_PREFIX)
            self.assertEqual(json.loads(response), {"kind": "experiments", "names": [name], "count": 1})


if __name__ == "__main__":
    unittest.main()
