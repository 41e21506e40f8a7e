// The image's entry point as process 1 of a process namespace, with the real MLflow: as a container has it, without one.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { noteName } from '../../../src/mlflow/server-note.ts'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { giveDatabase } from '../../rig/database.ts'
import { addKey } from '../../rig/gate-key.ts'
import { WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { buildFor } from '../../rig/node-build.ts'
import { pythonBin, root } from '../../rig/paths.ts'
import { freePorts } from '../../rig/ports.ts'
import { makeFolder } from '../../rig/private-folder.ts'
import { watchOver } from '../../rig/watchdog.ts'

/** The Node of the image: an older one cannot become MLflow. It comes as a package for Linux on x64 only. */
const image = join(root, 'test', 'nodes', 'node_modules', 'node-24', 'bin', 'node')
const hasImageNode = existsSync(image)
const node = hasImageNode ? image : process.execPath
/** As in the image, the executable becomes Node for a server. Without Rust, Node is started at once. */
const entryPoint = [...(NATIVE_BUILD.absent ? buildFor(node) : NATIVE_BUILD).words, 'server']
const PATH = `${dirname(node)}:${pythonBin}:/usr/bin:/bin`
const python = join(pythonBin, 'python')
const health = join(root, 'examples', 'deploy', 'health.py')
// Every process of the namespace ends with its first, and that with `unshare`.
const unshare = ['--pid', '--fork', '--mount-proc', '--kill-child']
/** Of a process that is not in the container. */
const HOST_NOTE = noteName({ pid: 4_000_000, namespace: statSync('/proc/self/ns/pid').ino }, '00000000')
const PASSWORD_MARK = 'p4ssw0rd'

const skip = (() => {
  const { status, error, stderr } = spawnSync('unshare', [...unshare, 'true'], { encoding: 'utf8' })
  return status === 0 ? undefined : `no process namespace here: ${error?.message ?? stderr.trim()}`
})()
if (skip !== undefined) process.stderr.write(`deploy-pid1: skipped, ${skip}\n`)

const cleanup: Cleanup[] = []
afterEach(async () => {
  for (const each of cleanup.splice(0)) await each.run()
})

interface Container {
  /** Process 1, by its id out here. */
  readonly first: number
  readonly url: string
  /** Where servers keep their notes, which this container shares with the host. */
  readonly notes: string
  readonly output: () => string
  readonly ended: Promise<number | string>
}

/** @param way as the image does it by itself, or without a gate */
async function start(way: 'gate' | 'exec', env: Readonly<Record<string, string>> = {}): Promise<Container> {
  const undo = new Cleanup()
  cleanup.push(undo)
  const folder = await makeFolder(undo, 'home', 'tmp', 'work')
  const notes = join(folder, 'tmp', `with-mlflow-env-${process.geteuid?.()}`)
  mkdirSync(notes, { mode: 0o700 })
  writeFileSync(join(notes, HOST_NOTE), '{}')
  const [port = 0] = await freePorts(1)
  const database = join(folder, 'work', `${PASSWORD_MARK}.db`)
  giveDatabase(database)
  const child = spawn('unshare', [...unshare, ...entryPoint], {
    cwd: join(folder, 'work'),
    env: {
      PATH,
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
      MLFLOW_HOST: '127.0.0.1',
      MLFLOW_PORT: String(port),
      MLFLOW_STATIC_PREFIX: '/mlflow',
      MLFLOW_WORKERS: '1',
      // SQLite has no password; this is looked for in what `ps` shows all the same.
      BACKEND_STORE_URI: `sqlite:///${database}`,
      ...(way === 'exec' ? { WITH_MLFLOW_ENV_LAUNCH: way } : await gateVariables(join(folder, 'keys.json'))),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const dismiss = watchOver(child.pid ?? 0, [])
  await undo.add(async () => {
    child.kill('SIGKILL')
    await ended
    dismiss()
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const ended = endOf(child)
  const url = `http://127.0.0.1:${port}${way === 'exec' ? '/mlflow/health' : '/readyz'}`
  await until(async () => (await answers(url)) || child.exitCode !== null, 120_000)
  if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${output}`)
  const [first] = childrenOf(child.pid ?? 0)
  return { first: first ?? 0, url, notes, output: () => output, ended }
}

async function gateVariables(path: string): Promise<Record<string, string>> {
  await addKey(path, 'read')
  return { WITH_MLFLOW_ENV_AUTH: '1', WITH_MLFLOW_ENV_KEYS: path }
}

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => child.once('exit', (status, signal) => resolve(status ?? signal ?? 'unknown')))
}

async function until(holds: () => Promise<boolean>, ms: number): Promise<void> {
  const end = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${ms / 1000} s`)
    await pause(200)
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200
  } catch {
    return false
  }
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

/** The processes of the namespace, by their ids out here. */
function inside(first: number): number[] {
  const namespace = (pid: number | string) => {
    try {
      return readlinkSync(`/proc/${pid}/ns/pid`)
    } catch {
      return undefined
    }
  }
  const wanted = namespace(first)
  if (wanted === undefined) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && namespace(name) === wanted)
    .map(Number)
}

const argv = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1)

/** Status and complaint of the image's health check, run inside and told nothing by its own environment. */
function checkHealth(first: number) {
  const enter = ['--target', String(first), '--pid', '--mount', '--', python, health]
  return spawnSync('nsenter', enter, { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } })
}

describe.skipIf(skip !== undefined)('as process 1 of a container,', () => {
  it.skipIf(!hasImageNode)(
    'the launcher becomes MLflow, the health check passes and SIGTERM ends all processes',
    async () => {
      const { first, ended, output } = await start('exec', WITHOUT_JOBS)
      expect(readFileSync(`/proc/${first}/status`, 'utf8')).toMatch(/^NSpid:\t\d+\t1$/m)
      expect(argv(first).slice(1)).toEqual(['-m', 'mlflow', 'server'])
      const processes = inside(first)
      expect(processes.length).toBeGreaterThan(1)
      for (const pid of processes) {
        expect(readlinkSync(`/proc/${pid}/exe`)).not.toContain('node')
        expect(argv(pid).join(' ')).not.toContain(PASSWORD_MARK)
      }
      // The server's environment says the port and the prefix; there is no ready line.
      expect(checkHealth(first)).toMatchObject({ status: 0, stderr: '' })
      expect(output()).not.toContain('is ready at')

      process.kill(first, 'SIGTERM')
      // What `docker stop` and ECS give it in examples/deploy.
      const status = await Promise.race([ended, pause(60_000, 'still there', { ref: false })])
      expect(status).toBe(0)
      expect(processes.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
    },
  )

  it('the launcher with a gate passes the health check, and ends all processes on SIGTERM, with 0', async () => {
    const { first, ended, output, notes } = await start('gate', WITHOUT_JOBS)
    await until(async () => output().includes('is ready at'), 30_000)
    // What a server of the host has left there cannot be told from one that runs.
    const note = expect.stringMatching(/^server-1-[^-]+-\w+\.json$/)
    const socketFolder = expect.stringMatching(/^mlflow-1-\d+-\w+$/)
    expect(readdirSync(notes)).toHaveLength(3)
    expect(readdirSync(notes)).toEqual(expect.arrayContaining([socketFolder, HOST_NOTE, note]))
    expect(checkHealth(first)).toMatchObject({ status: 0, stderr: '' })
    const processes = inside(first)
    process.kill(first, 'SIGTERM')
    const status = await Promise.race([ended, pause(60_000, 'still there', { ref: false })])
    expect(status).toBe(0)
    expect(processes.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
    expect(readdirSync(notes)).toEqual([HOST_NOTE])
  })

  it.skipIf(!hasImageNode)('a launcher that refuses to start ends the container with its status', () => {
    const { status, stderr } = spawnSync('unshare', [...unshare, ...entryPoint, '--workers', '0'], {
      env: {
        PATH,
        HOME: root,
        WITH_MLFLOW_ENV_LAUNCH: 'exec',
        WITH_MLFLOW_ENV_NO_ENV_FILE: '1',
      },
      encoding: 'utf8',
    })
    expect([status, stderr.split('\n').length]).toEqual([125, 2])
  })
})
