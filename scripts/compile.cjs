// Writes what V8 has compiled of the launcher after a typical run: only what ran is in it. Run it with the Node that it
// is for.
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const vm = require('node:vm')

const output = join(__dirname, '..', 'dist', `cli.${process.version}-${process.platform}-${process.arch}.bin`)

const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-build-'))
const file = [
  '# a comment',
  'MLFLOW_TRACKING_URI=http://127.0.0.1:9',
  `MLFLOW_AWS_ACCESS_KEY_ID=${'A'.repeat(20)}`,
  `MLFLOW_AWS_SECRET_ACCESS_KEY=${'s'.repeat(40)}`,
  'MLFLOW_AWS_DEFAULT_REGION="eu-west-1"',
  'MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:9',
  'MLFLOW_ARTIFACT_ROOT=s3://bucket/path',
  'DATABASE_HOST=localhost',
]
writeFileSync(join(folder, '.env'), file.join('\n'))
process.chdir(folder)

/** The script that the program makes of the launcher's code. @type {vm.Script[]} */
const scripts = []
Object.assign(vm, {
  Script: class extends vm.Script {
    /** @param {ConstructorParameters<typeof vm.Script>} args */
    constructor(...args) {
      super(...args)
      scripts.push(this)
    }
  },
})
const { exit } = process
process.exit = /** @type {typeof process.exit} */ (
  (status) => {
    process.chdir('/')
    rmSync(folder, { recursive: true })
    const [script] = scripts
    if (status === 0 && script) writeFileSync(output, script.createCachedData())
    exit(script ? status : 1)
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
require(join(__dirname, '..', 'bin', 'with-mlflow-env.js'))
