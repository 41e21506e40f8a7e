import { signalStatus } from '../launch/exit-status.ts'
import type { Outcome } from './outcome.ts'

/**
 * The status that the launcher exits with. docs/server-internals.md has the table.
 *
 * @param isForced a second Ctrl-C has killed the server
 */
export function exitStatus(
  outcome: Exclude<Outcome, { kind: 'finished' }>,
  wasReady: boolean,
  isForced: boolean,
): number {
  if (isForced) return signalStatus('SIGINT')
  switch (outcome.kind) {
    case 'stopped':
      return wasReady ? 0 : signalStatus(outcome.signal)
    case 'failed':
      return 1
    case 'exited': {
      const { result } = outcome
      // Status 0 is no success if nothing asked for the end.
      return result.signal === null ? result.exitCode || 1 : signalStatus(result.signal)
    }
  }
}
