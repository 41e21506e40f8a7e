import * as host from './index.ts'
import { parseProcessStat } from './process-stat.ts'

/**
 * When a process of a user started: with its number this tells it from every other one.
 *
 * @returns null if it is gone, a zombie or another user's, or if the system does not tell
 */
export function processStart(pid: number, uid: number): number | null {
  try {
    const folder = `/proc/${pid}`
    // An error costs a millisecond.
    if (host.stat(folder)?.uid !== uid) return null
    const { state, startTime } = parseProcessStat(host.readText(`${folder}/stat`))
    return state === 'Z' || state === 'X' || !Number.isSafeInteger(startTime) ? null : startTime
  } catch {
    return null
  }
}
