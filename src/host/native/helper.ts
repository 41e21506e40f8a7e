import type { ExitResult, HelperRequest, HelperResult } from '../host.ts'
import { native } from './binding.ts'
import { toEnvironmentList } from './environment.ts'
import { children } from './events.ts'
import { follow } from './follow.ts'
import { sendSignal } from './spawn.ts'
import { concat } from './text.ts'
import { clearTimeout, setTimeout } from './timers.ts'
import { tools } from './tools.ts'

const MAX_BYTES = 100_000_000
const LINE_END = 10

export async function runHelper(request: HelperRequest): Promise<HelperResult> {
  const { timeoutMs, killDelayMs, drainMs, cancelSignal, onLine } = request
  const started = start(request)
  if (typeof started === 'string') {
    return { exitCode: null, signal: null, isTimedOut: false, startError: started, stdout: '', stderr: '' }
  }
  const [pid, input, output, error] = started
  if (request.input) give(input, request.input)
  const exited = new Promise<ExitResult>((resolve) => children.set(pid, resolve))
  let isTimedOut = false
  let killing: number | undefined
  const end = () => {
    sendSignal(pid, 'SIGTERM')
    killing ??= setTimeout(() => sendSignal(pid, 'SIGKILL'), killDelayMs)
  }
  const onTimeout = () => {
    isTimedOut = true
    end()
  }
  const limit = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs)
  cancelSignal?.addEventListener('abort', end)
  const lines = onLine && splitLines(onLine)
  const stdout = collect(output, request.maxBytes ?? MAX_BYTES, end, lines)
  const stderr = collect(error, MAX_BYTES, end)
  const { exitCode, signal } = await exited
  clearTimeout(limit)
  clearTimeout(killing)
  const close = () => {
    stdout.close()
    stderr.close()
  }
  const drained = drainMs === null ? undefined : setTimeout(close, drainMs)
  const texts = { stdout: await stdout.text, stderr: await stderr.text }
  clearTimeout(drained)
  lines?.(new Uint8Array([LINE_END]))
  for (const descriptor of [input, output, error]) if (descriptor !== -1) native.close(descriptor)
  return { exitCode, signal, isTimedOut, startError: null, ...texts }
}

/** @returns the process and its streams, or the system's error */
function start({ command, args, env, cwd, keepsInput, hasOwnSession, cancelSignal }: HelperRequest) {
  if (cancelSignal?.aborted) return 'unknown'
  try {
    const options = { cwd, keepsInput: keepsInput ?? false, hasOwnSession: hasOwnSession ?? false }
    return tools().startHelper(command, args, toEnvironmentList(env), options)
  } catch (error) {
    return (error as { readonly code?: string }).code ?? 'unknown'
  }
}

/** One that does not read it says by its end what is wrong. */
function give(descriptor: number, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length; ) at += native.write(descriptor, bytes.subarray(at))
  } catch {}
}

/** Reads a stream to its end. What is passed on is not kept. */
function collect(descriptor: number, max: number, onTooMuch: () => void, passOn?: (bytes: Uint8Array) => void) {
  const chunks: Uint8Array[] = []
  let length = 0
  let settle = (_text: string) => {}
  const text = new Promise<string>((resolve) => {
    settle = resolve
  })
  const finish = () => settle(native.decodeUtf8(concat(chunks)).replace(/\r?\n$/, ''))
  const onBytes = (bytes: Uint8Array) => {
    if (passOn) return passOn(bytes)
    length += bytes.length
    if (length <= max) chunks.push(bytes)
    else onTooMuch()
  }
  const stop = follow(descriptor, onBytes, finish)
  const close = () => {
    stop()
    finish()
  }
  return { text, close }
}

function splitLines(onLine: (line: string) => void): (bytes: Uint8Array) => void {
  let parts: Uint8Array[] = []
  return (bytes) => {
    let start = 0
    for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, start)) {
      const line = native.decodeUtf8(concat([...parts, bytes.subarray(start, at)]))
      if (line !== '') onLine(line)
      parts = []
      start = at + 1
    }
    parts.push(bytes.slice(start))
  }
}
