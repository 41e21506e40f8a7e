import { displayPath } from '../host/display-path.ts'
import { isRegularFile } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import { listNames } from '../host/list-names.ts'
import { type Diagnostic, isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import { envFilesDiagnostics, type NotReadReason } from './diagnostics.ts'
import { ancestors, NAMES, type SearchResult } from './find.ts'
import { findMainWorktree } from './main-worktree.ts'
import { findCredential } from './missing-credentials.ts'
import { readEnvFile } from './read.ts'

/** All of them are a part of one message. */
const MAX_HINTS = 3
/** Of a directory with more such files, nobody knows which one is meant. */
const MAX_CANDIDATES = 8

/**
 * Files that have the missing credentials, or may have them: one that an editor renamed, one of another tool, one in the
 * main worktree, one above the end of the search.
 */
export function findHints(hostContext: HostContext, found: SearchResult): Diagnostic[] {
  const hints: Diagnostic[] = []
  for (const hint of allHints(hostContext, found)) {
    hints.push(hint)
    if (hints.length === MAX_HINTS) break
  }
  return hints
}

function* allHints(hostContext: HostContext, found: SearchResult): Generator<Diagnostic> {
  const { cwd } = hostContext
  for (const folder of found.searched) {
    for (const expected of NAMES) {
      const path = host.joinPath(folder, `${expected}.txt`)
      if (!isRegularFile(path)) continue
      const data = { display: displayPath(cwd, path), expected }
      yield envFilesDiagnostics.warning('env-file-misnamed', null, data)
    }
  }
  for (const folder of found.searched) {
    const paths = neighbours(folder)
    yield* withCredentials(hostContext, paths, 'name')
    yield* illegible(hostContext, paths)
  }
  yield* withCredentials(hostContext, inMainWorktree(hostContext, found), 'worktree')
  yield* aboveRepository(hostContext, found)
  yield* withCredentials(hostContext, inHome(hostContext, found), 'home')
}

function* withCredentials(
  hostContext: HostContext,
  paths: readonly string[],
  reason: NotReadReason,
): Generator<Diagnostic> {
  for (const path of paths) {
    const found = findCredential(hostContext, path)
    if (found === undefined) continue
    yield envFilesDiagnostics.warning('env-file-not-read', found.origin, {
      display: displayPath(hostContext.cwd, path),
      reason,
    })
  }
}

/** Files that may have them: this user cannot read them, or they are not UTF-8. */
function* illegible(hostContext: HostContext, paths: readonly string[]): Generator<Diagnostic> {
  for (const path of paths) {
    if (!isRegularFile(path) || isLegible(hostContext, path)) continue
    const data = { display: displayPath(hostContext.cwd, path), expected: NAMES[0] }
    yield envFilesDiagnostics.warning('env-file-misnamed', null, data)
  }
}

/** True also for a file that is another user's, or too large: nobody is advised to use it. */
function isLegible(hostContext: HostContext, path: string): boolean {
  try {
    return readEnvFile(hostContext, path, null).undecoded === null
  } catch (error) {
    if (!isLauncherError(error)) throw error
    return error.diagnostic.code !== 'env-file-unreadable'
  }
}

/** Names of `.env` files that other tools read, as `.env.local`, `mlflow.env` and `.envrc`, and other spellings, as `.ENV`. */
const isNeighbour = (text: string) => /^\.env(?:rc|[.\-_].+)?$|^(?:env|.+\.env)$/i.test(text)
/** Templates, copies that editors keep, and what is encrypted. */
const isNoNeighbour = (text: string) =>
  /(?:example|sample|template|dist|defaults?|schema|bak|backup|old|orig|save|sw[a-p]|vault|enc|gpg|age|~)$/i.test(text)

function neighbours(folder: string): string[] {
  return listNames(folder)
    .filter((name) => isNeighbour(name) && !isNoNeighbour(name) && !NAMES.some((one) => one === name))
    .sort()
    .slice(0, MAX_CANDIDATES)
    .map((name) => host.joinPath(folder, name))
}

/** In a linked worktree, git does not have the files that it ignores in the main one. */
function inMainWorktree({ cwd }: HostContext, { gitRoot }: SearchResult): string[] {
  const main = gitRoot === null ? null : findMainWorktree(gitRoot)
  if (gitRoot === null || main === null) return []
  const same = host.resolvePath(main, host.relativePath(gitRoot, cwd))
  return [...new Set([same, main])].flatMap((folder) => NAMES.map((name) => host.joinPath(folder, name)))
}

function* aboveRepository(hostContext: HostContext, { gitRoot }: SearchResult): Generator<Diagnostic> {
  if (gitRoot === null) return
  for (const folder of ancestors({ ...hostContext, cwd: gitRoot })) {
    if (folder === gitRoot) continue
    for (const name of NAMES) {
      const path = host.joinPath(folder, name)
      if (findCredential(hostContext, path) === undefined) continue
      const display = displayPath(hostContext.cwd, path)
      yield envFilesDiagnostics.warning('env-file-above-repository', null, { display })
      return
    }
  }
}

/** The search never enters HOME from below. */
function inHome({ cwd, home }: HostContext, { searched }: SearchResult): string[] {
  if (home === null || searched.includes(home)) return []
  const inside = host.relativePath(home, cwd)
  return inside === '' || inside.startsWith('..') ? [] : NAMES.map((name) => host.joinPath(home, name))
}
