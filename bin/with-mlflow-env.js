#!/usr/bin/env -S node --
// The `--` matters: without it Node itself looks for `--env-file` among the command's words, ends with its own error
// if the file is missing, reads a pipe empty, and takes NODE_OPTIONS from the file
// (https://github.com/nodejs/node/issues/54232).

// Unhandled, this signal would open Node's inspector to every user of the machine, on a process that holds secrets. It
// is taken before anything else is loaded, and stays taken.
process.on('SIGUSR1', () => {})

// An older Node must end with this line instead of a syntax error, so this file is written in the JavaScript of 2015: without
// commas after a call's last argument, which the formatter adds if a line is too long.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  const found = `this is ${process.versions.node}, at ${process.execPath}`
  console.error(`with-mlflow-env: error: needs Node 20.19 or newer, ${found}`)
  process.exit(125)
}

const { WITH_MLFLOW_ENV_DEBUG: debug } = process.env
// The stack of an error then names lines of src/.
if (debug && /^(?:1|true)$/i.test(debug)) process.setSourceMapsEnabled(true)
try {
  require('../dist/cli.cjs')
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error
  const filename = `${__dirname}/../dist/cli.cjs`
  const remedy = 'reinstall with-mlflow-env (in a clone: npm ci && npm run build)'
  console.error(`with-mlflow-env: error: this installation is incomplete, '${filename}' is missing: ${remedy}`)
  process.exitCode = 125
}
