import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { findPortHolder } from '../host/port-owner.ts'
import type { Failure } from '../model/failure.ts'
import type { ServerPlan } from './plan.ts'

/** What the system, SQLite and a quota say. */
const FULL = /No space left on device|database or disk is full|Disk quota exceeded/i
/** Below this a disk is full, in bytes: MLflow's empty database takes about as much. */
const LEAST = 1_048_576
const TAKEN = /address already in use/i

/** Why MLflow ended, where its last lines tell: somebody took the port after it was looked at, or a disk is full. */
export function diagnoseFromOutput(plan: ServerPlan, port: number, lines: readonly string[]): Failure | null {
  const says = (pattern: RegExp) => lines.some((line) => pattern.test(line))
  if (says(TAKEN)) {
    const { host, port: setting } = plan.settings
    return { code: 'port-taken', port, origin: setting.origin, holder: findPortHolder(port, host.value) }
  }
  if (!says(FULL)) return null
  const { databaseFile, cwd, env, installation } = plan
  const folders = new Set([databaseFile === null ? cwd : dirname(databaseFile), env.TMPDIR || '/tmp'])
  const full = [...folders].filter((folder) => room(folder) < LEAST)
  return { code: 'disk-full', version: installation.version, folders: full }
}

/** What is left for this user, in bytes. */
function room(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
