import { fail } from '../../../model/diagnostic.ts'
import { looksLikeKey } from '../../../model/looks-like-key.ts'
import type { Sourced } from '../../../model/origin.ts'
import { initDiagnostics } from '../diagnostics.ts'

/**
 * Refuses a secret in place of the key's id: reports show the end of an id.
 *
 * @throws {LauncherError} secret-as-id
 */
export function checkId({ value, origin }: Sourced): void {
  const isId = /^A[KS]IA[A-Z0-9]+$/.test(value)
  if (!isId && looksLikeKey(value)) fail(initDiagnostics.error('secret-as-id', origin))
}
