import { formatUri, quoteValue } from '../../../model/format.ts'
import { type CheckResult, fail, ok, warn } from '../../check.ts'
import { inPlace } from '../store/place.ts'
import { findObstacle, modeOf, storeOf } from './locations.ts'
import type { UsedExperiment } from './responses.ts'
import { type AskedServer, serverCheck } from './server-check.ts'
import { bypasses, findPlaces, type Places } from './used-location.ts'
import { originOf } from './value-origin.ts'

const FIXED = 'a location is fixed when an experiment is created'

/** Whether the experiment in use is there, and keeps its artifacts where the server keeps new ones. */
export const experimentLocation = serverCheck({
  id: 'experiment-location',
  title: 'Experiment',
  asks: ['session'],
  run: (asked) => {
    const { server, where, context } = asked
    const unusable =
      server.used && explainUnusable(server.used, where, inPlace(context, originOf('MLFLOW_EXPERIMENT_NAME', context)))
    if (unusable) return unusable
    const places = findPlaces(server, context)
    if (bypasses(places)) return explainBypass(places, asked)
    const { others, used } = server
    if (used?.kind === 'new') return ok(`${quoteValue(used.name)} will be created by the first run`)
    if (places.isNamed && places.used)
      return ok(`${quoteValue(places.used.name)} keeps its artifacts as the server does`)
    const isProxied = modeOf(places.current ?? '') === 'proxied'
    if (!isProxied || others.count === 0) return ok('all keep their artifacts as the server does')
    // Harmless as long as nobody uses them.
    return ok(`${others.count} of ${others.of} bypass the server, such as ${quoteValue(others.sample ?? '')}`)
  },
})

/** What MLflow refuses when a run starts. */
function explainUnusable(used: UsedExperiment, where: string, place: string): CheckResult | null {
  if (used.kind === 'missing') {
    const remedy = `MLFLOW_EXPERIMENT_NAME=…${place} in place of MLFLOW_EXPERIMENT_ID, which is another number on each server`
    return fail(`the server has no experiment with the id ${quoteValue(used.id)} (MLFLOW_EXPERIMENT_ID)`, where, remedy)
  }
  if (used.kind === 'new') return null
  if (used.isOther) {
    const found = `MLFLOW_EXPERIMENT_ID is not the id of ${quoteValue(used.name)} (MLFLOW_EXPERIMENT_NAME), which is ${quoteValue(used.id)}`
    return fail(found, where, 'remove MLFLOW_EXPERIMENT_ID')
  }
  if (!used.isDeleted) return null
  const restore = `mlflow experiments restore --experiment-id ${/^\d+$/.test(used.id) ? used.id : 'ID'}`
  return fail(
    `the experiment ${quoteValue(used.name)} is deleted`,
    where,
    `with-mlflow-env ${restore}, or name another one`,
  )
}

async function explainBypass(
  { used, isNamed }: Places,
  { context, address, where }: AskedServer,
): Promise<CheckResult> {
  if (!used) return ok('all keep their artifacts as the server does')
  const store = modeOf(used.location) === 'disk' ? formatUri(used.location) : storeOf(used.location)
  const found = `the experiment ${quoteValue(used.name)} bypasses the server: clients reach ${store} themselves`
  const obstacle = await findObstacle(used.location, address, context)
  const remedy = `MLFLOW_EXPERIMENT_NAME=… with a new name${inPlace(context, originOf('MLFLOW_EXPERIMENT_NAME', context))}: ${FIXED}`
  if (obstacle && isNamed) return fail(`${found}, and ${obstacle.found}`, where, remedy)
  // Perhaps each run names another one.
  if (obstacle) return warn(`${found} if a run names no other, and ${obstacle.found}`, where, remedy)
  return isNamed ? warn(found, where, remedy) : ok(`${found} if a run names no other`)
}
