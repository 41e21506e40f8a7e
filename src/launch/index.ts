import type { ExitResult } from '../host/index.ts'
import { fail } from '../model/diagnostic.ts'
import type { Origin } from '../model/origin.ts'
import { launchDiagnostics, type Obstacle } from './diagnostics.ts'
import type { LaunchEngine } from './engines/engine.ts'
import { ENGINES } from './engines/index.ts'
import type { LaunchPlan } from './plan.ts'
import { preflight, toSpawnError } from './preflight.ts'

/**
 * Starts the command and, unless it takes this process's place, waits for its end.
 *
 * @throws {LauncherError} engine-unavailable, node-debug, and all of `preflight` and `toSpawnError`
 */
export async function launch(given: LaunchPlan): Promise<ExitResult> {
  const found = preflight(given)
  const plan = { ...given, announce: once(given.announce) }
  const { value: choice, origin } = plan.launch
  let failure: unknown
  for (const engine of ENGINES) {
    if (choice !== 'auto' && choice !== engine.name) continue
    const obstacle = engine.obstacle(plan, found)
    if (obstacle !== null && choice !== 'auto') refuseEngine(engine, obstacle, origin)
    const hasDrawback = obstacle === null && choice === 'auto' && engine.hasDrawback(plan)
    const verdict = obstacle === null ? (hasDrawback ? 'not for this command' : 'taken') : `not possible (${obstacle})`
    plan.log?.(`launch engine ${engine.name}: ${verdict}`)
    if (obstacle !== null || hasDrawback) continue
    if (plan.prepare) await plan.prepare()
    try {
      return await engine.launch(plan, found)
    } catch (error) {
      // Under `auto` the next engine finds out what it was, or succeeds.
      failure = error
    }
  }
  throw toSpawnError(plan, failure)
}

/**
 * Refuses what `launch` would refuse before it starts anything, and starts nothing.
 *
 * @throws {LauncherError} engine-unavailable, and all of `preflight`
 */
export function checkLaunch(plan: LaunchPlan): void {
  const found = preflight(plan)
  for (const engine of ENGINES) {
    if (engine.name !== plan.launch.value) continue
    const obstacle = engine.obstacle(plan, found)
    if (obstacle !== null) refuseEngine(engine, obstacle, plan.launch.origin)
  }
}

function refuseEngine({ name }: LaunchEngine, obstacle: Obstacle, origin: Origin): never {
  return fail(launchDiagnostics.error('engine-unavailable', origin, { engine: name, obstacle }))
}

/** The block is printed once, whichever engine starts the command. */
function once(announce: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) announce()
    isDone = true
  }
}
