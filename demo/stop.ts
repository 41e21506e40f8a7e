// The wish to stop: ^C, a termination, a terminal that closes, a reader of the output that has gone.
import { constants } from 'node:os'

/** Resolves when a stop is asked for, with the exit status that goes with it. One ^C may come twice, through npm. */
export function stopRequested(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(128 + constants.signals[signal]))
    }
    process.stdout.on('error', () => resolve(128 + constants.signals.SIGPIPE))
  })
}
