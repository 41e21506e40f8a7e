import { readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'
import { canExec } from './exec-preflight.ts'
import { findProgram } from './find-program.ts'
import { isTerminal } from './self.ts'

/** A program that changes one thing about itself and becomes the command: its own words, to put before the command. */
export type Wrapper = readonly [path: string, ...words: string[]]

/**
 * `nohup`, if the launcher was started by it: Node resets every ignored signal as it starts, and a closed terminal would
 * end the training that was to survive it.
 */
export function nohupWrapper(command: string): Wrapper | null {
  if (process.platform === 'win32' || !isHangUpIgnored()) return null
  // With a terminal it would also redirect.
  if ([0, 1, 2].some(isTerminal)) return null
  const path = findProgram('nohup')
  if (path === null || !canExec(path)) return null
  // BusyBox's knows no `--`.
  return command.startsWith('-') ? [path, '--'] : [path]
}

/** Shells name the program that they started in `_`; otherwise the parent, or nohup's own file, shows it. */
export function isHangUpIgnored(): boolean {
  if (basename(process.env._ ?? '') === 'nohup') return true
  return [1, 2].some((descriptor) => outputOf(descriptor) === 'nohup.out') || ignoresHangUp(process.ppid)
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
    return /^SigIgn:\t[\da-f]*[13579bdf]$/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
  } catch {
    return false
  }
}
