/**
 * A function in Python that says whether a SQLite database was left half made by MLflow, or is empty. The last that MLflow
 * does to a new one is to add the experiment `Default`; before that it has one row at most, of its own workspace. While
 * a migration goes on, rows may stand in a table of Alembic's own.
 */
export const HOLDS_NOTHING = `
def holds_nothing(query):
    own = {"workspaces": " WHERE name <> 'default'"}
    for (table,) in query("SELECT name FROM sqlite_master WHERE type = 'table'"):
        name = table.removeprefix("_alembic_tmp_")
        if name == "alembic_version" or name.startswith("sqlite_"):
            continue
        if query(f'SELECT 1 FROM "{table}"{own.get(name, "")} LIMIT 1'):
            return False
    return True
`
