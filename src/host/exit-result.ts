import type { ExitResult, Signal } from './host.ts'

export type { ExitResult }

/** From what Node tells of an end: it gives neither for a signal that it has no name for. */
export function toExitResult(exitCode: number | null, signal: Signal | null): ExitResult {
  return signal === null ? { exitCode: exitCode ?? 1, signal } : { exitCode: null, signal }
}
