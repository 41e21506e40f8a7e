// What the client asks: the gate as people start it, and what it is compared with, each in a process of its own.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CommandFailed, run } from '../../scripts/setup/command.mjs'
import { here, launcher } from '../paths.mjs'

const READY = /^(?:(\d+)|The gate is ready at (\S+))$/

/** Makes a key, and tells how each server is started before an upstream at a port. */
export async function makeKinds({ folder, env }, node) {
  const keys = join(folder, 'keys.json')
  const key = (await run(node.path, ['--', launcher, '--quiet', 'keys', 'create', '--keys', keys], env)).trim()
  const script =
    (name, ...words) =>
    (port) => [join(here, 'gate', `${name}.mjs`), `${port}`, ...words]
  const own = (port) => [
    '--',
    launcher,
    'proxy',
    '--upstream',
    `http://127.0.0.1:${port}`,
    '--port',
    '0',
    '--keys',
    keys,
  ]
  const kinds = [
    { name: 'plain node:http', role: 'plain', argv: script('plain') },
    { name: 'httpxy', role: 'package', argv: script('package', 'httpxy') },
    { name: 'http-proxy-3', role: 'package', argv: script('package', 'http-proxy-3') },
    { name: '**with-mlflow-env proxy**', role: 'ours', argv: own },
  ]
  return { key, kinds: kinds.map((kind) => ({ ...kind, command: node.path })) }
}

/** Starts a server, and waits until it can serve. */
export async function startServer(command, args, { folder, env }) {
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = await new Promise((resolve, reject) => {
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      // Behind that line it is read and forgotten: for the gate, its log.
      createInterface({ input: stream }).on('line', (line) => {
        const [, port, url] = READY.exec(line) ?? []
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`)
        else if (url !== undefined) resolve(url)
        else if (text.length < 10_000) text += `${line}\n`
      })
    }
    ended.then(() => reject(new CommandFailed(`${args.join(' ')} has ended:\n${text}`)))
  })
  return {
    url,
    /** Resident memory, now and at its peak, in bytes. */
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'latin1')
      const [now = 0, peak = 0] = ['VmRSS', 'VmHWM'].map(
        (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024,
      )
      return { now, peak }
    },
    /** Processor time until now, in seconds. */
    processor: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    async stop() {
      process.off('exit', stop)
      child.kill('SIGTERM')
      const timer = setTimeout(stop, 5000)
      await ended
      clearTimeout(timer)
    },
  }
}
