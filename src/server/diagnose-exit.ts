import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { findPortOwner } from '../host/port-owner.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { serverDiagnostics } from './diagnostics.ts'
import type { Unexpected } from './outcome.ts'
import type { ServerPlan } from './server-plan.ts'

/** What the system, SQLite and a quota say. */
const DISK_FULL = /No space left on device|database or disk is full|Disk quota exceeded/i
const PORT_IN_USE = /address already in use/i
/** With less than this a disk counts as full: an empty MLflow database takes about as much. */
const MIN_FREE_BYTES = 1_048_576

/** What is known about a server that exited or cannot work. */
export interface Evidence {
  /** The port that MLflow was to listen on; null if it was never started. */
  readonly port: number | null
  readonly lastLines: readonly string[]
  /** What a check has found that would make MLflow exit or hang. */
  readonly suspectedCause: Diagnostic | null
  readonly wasReady: boolean
}

type ExitPlan = Pick<ServerPlan, 'settings' | 'databaseFile' | 'registryFile' | 'cwd' | 'env' | 'installation'>

/** The reason, as exactly as it is known: MLflow's own words first, then a check's finding, then the bare exit. */
export function diagnoseOutcome(plan: ExitPlan, outcome: Unexpected, evidence: Evidence): Diagnostic {
  const { port, lastLines, suspectedCause, wasReady } = evidence
  const told = outcome.kind === 'exited' && port !== null ? diagnoseFromOutput(plan, port, lastLines) : null
  if (told) return told
  // Once the server was ready, it was something else.
  if (suspectedCause && !wasReady && (outcome.kind === 'exited' || outcome.diagnostic.code === 'readiness-timeout')) {
    return suspectedCause
  }
  if (outcome.kind === 'failed') return outcome.diagnostic
  const { result } = outcome
  return serverDiagnostics.error('server-exited', null, {
    version: plan.installation.versions.mlflow,
    how: result.signal ?? result.exitCode,
    phase: wasReady ? 'ready' : 'startup',
  })
}

/** Why MLflow exited, if its last lines tell: another process took the port meanwhile, or a disk is full. */
export function diagnoseFromOutput(plan: ExitPlan, port: number, lines: readonly string[]): Diagnostic | null {
  const includes = (pattern: RegExp) => lines.some((line) => pattern.test(line))
  if (includes(PORT_IN_USE)) {
    const { host, port: setting } = plan.settings
    return serverDiagnostics.error('port-in-use', setting.origin, { port, owner: findPortOwner(port, host.value) })
  }
  return diagnoseFullDisk(plan, lines)
}

/** Which disk is full, if these lines say that one is. */
export function diagnoseFullDisk(plan: ExitPlan, lines: readonly string[]): Diagnostic | null {
  if (!lines.some((line) => DISK_FULL.test(line))) return null
  const { databaseFile, registryFile, cwd, env, installation } = plan
  const files = [databaseFile, registryFile].filter((file) => file !== null)
  const candidates = new Set([...(databaseFile === null ? [cwd] : []), ...files.map(dirname), env.TMPDIR || '/tmp'])
  const directories = [...candidates].filter((directory) => freeBytes(directory) < MIN_FREE_BYTES)
  return serverDiagnostics.error('disk-full', null, { version: installation.versions.mlflow, directories })
}

/** What is left for this user. */
function freeBytes(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
