"""Prints the routes of the installed MLflow's server as JSON: its methods and its path, one row for each."""

import json
import os
import tempfile

# Importing the server needs a store's name, and opens none.
folder = tempfile.mkdtemp()
os.environ["_MLFLOW_SERVER_FILE_STORE"] = f"sqlite:///{folder}/mlflow.db"

from mlflow.server import app as flask_app  # noqa: E402
from mlflow.server.fastapi_app import app as fastapi_app  # noqa: E402
from mlflow.server.graphql.graphql_schema_extensions import schema  # noqa: E402


def walk(routes, prefix=""):
    """FastAPI's own routes, through the routers that are included."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from walk(inner.routes, prefix + (route.include_context.prefix or ""))
        elif getattr(route, "methods", None):
            yield sorted(route.methods), prefix + route.path


flask = [(sorted(rule.methods or []), rule.rule) for rule in flask_app.url_map.iter_rules()]
rows = [{"methods": methods, "path": path} for methods, path in [*flask, *walk(fastapi_app.routes)]]
mutations = sorted(schema.graphql_schema.mutation_type.fields) if schema.graphql_schema.mutation_type else []
print(json.dumps({"routes": rows, "mutations": mutations}))
