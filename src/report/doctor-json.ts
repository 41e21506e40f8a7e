import type { CheckOutcome } from '../doctor/run-checks.ts'

/** What `doctor --json` prints. docs/doctor.md describes it; a change that removes or renames a field gets a new version. */
export interface DoctorJson {
  readonly version: 1
  /** Whether no check failed. */
  readonly ok: boolean
  readonly checks: readonly {
    readonly id: string
    readonly title: string
    readonly status: CheckOutcome['status']
    readonly found: string
    readonly where: string
    readonly remedy: string
    readonly ms: number
  }[]
}

export function doctorJson(outcomes: readonly CheckOutcome[]): DoctorJson {
  return {
    version: 1,
    ok: isHealthy(outcomes),
    checks: outcomes.map(({ check: { id, title }, status, found, where, remedy, ms }) => {
      return { id, title, status, found, where, remedy, ms }
    }),
  }
}

/** A warning is no failure. */
export function isHealthy(outcomes: readonly CheckOutcome[]): boolean {
  return outcomes.every(({ status }) => status !== 'fail')
}
