import type { Environment } from '../model/source.ts'
import * as host from './index.ts'

const NAME = 'with-mlflow-env'
const STANDARD_TEMPORARY = '/tmp'

/** A directory for what the launcher's processes tell each other while they run. It need not exist. */
export interface RuntimeFolder {
  readonly path: string
  /** The directory around it, which has to be private as well; null for one that everybody may use. */
  readonly parent: string | null
}

/**
 * Where to write: in the user's runtime directory, else in the one for temporary files. Only the real environment names
 * them: a file of a project must not lead to another place.
 */
export function foldersToWrite({ XDG_RUNTIME_DIR, TMPDIR }: Environment, uid: number): RuntimeFolder[] {
  const temporary = TMPDIR?.startsWith('/') ? TMPDIR : STANDARD_TEMPORARY
  return [...inRuntime(XDG_RUNTIME_DIR), inTemporary(temporary, uid)]
}

/** Where to look: also where the other process may have written, which can have another environment, as cron's. */
export function foldersToRead(env: Environment, uid: number): RuntimeFolder[] {
  const all = [...foldersToWrite(env, uid), ...inRuntime(`/run/user/${uid}`), inTemporary(STANDARD_TEMPORARY, uid)]
  return all.filter(({ path }, at) => all.findIndex((other) => other.path === path) === at)
}

/** Whether a directory and the one around it are this user's alone. */
export function isUsable({ path, parent }: RuntimeFolder, uid: number): boolean {
  return isPrivate(path, uid) && (parent === null || isPrivate(parent, uid))
}

function inRuntime(parent = ''): RuntimeFolder[] {
  return parent.startsWith('/') ? [{ path: host.joinPath(parent, NAME), parent }] : []
}

function inTemporary(directory: string, uid: number): RuntimeFolder {
  return { path: host.joinPath(directory, `${NAME}-${uid}`), parent: null }
}

/** Whether a directory is this user's, and nobody else can enter it. A link to one is not. */
export function isPrivate(path: string, uid: number): boolean {
  try {
    const status = host.lstat(path)
    return status?.kind === 'directory' && status.uid === uid && (status.mode & 0o077) === 0
  } catch {
    return false
  }
}
