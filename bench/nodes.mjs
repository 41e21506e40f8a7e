// The versions of Node that the launchers are started with: the running one first, then those of the end-to-end tests,
// then those that were named.
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CommandFailed, run } from '../scripts/setup/command.mjs'
import { root } from './paths.mjs'

const installed = join(root, 'test', 'nodes', 'node_modules')
const question = 'JSON.stringify([process.versions.node, typeof process.execve === "function"])'

/** Gives each version once: { version, path, execve }. */
export async function findNodes(named, { env }) {
  const nodes = new Map()
  for (const path of [process.execPath, ...listInstalled(), ...named.map((path) => resolve(path))]) {
    const [version, execve] = await ask(path, env)
    if (!nodes.has(version)) nodes.set(version, { version, path, execve })
  }
  return [...nodes.values()]
}

async function ask(path, env) {
  const answer = await run(path, ['-p', question], env)
  try {
    return JSON.parse(answer)
  } catch {
    throw new CommandFailed(`${path} is not Node: it answers '${answer.trim()}'`)
  }
}

function listInstalled() {
  if (!existsSync(installed)) return []
  const names = readdirSync(installed).filter((name) => /^node-\d+$/.test(name))
  return names.map((name) => join(installed, name, 'bin', 'node')).filter((path) => existsSync(path))
}
