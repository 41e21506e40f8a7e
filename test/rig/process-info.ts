// What /proc tells about a process.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

interface Stat {
  readonly state: string
  readonly parent: number
  readonly group: number
  readonly session: number
}

/** Null where there is no such process any more. */
export function readStat(pid: number): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // "pid (name) state ppid pgrp session …", and the name may hold anything.
    const [state = '', parent, group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state, parent: Number(parent), group: Number(group), session: Number(session) }
  } catch {
    return null
  }
}

/** Whether the process runs: a zombie that nobody has waited for does not. */
export function lives(pid: number): boolean {
  const stat = readStat(pid)
  return stat !== null && stat.state !== 'Z' && stat.state !== 'X'
}

/** The programs from a process upward, up to and without the named ancestor. */
export function ancestors(pid: number, last: number): string[] {
  const parent = readStat(pid)?.parent ?? 0
  if (parent === last || parent <= 1) return []
  return [readFileSync(`/proc/${parent}/comm`, 'utf8').trim(), ...ancestors(parent, last)]
}

/** The processes that this one has started and that are still its own. */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

/** How often a process has the same file open as the named descriptor. */
export function openings(pid: number, descriptor: number): number {
  const folder = `/proc/${pid}/fd`
  const target = (name: string) => {
    try {
      return readlinkSync(`${folder}/${name}`)
    } catch {
      return null
    }
  }
  const wanted = target(String(descriptor))
  return wanted === null ? 0 : readdirSync(folder).filter((name) => target(name) === wanted).length
}

export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
