import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'
import type { Environment } from '../../model/source.ts'
import type { Wrapper } from './nohup.ts'

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv']

/**
 * `setpriv`, which asks the kernel to end the command if the launcher is killed: nothing of the launcher would be left
 * to do it. TERM, so that a server can end its own workers.
 *
 * @see PR_SET_PDEATHSIG(2const)
 */
export function parentDeathSignalWrapper(env: Environment): Wrapper | null {
  if (process.platform !== 'linux' || process.pid === 1 || bringsLibrary(env)) return null
  for (const path of SETPRIV) {
    try {
      // BusyBox's, and util-linux's before 2.33, lack the option, and would fail in the command's place.
      if (basename(realpathSync.native(path)) === 'setpriv' && readFileSync(path).includes('pdeathsig')) {
        return [path, '--pdeathsig', 'TERM', '--']
      }
    } catch {
      // Not there.
    }
  }
  return null
}

/** Whether the command's own libraries would be taken for setpriv's. */
function bringsLibrary(env: Environment): boolean {
  if (env.LD_PRELOAD) return true
  return (env.LD_LIBRARY_PATH ?? '')
    .split(':')
    .some((folder) => folder !== '' && existsSync(`${folder}/libcap-ng.so.0`))
}
