// How long the doctor takes with a store and a tracking server on this machine, and with --offline.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailed } from '../scripts/setup/command.mjs'
import { step } from '../scripts/setup/progress.mjs'
import { makeKeys } from './keys.mjs'
import { launcher, pythonBin } from './paths.mjs'
import { answers, freePort } from './servers.mjs'
import { median } from './statistics.mjs'

const rounds = 9
const bucket = 'bench-bucket'
const kinds = [
  { name: 'doctor', words: [], limit: 5 },
  { name: 'doctor --offline', words: ['--offline'], limit: 1 },
]

export async function measureDoctor({ folder: parent, env }, node) {
  const folder = join(parent, 'doctor')
  for (const name of ['.git', 'store', 'home']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, '.gitignore'), '.env*\n')
  const [id, secret] = makeKeys()
  const started = []
  const stop = () => {
    for (const { child, signal, leftovers } of started) {
      child.kill(signal)
      for (const path of leftovers) rmSync(path, { force: true })
    }
  }
  process.once('exit', stop)
  try {
    return await step(`Doctor: ${rounds} rounds`, async () => {
      const endpoint = await startStore(folder, id, secret, started)
      const url = `http://127.0.0.1:${await freePort()}`
      const settings = {
        ...{
          MLFLOW_AWS_ACCESS_KEY_ID: id,
          MLFLOW_AWS_SECRET_ACCESS_KEY: secret,
          MLFLOW_AWS_DEFAULT_REGION: 'us-east-1',
        },
        ...{ MLFLOW_S3_ENDPOINT_URL: endpoint, MLFLOW_ARTIFACT_ROOT: `s3://${bucket}/lab`, MLFLOW_TRACKING_URI: url },
      }
      const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
      writeFileSync(join(folder, '.env.mlflow'), lines.join(''), { mode: 0o600 })
      await startServer(node, folder, url, env, started)
      return await measureKinds(node, folder, env)
    })
  } finally {
    process.off('exit', stop)
    stop()
    await Promise.all(started.map(({ ended }) => ended))
  }
}

async function measureKinds(node, folder, env) {
  const results = kinds.map((kind) => ({ ...kind, times: /** @type {number[]} */ ([]) }))
  for (let round = 0; round < rounds; round++) {
    for (const { words, times } of round % 2 ? results.toReversed() : results) {
      times.push(await timeOne([node.path, '--', launcher, 'doctor', ...words], folder, env))
    }
  }
  return results.map(({ times, ...kind }) => ({ ...kind, seconds: median(times), slowest: Math.max(...times) }))
}

async function timeOne([command, ...args], cwd, env) {
  const began = performance.now()
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    text += piece
  })
  const status = await new Promise((resolve) => child.once('close', resolve))
  if (status !== 0) throw new CommandFailed(`doctor ended with ${status}:\n${text}`)
  return (performance.now() - began) / 1000
}

async function startStore(folder, id, secret, started) {
  const actions = ['Read', 'Write', 'List', 'Tagging'].map((action) => `${action}:${bucket}`)
  const users = { identities: [{ name: 'bench', credentials: [{ accessKey: id, secretKey: secret }], actions }] }
  writeFileSync(join(folder, 'users.json'), JSON.stringify(users), { mode: 0o600 })
  const names = ['s3', 'master', 'filer', 'volume', 'admin'].flatMap((name) => [`${name}.port`, `${name}.port.grpc`])
  const ports = new Map()
  for (const name of names) ports.set(name, await freePort())
  const args = [
    ...['mini', `-dir=${join(folder, 'store')}`, '-ip=127.0.0.1', '-ip.bind=127.0.0.1', `-bucket=${bucket}`],
    ...Array.from(ports, ([name, port]) => `-${name}=${port}`),
    ...[`-s3.localSocket=${join(folder, 's3.sock')}`, `-filer.localSocket=${join(folder, 'filer.sock')}`],
    ...['-s3.port.iceberg=0', '-s3.port.lance=0', '-webdav=false', '-admin.ui=false', '-master.telemetry=false'],
    ...['-s3.autoCreateBucket=false', `-s3.config=${join(folder, 'users.json')}`],
  ]
  const env = { PATH: '/usr/bin:/bin', HOME: join(folder, 'home'), TMPDIR: join(folder, 'home') }
  const child = begin(started, 'SIGKILL', join(pythonBin, 'weed'), args, { cwd: folder, env })
  // Its sockets are in /tmp whatever TMPDIR says.
  started.at(-1).leftovers = Array.from(ports, ([name, port]) => `/tmp/seaweedfs-${socketOf(name)}-${port}.sock`)
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new CommandFailed('the store has ended')))
    for (const stream of [child.stdout, child.stderr]) {
      let text = ''
      stream.setEncoding('utf8').on('data', (piece) => {
        text = (text + piece).slice(-10_000)
        if (text.includes('components are running and ready')) resolve(undefined)
      })
    }
  })
  return `http://127.0.0.1:${ports.get('s3.port')}`
}

async function startServer(node, folder, url, env, started) {
  const words = ['server', '--port', new URL(url).port, '--workers', '1']
  const settings = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', MLFLOW_DISABLE_TELEMETRY: 'true' }
  const child = begin(started, 'SIGTERM', node.path, ['--', launcher, '--quiet', ...words], {
    cwd: folder,
    env: { ...env, ...settings },
  })
  for (const stream of [child.stdout, child.stderr]) stream.resume()
  await answers(`${url}/health`, performance.now())
}

function begin(started, signal, command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push({ child, signal, leftovers: [], ended: new Promise((resolve) => child.once('close', resolve)) })
  return child
}

const socketOf = (name) => name.replace('.port', '').replace('.', '-')
