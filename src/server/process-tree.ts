import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { parseProcessStat } from '../host/process-stat.ts'

/** The variable that all processes of one server carry, in whatever session they are. */
export const SERVER_ID_VARIABLE = '_WITH_MLFLOW_ENV_SERVER'

interface Entry {
  readonly pid: number
  readonly parent: number
  readonly group: number
}

/**
 * A server's processes: its process group, which outlives its leader; those that carry the server's id in their
 * environment, such as MLflow's jobs, which have their own sessions; and all that these have started.
 */
export class ProcessTree {
  /** The process id of the leader, which is the group's too. */
  readonly group: number
  readonly #idEntry: string
  constructor(group: number, serverId: string) {
    this.group = group
    this.#idEntry = `${SERVER_ID_VARIABLE}=${serverId}\0`
  }

  /**
   * Those that run. A zombie does not: its parent may never wait for it.
   *
   * @returns null if the system does not tell
   */
  members(): ReadonlySet<number> | null {
    const entries = listProcesses()
    return entries && this.#membersOf(entries)
  }

  #membersOf(entries: readonly Entry[]): ReadonlySet<number> {
    const found = new Set<number>()
    for (const { pid, group } of entries) if (group === this.group || this.#carriesId(pid)) found.add(pid)
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

  /** Sends a signal to each: to the whole group at once, so that no process in it has time to start another one. */
  signal(signal: NodeJS.Signals): void {
    send(-this.group, signal)
    this.signalOutside(signal, new Set())
  }

  /** Sends a signal to each member outside of the group that is not among `notified`, and adds it there. */
  signalOutside(signal: NodeJS.Signals, notified: Set<number>): void {
    const entries = listProcesses() ?? []
    const members = this.#membersOf(entries)
    for (const { pid, group } of entries) {
      if (!members.has(pid) || group === this.group || notified.has(pid)) continue
      notified.add(pid)
      send(pid, signal)
    }
  }

  /** The values that a variable has in the environments of its members, as far as the system tells. */
  valuesOf(name: string): ReadonlySet<string> {
    const entries = Array.from(this.members() ?? [], readEnvironment).flatMap((text) => text.split('\0'))
    return new Set(entries.flatMap((entry) => (entry.startsWith(`${name}=`) ? entry.slice(name.length + 1) : [])))
  }

  #carriesId(pid: number): boolean {
    return readEnvironment(pid).includes(this.#idEntry)
  }
}

/** @returns nothing for a process that is gone, or another user's */
function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    return ''
  }
}

/** @returns false if there is no such process */
function send(id: number, signal: NodeJS.Signals | 0): boolean {
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
    const { state, parentPid, group } = parseProcessStat(readFileSync(`/proc/${name}/stat`, 'latin1'))
    return state === 'Z' || state === 'X' ? null : { pid: Number(name), parent: parentPid, group }
  } catch {
    return null
  }
}
