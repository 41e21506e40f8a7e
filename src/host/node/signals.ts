import process from 'node:process'
import type { Signal } from '../host.ts'
import { isTerminalGone } from './tty-hangup.ts'

/** How long a signal that this process sends to itself may take, in milliseconds. It may also be blocked. */
const OWN_SIGNAL_TIMEOUT_MS = 500

export function onSignal(signal: Signal, handler: (signal: Signal) => void): void {
  process.on(signal, handler)
}

export function offSignal(signal: Signal, handler: (signal: Signal) => void): void {
  process.off(signal, handler)
}

export function signalNumber(signal: Signal): number {
  return process.getBuiltinModule('node:os').constants.signals[signal] ?? 0
}

export function exit(status: number): void {
  if (isTerminalGone()) exitBySignal('SIGHUP', status)
  else process.exit(status)
}

export function exitBySignal(signal: Signal, status: number): void {
  process.removeAllListeners(signal)
  if (signal !== 'SIGKILL' && signal !== 'SIGSTOP') resetSignal(signal)
  process.kill(process.pid, signal)
  setTimeout(() => process.exit(status), OWN_SIGNAL_TIMEOUT_MS)
}

/** Node ignores some signals, as SIGPIPE. A handler that comes and goes puts back the default. */
export function resetSignal(signal: Signal): void {
  const handler = () => {}
  process.on(signal, handler).off(signal, handler)
}

export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
