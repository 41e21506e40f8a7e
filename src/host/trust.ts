import * as host from './index.ts'

/**
 * Whether a file that was found, not named, may decide over credentials or be executed: it must belong to the user, to
 * root, or to the owner of the working directory. Otherwise anyone could put a `.env` or a `.venv` into `/tmp`.
 *
 * @param owner the user id of the file's owner
 * @param uid the user's own id; null if the system has none
 * @param cwd the working directory
 */
export function isTrustedOwner(owner: number, uid: number | null, cwd: string): boolean {
  return uid === null || owner === uid || owner === 0 || owner === host.stat(cwd)?.uid
}
