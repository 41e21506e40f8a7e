// The folders of src/commands with an index.ts: each is a command, and a bundle or part of its own.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** @param {string} root */
export function commandsIn(root) {
  const folder = join(root, 'src', 'commands')
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')))
}
