// A private folder for one run: two projects with a .env each, a home, and the environment that every command gets.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { largeEnvFile, typicalEnvFile } from './env-files.mjs'
import { makeKeys } from './keys.mjs'
import { pythonBin } from './paths.mjs'

export function makeSandbox() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-bench-')))
  // The end of every run, also of one that was stopped: command.mjs ends by process.exit().
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name))
  return {
    folder,
    project: makeProject(join(folder, 'project'), typicalEnvFile()),
    largeProject: makeProject(join(folder, 'large-project'), largeEnvFile(10_000)),
    env: environment(folder),
  }
}

export function makeProject(folder, envFile) {
  // The search for .env ends at a repository's root.
  mkdirSync(join(folder, '.git'), { recursive: true })
  writeFileSync(join(folder, '.env'), envFile, { mode: 0o600 })
  return folder
}

/**
 * Made from nothing, so that no setting of the developer's shell changes a result: not NODE_OPTIONS, nor
 * NODE_COMPILE_CACHE, nor NODE_EXTRA_CA_CERTS, for which Node 20 reads all certificates at every start.
 */
function environment(folder) {
  const [id, secret] = makeKeys()
  return {
    PATH: [dirname(process.execPath), pythonBin, '/usr/bin', '/bin'].join(':'),
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    SHELL: '/bin/sh',
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    // The account of the shell, from which the project is to be kept apart.
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_DEFAULT_REGION: 'eu-central-1',
  }
}

/** The environment with so many variables in all. */
export function withVariables(env, count) {
  const more = Array.from({ length: count - Object.keys(env).length }, (_, at) => {
    const number = String(at).padStart(5, '0')
    return [`BUILD_SETTING_${number}`, `value ${number} of the pipeline`]
  })
  return { ...env, ...Object.fromEntries(more) }
}
