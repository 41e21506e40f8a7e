#!/bin/sh
# Ends an MLflow server after its launcher has ended without doing so: killed, or out of memory.
#
# Usage: watchdog.sh ID GRACE [FOLDER]
#   ID      what the environment of each of the server's processes holds; not a secret
#   GRACE   seconds between TERM and KILL
#   FOLDER  a folder of the server's socket, removed at the end
# Standard input: the number of the server's process group, an empty line to forget it, or `done`. It closes when the
# launcher ends. src/server/watchdog.ts shows the states.

id=$1 grace=$2 folder=$3 group=
while read -r word; do
  [ "$word" = done ] && exit 0
  group=$word
done
carriers() {
  for file in $(grep -ls "$id" /proc/[0-9]*/environ); do
    pid=${file#/proc/}
    echo "${pid%/environ}"
  done
}
send() {
  [ -z "$group" ] || kill -"$1" "-$group"
  for pid in $(carriers); do kill -"$1" "$pid"; done
}
group_alive() {
  [ -r /proc/self/stat ] || { kill -0 "-$group"; return; }
  for file in /proc/[0-9]*/stat; do
    read -r line <"$file" || continue
    set -- ${line##*) }
    [ "$3" = "$group" ] && [ "$1" != Z ] && [ "$1" != X ] && return
  done
  return 1
}
alive() {
  [ -n "$group" ] && group_alive && return
  [ -n "$(carriers)" ]
}
finish() {
  [ -z "$folder" ] || rm -rf "$folder"
  exit 0
}
end=$(($(date +%s) + grace))
send TERM
while [ "$(date +%s)" -lt "$end" ]; do
  alive || finish
  # Each look reads the environment of every process of the machine: not more often than is noticed.
  sleep 0.5
done
for attempt in 1 2 3; do
  alive || finish
  send KILL
done
finish
