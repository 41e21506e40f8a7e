// The gate beside the least that a proxy in Node can be, and beside a public package: one file of 1 GiB each way, small
// requests, and many slow clients. All of them run in turn in every round, each as a new process before the same upstream.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CommandFailed } from '../scripts/setup/command.mjs'
import { step } from '../scripts/setup/progress.mjs'
import { makeKinds, startServer } from './gate/servers.mjs'
import { here } from './paths.mjs'
import { median } from './statistics.mjs'

export const CONNECTIONS = [1, 50, 500]
export const SLOW_CLIENTS = 500
const GIBIBYTE = 2 ** 30
/** For the requests of one measurement, and before them to make the connections and to compile. */
export const RATE_SECONDS = 2
export const WARM_UP_SECONDS = 1
/** Long enough for slow clients to fill every buffer on the way. */
const SLOW_MS = 5000

/** @param gibibytes of the file that goes up and down */
export async function measureGate(sandbox, node, rounds, gibibytes) {
  const load = loadavg()[0]?.toFixed(1)
  const { key, kinds } = await makeKinds(sandbox, node)
  const results = kinds.map((kind) => ({ ...kind, rounds: /** @type {any[]} */ ([]) }))
  await step(`Gate: ${rounds} rounds`, async () => {
    const upstream = await startServer(node.path, [join(here, 'gate', 'upstream.mjs')], sandbox)
    try {
      for (let round = 0; round < rounds; round++) {
        for (const kind of round % 2 ? results.toReversed() : results) {
          kind.rounds.push(await measureOne(kind, new URL(upstream.url).port, key, sandbox, node, gibibytes))
        }
      }
    } finally {
      await upstream.stop()
    }
  })
  return { kinds: results, load }
}

async function measureOne(kind, port, key, sandbox, node, gibibytes) {
  const start = () => startServer(node.path, kind.argv(port), sandbox)
  const server = await start()
  try {
    const ask = (...words) => runClient(node, server.url, key, sandbox, words)
    const timed = async (...words) => {
      const before = server.processor()
      const result = await ask(...words)
      return { result, processor: server.processor() - before }
    }
    const download = await timed('download', gibibytes * GIBIBYTE)
    const upload = await timed('upload', gibibytes * GIBIBYTE)
    const { peak } = server.memory()
    const rates = []
    for (const connections of CONNECTIONS) rates.push(await timed('rate', connections, RATE_SECONDS))
    const slow = kind.role === 'package' ? null : await measureSlow(start, key, sandbox, node)
    return { download, upload, peak, rates, slow }
  } finally {
    await server.stop()
  }
}

/** The memory of a new process at its peak. */
async function measureSlow(start, key, sandbox, node) {
  const server = await start()
  const client = startClient(node, server.url, key, sandbox, ['slow', SLOW_CLIENTS])
  try {
    await Promise.race([once(client.child.stdout, 'data'), client.ended])
    await delay(SLOW_MS)
    return server.memory().peak
  } finally {
    client.child.stdin.end()
    await client.ended
    await server.stop()
  }
}

async function runClient(node, url, key, sandbox, words) {
  const { child, ended } = startClient(node, url, key, sandbox, words)
  child.stdin.end()
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    text += piece
  })
  const status = await ended
  if (status !== 0) throw new CommandFailed(`the client that should ${words.join(' ')} at ${url} ended with ${status}`)
  return JSON.parse(text)
}

function startClient(node, url, key, { env }, words) {
  const args = [join(here, 'gate', 'client.mjs'), ...words.map(String)]
  const variables = { ...env, GATE_URL: url, GATE_KEY: key }
  const child = spawn(node.path, args, { env: variables, stdio: ['pipe', 'pipe', 'inherit'] })
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  const ended = once(child, 'close').then(([status, signal]) => {
    process.off('exit', stop)
    return status ?? signal
  })
  return { child, ended }
}

/** The median over the rounds of what is taken from each. */
export function over({ rounds }, take) {
  return median(rounds.map(take))
}
