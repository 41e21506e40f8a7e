// The end of a process group, made sure of.
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import treeKill from 'tree-kill'

/** Whether any process of the group lives. A zombie that nobody has waited for does not. */
export function groupIsAlive(id: number): boolean {
  if (process.platform !== 'linux') return canSignal(id)
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      // "pid (name) state ppid pgrp …", and the name may hold anything.
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(group) === id && state !== 'Z' && state !== 'X'
    } catch {
      return false
    }
  })
}

/** Ends a process group, politely, then by force. Rejects if something is left all the same. */
export async function endGroup(id: number): Promise<void> {
  signalGroup(id, 'SIGTERM')
  if (await groupEnds(id, 15_000)) return
  await new Promise<void>((done) => treeKill(id, 'SIGKILL', () => done()))
  signalGroup(id, 'SIGKILL')
  if (!(await groupEnds(id, 5_000))) throw new Error(`Process group ${id} is still there after SIGKILL.`)
}

/** Nothing tells when the last process of a group goes, so this looks again and again. */
async function groupEnds(id: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (groupIsAlive(id)) {
    if (performance.now() > deadline) return false
    await delay(50)
  }
  return true
}

function signalGroup(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-id, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function canSignal(id: number): boolean {
  try {
    return process.kill(-id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
