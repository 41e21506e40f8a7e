import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { World } from '../model/host-context.ts'

/** The names that the search knows, the higher first. */
export const NAMES = ['.env.mlflow', '.env'] as const

export interface Found {
  /** The nearest file of each name, the higher name first. */
  readonly nearest: readonly string[]
  /** Files of a name that a nearer one hides, the nearer first. */
  readonly hidden: readonly { readonly path: string; readonly nearer: string }[]
  /** The folder with `.git` at which the search ended; null where it met none. */
  readonly gitRoot: string | null
  /** The folders that were searched. */
  readonly searched: readonly string[]
}

/** Looks for the project's files from the working directory upward, each name from the nearest folder that has it. */
export function searchFiles(world: World): Found {
  const nearest = new Map<string, string>()
  const hidden: { path: string; nearer: string }[] = []
  const searched: string[] = []
  let gitRoot: string | null = null
  for (const folder of ancestors(world)) {
    searched.push(folder)
    for (const name of NAMES) {
      const path = join(folder, name)
      if (!exists(path)) continue
      const nearer = nearest.get(name)
      if (nearer === undefined) nearest.set(name, path)
      else hidden.push({ path, nearer })
    }
    if (exists(join(folder, '.git'))) {
      gitRoot = folder
      break
    }
  }
  return { nearest: NAMES.flatMap((name) => nearest.get(name) ?? []), hidden, gitRoot, searched }
}

/** The working directory and the folders above it, up to the root, but never HOME from below. */
export function* ancestors({ cwd, home }: World): Generator<string> {
  const end = identify(home)
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (folder !== cwd && identify(folder) === end) return
    yield folder
    // Above HOME stand other people's folders.
    if (dirname(folder) === folder || identify(folder) === end) return
  }
}

/** A path as a person in the working directory would write it. */
export function display(cwd: string, path: string): string {
  const near = relative(cwd, path)
  return near === '' || near.startsWith(`..${sep}..${sep}..${sep}..`) ? path : near
}

export function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // A folder that may not be searched has nothing for this user.
    return false
  }
}

export function isRegularFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    return false
  }
}

/** The same text for two ways of writing one folder. */
function identify(folder: string): string {
  try {
    return realpathSync.native(folder)
  } catch {
    return folder
  }
}
