import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Failure } from '../resolve/failure.ts'
import type { ServePlan } from './plan.ts'

/** What the system, SQLite and a quota say. */
const SAID = /No space left on device|database or disk is full|Disk quota exceeded/i
/** Below this a disk is full, in bytes: MLflow's empty database takes about as much. */
const LEAST = 1_048_576

/** Whether MLflow ended for want of room on a disk, by what it said last. */
export function explainDisk(
  { databaseFile, env, cwd, installation }: ServePlan,
  lines: readonly string[],
): Failure | null {
  if (!lines.some((line) => SAID.test(line))) return null
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
