import type { Status, Subject } from '../doctor/check.ts'
import type { CheckOutcome } from '../doctor/run-checks.ts'
import { list } from '../model/format.ts'
import { group } from './group.ts'

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

/** The results of one subject; at the end what was skipped, checks with the same reason on one line. */
export function subjectLines(outcomes: readonly CheckOutcome[], isColored: boolean): string {
  const [first] = outcomes
  if (!first) return ''
  const made = outcomes.filter(({ status }) => status !== 'skip')
  const skipped = outcomes.filter(({ status }) => status === 'skip')
  const groups = group(skipped, ({ found, where, remedy }) => [found, where, remedy].join('\n'))
  const lines = [...made.map((outcome) => [outcome]), ...groups].map((each) => toLines(each, isColored))
  return `${HEADINGS[first.check.subject]}\n${lines.join('')}`
}

/** Checks with one result: its status, what they are about and what was found, and below it what mends it. */
function toLines(outcomes: readonly CheckOutcome[], isColored: boolean): string {
  const [first] = outcomes
  if (!first) return ''
  const { status, found, where, remedy } = first
  const label = isColored ? `${COLORS[status]}${status.padEnd(4)}${RESET}` : status.padEnd(4)
  const place = where === '' || found.includes(where) ? '' : ` (${where})`
  const mend = remedy === '' ? '' : `        -> ${remedy}\n`
  return `  ${label}  ${titles(outcomes)}: ${found}${place}\n${mend}`
}

const MAX_TITLES = 4

function titles(outcomes: readonly CheckOutcome[]): string {
  const all = outcomes.map(({ check }) => check.title)
  if (all.length <= MAX_TITLES) return list(all)
  return `${all.slice(0, MAX_TITLES - 1).join(', ')} and ${all.length - MAX_TITLES + 1} more`
}

/** The last line: how many of each. */
export function totalLine(outcomes: readonly CheckOutcome[]): string {
  const count = (status: Status) => outcomes.filter((outcome) => outcome.status === status).length
  return `\n${count('ok')} ok, ${count('warn')} warned, ${count('fail')} failed, ${count('skip')} skipped\n`
}
