#!/bin/sh
# MLflow's own command behind the launcher: a tracking server that holds the project's credentials. Clients upload and
# download through it. 'with-mlflow-env server' starts the same server, looks for mistakes first, and says when it is ready.
#
#     ./server.sh --port 5000
#
# The inner shell is there because MLFLOW_ARTIFACT_ROOT may be set in .env, and only the command inside sees it.
exec with-mlflow-env sh -c '
  exec mlflow server --artifacts-destination "${MLFLOW_ARTIFACT_ROOT:?is not set: put it into .env, as in s3://my-bucket/mlflow}" "$@"
' server.sh "$@"
