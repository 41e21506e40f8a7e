#!/bin/sh
# Several runs from one script: the launcher goes before each command that needs the project's account, and the rest
# of the script keeps the shell's own.
#
#     ./train.sh 0.1 1 10
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- 0.1 10

for c in "$@"; do
  with-mlflow-env --quiet python train.py --c "$c"
done
