import { setTimeout as delay } from 'node:timers/promises'
import type { ProcessTree } from './process-tree.ts'

/** Nothing tells when the last process of a group exits. */
const POLL_INTERVAL_MS = 100
/** How long killed processes may take to disappear. */
const KILL_TIMEOUT_MS = 5_000

/** How a process tree ended: by itself, or killed because it took too long or nothing was to wait any longer. */
export type Termination = 'graceful' | 'killed after the grace period' | 'killed at once'

/**
 * Terminates a process tree: gracefully at first, by force if that takes too long.
 *
 * @param force aborted to wait no longer
 */
export async function terminateTree(tree: ProcessTree, graceMs: number, force: AbortSignal): Promise<Termination> {
  const notified = new Set<number>()
  tree.signal('SIGTERM')
  const notifyOthers = () => tree.signalOutside('SIGTERM', notified)
  if (await waitUntilGone(tree, graceMs, force, notifyOthers)) return 'graceful'
  if (tree.members() === null) {
    // Without /proc nothing tells which processes left the group; this goes by the parents.
    const { default: treeKill } = await import('tree-kill')
    await new Promise<void>((done) => treeKill(tree.group, 'SIGKILL', () => done()))
  }
  // Repeatedly: a process may start another one between the look and the signal.
  await waitUntilGone(tree, KILL_TIMEOUT_MS, null, () => tree.signal('SIGKILL'))
  return force.aborted ? 'killed at once' : 'killed after the grace period'
}

async function waitUntilGone(
  tree: ProcessTree,
  timeoutMs: number,
  force: AbortSignal | null,
  signalAgain: () => void,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    if (!tree.isAlive()) return true
    if (force?.aborted || performance.now() > deadline) return false
    signalAgain()
    await delay(POLL_INTERVAL_MS, undefined, force ? { signal: force } : {}).catch(() => {})
  }
}
