import { DEFAULT_PATH } from './default-path.ts'
import * as host from './index.ts'
import { parseShebang, type Shebang } from './shebang.ts'

/** What `execvp` would make of a command's name. */
export type FoundCommand =
  | {
      readonly kind: 'found'
      /** Absolute. */
      readonly path: string
      /** As `execvp` writes it: after the directory's name on PATH, or as it was given. */
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
  const directories = searched ? (path ?? DEFAULT_PATH).split(host.pathDelimiter) : ['']
  let denied: FoundCommand | undefined
  let broken: FoundCommand | undefined
  for (const directory of command === '' ? [] : directories) {
    const found = examine(cwd, directory === '' ? command : `${directory}/${command}`, searched)
    if (found?.kind === 'found') {
      // On PATH, a script whose interpreter is gone is passed over as if it were not there.
      if (!searched || found.interpreter === null || exists(found.interpreter)) return found
      broken ??= found
      continue
    }
    denied ??= found
  }
  return denied ?? broken ?? { kind: 'missing', searched }
}

function examine(cwd: string, asFound: string, searched: boolean): FoundCommand | undefined {
  // Not made shorter: after a link, `..` leads elsewhere than it reads.
  const path = asFound.startsWith('/') ? asFound : `${cwd}/${asFound}`
  try {
    const status = host.stat(path)
    if (status === null && searched) return undefined
    // Throws with the reason.
    if (status === null) host.access(path, 'exists')
    if (status?.kind === 'directory') return { kind: 'denied', path, reason: 'directory' }
    host.access(path, 'execute')
    return { kind: 'found', path, asFound, interpreter: readShebang(path)?.interpreter ?? null }
  } catch (error) {
    const { code } = error as { readonly code?: string }
    if (code === 'EACCES' || code === 'EPERM') return { kind: 'denied', path, reason: 'permission' }
    // On the PATH such an entry is passed over.
    return code === 'ENOENT' || searched ? undefined : { kind: 'denied', path, reason: 'path' }
  }
}

function exists(path: string): boolean {
  try {
    return host.stat(path) !== null
  } catch {
    return false
  }
}

/** How much of a file the kernel looks at for `#!`. */
const KERNEL_HEAD_BYTES = 256

/** The first line of a script; null if the file is none or cannot be read. */
export function readShebang(path: string): Shebang | null {
  const head = host.readHead(path, KERNEL_HEAD_BYTES)
  return head && parseShebang(host.decodeLatin1(head), KERNEL_HEAD_BYTES)
}
