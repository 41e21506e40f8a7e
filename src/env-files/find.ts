import { pathExists, tryLinkedKind } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import type { HostContext } from '../model/host-context.ts'

/** The names that the search knows, the higher first. */
export const NAMES = ['.env.mlflow', '.env'] as const

export interface SearchResult {
  /** The nearest file of each name, the higher name first. */
  readonly nearest: readonly string[]
  /** Files of a name that a nearer one hides, the nearer first. */
  readonly hidden: readonly { readonly path: string; readonly nearer: string }[]
  /** Directories with one of the names, such as a virtual environment: they are passed over, as python-dotenv does. */
  readonly directories: readonly string[]
  /** Links with one of the names that lead to nothing: they are not read, and neither is a file of that name above. */
  readonly brokenLinks: readonly string[]
  /** The directory with `.git` at which the search ended; null if it met none. */
  readonly gitRoot: string | null
  /** The directories that were searched. */
  readonly searched: readonly string[]
}

/** Looks for the project's files from the working directory upward, each name in the nearest directory that has it. */
export function searchFiles(hostContext: HostContext): SearchResult {
  const nearest = new Map<string, string>()
  const hidden: { path: string; nearer: string }[] = []
  const directories: string[] = []
  const brokenLinks: string[] = []
  const lost = new Set<string>()
  const searched: string[] = []
  let gitRoot: string | null = null
  for (const folder of ancestors(hostContext)) {
    searched.push(folder)
    for (const name of NAMES) {
      const path = host.joinPath(folder, name)
      const kind = tryLinkedKind(path)
      if (kind === null || lost.has(name)) continue
      const nearer = nearest.get(name)
      if (kind === 'directory') {
        if (nearer === undefined) directories.push(path)
        continue
      }
      if (kind === 'symlink' && leadsNowhere(path)) {
        // What the link was for is missing. A file above may belong to another project.
        if (nearer === undefined) {
          brokenLinks.push(path)
          lost.add(name)
        }
        continue
      }
      // Also one of which the system does not tell what it is: reading it fails with the reason. Passed over, it would leave
      // the run to another account.
      if (nearer === undefined) nearest.set(name, path)
      else hidden.push({ path, nearer })
    }
    if (pathExists(host.joinPath(folder, '.git'))) {
      gitRoot = folder
      break
    }
  }
  return {
    nearest: NAMES.flatMap((name) => nearest.get(name) ?? []),
    ...{ hidden, directories, brokenLinks, gitRoot, searched },
  }
}

/** False if this user is not permitted to look where a link leads. */
function leadsNowhere(link: string): boolean {
  try {
    return host.stat(link) === null
  } catch {
    return false
  }
}

/** The working directory and the directories above it, up to the root, but never HOME from below. */
export function* ancestors({ cwd, home }: HostContext): Generator<string> {
  // Without a home the search ends at the root.
  const end = home === null ? null : identify(home)
  for (let folder = cwd; ; folder = host.dirname(folder)) {
    if (folder !== cwd && identify(folder) === end) return
    yield folder
    // The directories above HOME are other people's.
    if (host.dirname(folder) === folder || identify(folder) === end) return
  }
}

/** The same text for two ways of writing one directory. */
function identify(folder: string): string {
  try {
    return host.realPath(folder)
  } catch {
    return folder
  }
}
