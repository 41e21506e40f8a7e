import process from 'node:process'

/** How a command ended: with a status, or by a signal. */
export type Ending =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }

/** What the launcher does to end as its command did. */
export interface Exit {
  /** Raised on the launcher itself first, so that its parent sees the same death; null where that must not be. */
  readonly raise: NodeJS.Signals | null
  /** The status to exit with, or to fall back on where the signal did not end the launcher. */
  readonly status: number
}

/** Signals that dump core: a second dump, of the launcher, would say nothing about the command. */
const DUMPS_CORE = [
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
 * Turns a command's ending into the launcher's.
 *
 * As PID 1 a process does not die of its own signals, and SIGUSR1 would make Node open its inspector on a process that
 * holds secrets: both end with 128+n at once, as a shell would report it.
 *
 * @param pid the launcher's own process id
 */
export function toExit(ending: Ending, pid: number): Exit {
  if (ending.kind === 'status') return { raise: null, status: ending.status }
  const { signal } = ending
  const { constants } = process.getBuiltinModule('node:os')
  const status = 128 + (constants.signals[signal] ?? 0)
  const raises = pid !== 1 && signal !== 'SIGUSR1' && !DUMPS_CORE.includes(signal)
  return { raise: raises ? signal : null, status }
}
