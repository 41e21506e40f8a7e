"""Looks at the server's database: the login, the schema, and where the experiments keep their artifacts.

Usage: check_database.py MODE [FILE] in the environment of the server. MODE is how clients reach artifacts, `direct` or
another word. FILE is the file of a SQLite database; without it MLFLOW_BACKEND_STORE_URI names the database.
Prints a line for each finding: a prefix, then a JSON object with `kind`.

MLflow retries a refused login for minutes, without a word. A database that does not answer yet is another matter: it
may be starting too, as in a compose file. MLflow itself is not imported, which would take longer than its start.
"""

import glob
import importlib.util
import json
import os
import pathlib
import re
import sqlite3
import sys
import time
from urllib.parse import quote, quote_plus

RESPONSE_PREFIX = "with-mlflow-env:"
CONNECT_TIMEOUT_S = 10
RETRY_INTERVAL_S = 1
MAX_REASON_LENGTH = 300
# Redacting a shorter secret would tell it by the places where it is missing.
MIN_SECRET_LENGTH = 4

# Databases' own messages name users and databases, never a password: a gap in them would tell what is missing there.
SAFE_MESSAGE = re.compile(
    "FATAL: |Access denied for user|Login failed for user|server does not support SSL|Connection refused"
)
# What no wait will repair. Any other answer may be that of a database that starts, of a standby or of a pool.
REFUSED = re.compile(
    "authentication failed|no password supplied|no pg_hba|pg_hba.conf rejects|role .* does not exist"
    "|database .* does not exist|no such (?:user|database)|permission denied for database|not permitted to log in"
    "|not currently accepting connections|Access denied|Unknown database|is not allowed to connect|Login failed"
    "|Cannot open database",
    re.IGNORECASE,
)
INVALID_OPTION = re.compile(
    "invalid (?:connection option|port|integer value|sslmode|.* value)|does not support SSL|is not supported",
    re.IGNORECASE,
)
# Options of a URI whose values are no secrets.
HARMLESS_OPTIONS = (
    "host",
    "hostaddr",
    "port",
    "sslmode",
    "ssl",
    "connect_timeout",
    "application_name",
    "charset",
    "target_session_attrs",
)


def respond(kind, **details):
    print(f"\n{RESPONSE_PREFIX}{json.dumps({'kind': kind, **details})}", flush=True)


def find_reason(text):
    """The line of a driver's message that says what is wrong."""
    lines = [line.strip(" -\t") for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line] or [line for line in lines if "failed" in line] or lines[:1]
    return telling[-1] if telling else ""


def redact(text, secrets):
    """Replaces each secret, in any encoding that a URI may have it in."""
    if SAFE_MESSAGE.search(text):
        return text
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            text = text.replace(form, "***") if len(form) >= MIN_SECRET_LENGTH else text
    return text


def secrets_of(url):
    """The password of a SQLAlchemy URL, and the values of options that may be secret."""
    secrets = [str(url.password or "")]
    for name, value in url.query.items():
        if name not in HARMLESS_OPTIONS:
            secrets += [value] if isinstance(value, str) else value
    return secrets


def describe(error, url):
    """One line without secrets."""
    text = find_reason(str(getattr(error, "orig", None) or error)) or type(error).__name__
    return redact(text, secrets_of(url))[:MAX_REASON_LENGTH]


def connect(uri):
    """Waits until the database answers. Returns a function that runs a query; exits if it never will answer."""
    import sqlalchemy

    try:
        url = sqlalchemy.make_url(uri)
        has_timeout = url.get_driver_name() in ("psycopg", "psycopg2", "pymysql", "mysqldb")
        options = {"connect_timeout": CONNECT_TIMEOUT_S} if has_timeout else {}
        engine = sqlalchemy.create_engine(url, connect_args=options, poolclass=sqlalchemy.pool.NullPool)
    except Exception:
        # The error's text may quote the URI. MLflow says itself what it does not like.
        sys.exit()
    is_reported = False
    while True:
        try:
            connection = engine.connect()
        except Exception as error:
            if not isinstance(error, (sqlalchemy.exc.DBAPIError, OSError)):
                sys.exit()
            reason = describe(error, url)
            if REFUSED.search(reason) or INVALID_OPTION.search(reason):
                respond("refused", reason=reason)
                sys.exit()
            if not is_reported:
                respond("unreachable", reason=reason)
            is_reported = True
            time.sleep(RETRY_INTERVAL_S)
            continue
        if is_reported:
            respond("answers")
        return lambda query: [tuple(row) for row in connection.execute(sqlalchemy.text(query))]


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
    except Exception:
        return set()


def check_schema(query, is_file):
    mlflow = os.path.dirname(importlib.util.find_spec("mlflow").origin)
    revisions, heads = read_revisions(os.path.join(mlflow, "store", "db_migrations", "versions"))
    found = find_versions(query)
    if is_file and not found & heads and query("SELECT 1 FROM sqlite_master") and is_empty(query):
        respond("half-made")
    elif found and heads and not found & heads:
        respond("schema", found=min(found), expected=min(heads), newer=not found & revisions)


def check_experiments(query, mode):
    """Finds experiments whose artifacts clients reach in another way than those of new ones."""
    rows = query("SELECT name, artifact_location FROM experiments WHERE lifecycle_stage = 'active'")
    others = [
        name for name, location in rows if location and location.startswith("mlflow-artifacts:") == (mode == "direct")
    ]
    if others:
        respond("experiments", names=others[:3], count=len(others))


def main():
    mode, path = sys.argv[1:]
    query = open_file(path) if path else connect(os.environ["MLFLOW_BACKEND_STORE_URI"])
    for check in (lambda: check_schema(query, bool(path)), lambda: check_experiments(query, mode)):
        try:
            check()
        except Exception:
            # Tables of another version, or none. MLflow says itself what it cannot use.
            pass


if __name__ == "__main__":
    try:
        main()
    except SystemExit:
        pass
    respond("done")
