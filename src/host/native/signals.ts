import type { Signal } from '../host.ts'
import { native } from './binding.ts'
import { handlers } from './events.ts'

export function onSignal(signal: Signal, handler: (signal: Signal) => void): void {
  const all = handlers.get(signal) ?? new Set()
  handlers.set(signal, all.add(handler))
  native.catchSignal(signal, true)
}

export function offSignal(signal: Signal, handler: (signal: Signal) => void): void {
  const all = handlers.get(signal)
  all?.delete(handler)
  if (all?.size !== 0) return
  handlers.delete(signal)
  native.catchSignal(signal, false)
}

export function signalNumber(signal: Signal): number {
  return native.signalNumber(signal)
}

export function isHangUpIgnored(): boolean {
  return native.isIgnored('SIGHUP')
}

export function exit(status: number): void {
  native.exit(status)
}

export function exitBySignal(signal: Signal, status: number): void {
  native.exitBySignal(signal, status)
}

export function sleep(milliseconds: number): void {
  native.sleep(milliseconds)
}
