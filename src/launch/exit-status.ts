import type { ExitResult, Signal } from '../host/index.ts'
import * as host from '../host/index.ts'

/** What the launcher does to end as its command did. */
export interface ExitAction {
  /** Raised on the launcher itself first, so that its parent sees the same death; null if that must not be. */
  readonly raise: Signal | null
  /** The status to exit with, or to fall back on if the signal did not end the launcher. */
  readonly status: number
}

/** The launcher's own failures, as `env`, `timeout` and `docker run` report them. */
export const OWN_FAILURE_STATUS = 125

/** A status above this is a death by a signal, as a shell reports it. */
const SIGNAL_STATUS_BASE = 128

/** Signals that dump core: a second dump, of the launcher, would say nothing about the command. */
const DUMPS_CORE: readonly Signal[] = [
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGSYS',
]

/**
 * Turns the way in which a command ended into the launcher's.
 *
 * As PID 1 a process does not die of its own signals, and SIGUSR1 would make Node open its inspector on a process that
 * holds secrets: both end with 128+n at once, as a shell would report it.
 *
 * @param pid the launcher's own process id
 */
export function toExitAction({ exitCode, signal }: ExitResult, pid: number): ExitAction {
  if (signal === null) return { raise: null, status: exitCode }
  const status = signalStatus(signal)
  const raises = pid !== 1 && signal !== 'SIGUSR1' && !DUMPS_CORE.includes(signal)
  return { raise: raises ? signal : null, status }
}

/** The status that says that a signal ended the process. */
export function signalStatus(signal: Signal): number {
  return SIGNAL_STATUS_BASE + host.signalNumber(signal)
}

/**
 * The launcher's own failures as `env`, `timeout` and `docker run` report them: 127 if there is no such command, 126 if
 * it could not be started, 125 for everything else.
 */
const STATUS_BY_CODE: Readonly<Record<string, 126 | 127>> = {
  'command-not-found': 127,
  'interpreter-not-found': 127,
  'command-not-executable': 126,
  'interpreter-not-executable': 126,
  'recursive-shebang': 126,
  'environment-too-large': 126,
  'start-failed': 126,
}

export function failureStatus({ code }: { readonly code: string }): 125 | 126 | 127 {
  return STATUS_BY_CODE[code] ?? OWN_FAILURE_STATUS
}
