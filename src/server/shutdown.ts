import { setTimeout as delay } from 'node:timers/promises'
import type { ProcessTree } from './process-tree.ts'

/** Between two looks, in milliseconds: nothing tells when the last process of a group goes. */
const PAUSE = 100
/** How long processes that were killed may take to be gone, in milliseconds. */
const LAST = 5_000

/**
 * Ends a tree: politely, and by force where that took too long.
 *
 * @param grace in milliseconds
 * @param hurry aborted where nobody wants to wait any longer
 */
export async function terminateTree(tree: ProcessTree, grace: number, hurry: AbortSignal): Promise<void> {
  const asked = new Set<number>()
  tree.signal('SIGTERM')
  const politely = await wait(tree, performance.now() + grace, hurry, () => tree.signalOutside('SIGTERM', asked))
  if (politely) return
  if (tree.members() === null) {
    // Without /proc nobody knows who left the group; this goes by the parents.
    const { default: treeKill } = await import('tree-kill')
    await new Promise<void>((done) => treeKill(tree.group, 'SIGKILL', () => done()))
  }
  // Again and again: between the look and the signal there may be one more.
  await wait(tree, performance.now() + LAST, null, () => tree.signal('SIGKILL'))
}

async function wait(tree: ProcessTree, deadline: number, hurry: AbortSignal | null, act: () => void): Promise<boolean> {
  for (;;) {
    if (!tree.isAlive()) return true
    if (hurry?.aborted || performance.now() > deadline) return false
    act()
    await delay(PAUSE, undefined, hurry ? { signal: hurry } : {}).catch(() => {})
  }
}
