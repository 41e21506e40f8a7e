// The launcher's gate as a process of its own, with its log and what the system knows of it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect } from 'vitest'
import type { LogEntry } from '../../src/gate/log-entry.ts'
import { launcher } from './paths.ts'
import type { Project } from './project.ts'

const READY = /^The gate is ready at (\S+)$/

export type RunningGate = Awaited<ReturnType<typeof startGate>>

export interface GateProcessOptions {
  readonly env?: Readonly<Record<string, string>>
  /** How many descriptors it may have open. */
  readonly maxDescriptors?: number
}

/** Starts `proxy` on a free port, and waits until it can serve. */
export async function startGate(project: Project, words: readonly string[], options: GateProcessOptions = {}) {
  const { env = {}, maxDescriptors } = options
  const own = [process.execPath, '--', launcher, 'proxy', '--port', '0', ...words]
  const limit = maxDescriptors === undefined ? '' : `ulimit -n ${maxDescriptors}; `
  const child = spawn('/bin/sh', ['-c', `${limit}exec "$@"`, 'sh', ...own], {
    cwd: project.folder,
    env: project.environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const { pid, stderr: errors, stdout: log } = child
  const said: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: errors }).on('line', (line) => {
      said.push(line)
      const [, found] = READY.exec(line) ?? []
      if (found !== undefined) resolve(found)
    })
    ended.then(() => reject(new Error(said.join('\n'))))
  })
  const entries: LogEntry[] = []
  createInterface({ input: log }).on('line', (line) => {
    // A test may have closed it in the middle of one.
    if (line.endsWith('}')) entries.push(JSON.parse(line))
  })
  return {
    child,
    pid,
    url,
    origin: new URL(url).origin,
    port: Number(new URL(url).port),
    /** Lines of its standard error. */
    said,
    entries,
    /** Waits for so many lines of the log, and takes them. */
    async take(count: number): Promise<LogEntry[]> {
      await expect.poll(() => entries.length, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(count)
      return entries.splice(0)
    },
    /** How many descriptors it has open. */
    descriptors: () => readdirSync(`/proc/${pid}/fd`).length,
    /** Resident memory in MiB, at its peak. */
    peakMemory: () => {
      const status = readFileSync(`/proc/${pid}/status`, 'latin1')
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
    },
    /** Waits for its end: status and signal. */
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
