import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'
import { isCertainToStart } from '../host/exec-preflight.ts'
import { findCommand } from '../host/find-command.ts'
import type { LaunchPlan } from './plan.ts'

/** A program that changes one thing about itself and becomes the command, with the words in front of the command. */
export type Wrapper = readonly [path: string, ...words: string[]]

/**
 * `nohup`, where the launcher was started by it: Node resets every ignored signal as it starts, and a closed terminal
 * would end the training that was to survive it.
 */
export function againstHangUp(plan: LaunchPlan): Wrapper | null {
  if (plan.platform === 'win32' || !wasHangUpIgnored(plan)) return null
  // With a terminal it would also redirect.
  const { isatty } = process.getBuiltinModule('node:tty')
  if ([0, 1, 2].some((descriptor) => isatty(descriptor))) return null
  const found = findCommand('nohup', plan.cwd, plan.parent.PATH)
  if (found.kind !== 'found' || !isCertainToStart(found.path)) return null
  // BusyBox's knows no `--`.
  return plan.command.startsWith('-') ? [found.path, '--'] : [found.path]
}

/** Shells name the program that they started in `_`; otherwise the parent, or nohup's own file, shows it. */
export function wasHangUpIgnored({ parent, parentPid }: Pick<LaunchPlan, 'parent' | 'parentPid'>): boolean {
  if (basename(parent._ ?? '') === 'nohup') return true
  return [1, 2].some((descriptor) => outputOf(descriptor) === 'nohup.out') || ignoresHangUp(parentPid)
}

function outputOf(descriptor: number): string | null {
  try {
    return basename(readlinkSync(`/proc/self/fd/${descriptor}`))
  } catch {
    return null
  }
}

/** @see proc_pid_status(5), SigIgn: the lowest bit of a hexadecimal mask is SIGHUP */
function ignoresHangUp(pid: number): boolean {
  try {
    return /^SigIgn:\t[0-9a-f]*[13579bdf]$/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
  } catch {
    return false
  }
}

/**
 * `setpriv`, which asks the kernel to end the command should the launcher be killed: nothing of the launcher would be
 * left to do it. TERM, so that a server can end its own workers.
 *
 * @see PR_SET_PDEATHSIG(2const)
 */
export function againstOrphaning(plan: LaunchPlan): Wrapper | null {
  if (plan.platform !== 'linux' || plan.pid === 1 || bringsLibrary(plan)) return null
  for (const path of ['/usr/bin/setpriv', '/bin/setpriv']) {
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
function bringsLibrary({ env }: LaunchPlan): boolean {
  if (env.LD_PRELOAD) return true
  return (env.LD_LIBRARY_PATH ?? '')
    .split(':')
    .some((folder) => folder !== '' && existsSync(`${folder}/libcap-ng.so.0`))
}
