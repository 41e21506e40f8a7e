#!/bin/sh
# A tracking server that holds the project's credentials. Clients upload and download through it.
#
#     ./server.sh --port 5000
#
# The inner shell is there because MLFLOW_ARTIFACT_ROOT may stand in .env, where only the command inside sees it.
exec with-mlflow-env sh -c 'exec mlflow server --artifacts-destination "${MLFLOW_ARTIFACT_ROOT:?}" "$@"' server "$@"
