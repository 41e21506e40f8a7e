"""The part of initialize_sqlite.py that writes: all of the tables or none, whatever interrupts it.

PYTHONPATH names src/python.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import initialize_sqlite as initialize

SCHEMA = """
CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
CREATE TABLE children (parent INTEGER REFERENCES parents, text TEXT DEFAULT 'it''s');
CREATE INDEX by_parent ON children (parent);
CREATE TRIGGER added AFTER INSERT ON parents BEGIN SELECT 1; END;
CREATE VIEW names AS SELECT name FROM parents;
INSERT INTO parents (name) VALUES ('one'), ('two''s; COMMIT;');
INSERT INTO children VALUES (2, 'PRAGMA'), (1, NULL);
"""

# Ends itself with SIGKILL in the middle of the transaction, after pages have gone to the file.
KILLED = """
import os, signal, sys
import initialize_sqlite

class Source:
    def iterdump(self):
        yield "PRAGMA ignored"
        yield "CREATE TABLE half (text)"
        for _ in range(5000):
            yield "INSERT INTO half VALUES ('" + "x" * 1000 + "')"
        os.kill(os.getpid(), signal.SIGKILL)

initialize_sqlite.copy_if_new(Source(), sys.argv[1])
"""


def source():
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    return connection


def dump(path):
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


class Copy(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        self.path = os.path.join(self.directory, "mlflow.db")

    def test_copies_everything_into_a_file_that_does_not_exist(self):
        self.assertTrue(initialize.is_new(self.path))
        self.assertFalse(os.path.exists(self.path))
        self.assertTrue(initialize.copy_if_new(source(), self.path))
        self.assertEqual(dump(self.path), list(source().iterdump()))
        self.assertEqual(os.listdir(self.directory), ["mlflow.db"])
        self.assertFalse(initialize.is_new(self.path))

    def test_fills_an_empty_file_in_place(self):
        Path(self.path).touch()
        inode = os.stat(self.path).st_ino
        self.assertTrue(initialize.is_new(self.path))
        self.assertTrue(initialize.copy_if_new(source(), self.path))
        self.assertEqual(os.stat(self.path).st_ino, inode)

    def test_follows_a_link_and_creates_the_directory_that_it_names(self):
        os.symlink("below/real.db", self.path)
        self.assertTrue(initialize.copy_if_new(source(), self.path))
        self.assertEqual(dump(os.path.join(self.directory, "below", "real.db")), list(source().iterdump()))

    def test_never_changes_a_file_that_has_a_table(self):
        connection = sqlite3.connect(self.path)
        connection.execute("CREATE TABLE mine (text)")
        connection.close()
        before = Path(self.path).read_bytes()
        self.assertFalse(initialize.is_new(self.path))
        self.assertFalse(initialize.copy_if_new(source(), self.path))
        self.assertEqual(Path(self.path).read_bytes(), before)

    def test_leaves_the_file_to_the_process_that_was_faster(self):
        other = sqlite3.connect(self.path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE mine (text)")
        waiting = subprocess.Popen(
            [sys.executable, "-c", KILLED, self.path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with self.assertRaises(subprocess.TimeoutExpired):
            waiting.wait(0.5)
        other.execute("COMMIT")
        self.assertEqual(waiting.wait(10), 0)
        self.assertEqual(len(dump(self.path)), 3)

    def test_leaves_no_table_if_it_is_killed_in_the_middle(self):
        killed = subprocess.run([sys.executable, "-c", KILLED, self.path], check=False)
        self.assertEqual(killed.returncode, -signal.SIGKILL)
        self.assertGreater(os.path.getsize(self.path), 1_000_000)
        self.assertEqual(sorted(os.listdir(self.directory)), ["mlflow.db", "mlflow.db-journal"])
        self.assertTrue(initialize.is_new(self.path))
        self.assertTrue(initialize.copy_if_new(source(), self.path))
        self.assertEqual(dump(self.path), list(source().iterdump()))


class Main(unittest.TestCase):
    def test_exits_when_the_launcher_is_gone(self):
        script = "import time, initialize_sqlite; initialize_sqlite.exit_with_launcher(); time.sleep(60)"
        process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE)
        with self.assertRaises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.stdin.close()
        self.assertEqual(process.wait(5), 1)


if __name__ == "__main__":
    unittest.main()
