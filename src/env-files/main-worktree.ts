import { tryStat } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'

/**
 * The main worktree of a linked one, whose `.git` is a file that leads to a directory of the repository. Null for an
 * ordinary repository, for a submodule and for a repository without a worktree of its own.
 *
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function findMainWorktree(gitRoot: string): string | null {
  const git = host.joinPath(gitRoot, '.git')
  if (tryStat(git)?.kind !== 'file') return null
  const [, directory] = /^gitdir: (.+)$/m.exec(readFile(git)) ?? []
  if (directory === undefined) return null
  const own = host.resolvePath(gitRoot, directory.trim())
  const common = readFile(host.joinPath(own, 'commondir')).trim()
  if (common === '') return null
  const shared = host.resolvePath(own, common)
  return host.basename(shared) === '.git' ? host.dirname(shared) : null
}

/** Empty if there is none. */
function readFile(path: string): string {
  const head = tryStat(path)?.kind === 'file' ? host.readHead(path, 4096) : null
  return head === null ? '' : host.decodeUtf8(head)
}
