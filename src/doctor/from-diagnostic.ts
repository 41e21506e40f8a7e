import type { Diagnostic } from '../model/diagnostic.ts'
import { formatSource } from '../model/format.ts'
import { type CheckResult, fail, warn } from './check.ts'

const AGAIN = 'correct it, and run the doctor again'

/** What a run would say, as the result of a check: an error as a failure, all else as a warning. */
export function fromDiagnostic(diagnostic: Diagnostic): CheckResult {
  const { severity, origin } = diagnostic
  const { found, remedy } = splitMessage(diagnostic.message)
  const where = origin === null ? '' : formatSource(origin)
  return (severity === 'error' ? fail : warn)(found, where, remedy)
}

/** A message says what was found and, after a colon, what to do. */
export function splitMessage(message: string): { readonly found: string; readonly remedy: string } {
  const at = message.lastIndexOf(': ')
  const remedy = at === -1 ? '' : message.slice(at + 2)
  // After the other colons comes what was found: a file's name, or the reason of the system.
  const isRemedy = /^(?:did you mean|[a-z]+(?: |$))/.test(remedy) && !NO_REMEDY.test(remedy)
  return isRemedy ? { found: message.slice(0, at), remedy } : { found: message, remedy: AGAIN }
}

const NO_REMEDY = /^(?:permission denied|the |expected |a |an |it |there |no |found )/
