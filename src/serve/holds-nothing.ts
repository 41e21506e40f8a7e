/**
 * A function in Python that says whether a SQLite database of MLflow's holds nothing but what MLflow puts into every new
 * one. Where a migration was cut short, its rows may stand in a table of Alembic's own.
 */
export const HOLDS_NOTHING = `
def holds_nothing(query):
    own = {"experiments": " WHERE experiment_id <> 0", "workspaces": " WHERE name <> 'default'"}
    for (table,) in query("SELECT name FROM sqlite_master WHERE type = 'table'"):
        name = table.removeprefix("_alembic_tmp_")
        if name == "alembic_version" or name.startswith("sqlite_"):
            continue
        if query(f'SELECT 1 FROM "{table}"{own.get(name, "")} LIMIT 1'):
            return False
    return True
`
