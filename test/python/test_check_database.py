"""The parts of check_database.py that need no database server. PYTHONPATH names src/python."""

import contextlib
import io
import json
import os
import sqlite3
import tempfile
import unittest
from pathlib import Path

import check_database as check
from probing import RESPONSE_PREFIX


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
            self.assertEqual(f"{prefix}:", RESPONSE_PREFIX)
            self.assertEqual(json.loads(response), {"kind": "experiments", "names": [name], "count": 1})


if __name__ == "__main__":
    unittest.main()
