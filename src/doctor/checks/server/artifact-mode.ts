import { formatUri } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip } from '../../check.ts'
import { findObstacle, modeOf, storeOf } from './locations.ts'
import { type AskedServer, serverCheck } from './server-check.ts'
import { bypasses, findPlaces } from './used-location.ts'

/** How a run's artifacts reach their store: through the server, or straight from the client. */
export const artifactMode = serverCheck({
  id: 'artifact-mode',
  title: 'Artifacts',
  asks: ['session'],
  run: (asked) => {
    const { server, where } = asked
    const places = findPlaces(server, asked.context)
    // Of an experiment that is alone with its place the check 'experiment-location' tells.
    const location = bypasses(places) ? places.current : (places.used?.location ?? places.current)
    if (!location) return skip('the server has no experiment yet, so it does not tell')
    if (modeOf(location) !== 'proxied') return byThemselves(location, asked)
    if (server.artifacts?.status !== 503) return ok('through the server: clients need no credentials')
    return fail(
      'artifacts go through the server, and it does not serve them (503)',
      where,
      'start it without --no-serve-artifacts (MLFLOW_SERVE_ARTIFACTS)',
    )
  },
})

async function byThemselves(location: string, { context, address, where }: AskedServer): Promise<CheckResult> {
  const isOnDisk = modeOf(location) === 'disk'
  const found = isOnDisk
    ? `clients write artifacts into ${formatUri(location)}`
    : `clients reach ${storeOf(location)} themselves`
  const obstacle = await findObstacle(location, address, context)
  if (obstacle === null) return ok(isOnDisk ? found : `${found}, with their own credentials`)
  const through = `start the server with --artifact-root ${isOnDisk ? 's3://BUCKET/PATH' : storeOf(location)} and no --default-artifact-root, and use a new experiment`
  return fail(
    `${found}, and ${obstacle.found}`,
    where,
    obstacle.remedy === '' ? through : `${obstacle.remedy}; or ${through}`,
  )
}
