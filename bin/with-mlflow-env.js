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

const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')

const dist = `${__dirname}/../dist`
const filename = `${dist}/cli.cjs`

// The build leaves, next to the code, what one version of Node has compiled of it. With it, loading and running the
// launcher takes 30 % less processor time (Node 20, medians of 40 runs in turn).
// Every build writes it again, and V8 refuses what another version wrote.
function readCompiled() {
  try {
    return readFileSync(`${dist}/cli.${process.version}-${process.platform}-${process.arch}.bin`)
  } catch (_) {
    return undefined
  }
}

// In a file of its own, which is rarely needed.
const importModule = (name) => require('./import.js')(name)

try {
  const { WITH_MLFLOW_ENV_DEBUG: debug } = process.env
  if (debug && /^(?:1|true)$/i.test(debug)) {
    // The same as a module, whose stacks Node translates by the source map.
    const Module = require('node:module')
    const launcher = new Module(filename)
    process.setSourceMapsEnabled(true)
    launcher._compile(`module.exports = ${readFileSync(filename, 'utf8')}`, filename)
    launcher.exports(require, dist, importModule)
  } else {
    const code = readFileSync(filename, 'latin1')
    const script = new Script(code, { filename, cachedData: readCompiled() })
    script.runInThisContext()(require, dist, importModule)
  }
} catch (error) {
  if (error.code !== 'ENOENT' && error.code !== 'MODULE_NOT_FOUND') throw error
  const remedy = 'reinstall with-mlflow-env (in a clone: npm ci && npm run build)'
  console.error(`with-mlflow-env: error: this installation is incomplete, '${filename}' is missing: ${remedy}`)
  process.exitCode = 125
}
