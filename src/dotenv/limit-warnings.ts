import type { Diagnostic } from '../model/diagnostic.ts'
import { dotenvDiagnostics } from './diagnostics.ts'

/** A file with more such lines than this was made for another reader, and one line says it. */
const MAX_WARNINGS = 10

/** Shortens the diagnostics of a file: all errors, and the first warnings. */
export function limitWarnings(display: string, found: readonly Diagnostic[]): readonly Diagnostic[] {
  const warnings = found.filter(({ severity }) => severity !== 'error')
  const more = warnings.length - MAX_WARNINGS
  if (more <= 0) return found
  const left = new Set(warnings.slice(MAX_WARNINGS))
  return [
    ...found.filter((one) => !left.has(one)),
    dotenvDiagnostics.warning('env-file-more-lines', null, { display, more }),
  ]
}
