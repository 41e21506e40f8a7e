import type { Environment } from '../model/source.ts'
import type { DoctorContext } from './context.ts'
import type { ProbePart } from './probe-parts.ts'

export type Status = 'ok' | 'warn' | 'fail' | 'skip'

/** What a check has found. The three texts are for people, one line each, and hold no secret. */
export interface CheckResult {
  readonly status: Status
  /** What there is. */
  readonly found: string
  /** The file with its line, the variable, the bucket or the address that this is about; empty if it is about none. */
  readonly where: string
  /** The command to run or the line to write that mends it; empty if the status is ok. */
  readonly remedy: string
  /** The check that says why this one cannot be made; absent if there is none. */
  readonly cause?: string | undefined
}

/** The groups in which results are shown, in this order. */
export const SUBJECTS = ['files', 'identity', 'store', 'server', 'machine'] as const
export type Subject = (typeof SUBJECTS)[number]

/**
 * A check looks at one thing and says how it is. It never changes anything that it does not change back.
 *
 * What it throws is shown as a failed check; so is a check that takes too long.
 */
export interface DoctorCheck {
  /** Fixed for good: `--only` and `--json` have it. */
  readonly id: string
  /** A few words, as the heading of a line. */
  readonly title: string
  readonly subject: Subject
  /** Whether it asks anything beyond this machine: `--offline` skips it. */
  readonly needsNetwork: boolean
  /** The parts of the Python probe that it asks. Only what some chosen check asks is run. */
  readonly asks: readonly ProbePart[]
  /** Whether it asks them in the command's environment; it always does if this is missing. */
  readonly asksIn?: (env: Environment) => boolean
  run(context: DoctorContext): CheckResult | Promise<CheckResult>
}

export function ok(found: string, where = ''): CheckResult {
  return { status: 'ok', found, where, remedy: '' }
}

export function warn(found: string, where: string, remedy: string): CheckResult {
  return { status: 'warn', found, where, remedy }
}

export function fail(found: string, where: string, remedy: string): CheckResult {
  return { status: 'fail', found, where, remedy }
}

/** For what does not apply here, or could not be looked at. @param remedy what makes it possible; empty if nothing needs to */
export function skip(found: string, where = '', remedy = ''): CheckResult {
  return { status: 'skip', found, where, remedy }
}

/** For what cannot be looked at because of what another check finds. That one has the reason and the remedy. */
export function skipBecause(cause: string, found: string, remedy = ''): CheckResult {
  return { ...skip(found, '', remedy), cause }
}

/** The worst of several results; the texts of all of that status, joined. */
export function combine(results: readonly CheckResult[]): CheckResult {
  const worst = (['fail', 'warn', 'ok', 'skip'] as const).find((status) => results.some((one) => one.status === status))
  const same = results.filter(({ status }) => status === worst)
  const join = (field: 'found' | 'where' | 'remedy') =>
    [...new Set(same.map((result) => result[field]))].filter((text) => text !== '').join('; ')
  const cause = same.find((result) => result.cause !== undefined)?.cause
  return { status: worst ?? 'skip', found: join('found'), where: join('where'), remedy: join('remedy'), cause }
}
