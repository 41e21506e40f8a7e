import { fail } from '../../model/diagnostic.ts'
import type { Sourced } from '../../model/origin.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'

/** Whether a text can be what paths begin with: segments of plain characters, without a slash at the end. Empty is none. */
export function isPathPrefix(text: string): boolean {
  return /^(?:\/[A-Za-z0-9._~-]+)*$/.test(text) && !/\/\.{1,2}(?:\/|$)/.test(text)
}

/**
 * Reads what the paths of clients begin with.
 *
 * @returns it without a slash at the end; empty for `/`
 * @throws {LauncherError} invalid-option-value
 */
export function parsePathPrefix({ value, origin }: Sourced): string {
  const prefix = value.replace(/\/$/, '')
  if (value.startsWith('/') && isPathPrefix(prefix)) return prefix
  const expected = "a path of letters (a-z), digits and . _ ~ - that starts with '/', such as /api/mlflow"
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
}
