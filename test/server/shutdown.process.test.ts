// Real processes that hear, do not hear, or have left the group.
import { afterEach, describe, expect, it } from 'vitest'
import { ProcessTree, SERVER_ID_VARIABLE } from '../../src/server/process-tree.ts'
import { terminateTree } from '../../src/server/shutdown.ts'
import { deserter, SmallTree } from '../rig/small-tree.ts'

const LONG_MS = 60_000
let small: SmallTree
let others: number[] = []
let count = 0

afterEach(() => {
  small.end(...others)
  others = []
})

function start(script: string): ProcessTree {
  const id = `shutdown-${process.pid}-${count++}`
  small = new SmallTree(script, { [SERVER_ID_VARIABLE]: id })
  return new ProcessTree(small.group, id)
}

describe('the termination of a server', () => {
  it('is graceful if its processes hear SIGTERM', async () => {
    const tree = start("trap 'exit 42' TERM; echo ready; while :; do sleep 0.01; done")
    await small.line()
    await terminateTree(tree, LONG_MS, new AbortController().signal)
    expect(await small.exited).toBe(42)
    expect(tree.isAlive()).toBe(false)
  })

  it('is by force after the grace period', async () => {
    const tree = start("trap '' TERM; echo ready; sleep 600")
    await small.line()
    await terminateTree(tree, 20, new AbortController().signal)
    expect(await small.exited).toBe('SIGKILL')
    expect(tree.isAlive()).toBe(false)
  })

  it('is by force at once if nothing is to wait any longer', async () => {
    const tree = start("trap '' TERM; echo ready; sleep 600")
    await small.line()
    const force = new AbortController()
    const terminated = terminateTree(tree, LONG_MS, force.signal)
    force.abort()
    await terminated
    expect(await small.exited).toBe('SIGKILL')
    expect(tree.isAlive()).toBe(false)
  })

  it.skipIf(process.platform !== 'linux')(
    'reaches a process that has left the group and does not hear (Linux only)',
    async () => {
      const tree = start(`${deserter('trap "" TERM; echo deaf; sleep 600')} wait`)
      others = [await small.pid()]
      expect(await small.line()).toBe('deaf')
      await terminateTree(tree, 20, new AbortController().signal)
      expect(tree.members()).toEqual(new Set())
    },
  )

  it('reaches what is left of a group whose leader has gone', async () => {
    const tree = start('sleep 600 & echo $!')
    others = [await small.pid()]
    await small.exited
    await terminateTree(tree, LONG_MS, new AbortController().signal)
    expect(tree.isAlive()).toBe(false)
  })

  it('is over at once if there is nothing left', async () => {
    const tree = start('exit 0')
    await small.exited
    await terminateTree(tree, LONG_MS, new AbortController().signal)
    expect(tree.isAlive()).toBe(false)
  })
})
