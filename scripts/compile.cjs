// Writes what V8 has compiled of the launcher after a typical run: only what ran is in it. Run it with the Node that it
// is for.
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const vm = require('node:vm')

const output = join(__dirname, '..', 'dist', `cli.${process.version}-${process.platform}-${process.arch}.bin`)

const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-build-'))
/** @param {string} name @param {string[]} lines */
function makeProject(name, lines) {
  mkdirSync(join(folder, name, '.git'), { recursive: true })
  writeFileSync(join(folder, name, '.env'), lines.join('\n'))
  return join(folder, name)
}
const command = [process.execPath, '-e', '0']
const account = [
  '# a comment',
  `MLFLOW_AWS_ACCESS_KEY_ID=${'A'.repeat(20)}`,
  `MLFLOW_AWS_SECRET_ACCESS_KEY=${'s'.repeat(40)}`,
  'MLFLOW_AWS_DEFAULT_REGION="eu-west-1"',
  'MLFLOW_ARTIFACT_ROOT=s3://bucket/path',
  'DATABASE_HOST=localhost',
]
const addresses = ['MLFLOW_TRACKING_URI=http://127.0.0.1:9', 'MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:9']
/** The usual ones, with the project's own account: what only other runs need is left out, because reading it takes time. */
const runs = [
  { cwd: makeProject('aws', account), words: ['--quiet', ...command] },
  { cwd: makeProject('store', [...account, ...addresses]), words: ['--launch', 'auto', ...command] },
]

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
    const [script] = scripts
    if (status === 0 && script && runs.length > 0) return startNext(script)
    process.chdir('/')
    rmSync(folder, { recursive: true })
    if (status === 0 && script) writeFileSync(output, script.createCachedData())
    exit(script ? status : 1)
  }
)

/** @param {vm.Script} [script] none before the first run: the program makes it */
function startNext(script) {
  const { cwd, words } = runs.shift() ?? { cwd: '/', words: [] }
  process.chdir(cwd)
  process.argv.splice(2, process.argv.length, ...words)
  if (!script) require(join(__dirname, '..', 'bin', 'with-mlflow-env.js'))
  else script.runInThisContext()(require, join(__dirname, '..', 'dist'), () => Promise.reject(new Error('not needed')))
}

// Becoming the command is tried as well, up to the call itself.
if ('execve' in process) {
  Object.assign(process, {
    execve: () => {
      throw Object.assign(new Error(), { code: 'ENOSYS' })
    },
  })
}
startNext()
