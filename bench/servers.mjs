// MLflow's server with and without the launcher: how long until it answers, what stays resident beside it, and how long
// a large file takes on its way through. In pairs, one after the other, each with a database of its own.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CommandFailed } from '../scripts/setup/command.mjs'
import { step } from '../scripts/setup/progress.mjs'
import { makeKeys } from './keys.mjs'
import { launcher, pythonBin } from './paths.mjs'
import { median } from './statistics.mjs'

const pairs = 5
const megabytes = 200
const patience = 120_000

export async function measureServers({ folder, env }, node) {
  const plain = { name: 'mlflow server', command: [join(pythonBin, 'python'), '-m', 'mlflow', 'server'] }
  const ours = { name: '**with-mlflow-env server**', command: [node.path, '--', launcher, '--quiet', 'server'] }
  const kinds = [plain, ours].map((kind) => ({ ...kind, starts: [], uploads: [], downloads: [], memory: 0 }))
  await step(`Servers: ${pairs} pairs`, async () => {
    for (let pair = 0; pair < pairs; pair++) {
      for (const [at, kind] of (pair % 2 ? kinds.toReversed() : kinds).entries()) {
        await measureOne(kind, join(folder, `server-${pair}-${at}`), env, kind.name === ours.name)
      }
    }
  })
  return kinds.map(({ name, memory, ...times }) => ({
    name,
    memory,
    start: median(times.starts),
    upload: median(times.uploads),
    download: median(times.downloads),
  }))
}

async function measureOne(kind, folder, env, isOurs) {
  mkdirSync(join(folder, '.git'), { recursive: true })
  const [id, secret] = makeKeys()
  writeFileSync(join(folder, '.env'), `MLFLOW_AWS_ACCESS_KEY_ID=${id}\nMLFLOW_AWS_SECRET_ACCESS_KEY=${secret}\n`)
  const port = await freePort()
  const settings = { MLFLOW_PORT: String(port), MLFLOW_WORKERS: '1', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' }
  const backend = { MLFLOW_BACKEND_STORE_URI: 'sqlite:///mlflow.db', MLFLOW_ARTIFACTS_DESTINATION: './mlartifacts' }
  const [command, ...args] = kind.command
  const started = performance.now()
  const options = { cwd: folder, env: { ...env, ...settings, ...backend, MLFLOW_DISABLE_TELEMETRY: 'true' } }
  const child = spawn(command, args, { ...options, stdio: 'ignore', detached: true })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const { pid } = child
  if (pid === undefined) throw new CommandFailed(`${command} cannot be started`)
  const stop = () => process.kill(-pid, 'SIGKILL')
  process.once('exit', stop)
  try {
    await answers(`http://127.0.0.1:${port}/health`, started)
    kind.starts.push((performance.now() - started) / 1000)
    if (isOurs) kind.memory = residentBytes(pid)
    await transfer(kind, `http://127.0.0.1:${port}/api/2.0/mlflow-artifacts/artifacts/file`)
  } finally {
    process.off('exit', stop)
    process.kill(isOurs ? pid : -pid, 'SIGTERM')
    await ended
  }
}

export async function answers(url, started) {
  while (performance.now() - started < patience) {
    const answer = await fetch(url).then(
      (response) => response.text(),
      () => '',
    )
    if (answer === 'OK') return
    await delay(20)
  }
  throw new CommandFailed(`${url} did not answer within ${patience / 1000} s`)
}

async function transfer(kind, url) {
  const body = randomBytes(megabytes * 2 ** 20)
  const seconds = async (act) => {
    const began = performance.now()
    const response = await act()
    if (!response.ok) throw new CommandFailed(`${url}: ${response.status}`)
    await response.arrayBuffer()
    return (performance.now() - began) / 1000
  }
  kind.uploads.push(await seconds(() => fetch(url, { method: 'PUT', body })))
  kind.downloads.push(await seconds(() => fetch(url)))
}

function residentBytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })
}
