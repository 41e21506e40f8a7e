import { replacesProcess } from '../launch/engines/index.ts'
import { type ExitAction, toExitAction } from '../launch/exit-status.ts'
import { checkLaunch, launch } from '../launch/index.ts'
import type { LaunchPlan } from '../launch/plan.ts'
import { schemeOfServer } from '../mlflow/derived-address.ts'
import { urlOf } from '../mlflow/server-address.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { fail } from '../model/diagnostic.ts'
import { checkFront } from './front.ts'
import { type ReadyServer, runLifecycle } from './lifecycle.ts'
import { reserveAddress } from './listen-address.ts'
import { noteServer } from './note.ts'
import type { Outcome } from './outcome.ts'
import type { ServerPlan } from './server-plan.ts'
import { mlflowArgs } from './spawn-mlflow.ts'
import { initializeSqlite } from './sqlite-init.ts'

/**
 * Runs the MLflow server until it exits or a signal asks it to stop.
 *
 * @returns how the launcher ends
 * @throws {LauncherError} with nothing started
 */
export async function runServer(plan: ServerPlan): Promise<ExitAction> {
  if (replacesProcess(plan.launch.value)) return replaceWithMlflow(plan)
  return runLifecycle(plan, { name: 'server', whileReady: untilStopped, kept: null })
}

/**
 * Refuses what `runServer` would refuse before it starts anything, and starts nothing: for `--dry-run`.
 *
 * @returns a warning of its keys, or null
 * @throws {LauncherError}
 */
export async function checkStart(plan: ServerPlan): Promise<Diagnostic | null> {
  await reserveAddress(plan.settings)
  const warning = await checkFront(plan)
  if (replacesProcess(plan.launch.value)) checkLaunch(planLaunch(plan))
  return warning
}

/** MLflow's start as a command's. */
function planLaunch(plan: ServerPlan): LaunchPlan {
  return { ...plan, command: plan.installation.python, args: mlflowArgs(plan) }
}

async function untilStopped({ mlflow, signals }: ReadyServer): Promise<Outcome> {
  const stopped = signals.requested.then((signal) => ({ kind: 'stopped', signal }) as const)
  return Promise.race([mlflow.outcome, stopped])
}

/** MLflow replaces the launcher: there is no ready line, and no supervision. */
async function replaceWithMlflow(plan: ServerPlan): Promise<ExitAction> {
  const address = await reserveAddress(plan.settings)
  const { port } = address
  const scheme = schemeOfServer(plan.passthroughArgs, plan.env)
  let removeNote = () => {}
  const env = { ...plan.env, MLFLOW_PORT: String(port) }
  const prepare = async () => {
    const failure = await initializeSqlite(plan, new AbortController().signal)
    if (failure) fail(failure)
    // Before it listens: afterwards nothing of the launcher is left. Its process id stays.
    if (scheme) removeNote = noteServer(plan, urlOf(address, scheme), null).remove
  }
  try {
    const result = await launch({ ...planLaunch(plan), env, prepare })
    return toExitAction(result, plan.pid)
  } finally {
    removeNote()
  }
}
