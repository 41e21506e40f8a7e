"""Creates MLflow's tables in the new database whose URI comes on standard input."""

import sys

import sqlalchemy
from mlflow.store.db.utils import _initialize_tables

_initialize_tables(sqlalchemy.create_engine(sys.stdin.read()))
