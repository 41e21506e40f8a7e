// A real watchdog of a real process that is killed. Linux only: elsewhere nothing tells what has left a process group.
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildSync } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SERVER_ID_VARIABLE } from '../../src/server/process-tree.ts'
import { startWatchdog } from '../../src/server/watchdog.ts'
import { root } from '../rig/paths.ts'
import { childrenOf, lives } from '../rig/process-info.ts'
import { deserter, SmallTree } from '../rig/small-tree.ts'

/** Has a watchdog, does with it what its standard input says, and stays. */
const LAUNCHER = `
import { startWatchdog } from './watchdog.mjs'
const [group, id, grace, folder] = process.argv.slice(2)
const plan = { platform: process.platform, pid: process.pid, launcherEnv: process.env, settings: { graceSeconds: { value: Number(grace) } } }
const watchdog = startWatchdog(plan, id, folder)
watchdog.watch(Number(group))
process.stdin.on('data', (name) => {
  watchdog[String(name).trim()]()
  console.log('done')
})
console.log('started')
`
const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-watchdog-'))
let count = 0
let small: SmallTree
let launcher: ChildProcess
let others: number[] = []
/** What goes with the server. */
let socketFolder: string

beforeAll(() => {
  const entryPoints = [join(root, 'src', 'server', 'watchdog.ts')]
  buildSync({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: join(folder, 'watchdog.mjs') })
  mkdirSync(join(folder, 'server'))
  copyFileSync(join(root, 'src', 'server', 'watchdog.sh'), join(folder, 'server', 'watchdog.sh'))
  writeFileSync(join(folder, 'launcher.mjs'), LAUNCHER)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts a server and its launcher. @returns says something to the launcher and waits until that is done */
async function start(script: string, graceS: number): Promise<(name: string) => Promise<void>> {
  const id = `watchdog-${process.pid}-${count++}`
  socketFolder = mkdtempSync(join(folder, "it's $HOME-"))
  writeFileSync(join(socketFolder, 'mlflow.sock'), '')
  small = new SmallTree(script, { [SERVER_ID_VARIABLE]: id })
  const words = [join(folder, 'launcher.mjs'), String(small.group), id, String(graceS), socketFolder]
  launcher = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: launcher.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  await lines.next()
  return async (name) => {
    launcher.stdin?.write(`${name}\n`)
    await lines.next()
  }
}

const watchdogs = () => childrenOf(launcher.pid ?? 0)
const isGone = (pid: number) => expect.poll(() => lives(pid), { interval: 10, timeout: 10_000 }).toBe(false)

describe.skipIf(process.platform !== 'linux')('the watchdog of a launcher that is killed (Linux only)', () => {
  afterEach(() => {
    launcher.kill('SIGKILL')
    small.end(...others)
    others = []
  })

  it('terminates the server gracefully, and ends', async () => {
    await start("trap 'exit 42' TERM; echo ready; while :; do sleep 0.01; done", 8)
    await small.line()
    const [watchdog = 0] = watchdogs()
    expect(lives(watchdog)).toBe(true)
    launcher.kill('SIGKILL')
    expect(await small.exited).toBe(42)
    await isGone(watchdog)
    expect(existsSync(socketFolder)).toBe(false)
  })

  it('kills processes that do not hear after the grace period, also those that have left the group', async () => {
    await start(`${deserter('trap "" TERM; echo deaf; sleep 600')} trap '' TERM; echo deaf; wait; sleep 600`, 0)
    const seen = [await small.line(), await small.line(), await small.line()]
    const left = Number(seen.find((line) => /^\d+$/.test(line)))
    others = [left]
    launcher.kill('SIGKILL')
    expect(await small.exited).toBe('SIGKILL')
    await isGone(left)
    await expect.poll(() => existsSync(socketFolder), { interval: 10 }).toBe(false)
  })

  it('is replaced if it is killed itself', async () => {
    await start('echo ready; sleep 600', 8)
    await small.line()
    const [first = 0] = watchdogs()
    process.kill(first, 'SIGKILL')
    await expect.poll(() => watchdogs().filter((pid) => pid !== first && lives(pid)).length, { interval: 10 }).toBe(1)
    launcher.kill('SIGKILL')
    expect(await small.exited).toBe('SIGTERM')
  })

  it('leaves a group alone that it is to forget, but not the processes that carry the id', async () => {
    const tell = await start(`${deserter('exec sleep 600')} unset ${SERVER_ID_VARIABLE}; exec sleep 600`, 8)
    const left = await small.pid()
    others = [left]
    // Without the id in its environment, as another program's group that got the number.
    await expect.poll(() => small.isRunning('sleep'), { interval: 10 }).toBe(true)
    await tell('forget')
    launcher.kill('SIGKILL')
    await isGone(left)
    expect(lives(small.group)).toBe(true)
  })

  it('does nothing if it was dismissed', async () => {
    const tell = await start('echo ready; sleep 600', 8)
    await small.line()
    const [watchdog = 0] = watchdogs()
    await tell('dismiss')
    await isGone(watchdog)
    expect(watchdogs().filter(lives)).toEqual([])
    expect(existsSync(socketFolder)).toBe(true)
    expect(lives(small.group)).toBe(true)
  })
})

it.each([
  ['PID 1, with which the kernel ends all others', { platform: 'linux', pid: 1 }],
  ['Windows, which has no process groups', { platform: 'win32', pid: 7 }],
] as const)('is not started by %s', (_, { platform, pid }) => {
  const settings = { graceSeconds: { value: 1, origin: { kind: 'default' } } } as never
  const before = process.platform === 'linux' ? childrenOf(process.pid).length : 0
  const watchdog = startWatchdog({ platform, pid, launcherEnv: {}, settings }, 'an-id')
  watchdog.watch(7)
  watchdog.forget()
  watchdog.dismiss()
  expect(process.platform === 'linux' ? childrenOf(process.pid).length : 0).toBe(before)
})
