// Real processes: a group, and those that left it.
import { afterEach, describe, expect, it } from 'vitest'
import { ProcessTree, SERVER_ID_VARIABLE } from '../../src/server/process-tree.ts'
import { deserter, SmallTree } from '../rig/small-tree.ts'

let small: SmallTree
let others: number[] = []
let count = 0

afterEach(() => {
  small.end(...others)
  others = []
})

/** @returns the tree by its group and the id that its processes carry */
function start(script: string, carriesId = true): ProcessTree {
  const id = `unit-${process.pid}-${count++}`
  small = new SmallTree(script, carriesId ? { [SERVER_ID_VARIABLE]: id } : {})
  return new ProcessTree(small.group, id)
}

describe.skipIf(process.platform !== 'linux')('the processes of a server (Linux only)', () => {
  it('are its group', async () => {
    const tree = start('sleep 600 & echo $!; wait', false)
    const child = await small.pid()
    expect(tree.members()).toEqual(new Set([small.group, child]))
    expect(tree.isAlive()).toBe(true)
  })

  it('are its group after the leader has gone', async () => {
    const tree = start('sleep 600 & echo $!', false)
    const child = await small.pid()
    await small.exited
    expect(tree.members()).toEqual(new Set([child]))
  })

  it('are those that left the group and carry its id', async () => {
    const tree = start(`${deserter('exec sleep 600')} wait`)
    const left = await small.pid()
    others = [left]
    expect(tree.members()?.has(left)).toBe(true)
    small.leader.kill('SIGKILL')
    await small.exited
    await expect.poll(() => tree.members(), { interval: 5 }).toEqual(new Set([left]))
  })

  it('are not those that left the group and carry the id of another server', async () => {
    const tree = start(deserter('exec sleep 600').replace('setsid', `${SERVER_ID_VARIABLE}=other setsid`))
    others = [await small.pid()]
    await small.exited
    await expect.poll(() => tree.members(), { interval: 5 }).toEqual(new Set())
  })

  it('tell what a variable is in their environments, and nothing else does', async () => {
    const tree = start(`NAME=outside setsid sleep 600 & NAME='in=side' sleep 600 & echo $!; wait`, false)
    await small.pid()
    others = [...(tree.members() ?? [])]
    await expect.poll(() => tree.valuesOf('NAME'), { interval: 5 }).toEqual(new Set(['outside', 'in=side']))
    expect(tree.valuesOf('AME')).toEqual(new Set())
  })

  it('are what they have started, also without the id', async () => {
    const tree = start(`env -u ${SERVER_ID_VARIABLE} setsid sh -c 'echo $$; exec sleep 600' & wait`)
    const child = await small.pid()
    others = [child]
    expect(tree.members()?.has(child)).toBe(true)
  })

  it('are none once they have exited, even if their parent does not wait for them', async () => {
    // The shell becomes a program that never waits for the child that the shell has started.
    const tree = start("sh -c 'echo $$; kill -STOP $$' & exec sleep 600", false)
    const child = await small.pid()
    const other = new ProcessTree(child, 'nothing carries this')
    await expect.poll(() => tree.members()?.size, { interval: 5 }).toBe(2)
    process.kill(child, 'SIGKILL')
    await expect.poll(() => tree.members(), { interval: 5 }).toEqual(new Set([small.group]))
    // The zombie would still take a signal.
    expect(process.kill(child, 0)).toBe(true)
    expect(other.isAlive()).toBe(false)
  })

  it('get a signal once if they are outside of the group', async () => {
    const other = `trap "echo other" TERM; sleep 600 & echo ready; wait; wait`
    const tree = start(`${deserter(other)} sleep 600 & echo ready; wait`)
    const seen = [await small.line(), await small.line(), await small.line()]
    others = seen.filter((line) => /^\d+$/.test(line)).map(Number)
    expect(seen.filter((line) => line === 'ready')).toHaveLength(2)
    const notified = new Set<number>()
    tree.signalOutside('SIGTERM', notified)
    expect(await small.line()).toBe('other')
    expect(notified.has(others[0] ?? 0)).toBe(true)
    const before = new Set(notified)
    tree.signalOutside('SIGTERM', notified)
    expect(notified).toEqual(before)
  })
})
