"""Looks at the server's database: the login, the rights, the schema, and where the experiments keep their artifacts.

Usage: check_database.py MODE FILE VARIABLE in the environment of the server. MODE is how clients reach artifacts,
`direct` or another word; `registry` if the database has none, `replica` if MLflow only reads it. FILE is the file of a
SQLite database; if it is empty, VARIABLE is the name of the one that has the URI.
Prints a line for each finding: a prefix, then a JSON object with `kind`:
  refused      no wait will help: `cause`, `reason`, and `grant` if a statement permits it
  unreachable  a wait may help: `reason` and `state` (silent, full, starting, answered); the database is asked again,
               and another reason is another response
  answers      it does now
  rights       MLflow's start is not permitted something (database_rights.py)
  read-only    nothing can be written; `isEmpty`: MLflow's start needs to
  unreadable   SQLite cannot read the file: `reason`
  schema       that of another MLflow: `found`, `expected`, `newer`
  half-made    a SQLite file that an interrupted start has left
  experiments  those with other artifact locations: `names` of the first, `count`
  done         the last one, unless the script itself has failed

MLflow retries a refused login for minutes, without a word. A database that does not answer yet is another matter: it
may be starting too, as in a compose file. MLflow itself is not imported, which would take longer than its start.
"""

import contextlib
import glob
import importlib.util
import os
import pathlib
import re
import sqlite3
import sys
import time

# PYTHONSAFEPATH takes the script's own folder away.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from probing import WholeTimeout, limit, respond

CONNECT_TIMEOUT_S = 10
# For all answers together: a pool may take a login for a database that is down, and a lock may be held for good.
WHOLE_TIMEOUT_S = 30
RETRY_INTERVAL_S = 1
MAX_REASON_LENGTH = 300


def create_engine(uri, env):
    """Returns an engine with the options of MLflow's own; exits if there can be none."""
    import sqlalchemy
    from database_errors import explain, refused

    try:
        url = sqlalchemy.make_url(uri)
    except Exception as error:
        # Its text may quote the URI.
        respond(**refused("uri", f"{type(error).__name__} of SQLAlchemy"))
        sys.exit()
    has_timeout = url.get_driver_name() in ("psycopg", "psycopg2", "pymysql", "mysqldb")
    options = {"connect_timeout": CONNECT_TIMEOUT_S} if has_timeout else {}
    if url.get_backend_name() == "mysql":
        names = {f"ssl_{part}": f"MLFLOW_MYSQL_SSL_{part.upper()}" for part in ("ca", "cert", "key")}
        options.update({name: env[variable] for name, variable in names.items() if env.get(variable)})
    try:
        return sqlalchemy.create_engine(url, connect_args=options, poolclass=sqlalchemy.pool.NullPool)
    except MemoryError:
        raise
    except Exception as error:
        respond(**{"cause": "driver", **explain(error, url), "kind": "refused"})
        sys.exit()


class Attempt:
    """One attempt to ask the database everything."""

    def __init__(self, engine, mode):
        self.engine = engine
        self.mode = mode
        self.has_answered = False

    def run(self):
        """Returns why it has failed, as a finding; None for nothing."""
        from database_errors import explain, unreachable

        try:
            with limit(WHOLE_TIMEOUT_S):
                self.ask()
            return None
        except WholeTimeout:
            return unreachable(f"no whole answer within {WHOLE_TIMEOUT_S} s")
        except MemoryError:
            raise
        except Exception as error:
            finding = explain(error, self.engine.url)
            is_ascii = isinstance(error, TypeError) and self.is_ascii()
            return {**finding, "cause": "encoding"} if is_ascii else finding

    def ask(self):
        import sqlalchemy
        from database_rights import find_problems

        with self.engine.connect() as connection:
            # One question that fails would make those after it fail too.
            connection.execution_options(isolation_level="AUTOCOMMIT")

            def query(statement):
                return [tuple(row) for row in connection.execute(sqlalchemy.text(statement))]

            query("SELECT 1")
            self.has_answered = True
            respond("answers")
            if self.mode == "replica":
                return
            tables = sqlalchemy.inspect(connection).get_table_names()
            has_tables = "alembic_version" in tables and "experiments" in tables
            for problem in find_problems(self.engine.url.get_backend_name(), query, has_tables):
                if problem["kind"] == "read-only":
                    problem["isEmpty"] = not has_tables or query("SELECT COUNT(*) FROM experiments") == [(0,)]
                respond(**problem)
                if problem["kind"] == "rights":
                    return
            if "alembic_version" in tables and check_schema(query, is_file=False) and self.mode != "registry":
                check_experiments(query, self.mode)

    def is_ascii(self):
        """Whether PostgreSQL's driver gives bytes, as it does for a database without an encoding."""
        arguments, options = self.engine.dialect.create_connect_args(self.engine.url)
        options["connect_timeout"] = CONNECT_TIMEOUT_S
        with contextlib.suppress(Exception), self.engine.dialect.connect(*arguments, **options) as connection:
            return connection.info.parameter_status("server_encoding") == "SQL_ASCII"
        return False


def check_server(uri, mode):
    engine = create_engine(uri, os.environ)
    last_reason = None
    while True:
        attempt = Attempt(engine, mode)
        finding = attempt.run()
        if finding is None or finding["kind"] == "refused":
            if finding:
                respond(**finding)
            return
        if attempt.has_answered or finding["reason"] != last_reason:
            respond(**finding)
        last_reason = finding["reason"]
        time.sleep(RETRY_INTERVAL_S)


def open_file(path):
    """Opens a SQLite file read-only. Returns a function that runs a query; exits if the file is new."""
    if not os.path.exists(path) or not os.path.getsize(path):
        sys.exit()
    database = sqlite3.connect(pathlib.Path(path).absolute().as_uri() + "?mode=ro", uri=True, timeout=2)
    return lambda query: database.execute(query).fetchall()


def is_empty(query):
    """Whether MLflow has created tables in a SQLite database and nothing else.

    The last step of MLflow's initialisation adds the experiment `Default`; before that there is at most one row, of its
    own workspace. While a migration is under way, a table of Alembic's own may have rows.
    """
    own_rows = {"workspaces": " WHERE name <> 'default'"}
    for (table,) in query("SELECT name FROM sqlite_master WHERE type = 'table'"):
        name = table[len("_alembic_tmp_") :] if table.startswith("_alembic_tmp_") else table
        if name == "alembic_version" or name.startswith("sqlite_"):
            continue
        if query(f'SELECT 1 FROM "{table}"{own_rows.get(name, "")} LIMIT 1'):
            return False
    return True


def read_revisions(directory):
    """Reads Alembic's migrations. Returns all revisions, and those of them that no other one follows."""
    revisions, followed = set(), set()
    for path in glob.glob(os.path.join(glob.escape(directory), "*.py")):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        revisions.update(re.findall(r"^revision\b.*=\s*['\"](\w+)", text, re.MULTILINE))
        for value in re.findall(r"^down_revision\b.*=(.*)", text, re.MULTILINE):
            followed.update(re.findall(r"['\"](\w+)", value))
    return revisions, revisions - followed


def find_versions(query):
    """The revisions that the database is at; none if it has no tables yet."""
    try:
        return {version for (version,) in query("SELECT version_num FROM alembic_version")}
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            return set()
        raise


def check_schema(query, is_file):
    """Returns whether the tables are those of this MLflow."""
    mlflow = os.path.dirname(importlib.util.find_spec("mlflow").origin)
    revisions, heads = read_revisions(os.path.join(mlflow, "store", "db_migrations", "versions"))
    found = find_versions(query)
    if is_file and not found & heads and query("SELECT 1 FROM sqlite_master") and is_empty(query):
        respond("half-made")
    elif found and heads and not found & heads:
        respond("schema", found=min(found), expected=min(heads), newer=not found & revisions)
    return bool(found & heads)


def check_experiments(query, mode):
    """Finds experiments whose artifacts clients reach in another way than those of new ones."""
    rows = query("SELECT name, artifact_location FROM experiments WHERE lifecycle_stage = 'active'")
    others = [
        name for name, location in rows if location and location.startswith("mlflow-artifacts:") == (mode == "direct")
    ]
    if others:
        respond("experiments", names=others[:3], count=len(others))


def check_file(path, mode):
    query = open_file(path)
    try:
        if check_schema(query, is_file=True):
            check_experiments(query, mode)
    except sqlite3.Error as error:
        respond("unreadable", reason=str(error)[:MAX_REASON_LENGTH])


def main():
    mode, path, variable = sys.argv[1:]
    if path:
        check_file(path, mode)
    else:
        check_server(os.environ[variable], mode)


if __name__ == "__main__":
    with contextlib.suppress(SystemExit):
        main()
    respond("done")
