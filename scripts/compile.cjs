// Writes what V8 has compiled of the launcher after a typical run: only what ran is in it. Run it with the Node that it
// is for.
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { tmpdir } = require('node:os')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')

const filename = join(__dirname, '..', 'dist', 'cli.cjs')
const output = filename.replace(/cjs$/, `${process.version}-${process.platform}-${process.arch}.bin`)
// As bin/with-mlflow-env.js does it.
const code = readFileSync(filename, 'latin1')
const wrapped = `(function (exports, require, module, __filename, __dirname, importModule) {${code}\n})`
const script = new Script(wrapped, { filename })

const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-build-'))
const file = [
  '# a comment',
  'MLFLOW_TRACKING_URI=http://127.0.0.1:9',
  `MLFLOW_AWS_ACCESS_KEY_ID=${'A'.repeat(20)}`,
  `MLFLOW_AWS_SECRET_ACCESS_KEY=${'s'.repeat(40)}`,
  'MLFLOW_AWS_DEFAULT_REGION="eu-west-1"',
  'MLFLOW_ARTIFACT_ROOT=s3://bucket/path',
]
writeFileSync(join(folder, '.env'), file.join('\n'))
process.chdir(folder)

const { exit } = process
process.exit = /** @type {typeof process.exit} */ (
  (status) => {
    process.chdir('/')
    rmSync(folder, { recursive: true })
    if (status === 0) writeFileSync(output, script.createCachedData())
    exit(status)
  }
)
// Becoming the command is tried as well, up to the call itself.
if ('execve' in process) {
  Object.assign(process, {
    execve: () => {
      throw Object.assign(new Error(), { code: 'ENOSYS' })
    },
  })
}
process.argv.splice(2, process.argv.length, '--launch', 'auto', process.execPath, '-e', '0')
script.runInThisContext()(
  exports,
  createRequire(filename),
  module,
  filename,
  dirname(filename),
  (/** @type {string} */ name) => import(name),
)
