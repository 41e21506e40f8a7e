import type { Diagnostic } from '../model/diagnostic.ts'
import { dotenvDiagnostics } from './diagnostics.ts'

/** A file with more such lines than this was made for another reader, and one line says it. */
const MAX_WARNINGS = 10

/** Shortens the diagnostics of a file: all errors, and the first warnings. */
export function limitWarnings(display: string, found: readonly Diagnostic[]): readonly Diagnostic[] {
  let warnings = 0
  const kept = found.filter(({ severity }) => severity === 'error' || ++warnings <= MAX_WARNINGS)
  const more = warnings - MAX_WARNINGS
  return more <= 0 ? found : [...kept, dotenvDiagnostics.warning('env-file-more-lines', null, { display, more })]
}
