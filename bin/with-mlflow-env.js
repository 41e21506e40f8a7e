#!/usr/bin/env -S node --
// The `--` matters: without it Node itself looks for `--env-file` among the command's words, ends with its own error
// where the file is missing, reads a pipe empty, and takes NODE_OPTIONS from the file
// (https://github.com/nodejs/node/issues/54232).
import '../dist/cli.js'
