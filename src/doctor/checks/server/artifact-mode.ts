import { isProjectOwned } from '../../../credentials/credentials.ts'
import { formatUri } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { parseSession } from '../../session.ts'
import { isOnS3, isOnThisMachine, modeOf, storeOf } from './locations.ts'
import { type AskedServer, serverCheck } from './server-check.ts'

/** How a new run's artifacts reach their store: through the server, or straight from the client. */
export const artifactMode = serverCheck({
  id: 'artifact-mode',
  title: 'Artifacts',
  asks: ['session'],
  run: (asked) => {
    const { server } = asked
    if (server.artifacts?.status === 503) return notServed(asked)
    const location = server.used?.location || server.defaultLocation
    if (!location) return skip('the server has no experiment yet, so it does not tell')
    switch (modeOf(location)) {
      case 'proxied':
        return ok('through the server: clients need no credentials')
      case 'direct':
        return direct(location, asked)
      case 'disk':
        return onDisk(location, asked)
    }
  },
})

function notServed({ where }: AskedServer): CheckResult {
  return fail(
    'the server does not serve artifacts (503)',
    where,
    'start it without --no-serve-artifacts (MLFLOW_SERVE_ARTIFACTS)',
  )
}

async function direct(location: string, { context, where }: AskedServer): Promise<CheckResult> {
  const found = `clients reach ${storeOf(location)} by themselves`
  if (!isOnS3(location)) return ok(`${found}, with credentials for it`)
  const why = await whyNoCredentials(context)
  if (why === null) return ok(`${found}, with the account of the check 'credentials'`)
  return fail(
    `${found}, and ${why}: logging an artifact ends with 'Unable to locate credentials'`,
    where,
    "with-mlflow-env init, to name the project's keys; or start the server with --artifact-root in place of --default-artifact-root, and use a new experiment",
  )
}

/** Why a client has nothing to reach a bucket with; null if it has. */
async function whyNoCredentials({ run, probe }: DoctorContext): Promise<string | null> {
  if (run.configuration && isProjectOwned(run.configuration.credentials)) return null
  const session = await probe.ask('session').then(parseSession, () => null)
  return session?.finding ? 'boto3 finds no credentials' : null
}

function onDisk(location: string, { address, where }: AskedServer): CheckResult {
  const shown = formatUri(location)
  if (isOnThisMachine(address)) return ok(`in the directory ${shown} of this machine`)
  return fail(
    `clients write artifacts into ${shown} of their own machine, so the server never has them`,
    where,
    'start the server with --artifact-root s3://BUCKET/PATH, and use a new experiment',
  )
}
