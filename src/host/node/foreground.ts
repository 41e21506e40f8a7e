import { readFileSync } from 'node:fs'
import process from 'node:process'
import { type ProcessStat, parseProcessStat } from '../process-stat.ts'

/** `ps` looks at one process. */
const PS_TIMEOUT_MS = 1_000

/** Just started: a signal that is told now may have come before them. */
const newcomers = new Set<number>()

/** To be called at the start: Node tells of a signal in a later turn only, when it has looked for what came. */
export function noteStart(pid: number): void {
  newcomers.add(pid)
  // The first of these turns may come before Node looks, the second cannot.
  setImmediate(() => setImmediate(() => newcomers.delete(pid)))
}

type Groups = Pick<ProcessStat, 'group' | 'foregroundGroup'>

/**
 * Whether the terminal's own signals (^C, ^\, a new window size) reach the command without the launcher: it shares the
 * launcher's process group, and that group is the terminal's foreground. Not those that came before the command.
 *
 * @see proc_pid_stat(5), fields pgrp and tpgid
 */
export async function sharesForeground(pid: number): Promise<boolean> {
  if (newcomers.has(pid)) return false
  const read = process.platform === 'linux' ? readStat : readPs
  const [own, other] = await Promise.all([read(process.pid), read(pid)])
  return own !== null && own.group === own.foregroundGroup && other?.group === own.group
}

function readStat(pid: number): Groups | null {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return null
  }
}

async function readPs(pid: number): Promise<Groups | null> {
  const { execa } = await import('execa')
  // Without an answer the signal is passed on: better twice than not at all.
  const { stdout } = await execa('ps', ['-o', 'pgid=,tpgid=', '-p', String(pid)], {
    reject: false,
    timeout: PS_TIMEOUT_MS,
  })
  const [group, foregroundGroup] = String(stdout ?? '')
    .trim()
    .split(/\s+/)
    .map(Number)
  return group && foregroundGroup !== undefined ? { group, foregroundGroup } : null
}
