/** What /proc/PID/stat tells of a process. */
export interface ProcessStat {
  /** A letter: Z is a zombie, X is dead. */
  readonly state: string
  readonly parentPid: number
  readonly group: number
  /** The foreground process group of the controlling terminal; -1 without a terminal. */
  readonly foregroundGroup: number
}

/** @see proc_pid_stat(5), fields 3, 4, 5 and 8 */
export function parseProcessStat(text: string): ProcessStat {
  // The name in parentheses can hold anything, parentheses too: the fields begin after the last one.
  const [state = '', parentPid, group, , , foregroundGroup] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return {
    state,
    parentPid: Number(parentPid),
    group: Number(group),
    foregroundGroup: Number(foregroundGroup),
  }
}
