import { readFileSync } from 'node:fs'
import process from 'node:process'

interface Groups {
  readonly group: number
  /** The foreground process group of the controlling terminal; -1 without one. */
  readonly foreground: number
}

/**
 * Whether the terminal's own signals (^C, ^\, a new window size) reach the command without the launcher: it shares the
 * launcher's process group, and that group is the terminal's foreground.
 *
 * @see proc_pid_stat(5), fields pgrp and tpgid
 */
export async function sharesForeground(pid: number): Promise<boolean> {
  const read = process.platform === 'linux' ? readStat : readPs
  const [own, other] = await Promise.all([read(process.pid), read(pid)])
  return own !== null && own.group === own.foreground && other?.group === own.group
}

function readStat(pid: number): Groups | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may hold anything, parentheses too: the fields begin behind the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { group: Number(fields[2]), foreground: Number(fields[5]) }
  } catch {
    return null
  }
}

async function readPs(pid: number): Promise<Groups | null> {
  const { execa } = await import('execa')
  // Without an answer the signal is passed on: better twice than not at all.
  const { stdout } = await execa('ps', ['-o', 'pgid=,tpgid=', '-p', String(pid)], { reject: false, timeout: 1_000 })
  const [group, foreground] = String(stdout ?? '')
    .trim()
    .split(/\s+/)
    .map(Number)
  return group && foreground !== undefined ? { group, foreground } : null
}
