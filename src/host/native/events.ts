import type { ExitResult, Signal } from '../host.ts'
import { native } from './binding.ts'
import { runDueTimers, untilNextTimer } from './timers.ts'
import { tools } from './tools.ts'

export const handlers = new Map<Signal, Set<(signal: Signal) => void>>()
/** The children that run, each with what its end is told to. */
export const children = new Map<number, (result: ExitResult) => void>()
/** The descriptors that are watched, each with what is called when it can be read. */
export const readers = new Map<number, () => void>()

/** Waits for what comes first, and tells it. */
native.idle = () => {
  const left = untilNextTimer()
  if (children.size === 0 && readers.size === 0 && left === undefined) return false
  // What is called may stop watching, and leave something to do: then nothing is waited for.
  const isWatching = readers.size > 0
  if (isWatching) for (const descriptor of tools().poll([...readers.keys()], left)) readers.get(descriptor)?.()
  const signal = native.waitForSignal(isWatching ? 0 : left)
  if (signal === 'SIGCHLD') reapChildren()
  if (signal !== undefined) for (const handler of handlers.get(signal) ?? []) handler(signal)
  if (left !== undefined) runDueTimers()
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
