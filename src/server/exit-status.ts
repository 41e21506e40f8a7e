import { constants } from 'node:os'
import type { Outcome } from './outcome.ts'

/** A shell adds it to the number of the signal that ended a process. */
const SIGNAL_BASE = 128

/**
 * The status that the launcher exits with. docs/server.md has the table.
 *
 * @param isForced a second Ctrl-C has killed the server
 */
export function exitStatus(
  outcome: Exclude<Outcome, { kind: 'finished' }>,
  wasReady: boolean,
  isForced: boolean,
): number {
  if (isForced) return SIGNAL_BASE + constants.signals.SIGINT
  switch (outcome.kind) {
    case 'stopped':
      return wasReady ? 0 : SIGNAL_BASE + constants.signals[outcome.signal]
    case 'failed':
      return 1
    case 'exited': {
      const { result } = outcome
      // Status 0 is no success if nothing asked for the end.
      return result.signal === null ? result.exitCode || 1 : SIGNAL_BASE + constants.signals[result.signal]
    }
  }
}
