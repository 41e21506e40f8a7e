import type { Status, Subject } from '../doctor/check.ts'
import type { CheckOutcome } from '../doctor/run-checks.ts'

const HEADINGS: Readonly<Record<Subject, string>> = {
  files: 'Files',
  identity: 'Identity',
  store: 'Artifact store',
  server: 'Tracking server',
  machine: 'Machine',
}

/** Bold, and green, yellow, red or grey: colours that every terminal has. */
const COLORS: Readonly<Record<Status, string>> = {
  ok: '\x1b[32m',
  warn: '\x1b[1;33m',
  fail: '\x1b[1;31m',
  skip: '\x1b[90m',
}
const RESET = '\x1b[0m'

export function headingLine(subject: Subject): string {
  return `${HEADINGS[subject]}\n`
}

/** One check: its status, what it is about and what was found, and below it what mends it. */
export function outcomeLines({ check, status, found, where, remedy }: CheckOutcome, isColored: boolean): string {
  const label = isColored ? `${COLORS[status]}${status.padEnd(4)}${RESET}` : status.padEnd(4)
  const place = where === '' || found.includes(where) ? '' : ` (${where})`
  const mend = remedy === '' ? '' : `        -> ${remedy}\n`
  return `  ${label}  ${check.title}: ${found}${place}\n${mend}`
}

/** The last line: how many of each. */
export function totalLine(outcomes: readonly CheckOutcome[]): string {
  const count = (status: Status) => outcomes.filter((outcome) => outcome.status === status).length
  return `\n${count('ok')} ok, ${count('warn')} warned, ${count('fail')} failed, ${count('skip')} skipped\n`
}
