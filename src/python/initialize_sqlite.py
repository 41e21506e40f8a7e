"""Creates MLflow's tables in new SQLite files, in one transaction each.

Usage: initialize_sqlite.py FILE... in the environment of the server, with a pipe on standard input that stays open for
as long as the result is wanted.

MLflow creates the tables of a new file in some fifty steps. If it is interrupted between two of them, neither a later
start nor `mlflow db upgrade` can use the file; and if two servers start on one new file, one of them fails. So MLflow
creates its tables in memory here, and a single transaction copies them into the file. SQLite undoes a transaction that
was interrupted when the file is next opened. A file that has any table is never changed.
"""

import os
import sqlite3
import sys
import threading

# How long another process may hold the file, in seconds. A copy takes a tenth of one.
LOCK_TIMEOUT_S = 30


def create_in_memory():
    """MLflow's tables, as the installed version creates them.

    MLflow has no public function for this; this one is the same from 2.22 to 3.17. `mlflow db upgrade` cannot
    work in memory.
    """
    # MLflow reports its use from the server, not from here.
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    import sqlalchemy
    from mlflow.store.db.utils import _initialize_tables

    engine = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.pool.StaticPool)
    _initialize_tables(engine)
    return engine.raw_connection().driver_connection


def is_new(path):
    """Whether the file does not exist or has no tables. It must not be created for the answer."""
    try:
        if os.path.getsize(path) == 0:
            return True
    except FileNotFoundError:
        return True
    connection = sqlite3.connect(path, timeout=LOCK_TIMEOUT_S)
    try:
        return has_no_tables(connection)
    finally:
        connection.close()


def has_no_tables(connection):
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def copy_if_new(source, path):
    """Copies a database into a file, unless that has tables by now.

    Returns whether it did. Raises sqlite3.OperationalError if the disk is full or the file cannot be written.
    """
    os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
    target = sqlite3.connect(path, timeout=LOCK_TIMEOUT_S, isolation_level=None)
    try:
        target.execute("PRAGMA foreign_keys = OFF")
        # No other process reads or writes the file until this is done.
        target.execute("BEGIN EXCLUSIVE")
        if not has_no_tables(target):
            target.execute("ROLLBACK")
            return False
        for statement in source.iterdump():
            # The dump opens and commits a transaction of its own.
            if not statement.startswith(("BEGIN TRANSACTION", "COMMIT", "PRAGMA")):
                target.execute(statement)
        target.execute("COMMIT")
        return True
    finally:
        target.close()


def exit_with_launcher():
    """Exits when standard input closes, because the launcher has ended in whatever way."""
    threading.Thread(target=lambda: os.read(0, 1) or os._exit(1), daemon=True).start()


def main():
    exit_with_launcher()
    files = [path for path in sys.argv[1:] if is_new(path)]
    if not files:
        return
    source = create_in_memory()
    for path in files:
        copy_if_new(source, path)


if __name__ == "__main__":
    main()
