import type { Failure, LegacyFailure } from '../model/failure.ts'
import { serverFailureText } from './server-failure-messages.ts'
import { lifecycleFailureText } from './server-lifecycle-messages.ts'

/** Words a failure: what was expected, where, what was found, what to do. Never a value of a secret. */
export function failureText(failure: Failure): string {
  return 'message' in failure ? failure.message : legacyFailureText(failure)
}

function legacyFailureText(failure: LegacyFailure): string {
  switch (failure.code) {
    case 'database-refused':
    case 'database-unreachable':
    case 'database-unmigrated':
    case 'database-newer':
    case 'database-half-made':
    case 'bucket-missing':
    case 'bucket-refused':
      return lifecycleFailureText(failure)
    default:
      return serverFailureText(failure)
  }
}
