import type { ExitResult, Signal } from '../host.ts'
import { native } from './binding.ts'

export const handlers = new Map<Signal, Set<(signal: Signal) => void>>()
/** The children that run, each with what its end is told to. */
export const children = new Map<number, (result: ExitResult) => void>()

/** Waits for the next signal, and tells it. */
native.idle = () => {
  if (children.size === 0) return false
  const signal = native.waitForSignal()
  if (signal === 'SIGCHLD') reapChildren()
  if (signal !== undefined) for (const handler of handlers.get(signal) ?? []) handler(signal)
  return true
}

/** One signal may be for several children. */
function reapChildren(): void {
  for (const [pid, tell] of children) {
    const end = native.reap(pid)
    if (end === undefined) continue
    children.delete(pid)
    const [exitCode, signal] = end
    tell(signal === null ? { exitCode, signal } : { exitCode: null, signal })
  }
}
