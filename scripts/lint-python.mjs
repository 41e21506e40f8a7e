// Checks the Python files with ruff: its rules and its format, as ruff.toml has them. `npm test` installs it; without it
// this says so, and `--required` makes that a failure.
//
//     node scripts/lint-python.mjs [--fix | --required]
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { root } from './setup/environment.mjs'
import { ruff } from './setup/ruff.mjs'

if (!existsSync(ruff)) {
  const isRequired = process.argv.includes('--required')
  process.stderr.write(`the Python files are not checked: ruff is not installed ('npm test' installs it)\n`)
  process.exit(isRequired ? 1 : 0)
}
const isFix = process.argv.includes('--fix')
const steps = isFix ? [['format'], ['check', '--fix']] : [['check'], ['format', '--check']]
const statuses = steps.map((words) => spawnSync(ruff, words, { cwd: root, stdio: 'inherit' }).status ?? 1)
process.exitCode = Math.max(...statuses)
