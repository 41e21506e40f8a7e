import type { Diagnostic, Severity } from '../model/diagnostic.ts'
import { COMMAND_NAME } from '../model/format.ts'

const LABELS: Readonly<Record<Severity, string>> = { error: 'error:', warning: 'warning:', notice: 'note:' }

/** Bold, and red, yellow or cyan: colours that every terminal has. */
const COLORS: Readonly<Record<Severity, string>> = { error: '\x1b[1;31m', warning: '\x1b[1;33m', notice: '\x1b[1;36m' }
const RESET = '\x1b[0m'

/** Words a diagnostic for people. */
export type FormatDiagnostic = (diagnostic: Diagnostic) => string

/** One line for people, with its severity in front. */
export function diagnosticLine({ severity, message }: Diagnostic): string {
  return `${COMMAND_NAME}: ${LABELS[severity]} ${message}\n`
}

/** The same words, with the severity in colour. */
export function coloredDiagnosticLine({ severity, message }: Diagnostic): string {
  return `${COMMAND_NAME}: ${COLORS[severity]}${LABELS[severity]}${RESET} ${message}\n`
}

/** What can be printed before a start; `isQuiet` leaves the notices out. */
export function findingLines(findings: readonly Diagnostic[], isQuiet: boolean, format: FormatDiagnostic): string[] {
  return findings.filter(({ severity }) => !(isQuiet && severity === 'notice')).map(format)
}
