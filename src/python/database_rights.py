"""What a database lets its user do. Each function takes one that runs a query, and returns findings.

`rights`     what MLflow's start needs is not permitted: `missing` (tables, create, schema), `grant`: the statement
             that permits it, `isSure`: no start can work
`read-only`  nothing can be written: `why` (standby, setting, server, database, rights), `source`: where PostgreSQL has
             the setting from, `grant`
"""

import re

# One table for each thing that every client does. Later versions have more of them.
TABLES = ("alembic_version", "experiments", "runs", "metrics")


def find_problems(backend, query, has_tables):
    """@param has_tables whether MLflow's tables are there"""
    look = {"postgresql": look_at_postgresql, "mysql": look_at_mysql, "mariadb": look_at_mysql, "mssql": look_at_mssql}
    return look[backend](query, has_tables) if backend in look else []


def look_at_postgresql(query, has_tables):
    ((schema, user, name, is_read_only, is_standby),) = query(
        "SELECT quote_ident(current_schema()), quote_ident(current_user), quote_ident(current_database()),"
        " current_setting('transaction_read_only') = 'on', pg_is_in_recovery()"
    )
    if is_standby:
        return [{"kind": "read-only", "why": "standby"}]
    if is_read_only:
        rows = query("SELECT source FROM pg_settings WHERE name = 'default_transaction_read_only'")
        source = rows[0][0] if rows else ""
        place = {
            "database": f"DATABASE {name}",
            "user": f"ROLE {user}",
            "database user": f"ROLE {user} IN DATABASE {name}",
        }
        grant = f"ALTER {place[source]} RESET default_transaction_read_only" if source in place else None
        return [{"kind": "read-only", "why": "setting", "source": source, "grant": grant}]
    if schema is None:
        return [{"kind": "rights", "missing": "schema", "grant": open_schema(query, user), "isSure": not has_tables}]
    if has_tables:
        return look_at_tables(query, schema, user)
    ((may_create,),) = query("SELECT has_schema_privilege(current_schema(), 'CREATE')")
    grant = f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {user}"
    return [] if may_create else [{"kind": "rights", "missing": "create", "grant": grant, "isSure": True}]


def open_schema(query, user):
    """The statement that gives a user a schema who can use none of the search path."""
    path = (
        "SELECT CASE entry WHEN '$user' THEN current_user ELSE entry END AS name, entry, place FROM unnest("
        "string_to_array(replace(replace(current_setting('search_path'), ' ', ''), '\"', ''), ','))"
        " WITH ORDINALITY AS p(entry, place)"
    )
    there = query(f"SELECT quote_ident(name) FROM ({path}) AS q JOIN pg_namespace ON nspname = name ORDER BY place")
    if there:
        return f"GRANT USAGE, CREATE ON SCHEMA {there[0][0]} TO {user}"
    # One of its own name for `$user`, if there is nothing else.
    names = query(f"SELECT quote_ident(name) FROM ({path}) AS q WHERE name <> '' ORDER BY entry = '$user', place")
    return f"CREATE SCHEMA {names[0][0] if names else user} AUTHORIZATION {user}"


def look_at_tables(query, schema, user):
    missing = set()
    for table in TABLES:
        for (right,) in query(
            f"SELECT r FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS r, to_regclass('{table}') AS t"
            " WHERE t IS NOT NULL AND NOT has_table_privilege(t, r)"
        ):
            missing.add((table, right))
    missing -= {("alembic_version", right) for right in ("INSERT", "UPDATE", "DELETE")}
    if not missing:
        return []
    rights = f"SCHEMA {schema} TO {user}"
    grant = f"GRANT ALL ON ALL TABLES IN {rights}; GRANT ALL ON ALL SEQUENCES IN {rights}"
    if any(right == "SELECT" for _, right in missing):
        return [{"kind": "rights", "missing": "tables", "grant": grant, "isSure": True}]
    return [{"kind": "read-only", "why": "rights", "grant": grant}]


def look_at_mysql(query, has_tables):
    variables = dict(query("SHOW GLOBAL VARIABLES WHERE Variable_name IN ('read_only', 'innodb_read_only')"))
    if "ON" in variables.values():
        return [{"kind": "read-only", "why": "server"}]
    # A role or an administrator's privilege may include it, and so may what one cannot see.
    grants = [row[0] for row in query("SHOW GRANTS")]
    may_create = any(
        re.search(r"ALL PRIVILEGES|\bCREATE\b\s*(?:,|ON)", grant) or " ON " not in grant for grant in grants
    )
    if has_tables or may_create:
        return []
    ((name, user),) = query("SELECT DATABASE(), CURRENT_USER()")
    account = "@".join(f"'{part}'" for part in str(user).rsplit("@", 1))
    grant = f"GRANT ALL PRIVILEGES ON `{name}`.* TO {account}"
    return [{"kind": "rights", "missing": "create", "grant": grant, "isSure": False}]


def look_at_mssql(query, _has_tables):
    ((state,),) = query("SELECT CONVERT(VARCHAR(20), DATABASEPROPERTYEX(DB_NAME(), 'Updateability'))")
    return [{"kind": "read-only", "why": "database"}] if state == "READ_ONLY" else []
