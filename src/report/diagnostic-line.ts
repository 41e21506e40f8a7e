import type { Diagnostic, Severity } from '../model/diagnostic.ts'
import type { Failure } from '../model/failure.ts'
import { COMMAND_NAME } from '../model/format.ts'
import type { Notice, Warning } from '../model/warning.ts'
import { failureText } from './failure-messages.ts'
import { noticeText, warningText } from './warning-messages.ts'

export function failureLine(failure: Failure): string {
  return `${COMMAND_NAME}: ${failureText(failure)}\n`
}

export function warningLine(warning: Warning): string {
  return `${COMMAND_NAME}: warning: ${warningText(warning)}\n`
}

export function noticeLine(notice: Notice): string {
  return `${COMMAND_NAME}: note: ${noticeText(notice)}\n`
}

const LABELS: Readonly<Record<Severity, string>> = { error: '', warning: 'warning: ', notice: 'note: ' }

/** A line for any severity. */
export function diagnosticLine({ severity, message }: Diagnostic): string {
  return `${COMMAND_NAME}: ${LABELS[severity]}${message}\n`
}

/** What can be printed before a start; `isQuiet` leaves the notices out. */
export function findingLines(findings: readonly Diagnostic[], isQuiet: boolean): string[] {
  return findings.filter(({ severity }) => !(isQuiet && severity === 'notice')).map(diagnosticLine)
}
