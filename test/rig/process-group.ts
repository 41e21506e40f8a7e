// A process group: a command and everything that it starts, ended as one.
import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import type { Cleanup } from './cleanup.ts'
import { endGroup } from './group-end.ts'
import { watchOver } from './watchdog.ts'

export interface GroupOptions {
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdin?: 'ignore' | 'pipe'
  /** Another user and group that the command runs as; only root may name them. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
  /** Files outside of the caller's folders that the command leaves behind when it is killed. */
  readonly leftovers?: readonly string[]
  /** Told each piece of output as it comes. */
  readonly onOutput?: (text: string) => void
}

export interface Group {
  /** The process id of the command, which is the id of the group too. */
  readonly id: number
  readonly stdin: Writable | null
  /** What the command has written so far, both streams. */
  output(): string
  /** Waits for a text in the output. Rejects if the command ends or the time is over before it comes. */
  waitFor(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray>
  /** Waits for the end of the command itself: its status, or the signal's name. */
  readonly ended: Promise<number | string>
  /** Ends the whole group, politely, then by force. Rejects if something is left all the same. */
  stop(): Promise<void>
}

export async function startGroup(
  cleanup: Cleanup,
  command: string,
  args: readonly string[],
  options: GroupOptions,
): Promise<Group> {
  const { env, cwd, stdin = 'ignore', user = {}, leftovers = [] } = options
  const child = spawn(command, args, { env, cwd, stdio: [stdin, 'pipe', 'pipe'], detached: true, ...user })
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (status, signal) => resolve(status ?? signal ?? 'unknown'))
  })
  // "close" and not "exit": by then all of the output has been read.
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const id = child.pid
  if (id === undefined) throw new Error(`${command}: ${await ended}`)
  const dismiss = watchOver(id, leftovers)
  const stop = once(async () => {
    await endGroup(id)
    dismiss()
  })

  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      options.onOutput?.(text)
      for (const listener of listeners) listener()
    })
  }
  const waitFor = (pattern: RegExp, timeoutMs: number) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        listeners.delete(look)
        act()
      }
      const fail = (why: string) => settle(() => reject(new Error(`${command} ${why}:\n${tail(output)}`)))
      const look = () => {
        const match = pattern.exec(output)
        if (match !== null) settle(() => resolve(match))
      }
      const timer = setTimeout(() => fail(`did not print ${pattern} within ${timeoutMs / 1000} s`), timeoutMs)
      listeners.add(look)
      look()
      closed.then(() => fail('ended'))
    })

  await cleanup.add(stop)
  return { id, stdin: child.stdin, output: () => output, waitFor, ended, stop }
}

function once<T>(act: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= act()
    return result
  }
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-30).join('\n')
}
