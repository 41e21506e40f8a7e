#!/usr/bin/env -S node --
// The `--` matters: without it Node itself looks for `--env-file` among the command's words, ends with its own error
// where the file is missing, reads a pipe empty, and takes NODE_OPTIONS from the file
// (https://github.com/nodejs/node/issues/54232).

// Unhandled, this signal would open Node's inspector to every user of the machine, on a process that holds secrets. It
// is taken before anything else is loaded, and stays taken.
process.on('SIGUSR1', () => {})

const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')

const dist = `${__dirname}/../dist`

// The build leaves, beside the code, what this very version of Node has compiled of it. Without it all works the same
// and takes some milliseconds more; V8 refuses what another version has made.
function readCompiled() {
  try {
    return readFileSync(`${dist}/cli.${process.version}-${process.platform}-${process.arch}.bin`)
  } catch {
    return undefined
  }
}

try {
  const filename = `${dist}/cli.cjs`
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: readCompiled() })
  // Compiled like this, the code could not import by itself.
  script.runInThisContext()(require, (name) => import(name), dist)
} catch (error) {
  if (error.code !== 'ENOENT') throw error
  console.error("with-mlflow-env: a part of it is missing: install it again, or run 'npm run build' in its folder")
  process.exitCode = 125
}
