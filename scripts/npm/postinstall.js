// Where scripts of packages may run, npm's link to the command leads to the native executable from then on. Where they
// may not, or the platform has none, it leads to the launcher on Node, which does the same. Nothing is downloaded, and an
// installation never fails because of this.

const { spawnSync } = require('node:child_process')
const { chmodSync, copyFileSync, linkSync, readFileSync, renameSync, rmSync } = require('node:fs')
const { join } = require('node:path')

const command = join(__dirname, 'with-mlflow-env')

// pnpm and newer Yarns start the command through Node or a shell, by what its first line said before.
function linksDirectly() {
  return /^(?:npm|yarn\/1\.|bun)/.test(process.env.npm_config_user_agent || '')
}

function findExecutable() {
  return require.resolve(`with-mlflow-env-${process.platform}-${process.arch}/bin/with-mlflow-env`)
}

// Not on every machine that the package fits does it run.
function isUsable(executable) {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'))
  const { status, stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8', timeout: 10000 })
  return status === 0 && stdout === `${version}\n`
}

// By a new file: the old one may be a link into a store of the package manager's.
function replace(executable) {
  const fresh = `${command}.${process.pid}`
  try {
    try {
      linkSync(executable, fresh)
    } catch (_) {
      copyFileSync(executable, fresh)
    }
    chmodSync(fresh, 0o755)
    renameSync(fresh, command)
  } finally {
    rmSync(fresh, { force: true })
  }
}

try {
  const executable = linksDirectly() ? findExecutable() : null
  if (executable !== null && isUsable(executable)) replace(executable)
} catch (_) {
  // The launcher on Node stays.
}
