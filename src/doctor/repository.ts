import { pathExists } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import type { Git } from './git.ts'

/** What git says of a directory. `unreadable`: there is a repository, and git does not read it for this user. */
export type Repository =
  | { readonly kind: 'none' | 'no git' | 'unreadable' }
  | { readonly kind: 'found'; readonly isShallow: boolean }

/** Whether a directory is in a git repository that git can be asked about. */
export async function findRepository(git: Git, folder: string): Promise<Repository> {
  const { exitCode, stdout } = await git(folder, 'rev-parse', '--is-inside-work-tree', '--is-shallow-repository')
  const [isInside, isShallow] = stdout.split('\n')
  if (exitCode === 0) return isInside === 'true' ? { kind: 'found', isShallow: isShallow === 'true' } : { kind: 'none' }
  if (!isInRepository(folder)) return { kind: 'none' }
  return { kind: exitCode === null ? 'no git' : 'unreadable' }
}

/** By what is on the disk: git does not tell a repository of another user from none. */
function isInRepository(folder: string): boolean {
  for (let at = folder; ; at = host.dirname(at)) {
    if (pathExists(host.joinPath(at, '.git'))) return true
    if (host.dirname(at) === at) return false
  }
}
