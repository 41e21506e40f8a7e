import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter } from 'node:path'
import { readBeginning } from './read-head.ts'

/** What `execvp` would make of a command's name. */
export type FoundCommand =
  | {
      readonly kind: 'found'
      /** Absolute. */
      readonly path: string
      /** As `execvp` writes it: behind the folder's name on PATH, or as it was given. */
      readonly asFound: string
      readonly interpreter: string | null
    }
  | { readonly kind: 'missing'; readonly searched: boolean }
  | { readonly kind: 'denied'; readonly path: string; readonly reason: 'directory' | 'permission' | 'path' }

/**
 * Looks a command up as `execvp` does: on the child's PATH, a name with a slash from the working directory.
 *
 * @param path the child's PATH; without one, the system's default
 */
export function findCommand(command: string, cwd: string, path: string | undefined): FoundCommand {
  const searched = !command.includes('/')
  const folders = searched ? (path ?? '/bin:/usr/bin').split(delimiter) : ['']
  let denied: FoundCommand | undefined
  let broken: FoundCommand | undefined
  for (const folder of command === '' ? [] : folders) {
    const found = examine(cwd, folder === '' ? command : `${folder}/${command}`, searched)
    if (found?.kind === 'found') {
      // On PATH, a script whose interpreter is gone is passed over as if it were not there.
      if (!searched || found.interpreter === null || existsSync(found.interpreter)) return found
      broken ??= found
      continue
    }
    denied ??= found
  }
  return denied ?? broken ?? { kind: 'missing', searched }
}

function examine(cwd: string, asFound: string, searched: boolean): FoundCommand | undefined {
  // Not made shorter: behind a link, `..` leads elsewhere than it reads.
  const path = asFound.startsWith('/') ? asFound : `${cwd}/${asFound}`
  try {
    const stats = statSync(path)
    if (stats.isDirectory()) return { kind: 'denied', path, reason: 'directory' }
    accessSync(path, constants.X_OK)
    return { kind: 'found', path, asFound, interpreter: /^[^ \t]+/.exec(readShebang(path) ?? '')?.[0] ?? null }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM') return { kind: 'denied', path, reason: 'permission' }
    // On the PATH such an entry is passed over.
    return code === 'ENOENT' || searched ? undefined : { kind: 'denied', path, reason: 'path' }
  }
}

/** How much of a file the kernel looks at for `#!`, in bytes. */
const LOOKED_AT = 256

/** The line behind `#!`; null where the file has no such line or may not be read. */
export function readShebang(path: string): string | null {
  const text = readBeginning(path, LOOKED_AT)?.toString('latin1') ?? ''
  const line = /^#![ \t]*([^\n\0]+)/.exec(text)?.[1] ?? null
  // A path that is cut off is none to the kernel, which looks no further.
  return line?.length === LOOKED_AT - 2 && !/[ \t]/.test(line) ? null : line
}
