import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** What `execvp` would make of a command's name. */
export type FoundCommand =
  | { readonly kind: 'found'; readonly path: string; readonly interpreter: string | null }
  | { readonly kind: 'missing'; readonly searched: boolean }
  | { readonly kind: 'denied'; readonly path: string; readonly reason: 'directory' | 'permission' }

/**
 * Looks a command up as `execvp` does: on the child's PATH, a name with a slash from the working directory.
 *
 * @param path the child's PATH; without one, the system's default
 */
export function findCommand(command: string, cwd: string, path: string | undefined): FoundCommand {
  const searched = !command.includes('/')
  const folders = searched ? (path ?? '/bin:/usr/bin').split(delimiter) : []
  const candidates = searched ? folders.map((folder) => join(resolve(cwd, folder), command)) : [resolve(cwd, command)]
  let denied: FoundCommand | undefined
  for (const candidate of command === '' ? [] : candidates) {
    const found = examine(candidate)
    if (found?.kind === 'found') return found
    denied ??= found
  }
  return denied ?? { kind: 'missing', searched }
}

function examine(path: string): FoundCommand | undefined {
  try {
    const stats = statSync(path)
    if (stats.isDirectory()) return { kind: 'denied', path, reason: 'directory' }
    accessSync(path, constants.X_OK)
    return { kind: 'found', path, interpreter: readInterpreter(path) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'EACCES' || code === 'EPERM' ? { kind: 'denied', path, reason: 'permission' } : undefined
  }
}

/** The program behind `#!`; null where the file has no such line or may not be read. */
function readInterpreter(path: string): string | null {
  try {
    const descriptor = openSync(path, 'r')
    try {
      const start = Buffer.alloc(256)
      const text = start.subarray(0, readSync(descriptor, start)).toString('latin1')
      return /^#![ \t]*([^ \t\n\0]+)/.exec(text)?.[1] ?? null
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}
