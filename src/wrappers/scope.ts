import { displayPath } from '../host/display-path.ts'
import * as host from '../host/index.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Finding } from './finding.ts'
import type { Statement } from './shell/statement.ts'

/** Larger files are read up to here. */
const MAX_FILE_BYTES = 1024 * 1024
/** One that is read again counts again: files that include each other would take forever. */
const MAX_TOTAL_LENGTH = 4 * MAX_FILE_BYTES
/** A script that calls itself in each line tells nothing new after some. */
const MAX_READS_OF_ONE = 100

/** What commands in scripts change, all together: makefiles that call each other would take forever. */
const MAX_FINDINGS = 500

/** What the inspection of a command may look at. */
export interface Scope {
  readonly cwd: string
  readonly home: string
  /** A variable's value in the child. */
  readonly child: (name: string) => string | undefined
  /** Variables that the program needs to see for the project's account, or its tracking server. */
  readonly needed: readonly string[]
  /** Whether a shell without a script would be interactive. */
  readonly isInteractive: boolean
  /** The beginning of a regular file; null for anything else, for what cannot be read, and when enough has been read. */
  readonly read: (path: string) => string | null
  /** Statements of sourced files by their text, in every directory of a run: reading the words takes the longest. */
  readonly sourced: Map<string, readonly Statement[]>
  /** How many scripts and makefiles the command is inside of. */
  readonly depth: number
  /** Looks at a command inside a script, in the same way as at the launcher's own. */
  readonly inspect: (words: readonly string[], scope: Scope) => readonly Finding[]
}

export function makeScope(
  { cwd, home }: HostContext,
  child: Scope['child'],
  needed: readonly string[],
  inspect: Scope['inspect'],
): Scope {
  let left = MAX_TOTAL_LENGTH
  const known = new Map<string, { readonly text: string | null; reads: number }>()
  const read = (path: string): string | null => {
    if (left <= 0) return null
    const full = host.resolvePath(cwd, path)
    const file = known.get(full) ?? { text: readHead(full), reads: 0 }
    known.set(full, file)
    if (++file.reads > MAX_READS_OF_ONE) return null
    left -= file.text?.length ?? 0
    return file.text
  }
  const isInteractive = host.isTerminal(0) && host.isTerminal(2)
  let findings = MAX_FINDINGS
  const inspectInside: Scope['inspect'] = (words, scope) => {
    const found = findings > 0 ? inspect(words, scope) : []
    findings -= found.length
    return found
  }
  const ownHome = child('HOME') || (home ?? '/')
  return {
    cwd,
    home: ownHome,
    child,
    needed,
    isInteractive,
    read,
    sourced: new Map(),
    depth: 0,
    inspect: inspectInside,
  }
}

/** The same in another directory, from which paths count. */
export function inFolder(scope: Scope, cwd: string): Scope {
  return { ...scope, cwd, read: (path) => scope.read(host.resolvePath(cwd, path)) }
}

/** A FIFO or a device would block or never end: only regular files are read. */
function readHead(path: string): string | null {
  let descriptor: number
  try {
    descriptor = host.open(path, 'nonblocking')
  } catch {
    return null
  }
  try {
    const { kind, size } = host.fstat(descriptor)
    if (kind !== 'file') return null
    const bytes = new Uint8Array(Math.min(size, MAX_FILE_BYTES))
    let length = 0
    while (length < bytes.length) {
      const count = host.read(descriptor, bytes.subarray(length))
      if (count === 0) break
      length += count
    }
    return host.decodeUtf8(bytes.subarray(0, length))
  } catch {
    return null
  } finally {
    host.close(descriptor)
  }
}

export function shown({ cwd, home }: Scope, path: string): string {
  const near = displayPath(cwd, path)
  return near === path && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : near
}
