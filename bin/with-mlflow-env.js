#!/usr/bin/env -S node --
// The `--` matters: without it Node itself looks for `--env-file` among the command's words, ends with its own error
// where the file is missing, reads a pipe empty, and takes NODE_OPTIONS from the file
// (https://github.com/nodejs/node/issues/54232).

// Unhandled, this signal would open Node's inspector to every user of the machine, on a process that holds secrets. It
// is taken before anything else is loaded, and stays taken.
process.on('SIGUSR1', () => {})

const { readFileSync, statSync } = require('node:fs')
const { Script } = require('node:vm')

const dist = `${__dirname}/../dist`

// The build leaves, beside the code, what this very version of Node has compiled of it. Without it all works the same
// and takes some milliseconds more. V8 refuses what another version has made, but compares the code by its length only:
// what is older than the code is not of it.
function readCompiled(code) {
  try {
    const compiled = `${dist}/cli.${process.version}-${process.platform}-${process.arch}.bin`
    return statSync(compiled).mtimeMs >= statSync(code).mtimeMs ? readFileSync(compiled) : undefined
  } catch {
    return undefined
  }
}

try {
  const code = `${dist}/cli.cjs`
  const options = { filename: 'with-mlflow-env/dist/cli.cjs', cachedData: readCompiled(code) }
  // Compiled like this, the code could not import by itself.
  new Script(readFileSync(code, 'latin1'), options).runInThisContext()(require, (name) => import(name), dist)
} catch (error) {
  if (error.code !== 'ENOENT') throw error
  console.error("with-mlflow-env: a part of it is missing: install it again, or run 'npm run build' in its folder")
  process.exitCode = 125
}
