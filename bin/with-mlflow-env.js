#!/usr/bin/env -S node --
// The `--` matters: without it Node itself looks for `--env-file` among the command's words, ends with its own error
// where the file is missing, reads a pipe empty, and takes NODE_OPTIONS from the file
// (https://github.com/nodejs/node/issues/54232).

// Unhandled, this signal would open Node's inspector to every user of the machine, on a process that holds secrets. It
// is taken before anything else is loaded, and stays taken.
process.on('SIGUSR1', () => {})

await import('../dist/cli.js')
