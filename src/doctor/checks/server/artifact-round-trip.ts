import { printable } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip, warn } from '../../check.ts'
import type { ArtifactTrip } from './responses.ts'
import { type AskedServer, serverCheck } from './server-check.ts'

/** One throw-away artifact, written, read and deleted through the server. It belongs to no run. */
export const artifactRoundTrip = serverCheck({
  id: 'artifact-round-trip',
  title: 'Artifact through the server',
  run: (asked) => {
    const { artifacts } = asked.server
    if (!artifacts) return skip('artifacts do not go through this server')
    if (artifacts.step === null) return ok('written, read and deleted')
    if (artifacts.status === 503)
      return skip("not known, because the server does not serve artifacts (see 'artifact-mode')")
    return explain(artifacts, asked)
  },
})

const STEPS: Readonly<Record<string, string>> = { put: 'write', get: 'read', delete: 'delete' }
const OF_STORE =
  "look into the server's log for the store's answer; start it with with-mlflow-env server, which checks the bucket"

function explain({ step, kind, status, reason, left }: ArtifactTrip, { where }: AskedServer): CheckResult {
  const act = STEPS[step ?? ''] ?? 'use'
  const answer = kind === 'status' ? `HTTP ${status}` : printable(reason)
  const rest = left === null ? '' : `; '${printable(left)}' is still in its store`
  if (step === 'delete') {
    return warn(
      `the server does not delete an artifact (${answer})${rest}`,
      where,
      'permit it, or delete the object by hand',
    )
  }
  if (kind === 'bytes') {
    return fail(
      `an artifact comes back with other contents${rest}`,
      where,
      'look for a proxy that changes files on the way',
    )
  }
  return fail(`the server cannot ${act} an artifact (${answer})${rest}`, where, remedyOf(kind, status))
}

function remedyOf(kind: string, status: number): string {
  if (status === 401 || status === 403) return 'ask for the permission to write artifacts, or correct the login'
  if (status === 413) return 'raise the limit for uploads of the proxy before the server'
  if (kind === 'timeout' || status === 502 || status === 504) {
    return 'raise the time limit of the proxy before the server, or look whether its store answers'
  }
  if (status === 404) return 'let the proxy before the server pass on /api/2.0/mlflow-artifacts/'
  return OF_STORE
}
