import { tryStat } from '../host/fs-probe.ts'
import { opensDatabase } from '../mlflow/parse-passthrough.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { runScript } from '../python/run-script.ts'
import { diagnoseFullDisk } from './diagnose-exit.ts'
import type { ServerPlan } from './server-plan.ts'

/**
 * Creates MLflow's tables in new SQLite files before MLflow starts, in one transaction each: whatever interrupts a start,
 * no file is left half made. See docs/decisions/sqlite-initialisation.md.
 *
 * @returns the failure that the start would end with, as a full disk; null if there is none, or none that MLflow would
 * not say better itself
 * @throws {LauncherError} incomplete-installation
 */
export async function initializeSqlite(plan: ServerPlan, cancelSignal: AbortSignal): Promise<Diagnostic | null> {
  const files = [plan.databaseFile, plan.registryFile].filter((file) => file !== null)
  const newFiles = [...new Set(files)].filter(isNew)
  if (newFiles.length === 0 || !opensDatabase(plan.passthroughArgs, plan.env)) return null
  const { exitCode, stderr } = await runScript({
    python: plan.installation.python,
    script: 'initialize_sqlite.py',
    args: newFiles,
    env: plan.env,
    cwd: plan.cwd,
    cancelSignal,
    stdin: 'open',
  })
  return exitCode === 0 ? null : diagnoseFullDisk(plan, stderr.split('\n'))
}

/** Without a page of its own, or with a transaction that was interrupted and may be the first one. */
function isNew(file: string): boolean {
  return (tryStat(file)?.size ?? 0) === 0 || tryStat(`${file}-journal`) !== null
}
