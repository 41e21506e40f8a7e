/** What /proc/PID/stat tells of a process. */
export interface ProcessStat {
  /** A letter: Z is a zombie, X is dead. */
  readonly state: string
  readonly parentPid: number
  readonly group: number
  /** The foreground process group of the controlling terminal; -1 without a terminal. */
  readonly foregroundGroup: number
  /** When the process started, in ticks since the system did. */
  readonly startTime: number
}

/** The place of field 22. */
const START_TIME = 19

/** @see proc_pid_stat(5), fields 3, 4, 5, 8 and 22 */
export function parseProcessStat(text: string): ProcessStat {
  // The name in parentheses can hold anything, parentheses too: the fields begin after the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state = '', parentPid, group, , , foregroundGroup] = fields
  return {
    state,
    parentPid: Number(parentPid),
    group: Number(group),
    foregroundGroup: Number(foregroundGroup),
    startTime: Number(fields[START_TIME]),
  }
}
