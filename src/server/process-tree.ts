import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'

/** The variable by which every process of one server is known, wherever it went. */
export const SERVER_ID_VARIABLE = '_WITH_MLFLOW_ENV_SERVER'

interface Entry {
  readonly pid: number
  readonly parent: number
  readonly group: number
}

/**
 * A server's processes: its process group, which outlives its leader; whoever carries the mark in the environment, as
 * MLflow's jobs do, which have sessions of their own; and what they all have started.
 */
export class ProcessTree {
  /** The process id of the leader, which is the group's too. */
  readonly group: number
  readonly #mark: string
  constructor(group: number, mark: string) {
    this.group = group
    this.#mark = `${SERVER_ID_VARIABLE}=${mark}\0`
  }

  /**
   * Those that live. A zombie does not: nobody may be there to wait for it.
   *
   * @returns null where the system does not tell
   */
  members(): ReadonlySet<number> | null {
    const entries = listProcesses()
    if (entries === null) return null
    const found = new Set<number>()
    for (const { pid, group } of entries) if (group === this.group || this.#isMarked(pid)) found.add(pid)
    for (let before = -1; before !== found.size; ) {
      before = found.size
      for (const { pid, parent } of entries) if (found.has(parent)) found.add(pid)
    }
    return found
  }

  isAlive(): boolean {
    const members = this.members()
    return members ? members.size > 0 : send(-this.group, 0)
  }

  /** Sends a signal to each: to the group at once, so that nobody in it has time to start another one. */
  signal(signal: NodeJS.Signals): void {
    send(-this.group, signal)
    this.signalOutside(signal, new Set())
  }

  /** Sends a signal to each member outside of the group that did not have it, and notes it. */
  signalOutside(signal: NodeJS.Signals, had: Set<number>): void {
    const groups = new Map(listProcesses()?.map(({ pid, group }) => [pid, group]))
    for (const pid of this.members() ?? []) {
      if (groups.get(pid) === this.group || had.has(pid)) continue
      had.add(pid)
      send(pid, signal)
    }
  }

  #isMarked(pid: number): boolean {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(this.#mark)
    } catch {
      // Another user's, or gone.
      return false
    }
  }
}

/** @returns false where there is nobody to get it */
export function send(id: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(id, signal)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** @see proc_pid_stat(5) */
function listProcesses(): Entry[] | null {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(name) ?? []) : []))
  } catch {
    return null
  }
}

function readStat(name: string): Entry | null {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
    // The name in parentheses may hold anything, parentheses too: the fields begin behind the last one.
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? null : { pid: Number(name), parent: Number(parent), group: Number(group) }
  } catch {
    return null
  }
}
