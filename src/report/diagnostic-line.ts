import type { Diagnostic, Severity } from '../model/diagnostic.ts'
import { COMMAND_NAME } from '../model/format.ts'

const LABELS: Readonly<Record<Severity, string>> = { error: '', warning: 'warning: ', notice: 'note: ' }

/** One line for people, with its severity in front. */
export function diagnosticLine({ severity, message }: Diagnostic): string {
  return `${COMMAND_NAME}: ${LABELS[severity]}${message}\n`
}

/** What can be printed before a start; `isQuiet` leaves the notices out. */
export function findingLines(findings: readonly Diagnostic[], isQuiet: boolean): string[] {
  return findings.filter(({ severity }) => !(isQuiet && severity === 'notice')).map(diagnosticLine)
}
