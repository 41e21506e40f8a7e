// Launchers that are binaries: godotenv, which prepareBench() builds where there is Go, and direnv if PATH has it.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { here } from './paths.mjs'

const godotenv = join(here, 'go', 'bin', 'godotenv')

/** Gives launchers, and notes on those that are not there. */
export function findGoTools(sandbox) {
  const launchers = []
  const notes = []
  if (existsSync(godotenv)) {
    launchers.push(tool(`godotenv ${godotenvVersion()}`, (words) => [godotenv, '-f', '.env', ...words]))
  } else notes.push('godotenv: left out, because there is no Go to build it with.')
  const direnv = findOnPath('direnv')
  if (direnv !== undefined && allow(direnv, sandbox)) {
    launchers.push(tool('direnv exec', (words) => [direnv, 'exec', '.', ...words]))
  } else notes.push('direnv: left out, because PATH has none that works.')
  return { launchers, notes }
}

function tool(name, argv) {
  return { name, role: 'rival', native: true, argv }
}

function godotenvVersion() {
  return /godotenv v(\S+)/.exec(readFileSync(join(here, 'go', 'go.mod'), 'utf8'))?.[1] ?? ''
}

/** direnv reads .env by a line of its own file, which it wants to be allowed. */
function allow(direnv, { project, env }) {
  writeFileSync(join(project, '.envrc'), 'dotenv\n')
  return ['allow', 'version'].every((word) => spawnSync(direnv, [word], { cwd: project, env }).status === 0)
}

function findOnPath(name) {
  const files = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
