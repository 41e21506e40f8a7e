import type { Failure } from '../model/failure.ts'

/** Words a failure: what was expected, where, what was found, what to do. Never a value of a secret. */
export function failureText(failure: Failure): string {
  return failure.message
}
